//! Working-day arithmetic over the tables.

use chrono::{Datelike, NaiveDate};

use super::statutory::{fixed, is_fixed};
use super::{Calendar, Count, CountedDay, DayReason};

/// An answer depends on the arrangement of a year that is not in the tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{year}年的节假日安排尚未公布或者未收录，无法计算工作日")]
pub struct NotPublished {
    /// The year.
    pub year: i32,
}

impl Calendar {
    /// Whether a day is a working day; `None` in a year without a table.
    pub fn is_workday(&self, day: NaiveDate) -> Option<bool> {
        self.reason(day).map(DayReason::counts)
    }

    /// Counts so many working days after `start`, which itself is not counted (民法典 201).
    ///
    /// A period of no days is due on `start`.
    pub fn count(&self, start: NaiveDate, workdays: u32) -> Count {
        // Most periods take up some three days for every two that count; absurd ones grow as they go.
        let mut days = Vec::with_capacity(workdays.min(400) as usize * 3 / 2 + 8);
        let mut number = 0;
        let mut last = start;
        while number < workdays {
            let Some((date, reason)) = last.succ_opt().and_then(|day| Some((day, self.reason(day)?))) else {
                return Count { days, due: None, earliest: self.earliest(last, workdays - number) };
            };
            number += u32::from(reason.counts());
            days.push(CountedDay { date, number: reason.counts().then_some(number), reason });
            last = date;
        }
        Count { days, due: Some(last), earliest: last }
    }

    /// The first day by which so many working days after `from` can have passed, each day of an
    /// unpublished year but the fixed statutory holidays taken as worked.
    pub(super) fn earliest(&self, from: NaiveDate, workdays: u32) -> NaiveDate {
        let mut day = from;
        let mut left = workdays;
        while left > 0 {
            if let Some(end) = self.whole_unpublished_year(day) {
                let possible = possible_workdays(end.year());
                if possible < left {
                    (day, left) = (end, left - possible);
                    continue;
                }
            }
            let Some(next) = day.succ_opt() else { return day };
            day = next;
            left -= u32::from(self.is_workday(day).unwrap_or(!is_fixed(day)));
        }
        day
    }

    /// The last day of the year after `day`, when `day` ends a year and that next one has no table.
    fn whole_unpublished_year(&self, day: NaiveDate) -> Option<NaiveDate> {
        let year = day.year() + 1;
        let ends_a_year = (day.month(), day.day()) == (12, 31);
        let end = NaiveDate::from_ymd_opt(year, 12, 31)?;
        (ends_a_year && !self.has_year(year)).then_some(end)
    }

    /// Whether `day` lies within so many working days after `start`: `Some(true)` up to the earliest
    /// possible due day, `Some(false)` after a due day that is known, `None` while the answer depends
    /// on an arrangement that is not published.
    pub fn on_time(&self, start: NaiveDate, workdays: u32, day: NaiveDate) -> Option<bool> {
        let (due, earliest) = self.due(start, workdays);
        if day <= earliest { Some(true) } else { due.map(|due| day <= due) }
    }

    /// The number of working days after `a` up to and including `b`; 0 when `b` is not after `a`.
    pub fn workdays_between(&self, a: NaiveDate, b: NaiveDate) -> Result<u32, NotPublished> {
        let mut number = 0;
        for day in a.iter_days().skip(1).take_while(|day| *day <= b) {
            number += u32::from(self.is_workday(day).ok_or(NotPublished { year: day.year() })?);
        }
        Ok(number)
    }

    /// The day itself when it is a working day, else the next one that is (民法典 203).
    pub fn workday_on_or_after(&self, day: NaiveDate) -> Result<NaiveDate, NotPublished> {
        self.first_workday(day.iter_days(), day)
    }

    /// The day itself when it is a working day, else the last one before it that is.
    pub fn workday_on_or_before(&self, day: NaiveDate) -> Result<NaiveDate, NotPublished> {
        self.first_workday(day.iter_days().rev(), day)
    }

    fn first_workday(
        &self,
        mut days: impl Iterator<Item = NaiveDate>,
        day: NaiveDate,
    ) -> Result<NaiveDate, NotPublished> {
        let mut year = day.year();
        let found = days.find(|day| {
            year = day.year();
            self.is_workday(*day) != Some(false)
        });
        found.filter(|day| self.is_workday(*day).is_some()).ok_or(NotPublished { year })
    }
}

/// The days of a year that no law keeps from being working days.
fn possible_workdays(year: i32) -> u32 {
    let length = NaiveDate::from_ymd_opt(year, 12, 31).map_or(365, |day| day.ordinal());
    length - u32::try_from(fixed(year).count()).unwrap_or(0)
}
