//! How long a period is, and the day on which it ends.

use chrono::{Days, NaiveDate};
use schemars::JsonSchema;
use serde::Deserialize;

use super::statutory::is_fixed;
use super::{Calendar, add_months};

/// The length of a period. Months and days below zero lie before the day from which they are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Term {
    /// So many working days (工作日) later.
    Workdays(u32),
    /// So many months later or before (民法典 202).
    Months(i32),
    /// So many calendar days later or before; with 0 the day itself.
    Days(i32),
}

impl Term {
    /// In Chinese, e.g. `5 个工作日`, `6 个月`, `前 6 个月`, `当日`.
    pub fn label(self) -> String {
        let before = |n: i32| if n < 0 { "前 " } else { "" };
        match self {
            Self::Workdays(n) => format!("{n} 个工作日"),
            _ if self.is_moment() => "当日".to_owned(),
            Self::Months(n) => format!("{}{} 个月", before(n), n.unsigned_abs()),
            Self::Days(n) => format!("{}{} 日", before(n), n.unsigned_abs()),
        }
    }

    /// Whether it is the day itself from which it runs.
    pub fn is_moment(self) -> bool {
        matches!(self, Self::Days(0) | Self::Months(0))
    }

    /// As an address writes it: `10` working days, `6m` months, `-6m` months before, `60d` days.
    pub fn code(self) -> String {
        match self {
            Self::Workdays(n) => n.to_string(),
            Self::Months(n) => format!("{n}m"),
            Self::Days(n) => format!("{n}d"),
        }
    }

    /// Reads [`Self::code`].
    pub fn from_code(code: &str) -> Option<Self> {
        match (code.strip_suffix('m'), code.strip_suffix('d')) {
            (Some(months), _) => months.parse().ok().map(Self::Months),
            (_, Some(days)) => days.parse().ok().map(Self::Days),
            _ => code.parse().ok().map(Self::Workdays),
        }
    }

    /// Whether the period lies before the day from which it is counted.
    pub fn is_backward(self) -> bool {
        matches!(self, Self::Months(n) | Self::Days(n) if n < 0)
    }
}

/// The end of a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Deadline {
    /// The last day, when every arrangement that it depends on is published.
    pub due: Option<NaiveDate>,
    /// The earliest day that it can be; equals `due` when that is known.
    pub earliest: NaiveDate,
    /// Of a backward deadline on a day off: the working day before it, which is an advice (no article moves
    /// such a deadline). `None` when the day itself is a working day, or that is not published.
    pub advised: Option<NaiveDate>,
}

impl Calendar {
    /// The end of a period that is counted from `start`, which itself does not count (民法典 201). Forward a
    /// last day off moves on to the next working day (民法典 203). `None` only past the ends of
    /// representable time.
    pub fn deadline(&self, start: NaiveDate, term: Term) -> Option<Deadline> {
        let on = |day| Deadline { due: Some(day), earliest: day, advised: None };
        let day = match term {
            Term::Workdays(n) => {
                let (due, earliest) = self.due(start, n);
                return Some(Deadline { due, earliest, advised: None });
            }
            Term::Months(0) | Term::Days(0) => return Some(on(start)),
            Term::Months(n) => add_months(start, n)?,
            Term::Days(n) if n < 0 => start.checked_sub_days(Days::new(n.unsigned_abs().into()))?,
            Term::Days(n) => start.checked_add_days(Days::new(n.unsigned_abs().into()))?,
        };
        Some(if term.is_backward() {
            Deadline {
                advised: self.workday_on_or_before(day).ok().filter(|workday| *workday != day),
                ..on(day)
            }
        } else {
            let may_count = |day: &NaiveDate| self.is_workday(*day).unwrap_or(!is_fixed(*day));
            let earliest = day.iter_days().find(may_count).unwrap_or(day);
            Deadline { due: self.workday_on_or_after(day).ok(), earliest, advised: None }
        })
    }
}
