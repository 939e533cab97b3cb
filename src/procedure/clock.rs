//! Statutory periods (期限), for the dossier as a whole or for each row of a roster.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::Deserialize;

use crate::calendar::Term;

/// A statutory period.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(try_from = "ClockEntry")]
#[schemars(with = "ClockEntry")]
pub struct Clock {
    /// Unique among clocks.
    pub id: String,
    /// Title in Chinese, e.g. `办理备案的期限`.
    pub title: String,
    /// Id of a roster: one period for each of its rows.
    pub each: Option<String>,
    /// Id of the date field from which the period runs; that day itself is not counted (民法典 201). With
    /// `each` a field of the roster.
    pub start: String,
    /// CEL: the day from which it is counted, where that is another one than the answer to `start`. Absent = that
    /// answer.
    pub counted_from: Option<String>,
    /// Only from this day on does the period run, e.g. the day the law came into force.
    pub not_before: Option<NaiveDate>,
    /// CEL: the period runs only when true.
    pub when: Option<String>,
    /// In what its length is stated.
    pub unit: Unit,
    /// How long it is.
    pub length: Length,
    /// Id of the date field that holds the day on which the duty was fulfilled. With `each` a field of the
    /// roster.
    pub done: Option<String>,
    /// Clause codes.
    pub basis: Vec<String>,
}

/// In what the length of a period is stated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Working days (工作日).
    Workdays,
    /// Months.
    Months,
    /// Calendar days.
    Days,
}

/// The length of a period: a number, or the name of the parameter that holds it with its source and validity. Below
/// zero, or with `-` before the name, the period lies before the start.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Length {
    /// A number.
    Number(i32),
    /// A parameter's name, perhaps with `-` before it.
    Parameter(String),
}

impl Length {
    /// The name of the parameter that holds it.
    pub fn parameter(&self) -> Option<&str> {
        match self {
            Self::Number(_) => None,
            Self::Parameter(name) => Some(name.strip_prefix('-').unwrap_or(name)),
        }
    }

    /// Whether it lies before the start.
    pub fn is_backward(&self) -> bool {
        match self {
            Self::Number(number) => *number < 0,
            Self::Parameter(name) => name.starts_with('-'),
        }
    }
}

impl Clock {
    /// How long it is, where `parameter` gives the values in force; `None` while the one that is named has none.
    pub fn term(&self, parameter: impl FnOnce(&str) -> Option<i64>) -> Option<Term> {
        let number = match &self.length {
            Length::Number(number) => *number,
            named => {
                let value = i32::try_from(parameter(named.parameter()?)?).ok()?;
                if named.is_backward() { value.checked_neg()? } else { value }
            }
        };
        Some(match self.unit {
            Unit::Workdays => Term::Workdays(number.try_into().ok()?),
            Unit::Months => Term::Months(number),
            Unit::Days => Term::Days(number),
        })
    }
}

/// A clock as it stands in `procedure.json`. The keys are those of [`Clock`]; exactly one of `workdays`,
/// `months` and `days` states its length.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct ClockEntry {
    id: String,
    title: String,
    each: Option<String>,
    start: String,
    counted_from: Option<String>,
    not_before: Option<NaiveDate>,
    when: Option<String>,
    /// Working days.
    workdays: Option<Length>,
    /// Months; below zero = before the start.
    months: Option<Length>,
    /// Calendar days; below zero = before the start; 0 = the day itself.
    days: Option<Length>,
    done: Option<String>,
    basis: Vec<String>,
}

impl TryFrom<ClockEntry> for Clock {
    type Error = String;

    fn try_from(entry: ClockEntry) -> Result<Self, String> {
        let ClockEntry { id, title, each, start, counted_from, not_before, when, done, basis, .. } = entry;
        let (unit, length) = match (entry.workdays, entry.months, entry.days) {
            (Some(length), None, None) => (Unit::Workdays, length),
            (None, Some(length), None) => (Unit::Months, length),
            (None, None, Some(length)) => (Unit::Days, length),
            _ => return Err(format!("期限“{id}”要有且只有 workdays、months、days 中的一项")),
        };
        if unit == Unit::Workdays && length.is_backward() {
            return Err(format!("期限“{id}”的 workdays 不能小于 0"));
        }
        Ok(Self { id, title, each, start, counted_from, not_before, when, unit, length, done, basis })
    }
}
