//! Numbers in Chinese, as official documents number their parts.

/// 一、二、三 … 十、十一 …; beyond 十九 in figures.
pub fn numeral(number: usize) -> String {
    const NUMERALS: [&str; 11] = ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十"];
    match (NUMERALS.get(number), number.checked_sub(10).and_then(|rest| NUMERALS.get(rest))) {
        (Some(numeral), _) => (*numeral).to_owned(),
        (None, Some(rest)) => format!("十{rest}"),
        (None, None) => number.to_string(),
    }
}
