//! The calendar: the tables of consecutive years, laid out so that a day is looked up at once.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;
use std::sync::{Arc, LazyLock};

use chrono::{Datelike, Days, NaiveDate};

use super::statutory::is_weekend;
use super::{CalendarError, DayReason, Holiday, HolidayTable, TableDefect};

/// The tables that are part of the program, by the years of their files in `www/calendar/`.
const BUILT_IN: [&str; 8] = [
    include_str!("../../www/calendar/2019.json"),
    include_str!("../../www/calendar/2020.json"),
    include_str!("../../www/calendar/2021.json"),
    include_str!("../../www/calendar/2022.json"),
    include_str!("../../www/calendar/2023.json"),
    include_str!("../../www/calendar/2024.json"),
    include_str!("../../www/calendar/2025.json"),
    include_str!("../../www/calendar/2026.json"),
];

/// The years whose tables are part of the program.
pub const BUILT_IN_YEARS: RangeInclusive<i32> = 2019..=2026;

/// Holiday tables by year; a year without one is 未公布. Cheap to clone.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Calendar {
    tables: Arc<Tables>,
}

#[derive(Debug, Default, PartialEq, Eq)]
struct Tables {
    by_year: BTreeMap<i32, HolidayTable>,
    /// The reason of every day from 1 January of the first year on.
    reasons: Vec<DayReason>,
    /// The positions of the working days among them, so that a period ends at once however long it is.
    worked: Vec<u32>,
    /// How many working days come before each of the days, and before the day after the last.
    before: Vec<u32>,
}

impl Calendar {
    /// The tables of the program itself.
    pub fn built_in() -> Self {
        // A test reads the same texts, so the fallback (no year published) is never met.
        static CALENDAR: LazyLock<Calendar> = LazyLock::new(|| {
            let tables = BUILT_IN.iter().filter_map(|json| HolidayTable::from_json(json).ok().flatten());
            Calendar::from_tables(tables).unwrap_or_default()
        });
        CALENDAR.clone()
    }

    /// A calendar of these tables; years must follow each other without a gap.
    pub fn from_tables(tables: impl IntoIterator<Item = HolidayTable>) -> Result<Self, CalendarError> {
        let mut by_year = BTreeMap::new();
        let mut defects = Vec::new();
        for table in tables {
            let year = table.year();
            if by_year.insert(year, table).is_some() {
                defects.push(TableDefect::SameYear(year));
            }
        }
        defects.extend(gaps(&by_year).map(TableDefect::MissingYear));
        if defects.is_empty() { Ok(Self::of(by_year)) } else { Err(CalendarError::Contradiction(defects)) }
    }

    /// This calendar with one more year, or with a year's table replaced.
    pub fn with(&self, table: HolidayTable) -> Result<Self, CalendarError> {
        let mut by_year = self.tables.by_year.clone();
        by_year.insert(table.year(), table);
        Self::from_tables(by_year.into_values())
    }

    /// This calendar with the table of the file that is named after a year; unchanged while the file is not
    /// filled in yet.
    pub fn with_file_of(&self, year: i32, json: &str) -> Result<Self, CalendarError> {
        match HolidayTable::from_json(json)? {
            None => Ok(self.clone()),
            Some(table) if table.year() == year => self.with(table),
            Some(table) => {
                let defect = TableDefect::NotTheYearOfItsFile(year, table.year());
                Err(CalendarError::Contradiction(vec![defect]))
            }
        }
    }

