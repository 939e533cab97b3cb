//! Periods of months and years (民法典 202).

use chrono::{Datelike, Months, NaiveDate};

/// The corresponding day so many months later, or earlier for a negative number; where the month is
/// too short, its last day. `None` only past the ends of representable time.
pub fn add_months(date: NaiveDate, months: i32) -> Option<NaiveDate> {
    let distance = Months::new(months.unsigned_abs());
    if months < 0 { date.checked_sub_months(distance) } else { date.checked_add_months(distance) }
}

/// The corresponding day so many years later; 29 February becomes 28 February where there is none.
pub fn add_years(date: NaiveDate, years: i32) -> Option<NaiveDate> {
    let year = date.year().checked_add(years)?;
    date.with_year(year).or_else(|| NaiveDate::from_ymd_opt(year, date.month(), 28))
}
