//! One year's holiday table (节假日安排), read from `<year>.json` and checked against itself and the law.
//!
//! The file says what the State Council's notice says, holiday by holiday, so that it can be typed from
//! the notice and read against it:
//!
//! ```json
//! {"format": 1, "year": 2026,
//!  "sources": [{"title": "国务院办公厅关于2026年部分节假日安排的通知", "date": "2025-11-04"}],
//!  "holidays": [{"name": "元旦", "from": "2026-01-01", "to": "2026-01-03", "work": ["2026-01-04"]}]}
//! ```
//!
//! `from` and `to` span every day off, weekends in it included; `work` lists the weekend days worked
//! instead. Days of the December before may be listed, as notices do for 元旦. What a special notice
//! gives beyond the law stands in `extra_days` with a `note`; it is negative where less is given. A file
//! with neither sources nor holidays waits for its year's notice.

use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDate};
use serde::Deserialize;

use super::statutory::{self, is_weekend};
use super::{CalendarError, TableDefect};
use crate::json::{from_str, misfit};

/// The arrangement of one year, free of contradictions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HolidayTable {
    year: i32,
    sources: Vec<Notice>,
    holidays: Vec<Holiday>,
}

/// A notice (通知) that the table is taken from.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Notice {
    /// Official title.
    pub title: String,
    /// Its number (发文字号), e.g. 国办发明电〔2025〕7号; empty where not known for certain.
    #[serde(default)]
    pub number: String,
    /// The day it bears.
    pub date: NaiveDate,
    /// Address of the original.
    #[serde(default)]
    pub url: String,
}

/// One holiday of the arrangement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holiday {
    /// Its name in the notice, e.g. 春节 or 国庆节、中秋节.
    pub name: String,
    /// The first day off.
    pub from: NaiveDate,
    /// The last day off.
    pub to: NaiveDate,
    /// The weekend days worked instead (调休上班).
    pub work: Vec<NaiveDate>,
    /// What is peculiar to it, for the reader; mostly empty.
    pub note: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawTable {
    format: u32,
    year: i32,
    sources: Vec<Notice>,
    holidays: Vec<RawHoliday>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawHoliday {
    name: String,
    from: String,
    to: String,
    work: Vec<String>,
    #[serde(default)]
    extra_days: i64,
    #[serde(default)]
    note: String,
}

impl HolidayTable {
    /// Reads and checks one year's file; `None` while nothing is filled in, as in the file of a year whose
    /// arrangement is not published yet.
    pub fn from_json(json: &str) -> Result<Option<Self>, CalendarError> {
        let raw: RawTable = from_str(json).map_err(|error| CalendarError::Format(misfit(json, &error)))?;
        let mut audit =
            Audit { year: raw.year, off: BTreeSet::new(), work: BTreeSet::new(), defects: vec![] };
        if raw.format != 1 {
            audit.defects.push(TableDefect::UnknownFormat(raw.format));
        }
        if !(1900..=2199).contains(&raw.year) {
            audit.defects.push(TableDefect::NotAYear(raw.year));
        }
        if audit.defects.is_empty() && raw.sources.is_empty() && raw.holidays.is_empty() {
            return Ok(None);
        }
        if raw.sources.is_empty() {
            audit.defects.push(TableDefect::NoSource(raw.year));
        }
        let holidays: Vec<_> = raw.holidays.into_iter().filter_map(|raw| audit.holiday(raw)).collect();
        audit.whole(&holidays);
        if audit.defects.is_empty() {
            Ok(Some(Self { year: raw.year, sources: raw.sources, holidays }))
        } else {
            Err(CalendarError::Contradiction(audit.defects))
        }
    }

    /// The year.
    pub fn year(&self) -> i32 {
        self.year
    }

    /// The notices it is taken from, the first one first.
    pub fn sources(&self) -> &[Notice] {
        &self.sources
    }

    /// The holidays in the order of the notice.
    pub fn holidays(&self) -> &[Holiday] {
        &self.holidays
    }
}

impl Holiday {
    /// The days off, in order.
    pub fn days_off(&self) -> impl Iterator<Item = NaiveDate> {
        self.from.iter_days().take_while(|day| *day <= self.to)
    }
}

struct Audit {
    year: i32,
    off: BTreeSet<NaiveDate>,
    work: BTreeSet<NaiveDate>,
    defects: Vec<TableDefect>,
}

impl Audit {
    /// Reads one holiday; `None` when a day in it cannot be told.
    fn holiday(&mut self, raw: RawHoliday) -> Option<Holiday> {
        let work: Vec<_> = raw.work.iter().map(|text| self.date(text)).collect();
        let (from, to) = (self.date(&raw.from), self.date(&raw.to));
        let (from, to, work) = (from?, to?, work.into_iter().collect::<Option<Vec<_>>>()?);
        if to < from {
            self.defects.push(TableDefect::Reversed(raw.name));
            return None;
        }
        let holiday = Holiday { name: raw.name, from, to, work, note: raw.note };
        for day in holiday.days_off() {
            if !self.off.insert(day) {
                self.defects.push(TableDefect::Twice(day));
            }
        }
        for day in &holiday.work {
            if !self.work.insert(*day) {
                self.defects.push(TableDefect::Twice(*day));
            }
            if !is_weekend(*day) {
                self.defects.push(TableDefect::WorkOnAWeekday(*day));
            }
        }
        self.days_off(&holiday, raw.extra_days);
        Some(holiday)
    }

    /// A day of this year or of the December before.
    fn date(&mut self, text: &str) -> Option<NaiveDate> {
        let Some(day) = text.parse::<NaiveDate>().ok().filter(|_| text.len() == 10) else {
            self.defects.push(TableDefect::NotADate(text.to_owned()));
            return None;
        };
        if day.year() != self.year && (day.year() + 1, day.month()) != (self.year, 12) {
            self.defects.push(TableDefect::OutsideItsYear(self.year, day));
            return None;
        }
        Some(day)
    }

    /// A holiday exchanges days but gives no more of them than the law (办法 article 6): a forgotten
    /// make-up working day or a mistyped last day shows here.
    fn days_off(&mut self, holiday: &Holiday, extra: i64) {
        let Some(statutory) = statutory::days(self.year, &holiday.name) else { return };
        let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
        let off = count(holiday.days_off().filter(|day| !is_weekend(*day)).count());
        let (given, due) = (off - count(holiday.work.len()), statutory.saturating_add(extra));
        if given != due {
            self.defects.push(TableDefect::DaysOff { name: holiday.name.clone(), given, due });
        }
    }

    fn whole(&mut self, holidays: &[Holiday]) {
        self.defects.extend(self.off.intersection(&self.work).map(|day| TableDefect::OffAndWork(*day)));
        let missing = statutory::fixed(self.year).filter(|day| !self.off.contains(day));
        self.defects.extend(missing.map(TableDefect::StatutoryDayNotOff));
        let named = |name: &str| holidays.iter().any(|h| h.name.split('、').any(|part| part == name));
        let missing = statutory::names(self.year).filter(|name| !named(name));
        self.defects.extend(missing.map(|name| TableDefect::HolidayMissing(self.year, name)));
    }
}
