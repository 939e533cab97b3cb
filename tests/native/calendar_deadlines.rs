//! Periods of months forward and deadlines before a day.

use beian::calendar::{Calendar, DayReason, Deadline, MonthDeadline, Term};
use chrono::{Datelike, Days, NaiveDate};
use proptest::prelude::*;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn before(end: &str, months: u32) -> MonthDeadline {
    Calendar::built_in().months_before(day(end), months).unwrap()
}

fn after(start: &str, months: u32) -> MonthDeadline {
    Calendar::built_in().months_after(day(start), months).unwrap()
}

#[test]
fn six_months_before_is_the_corresponding_day_and_advises_the_working_day_before_it() {
    // 8 February 2025 was a Saturday worked by arrangement; 26 April 2026 is a plain Sunday.
    for (end, deadline, advised) in [
        ("2025-08-08", "2025-02-08", "2025-02-08"),
        ("2026-10-26", "2026-04-26", "2026-04-24"),
        ("2026-11-03", "2026-05-03", "2026-04-30"),
        ("2026-08-20", "2026-02-20", "2026-02-14"),
    ] {
        let found = before(end, 6);
        assert_eq!((found.corresponding, found.workday), (day(deadline), Some(day(advised))), "{end}");
        assert!(!found.month_end);
    }
}

#[test]
fn each_day_off_that_is_stepped_over_says_why() {
    let stepped: Vec<_> =
        before("2026-08-20", 6).stepped_over.iter().map(|d| (d.date.day(), d.reason)).collect();
    let days = [20, 19, 18, 17, 16, 15].map(|day| (day, DayReason::Holiday));
    assert_eq!(stepped, days);
    let stepped: Vec<_> =
        after("2026-01-25", 3).stepped_over.iter().map(|d| (d.date.day(), d.reason)).collect();
    assert_eq!(stepped, [(25, DayReason::Weekend), (26, DayReason::Weekend)]);
}

#[test]
fn where_the_month_is_too_short_its_last_day_counts() {
    let found = before("2026-08-31", 6);
    assert_eq!((found.corresponding, found.month_end), (day("2026-02-28"), true));
    // 28 February 2026 is a Saturday worked by arrangement.
    assert_eq!(found.workday, Some(day("2026-02-28")));
    assert_eq!(before("2024-08-31", 6).corresponding, day("2024-02-29"));
    let found = after("2024-02-29", 36);
    assert_eq!((found.corresponding, found.month_end), (day("2027-02-28"), true));
}

#[test]
fn a_period_forward_ends_on_the_next_working_day() {
    let found = after("2026-07-01", 3);
    assert_eq!((found.corresponding, found.workday), (day("2026-10-01"), Some(day("2026-10-08"))));
    assert_eq!(found.stepped_over.len(), 7);
}

#[test]
fn past_the_last_table_the_day_is_named_and_the_working_day_is_not_guessed() {
    let found = after("2026-01-05", 12);
    assert_eq!((found.corresponding, found.workday), (day("2027-01-05"), None));
    assert_eq!(before("2028-01-05", 6).workday, None);
    // The corresponding day is published and off, the next working day is not published.
    assert_eq!(before("2019-07-01", 6).workday, None);
    assert_eq!(before("2019-07-01", 6).stepped_over.len(), 1);
}

fn ends(start: &str, term: Term) -> Deadline {
    Calendar::built_in().deadline(day(start), term).unwrap()
}

fn on(text: &str) -> Deadline {
    Deadline { due: Some(day(text)), earliest: day(text), advised: None }
}

