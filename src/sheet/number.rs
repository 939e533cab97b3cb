//! Numbers and dates of a sheet as texts.

use calamine::ExcelDateTime;
use chrono::NaiveDate;

use super::{Cell, CellDefect};

/// From here on a number has more digits than a sheet keeps.
const FIRST_LOST: f64 = 1e15;
/// The day after 31 December 9999, the last that sheets know.
const LAST_DAY: f64 = 2_958_466.0;

/// The cell of a number: plain digits, as a person would have typed them.
pub(super) fn number_cell(number: f64) -> Cell {
    let lost = number.abs() >= FIRST_LOST;
    Cell { text: number_text(number), defect: lost.then_some(CellDefect::LostDigits) }
}

/// A number in plain digits: without `.0`, without scientific notation, with the 15 digits that a sheet
/// shows, so that 0.1 + 0.2 is 0.3.
pub(super) fn number_text(number: f64) -> String {
    let kept: f64 = format!("{number:.14e}").parse().unwrap_or(number);
    if kept == 0.0 { "0".to_owned() } else { kept.to_string() }
}

/// The cell of a day: `2026-01-05`, with the time of day after it where there is one, or the time alone.
pub(super) fn date_cell(date: ExcelDateTime) -> Cell {
    let serial = date.as_f64();
    if date.is_duration() {
        return number_cell(serial);
    }
    let (year, month, day, hour, minute, second, _) = date.to_ymd_hms_milli();
    let time = format!("{hour:02}:{minute:02}:{second:02}");
    let midnight = (hour, minute, second) == (0, 0, 0);
    // The calendar from 1900 counts a day 0 and a 29 February 1900, which never were.
    let day = NaiveDate::from_ymd_opt(year.into(), month.into(), day.into());
    let text = match day.filter(|_| (1.0..LAST_DAY).contains(&serial)) {
        Some(day) if midnight => day.to_string(),
        Some(day) => format!("{day} {time}"),
        None if (0.0..1.0).contains(&serial) && !midnight => time,
        None => return Cell { text: number_text(serial), defect: Some(CellDefect::NoSuchDay) },
    };
    Cell { text, defect: None }
}

/// The cell of a text that another program may have spoilt on its way: a number in scientific notation
/// and `####` are what is left when a sheet was saved as text, or copied, as it was shown.
pub(super) fn text_cell(text: &str) -> Cell {
    let bare = text.trim();
    let defect = match () {
        () if is_spoilt_number(bare) => Some(CellDefect::LostDigits),
        () if bare.len() >= 3 && bare.chars().all(|c| c == '#') => Some(CellDefect::TooNarrow),
        () if ERRORS.contains(&bare) => Some(CellDefect::FormulaError),
        () => None,
    };
    Cell { text: text.to_owned(), defect }
}

/// How a sheet shows that a formula has no result.
const ERRORS: [&str; 8] =
    ["#REF!", "#VALUE!", "#N/A", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#GETTING_DATA"];

/// `1.10105E+17`: as many digits as are shown are left, the others are gone.
fn is_spoilt_number(text: &str) -> bool {
    let Some((mantissa, exponent)) = text.split_once("E+") else { return false };
    let digits = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_digit());
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, "0"));
    whole.len() == 1 && digits(whole) && digits(fraction) && digits(exponent) && exponent.len() >= 2
}
