//! The numbers that writers put before headings: 一、 （二） 第三章 4.1 5）, told and made.

use super::width::strip_blanks;

/// Chinese numerals as headings use them.
const NUMERALS: &str = "〇零一二三四五六七八九十百";

/// What may follow 第…: the names of parts.
const PARTS: [char; 7] = ['章', '节', '条', '款', '部', '编', '篇'];

/// A heading without the number before it. A heading that is nothing but a number stays.
pub fn without_ordinal(heading: &str) -> &str {
    let text = heading.trim();
    let rest = [named, bracketed, chinese, arabic].into_iter().find_map(|rule| rule(text));
    match rest.map(|rest| rest.trim_start_matches([' ', '\u{3000}', '\t'])) {
        Some(rest) if !strip_blanks(rest).is_empty() => rest,
        _ => text,
    }
}

fn numeral(text: &str) -> Option<&str> {
    let rest = text.trim_start_matches(|c: char| NUMERALS.contains(c) || c.is_ascii_digit());
    (rest.len() < text.len()).then_some(rest)
}

/// 第三章, 第二部分.
fn named(text: &str) -> Option<&str> {
    let rest = numeral(text.strip_prefix('第')?)?;
    let rest = rest.strip_prefix(PARTS)?;
    Some(rest.strip_prefix('分').unwrap_or(rest))
}

/// （二）, (3), 5）.
fn bracketed(text: &str) -> Option<&str> {
    let inside = text.strip_prefix(['（', '(']);
    numeral(inside.unwrap_or(text))?.strip_prefix(['）', ')'])
}

/// 一、 二．
fn chinese(text: &str) -> Option<&str> {
    let rest = text.trim_start_matches(|c| NUMERALS.contains(c));
    if rest.len() == text.len() { None } else { rest.strip_prefix(['、', '．', '.', ' ', '\u{3000}']) }
}

/// 4.1, 4、, 4． and a bare number with a space after it.
fn arabic(text: &str) -> Option<&str> {
    let mut rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    if rest.len() == text.len() {
        return None;
    }
    let mut marked = false;
    while let Some(next) = rest.strip_prefix(['.', '．']) {
        marked = true;
        rest = next.trim_start_matches(|c: char| c.is_ascii_digit());
    }
    match rest.strip_prefix('、') {
        Some(rest) => Some(rest),
        None if marked || rest.starts_with([' ', '\u{3000}', '\t']) => Some(rest),
        None => None,
    }
}

/// A number up to 999 in Chinese numerals, as parts are counted; a greater one, and none, in figures.
pub fn chinese_numeral(number: usize) -> String {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let (hundreds, tens, ones) = (number / 100, number / 10 % 10, DIGITS[number % 10]);
    match (hundreds, tens) {
        (0, 0) if number == 0 => number.to_string(),
        (0, 0) => ones.to_owned(),
        (0, 1) => format!("十{ones}"),
        (0, _) => format!("{}十{ones}", DIGITS[tens]),
        (1..=9, 0) if ones.is_empty() => format!("{}百", DIGITS[hundreds]),
        (1..=9, 0) => format!("{}百零{ones}", DIGITS[hundreds]),
        (1..=9, _) => format!("{}百{}十{ones}", DIGITS[hundreds], DIGITS[tens]),
        _ => number.to_string(),
    }
}
