//! Dates as people type them.

use chrono::NaiveDate;

use crate::text::{is_dash, strip_blanks, unify_radical};

/// The years that a filing can sensibly speak of.
const YEARS: std::ops::RangeInclusive<i32> = 1900..=2199;

/// Why a text is not a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateDefect {
    /// Nothing that looks like a date.
    Unreadable,
    /// A year, or a year and a month, without the day.
    Incomplete,
    /// The year is not written with four digits.
    ShortYear,
    /// The year lies outside 1900 to 2199.
    YearOutOfRange,
    /// The calendar has no such day, e.g. 31 April.
    NoSuchDay,
}

/// Reads a typed date: `2026-1-5`, `2026/1/5`, `2026.1.5`, `2026年1月5日`, `20260105`,
/// `二〇二六年一月五日`; width and blanks make no difference.
pub fn parse_date(text: &str) -> Option<NaiveDate> {
    read_date(text).ok()
}

/// As [`parse_date`], saying what is wrong.
pub fn read_date(text: &str) -> Result<NaiveDate, DateDefect> {
    if let Some(day) = stored(text) {
        return day;
    }
    let text: String = strip_blanks(text).chars().map(unify_radical).collect();
    let Split { year, month, day } = split(&text)?;
    let year_number = number(&year, Numeral::Digits)?;
    match year.chars().count() {
        4 => {}
        _ if day.as_ref().is_some_and(|day| day.len() == 4) => return Err(DateDefect::Unreadable),
        2 => return Err(DateDefect::ShortYear),
        _ => return Err(DateDefect::YearOutOfRange),
    }
    let (Some(month), Some(day)) = (month, day) else { return Err(DateDefect::Incomplete) };
    let (month, day) = (number(&month, Numeral::Counted)?, number(&day, Numeral::Counted)?);
    let year = i32::try_from(year_number).map_err(|_| DateDefect::YearOutOfRange)?;
    if !YEARS.contains(&year) {
        return Err(DateDefect::YearOutOfRange);
    }
    NaiveDate::from_ymd_opt(year, month, day).ok_or(DateDefect::NoSuchDay)
}

/// A day as it is stored, `2026-01-05`, which most are: read without being taken apart. `None` for all others.
fn stored(text: &str) -> Option<Result<NaiveDate, DateDefect>> {
    let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = *text.as_bytes() else { return None };
    let number = |digits: &[u8]| {
        digits.iter().try_fold(0_u32, |sum, c| c.is_ascii_digit().then(|| sum * 10 + u32::from(c - b'0')))
    };
    let year = i32::try_from(number(&[y1, y2, y3, y4])?).ok()?;
    let (month, day) = (number(&[m1, m2])?, number(&[d1, d2])?);
    Some(if YEARS.contains(&year) {
        NaiveDate::from_ymd_opt(year, month, day).ok_or(DateDefect::NoSuchDay)
    } else {
        Err(DateDefect::YearOutOfRange)
    })
}

struct Split {
    year: String,
    month: Option<String>,
    day: Option<String>,
}

/// Cuts a text without blanks into year, month and day, still as written.
fn split(text: &str) -> Result<Split, DateDefect> {
    if text.chars().all(|c| c.is_ascii_digit()) {
        return match text.len() {
            8 => Ok(Split {
                year: text[..4].to_owned(),
                month: Some(text[4..6].to_owned()),
                day: Some(text[6..].to_owned()),
            }),
            4 | 6 if ["19", "20", "21"].iter().any(|century| text.starts_with(century)) => {
                Err(DateDefect::Incomplete)
            }
            6 => Err(DateDefect::ShortYear),
            _ => Err(DateDefect::Unreadable),
        };
    }
    if let Some((year, rest)) = text.split_once('年') {
        let (month, rest) = match rest.split_once('月') {
            Some((month, rest)) => (Some(month), rest),
            None if rest.is_empty() => (None, ""),
            None => return Err(DateDefect::Unreadable),
        };
        let day = rest.strip_suffix(['日', '号']).unwrap_or(rest);
        return Ok(Split {
            year: year.to_owned(),
            month: month.map(str::to_owned),
            day: Some(day).filter(|day| !day.is_empty()).map(str::to_owned),
        });
    }
    let text = text.strip_suffix(['日', '号']).unwrap_or(text);
    let mut separators = text.chars().filter(|c| !c.is_ascii_digit()).map(separator);
    let first = separators.next().flatten().ok_or(DateDefect::Unreadable)?;
    if separators.any(|other| other != Some(first)) {
        return Err(DateDefect::Unreadable);
    }
    let mut parts = text.split(|c: char| !c.is_ascii_digit());
    let year = parts.next().unwrap_or_default().to_owned();
    let (month, day) = (parts.next(), parts.next());
    if parts.next().is_some() || month == Some("") || day == Some("") {
        return Err(DateDefect::Unreadable);
    }
    Ok(Split { year, month: month.map(str::to_owned), day: day.map(str::to_owned) })
}

/// The kind of separator that a character is.
fn separator(c: char) -> Option<char> {
    match c {
        c if is_dash(c) => Some('-'),
        '/' | '\\' => Some('/'),
        '.' | '。' | '、' | '·' | ',' => Some('.'),
        _ => None,
    }
}

/// How Chinese numerals are written: digit by digit (二〇二六) or counted (二十六).
#[derive(Clone, Copy, PartialEq)]
enum Numeral {
    Digits,
    Counted,
}

/// A short number in Arabic digits or, whole, in Chinese numerals.
fn number(text: &str, numeral: Numeral) -> Result<u32, DateDefect> {
    if text.chars().all(|c| c.is_ascii_digit()) {
        return if text.len() > 4 {
            Err(DateDefect::YearOutOfRange)
        } else {
            text.parse().map_err(|_| DateDefect::Unreadable)
        };
    }
    let value = match numeral {
        Numeral::Digits => text.chars().take(5).try_fold(0, |sum, c| Some(sum * 10 + han_digit(c)?)),
        Numeral::Counted => match text.split_once('十') {
            None => single_han_digit(text),
            Some((tens, ones)) => {
                let tens = if tens.is_empty() { Some(1) } else { single_han_digit(tens) };
                let ones = if ones.is_empty() { Some(0) } else { single_han_digit(ones) };
                tens.zip(ones).map(|(tens, ones)| tens * 10 + ones)
            }
        },
    };
    value.ok_or(DateDefect::Unreadable)
}

fn single_han_digit(text: &str) -> Option<u32> {
    let mut chars = text.chars();
    chars.next().and_then(han_digit).filter(|digit| chars.next().is_none() && *digit > 0)
}

fn han_digit(c: char) -> Option<u32> {
    "〇一二三四五六七八九"
        .chars()
        .position(|digit| digit == c)
        .map_or_else(|| matches!(c, '零' | '○' | 'O').then_some(0), |position| u32::try_from(position).ok())
}
