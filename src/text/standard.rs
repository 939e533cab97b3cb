//! The numbers of standards in a text.

use std::collections::BTreeSet;

use super::clean::single_line;
use super::width::{fold, is_dash};

/// The standards that a text cites, each written `GB/T 35273-2020`, without the year where none is named:
/// GB, GB/T and GB/Z, and the guides of TC260 (`TC260-PG-20222A`).
pub fn standards(text: &str) -> BTreeSet<String> {
    let line: Vec<char> = single_line(text).chars().map(|c| fold(c).to_ascii_uppercase()).collect();
    let starts = (0..line.len()).filter(|at| *at == 0 || !line[at - 1].is_ascii_alphanumeric());
    starts.filter_map(|at| national(&line[at..]).or_else(|| guide(&line[at..]))).collect()
}

/// `GB/T 22239.1-2019`, with blanks and any dash between its parts.
fn national(text: &[char]) -> Option<String> {
    let (prefix, rest) = [("GB/T", 4), ("GB/Z", 4), ("GB", 2)].into_iter().find_map(|(prefix, length)| {
        let rest = text.get(length..)?;
        text.iter().zip(prefix.chars()).all(|(a, b)| *a == b).then_some((prefix, rest))
    })?;
    let (number, rest) = digits(after_blanks(rest), |c| c.is_ascii_digit() || c == '.');
    let number = number.trim_end_matches('.');
    if !(3..=9).contains(&number.len()) || !number.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let year = after_blanks(rest).split_first().filter(|(dash, _)| is_dash(**dash)).and_then(|(_, rest)| {
        let (year, _) = digits(after_blanks(rest), |c| c.is_ascii_digit());
        (year.len() == 4).then_some(year)
    });
    Some(year.map_or_else(|| format!("{prefix} {number}"), |year| format!("{prefix} {number}-{year}")))
}

/// `TC260-PG-20222A`.
fn guide(text: &[char]) -> Option<String> {
    let (whole, _) = digits(text, |c| c.is_ascii_alphanumeric() || is_dash(c));
    let parts: Vec<&str> = whole.split(is_dash).collect();
    matches!(parts[..], ["TC260", "PG", number] if number.len() >= 4).then(|| parts.join("-"))
}

fn after_blanks(text: &[char]) -> &[char] {
    let blanks = text.iter().take_while(|c| c.is_whitespace()).count();
    &text[blanks..]
}

/// The characters of a kind at the beginning, and the rest.
fn digits(text: &[char], is: impl Fn(char) -> bool) -> (String, &[char]) {
    let length = text.iter().take_while(|c| is(**c)).count();
    (text[..length].iter().collect(), &text[length..])
}