    /// This calendar with the tables of further files; those not filled in yet are passed over.
    pub fn with_files<'a>(&self, files: impl IntoIterator<Item = &'a str>) -> Result<Self, CalendarError> {
        let mut calendar = self.clone();
        for json in files {
            if let Some(table) = HolidayTable::from_json(json)? {
                calendar = calendar.with(table)?;
            }
        }
        Ok(calendar)
    }

    fn of(by_year: BTreeMap<i32, HolidayTable>) -> Self {
        let mut reasons = Vec::new();
        if let Some((from, until)) = span(&by_year) {
            let weekly = |day| if is_weekend(day) { DayReason::Weekend } else { DayReason::Workday };
            reasons = from.iter_days().take_while(|day| *day <= until).map(weekly).collect();
            // Later notices may reach back into December and are then the ones that hold.
            for holiday in by_year.values().flat_map(HolidayTable::holidays) {
                let off = holiday.days_off().map(|day| (day, DayReason::Holiday));
                let work = holiday.work.iter().map(|day| (*day, DayReason::MakeUpWorkday));
                for (day, reason) in off.chain(work) {
                    if let Some(slot) = place(from, day).and_then(|at| reasons.get_mut(at)) {
                        *slot = reason;
                    }
                }
            }
        }
        let (mut worked, mut before) = (Vec::new(), vec![0]);
        for (at, reason) in (0..).zip(&reasons) {
            worked.extend(reason.counts().then_some(at));
            before.push(u32::try_from(worked.len()).unwrap_or(u32::MAX));
        }
        Self { tables: Arc::new(Tables { by_year, reasons, worked, before }) }
    }

    /// The end of so many working days after `start` (the due day where it is published, and the earliest
    /// that it can be), as [`count`](Self::count) gives it, but at once.
    pub fn due(&self, start: NaiveDate, workdays: u32) -> (Option<NaiveDate>, NaiveDate) {
        let known = || {
            let (first, _) = self.tables.by_year.first_key_value()?;
            let first = NaiveDate::from_ymd_opt(*first, 1, 1)?;
            Some((first, *self.tables.before.get(place(first, start.succ_opt()?)?)?))
        };
        if workdays == 0 {
            return (Some(start), start);
        }
        let Some((first, before)) = known() else { return (None, self.earliest(start, workdays)) };
        let number = before.saturating_add(workdays - 1) as usize;
        match self.tables.worked.get(number) {
            Some(at) => {
                let due = first + Days::new(u64::from(*at));
                (Some(due), due)
            }
            None => {
                let counted = u32::try_from(self.tables.worked.len()).unwrap_or(u32::MAX) - before;
                let last = self.published_until().unwrap_or(start);
                (None, self.earliest(last, workdays - counted))
            }
        }
    }

    /// The tables, year by year.
    pub fn tables(&self) -> impl Iterator<Item = &HolidayTable> {
        self.tables.by_year.values()
    }

    /// The first day of the first published year; `None` without any table.
    pub fn published_from(&self) -> Option<NaiveDate> {
        span(&self.tables.by_year).map(|(from, _)| from)
    }

    /// The last day of the last published year; `None` without any table.
    pub fn published_until(&self) -> Option<NaiveDate> {
        span(&self.tables.by_year).map(|(_, until)| until)
    }

    /// Whether the arrangement of a year is there.
    pub fn has_year(&self, year: i32) -> bool {
        self.tables.by_year.contains_key(&year)
    }

    /// Why a day counts or not; `None` in a year without a table.
    pub fn reason(&self, day: NaiveDate) -> Option<DayReason> {
        let (first, _) = self.tables.by_year.first_key_value()?;
        let at = place(NaiveDate::from_ymd_opt(*first, 1, 1)?, day)?;
        self.tables.reasons.get(at).copied()
    }

    /// The holiday that makes a day off or a make-up working day.
    pub fn holiday(&self, day: NaiveDate) -> Option<&Holiday> {
        let in_year = |year| self.tables.by_year.get(&year).into_iter().flat_map(HolidayTable::holidays);
        in_year(day.year() + 1)
            .chain(in_year(day.year()))
            .find(|holiday| (holiday.from..=holiday.to).contains(&day) || holiday.work.contains(&day))
            .filter(|_| self.has_year(day.year()))
    }

    /// Why a day counts or not, in Chinese and with the holiday's name, e.g. 放假（春节）; 未公布 in a
    /// year without a table.
    pub fn explain(&self, day: NaiveDate) -> String {
        let Some(reason) = self.reason(day) else { return "未公布".to_owned() };
        match self.holiday(day) {
            Some(holiday) => format!("{}（{}）", reason.label(), holiday.name),
            None => reason.label().to_owned(),
        }
    }

    /// Which tables there are and until when, e.g. 已收录2019年至2026年的节假日安排，2027年的尚未公布或者未收录。
    pub fn coverage(&self) -> String {
        let years = &self.tables.by_year;
        let (Some((first, _)), Some((last, _))) = (years.first_key_value(), years.last_key_value()) else {
            return "没有收录任何年份的节假日安排。".to_owned();
        };
        let years = if first == last { format!("{last}年") } else { format!("{first}年至{last}年") };
        format!("已收录{years}的节假日安排，{}年的尚未公布或者未收录。", last + 1)
    }
}

/// The first and the last day of the published years.
fn span(by_year: &BTreeMap<i32, HolidayTable>) -> Option<(NaiveDate, NaiveDate)> {
    let ((first, _), (last, _)) = (by_year.first_key_value()?, by_year.last_key_value()?);
    NaiveDate::from_ymd_opt(*first, 1, 1).zip(NaiveDate::from_ymd_opt(*last, 12, 31))
}

/// The years missing between two that are there.
fn gaps(by_year: &BTreeMap<i32, HolidayTable>) -> impl Iterator<Item = i32> {
    let first = by_year.first_key_value().map_or(0, |(year, _)| *year);
    let last = by_year.last_key_value().map_or(0, |(year, _)| *year);
    (first..last).filter(|year| !by_year.contains_key(year))
}

/// The position of a day among those from a first one on.
fn place(from: NaiveDate, day: NaiveDate) -> Option<usize> {
    usize::try_from((day - from).num_days()).ok()
}
