//! Holiday tables: reading them from JSON and checking them against themselves.
//!
//! Format: `{"2026": {"off": ["2026-01-01", …], "work": ["2026-01-04", …]}, …}`. `off` lists every day
//! of a holiday, weekend days in it included; `work` lists the weekend days that are worked instead.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use chrono::{Datelike, NaiveDate, Weekday};
use serde::Deserialize;

use super::chinese_date;

/// The tables that are part of the program: 2024 to 2026.
const BUILT_IN: &str = include_str!("../../www/calendar/holidays.json");

/// Holiday tables by year. A year without a table is 未公布.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Calendar {
    pub(super) tables: BTreeMap<i32, Table>,
}

/// The arrangement of one year.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Table {
    pub(super) off: BTreeSet<NaiveDate>,
    pub(super) work: BTreeSet<NaiveDate>,
}

/// Tables that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CalendarError {
    /// Not JSON of the expected shape.
    #[error("节假日数据不是规定格式的JSON（第{line}行第{column}列）：{reason}")]
    Format {
        /// Line, from 1.
        line: usize,
        /// Column, from 1.
        column: usize,
        /// What the reader expected.
        reason: String,
    },
    /// The tables contradict themselves; every contradiction is listed.
    #[error("节假日数据自相矛盾：{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("；"))]
    Contradiction(Vec<TableDefect>),
}

/// One contradiction in the tables.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TableDefect {
    /// A key that is not a year, or a year outside 1900 to 2199.
    NotAYear(String),
    /// A text that is not a date `YYYY-MM-DD`.
    NotADate(i32, String),
    /// A day listed under another year.
    OutsideItsYear(i32, NaiveDate),
    /// A day listed both as off and as worked.
    OffAndWork(NaiveDate),
    /// A make-up working day that is not a Saturday or Sunday.
    WorkOnAWeekday(NaiveDate),
    /// A day listed twice in the same list.
    Twice(NaiveDate),
    /// A fixed statutory holiday that is not off.
    StatutoryDayNotOff(NaiveDate),
    /// A year missing between two that are there.
    MissingYear(i32),
}

impl fmt::Display for TableDefect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotAYear(key) => write!(f, "“{key}”不是1900至2199之间的年份"),
            Self::NotADate(year, text) => write!(f, "{year}年表中的“{text}”不是YYYY-MM-DD格式的日期"),
            Self::OutsideItsYear(year, day) => {
                write!(f, "{}不属于{year}年，却列在{year}年表中", chinese_date(*day))
            }
            Self::OffAndWork(day) => write!(f, "{}既列为放假又列为上班", chinese_date(*day)),
            Self::WorkOnAWeekday(day) => write!(f, "{}不是周六或周日，不应列为调休上班", chinese_date(*day)),
            Self::Twice(day) => write!(f, "{}重复列出", chinese_date(*day)),
            Self::StatutoryDayNotOff(day) => write!(f, "{}是法定节假日，却未列为放假", chinese_date(*day)),
            Self::MissingYear(year) => write!(f, "缺少{year}年的表"),
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawTable {
    off: Vec<String>,
    work: Vec<String>,
}

impl Calendar {
    /// The calendar with the tables published when the program was built.
    pub fn built_in() -> Self {
        // A test reads the same text, so the fallback (no year published) is never met.
        Self::from_json(BUILT_IN).unwrap_or_default()
    }

    /// Reads and checks tables.
    pub fn from_json(json: &str) -> Result<Self, CalendarError> {
        let raw: BTreeMap<String, RawTable> = serde_json::from_str(json).map_err(|error| {
            CalendarError::Format { line: error.line(), column: error.column(), reason: error.to_string() }
        })?;
        let mut defects = Vec::new();
        let mut tables = BTreeMap::new();
        for (key, raw) in raw {
            match key.parse().ok().filter(|year| (1900..=2199).contains(year) && key.len() == 4) {
                Some(year) => {
                    let off = days(year, &raw.off, &mut defects);
                    let work = days(year, &raw.work, &mut defects);
                    tables.insert(year, Table { off, work });
                }
                None => defects.push(TableDefect::NotAYear(key)),
            }
        }
        for (year, table) in &tables {
            table.check(*year, &mut defects);
        }
        if let (Some((first, _)), Some((last, _))) = (tables.first_key_value(), tables.last_key_value()) {
            defects.extend(
                (*first..*last).filter(|year| !tables.contains_key(year)).map(TableDefect::MissingYear),
            );
        }
        if defects.is_empty() { Ok(Self { tables }) } else { Err(CalendarError::Contradiction(defects)) }
    }

    /// The last day of the last published year; `None` without any table.
    pub fn published_until(&self) -> Option<NaiveDate> {
        self.tables.last_key_value().and_then(|(year, _)| NaiveDate::from_ymd_opt(*year, 12, 31))
    }

    /// The first day of the first published year; `None` without any table.
    pub fn published_from(&self) -> Option<NaiveDate> {
        self.tables.first_key_value().and_then(|(year, _)| NaiveDate::from_ymd_opt(*year, 1, 1))
    }
}

impl Table {
    fn check(&self, year: i32, defects: &mut Vec<TableDefect>) {
        let days = self.off.union(&self.work);
        defects
            .extend(days.filter(|day| day.year() != year).map(|day| TableDefect::OutsideItsYear(year, *day)));
        defects.extend(self.off.intersection(&self.work).map(|day| TableDefect::OffAndWork(*day)));
        defects.extend(
            self.work.iter().filter(|day| !is_weekend(**day)).map(|day| TableDefect::WorkOnAWeekday(*day)),
        );
        let statutory =
            STATUTORY.iter().filter_map(|(month, day)| NaiveDate::from_ymd_opt(year, *month, *day));
        let missing = statutory.filter(|day| is_statutory(*day) && !self.off.contains(day));
        defects.extend(missing.map(TableDefect::StatutoryDayNotOff));
    }
}

fn days(year: i32, texts: &[String], defects: &mut Vec<TableDefect>) -> BTreeSet<NaiveDate> {
    let mut days = BTreeSet::new();
    for text in texts {
        match text.parse::<NaiveDate>().ok().filter(|_| text.len() == 10) {
            Some(day) if !days.insert(day) => defects.push(TableDefect::Twice(day)),
            Some(_) => {}
            None => defects.push(TableDefect::NotADate(year, text.clone())),
        }
    }
    days
}

pub(super) fn is_weekend(day: NaiveDate) -> bool {
    matches!(day.weekday(), Weekday::Sat | Weekday::Sun)
}

/// The statutory holidays with a fixed date: 元旦, 劳动节, 国庆节.
pub(super) const STATUTORY: [(u32, u32); 6] = [(1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3)];

/// Whether a day is off by law in any arrangement: the fixed statutory holidays. 2 May is one since
/// 2025; the others are at least since 2000, which is as far back as the program relies on them.
pub(super) fn is_statutory(day: NaiveDate) -> bool {
    let since = if (day.month(), day.day()) == (5, 2) { 2025 } else { 2000 };
    day.year() >= since && STATUTORY.contains(&(day.month(), day.day()))
}