#[test]
fn a_term_ends_on_a_working_day_forward_and_on_the_corresponding_day_backward() {
    assert_eq!(ends("2026-04-30", Term::Workdays(5)), on("2026-05-11"));
    assert_eq!(ends("2026-07-01", Term::Months(3)), on("2026-10-08"));
    assert_eq!(ends("2026-09-21", Term::Days(10)), on("2026-10-08"));
    assert_eq!(ends("2026-10-01", Term::Days(0)), on("2026-10-01"));
    assert_eq!(ends("2026-08-31", Term::Months(-6)), on("2026-02-28"));
    let advised = Some(day("2026-04-30"));
    assert_eq!(ends("2026-11-03", Term::Months(-6)), Deadline { advised, ..on("2026-05-03") });
    // A day before another is known also where the working day that is advised is not.
    assert_eq!(ends("2029-11-03", Term::Months(-6)), on("2029-05-03"));
    assert_eq!(
        ends("2026-11-22", Term::Days(-1)),
        Deadline { advised: Some(day("2026-11-20")), ..on("2026-11-21") }
    );
}

#[test]
fn a_term_that_ends_in_a_year_without_a_table_has_an_earliest_day_only() {
    let unknown = |earliest| Deadline { due: None, earliest: day(earliest), advised: None };
    assert_eq!(ends("2026-12-25", Term::Workdays(5)), unknown("2027-01-02"));
    assert_eq!(ends("2026-01-01", Term::Months(12)), unknown("2027-01-02"));
    assert_eq!(ends("2026-09-30", Term::Months(12)), unknown("2027-09-30"));
    assert_eq!(ends("2026-09-30", Term::Days(366)), unknown("2027-10-04"));
}

#[test]
fn a_term_past_the_ends_of_time_has_no_end() {
    let calendar = Calendar::built_in();
    for term in [Term::Months(i32::MAX), Term::Months(i32::MIN), Term::Days(i32::MAX), Term::Days(i32::MIN)] {
        assert_eq!(calendar.deadline(day("2026-01-01"), term), None, "{term:?}");
    }
    assert!(calendar.deadline(NaiveDate::MAX, Term::Workdays(5)).is_some());
    assert!(calendar.deadline(NaiveDate::MIN, Term::Workdays(5)).is_some());
}

#[test]
fn a_term_is_named_as_the_law_names_it() {
    let named = [Term::Workdays(5), Term::Months(-6), Term::Months(36), Term::Days(30), Term::Days(0)]
        .map(Term::label);
    assert_eq!(named, ["5 个工作日", "前 6 个月", "36 个月", "30 日", "当日"]);
}

#[test]
fn absurd_numbers_of_months_have_no_answer() {
    let calendar = Calendar::built_in();
    for months in [u32::MAX, 10_000_000] {
        assert_eq!(calendar.months_before(day("2026-01-01"), months), None);
        assert_eq!(calendar.months_after(day("2026-01-01"), months), None);
    }
}

proptest! {
    #![proptest_config(crate::vectors::cases(128))]

    #[test]
    fn the_nearest_working_day_is_reached_over_days_off_only(from in 0..2922_u64, months in 0..40_u32, back: bool) {
        let calendar = Calendar::built_in();
        let origin = day("2019-01-01") + Days::new(from);
        let found = if back { calendar.months_before(origin, months) } else { calendar.months_after(origin, months) };
        let found = found.unwrap();
        prop_assert!(found.stepped_over.iter().all(|d| calendar.is_workday(d.date) == Some(false)));
        let steps = i64::try_from(found.stepped_over.len()).unwrap() * if back { -1 } else { 1 };
        if let Some(workday) = found.workday {
            prop_assert_eq!(calendar.is_workday(workday), Some(true));
            prop_assert_eq!((workday - found.corresponding).num_days(), steps);
        }
        prop_assert!(found.corresponding.day() <= origin.day());
        prop_assert_eq!(found.month_end, found.corresponding.day() < origin.day());
    }
}

#[test]
fn a_term_is_read_as_it_is_written_in_an_address() {
    for (term, code) in [
        (Term::Workdays(10), "10"),
        (Term::Months(-6), "-6m"),
        (Term::Months(3), "3m"),
        (Term::Days(60), "60d"),
    ] {
        assert_eq!(term.code(), code);
        assert_eq!(Term::from_code(code), Some(term));
    }
    for bad in ["", "m", "-10", "1e9", "6y", "99999999999m"] {
        assert_eq!(Term::from_code(bad), None, "{bad}");
    }
}
