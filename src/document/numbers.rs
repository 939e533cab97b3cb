//! The numbers before headings, as official documents count their parts.

/// 一、（一）1. before headings of the first, second and third level.
pub(super) fn ordinal(level: usize, number: usize) -> String {
    match level {
        0 => format!("{}、", chinese(number)),
        1 => format!("（{}）", chinese(number)),
        _ => format!("{number}. "),
    }
}

/// A number up to 99 in Chinese numerals.
fn chinese(number: usize) -> String {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let (tens, ones) = (number / 10, DIGITS[number % 10]);
    match tens {
        0 => ones.to_owned(),
        1 => format!("十{ones}"),
        2..=9 => format!("{}十{ones}", DIGITS[tens]),
        _ => number.to_string(),
    }
}
