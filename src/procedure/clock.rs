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
    /// Only from this day on does the period run, e.g. the day the law came into force.
    pub not_before: Option<NaiveDate>,
    /// CEL: the period runs only when true.
    pub when: Option<String>,
    /// How long it is.
    pub term: Term,
    /// Id of the date field that holds the day on which the duty was fulfilled. With `each` a field of the
    /// roster.
    pub done: Option<String>,
    /// Clause codes.
    pub basis: Vec<String>,
}

/// A clock as it stands in `procedure.json`. The keys are those of [`Clock`]; exactly one of `workdays`,
/// `months` and `days` states its term.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct ClockEntry {
    id: String,
    title: String,
    each: Option<String>,
    start: String,
    not_before: Option<NaiveDate>,
    when: Option<String>,
    /// Working days.
    workdays: Option<u32>,
    /// Months; below zero = before the start.
    months: Option<i32>,
    /// Calendar days; below zero = before the start; 0 = the day itself.
    days: Option<i32>,
    done: Option<String>,
    basis: Vec<String>,
}

impl TryFrom<ClockEntry> for Clock {
    type Error = String;

    fn try_from(entry: ClockEntry) -> Result<Self, String> {
        let ClockEntry { id, title, each, start, not_before, when, done, basis, .. } = entry;
        let term = match (entry.workdays, entry.months, entry.days) {
            (Some(n), None, None) => Term::Workdays(n),
            (None, Some(n), None) => Term::Months(n),
            (None, None, Some(n)) => Term::Days(n),
            _ => return Err(format!("期限“{id}”要有且只有 workdays、months、days 中的一项")),
        };
        Ok(Self { id, title, each, start, not_before, when, term, done, basis })
    }
}
