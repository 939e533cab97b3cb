//! 认证机构批准书号, e.g. `CNCA-R-2002-002` (内资) and `CNCA-RF-2003-27` (外资).
//!
//! The form is known from real numbers and a copy of one rule, not from the rule itself: a number of
//! another form is doubtful, never refused.

use crate::text::{compact, fold, is_dash, tidy};

/// A number as far as it can be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApprovalNumber {
    /// The normal form: upper case, plain hyphens.
    pub number: String,
    /// The parts, when the number is of the known form.
    pub parts: Option<Parts>,
}

/// The parts of a number of the known form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Parts {
    /// Year of approval.
    pub year: i32,
    /// True for `RF`, a foreign-invested body.
    pub foreign: bool,
}

/// Reads a number in any width and case; blanks, dashes of any kind or nothing may stand between its
/// parts.
pub fn parse(text: &str) -> ApprovalNumber {
    known_form(&compact(text)).unwrap_or_else(|| ApprovalNumber { number: as_typed(text), parts: None })
}

/// The year in a number of the known form.
pub fn year(text: &str) -> Option<i32> {
    parse(text).parts.map(|parts| parts.year)
}

fn known_form(code: &str) -> Option<ApprovalNumber> {
    let rest = code.strip_prefix("CNCAR")?;
    let (foreign, rest) = rest.strip_prefix('F').map_or((false, rest), |rest| (true, rest));
    let well_formed = (6..=8).contains(&rest.len()) && rest.chars().all(|c| c.is_ascii_digit());
    let (year, serial) = rest.split_at_checked(4).filter(|_| well_formed)?;
    let number = format!("CNCA-R{}-{year}-{serial}", if foreign { "F" } else { "" });
    let year = year.parse().ok().filter(|year| (1900..2100).contains(year))?;
    Some(ApprovalNumber { number, parts: Some(Parts { year, foreign }) })
}

/// Width, case and dashes folded, runs of blanks one space.
fn as_typed(text: &str) -> String {
    let fold_dash = |c| if is_dash(c) { '-' } else { fold(c).to_ascii_uppercase() };
    tidy(&text.chars().map(fold_dash).collect::<String>())
}
