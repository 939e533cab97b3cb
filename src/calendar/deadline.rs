//! Periods of months with the working day beside the day that the law names.
//!
//! Two kinds, which must not be confused. A period that runs *forward* and ends on a day off ends on
//! the next working day (民法典 203): there the working day is the deadline. For a deadline that lies so
//! long *before* another day (届满前6个月) no article moves it: the corresponding day is the deadline, and
//! the working day before it is only what the program advises.

use chrono::{Datelike, NaiveDate};

use super::{Calendar, CountedDay, add_months};

/// A day so many months from another, and the working day that goes with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MonthDeadline {
    /// The corresponding day (对应日), or the last of its month where the month is too short.
    pub corresponding: NaiveDate,
    /// Whether the month was too short for the corresponding day (民法典 202).
    pub month_end: bool,
    /// The corresponding day itself or the nearest working day in the direction asked for; `None` when
    /// that depends on an arrangement that is not published.
    pub workday: Option<NaiveDate>,
    /// The days off that were stepped over, in the order of stepping, each with its reason.
    pub stepped_over: Vec<CountedDay>,
}

impl Calendar {
    /// The end of a period of months that begins on `start`, which is not counted: the working day is
    /// the last day of the period (民法典 201 to 203).
    pub fn months_after(&self, start: NaiveDate, months: u32) -> Option<MonthDeadline> {
        let corresponding = add_months(start, i32::try_from(months).ok()?)?;
        Some(self.nearest(start, corresponding, NaiveDate::succ_opt))
    }

    /// The day so many months before `end`, e.g. the last day to apply again before a certificate
    /// expires: the corresponding day is the deadline, the working day before it an advice.
    pub fn months_before(&self, end: NaiveDate, months: u32) -> Option<MonthDeadline> {
        let corresponding = add_months(end, i32::try_from(months).ok()?.checked_neg()?)?;
        Some(self.nearest(end, corresponding, NaiveDate::pred_opt))
    }

    fn nearest(
        &self,
        origin: NaiveDate,
        corresponding: NaiveDate,
        step: fn(&NaiveDate) -> Option<NaiveDate>,
    ) -> MonthDeadline {
        let mut stepped_over = Vec::new();
        let mut day = Some(corresponding);
        let workday = loop {
            let Some((date, reason)) = day.and_then(|date| Some((date, self.reason(date)?))) else {
                break None;
            };
            if reason.counts() {
                break Some(date);
            }
            stepped_over.push(CountedDay { date, number: None, reason });
            day = step(&date);
        };
        let month_end = corresponding.day() != origin.day();
        MonthDeadline { corresponding, month_end, workday, stepped_over }
    }
}
