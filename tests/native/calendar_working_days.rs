//! Working days over the published tables, and what is said past them.

use std::collections::BTreeSet;

use beian::calendar::{Calendar, Count, DayReason, HolidayTable, NotPublished};
use chrono::{Datelike, Days, NaiveDate, TimeDelta};
use proptest::prelude::*;
use serde_json::json;

use crate::vectors;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn count(start: &str, workdays: u32) -> Count {
    Calendar::built_in().count(day(start), workdays)
}

#[test]
fn known_periods_end_on_their_known_days() {
    let calendar = Calendar::built_in();
    for (start, workdays, due) in vectors::list::<(NaiveDate, u32, NaiveDate)>("working_days.json", "vectors")
    {
        let count = calendar.count(start, workdays);
        assert_eq!((count.due, count.earliest), (Some(due), due), "{start} + {workdays}");
        assert_eq!(count.counted(), workdays);
        assert_eq!(calendar.workdays_between(start, due), Ok(workdays));
    }
}

#[test]
fn each_published_year_has_its_known_number_of_working_days() {
    let calendar = Calendar::built_in();
    for (year, number) in vectors::list::<(i32, u32)>("working_days.json", "working_days_of_the_year") {
        let (from, to) = (day(&format!("{}-12-31", year - 1)), day(&format!("{year}-12-31")));
        assert_eq!(calendar.workdays_between(from, to), Ok(number), "{year}");
    }
}

#[test]
fn a_period_that_ends_past_the_last_table_has_no_due_day() {
    let calendar = Calendar::built_in();
    for (workdays, first) in
        vectors::list::<(u32, NaiveDate)>("working_days.json", "first_start_that_ends_unpublished")
    {
        let before = calendar.count(first.pred_opt().unwrap(), workdays);
        assert_eq!(before.due.map(|due| due.year()), Some(2026), "{first}");
        let count = calendar.count(first, workdays);
        assert_eq!(count.due, None, "{first}");
        assert_eq!(count.earliest.year(), 2027);
        assert_eq!(count.days.last().unwrap().date, day("2026-12-31"));
    }
}

#[test]
fn the_earliest_day_leaves_out_only_what_is_a_holiday_by_law() {
    // 2026-12-31 is the 9th of ten days; 1 January is a holiday by law, 2 January might be worked.
    assert_eq!(count("2026-12-18", 10).earliest, day("2027-01-02"));
    assert_eq!(count("2027-04-29", 3).earliest, day("2027-05-04"));
    assert_eq!(count("2027-09-30", 1).earliest, day("2027-10-04"));
    // A whole unpublished year has 365 - 6 days that might be worked.
    assert_eq!(count("2026-12-31", 359).earliest, day("2027-12-31"));
    assert_eq!(count("2026-12-31", 360).earliest, day("2028-01-02"));
    assert_eq!(count("2026-12-31", 359 + 360).earliest, day("2028-12-31"));
}

#[test]
fn a_period_of_absurd_length_is_counted_at_once() {
    let count = count("2026-01-01", u32::MAX);
    assert_eq!(count.due, None);
    assert_eq!(count.days.len(), 364);
    assert_eq!(Calendar::built_in().due(day("2026-01-01"), u32::MAX), (None, count.earliest));
}

#[test]
fn a_period_of_no_days_is_due_on_its_start() {
    assert_eq!(
        count("2026-10-01", 0),
        Count { days: vec![], due: Some(day("2026-10-01")), earliest: day("2026-10-01") }
    );
    assert_eq!(count("2031-10-01", 0).due, Some(day("2031-10-01")));
}

#[test]
fn every_calendar_day_of_a_count_says_why_it_counts_or_not() {
    let count = count("2026-02-13", 6);
    let told: Vec<_> = count.days.iter().map(|d| (d.date.day(), d.number, d.reason)).collect();
    assert_eq!(told[0], (14, Some(1), DayReason::MakeUpWorkday));
    assert!(told[1..10].iter().all(|d| d.1.is_none() && d.2 == DayReason::Holiday));
    assert_eq!(told[10], (24, Some(2), DayReason::Workday));
    assert_eq!(told.last(), Some(&(28, Some(6), DayReason::MakeUpWorkday)));
    assert_eq!(self::count("2026-03-06", 1).days[0].reason, DayReason::Weekend);
    assert_eq!(DayReason::MakeUpWorkday.label(), "调休上班");
}

#[test]
fn years_without_a_table_are_not_guessed() {
    let calendar = Calendar::built_in();
    assert_eq!(calendar.is_workday(day("2027-01-04")), None);
    assert_eq!(calendar.is_workday(day("2018-12-28")), None);
    assert_eq!(calendar.published_from(), Some(day("2019-01-01")));
    assert_eq!(calendar.published_until(), Some(day("2026-12-31")));
    assert_eq!(
        calendar.workdays_between(day("2026-12-30"), day("2027-01-04")),
        Err(NotPublished { year: 2027 })
    );
    assert_eq!(
        calendar.workdays_between(day("2018-12-29"), day("2019-01-04")),
        Err(NotPublished { year: 2018 })
    );
    assert_eq!(calendar.workdays_between(day("2031-01-04"), day("2031-01-04")), Ok(0));
    assert_eq!(
        NotPublished { year: 2027 }.to_string(),
        "2027年的节假日安排尚未公布或者未收录，无法计算工作日"
    );
    assert_eq!(calendar.count(day("2018-12-20"), 5).due, None);
}

#[test]
fn whether_a_day_is_in_time_has_three_answers() {
    let calendar = Calendar::built_in();
    let on_time = |start, n, on| calendar.on_time(day(start), n, day(on));
    assert_eq!(on_time("2026-01-01", 10, "2026-01-15"), Some(true));
    assert_eq!(on_time("2026-01-01", 10, "2026-01-16"), Some(false));
    assert_eq!(on_time("2026-12-18", 10, "2026-12-31"), Some(true));
    assert_eq!(on_time("2026-12-18", 10, "2027-01-02"), Some(true));
    assert_eq!(on_time("2026-12-18", 10, "2027-01-03"), None);
    assert_eq!(on_time("2026-12-18", 10, "2026-12-01"), Some(true));
}

#[test]
fn a_day_off_moves_to_the_next_or_the_last_working_day() {
    let calendar = Calendar::built_in();
    assert_eq!(calendar.workday_on_or_after(day("2026-10-01")), Ok(day("2026-10-08")));
    assert_eq!(calendar.workday_on_or_before(day("2026-10-07")), Ok(day("2026-09-30")));
    assert_eq!(calendar.workday_on_or_after(day("2026-10-10")), Ok(day("2026-10-10")));
    assert_eq!(calendar.workday_on_or_before(day("2026-03-08")), Ok(day("2026-03-06")));
    assert_eq!(calendar.workday_on_or_before(day("2019-01-01")), Err(NotPublished { year: 2018 }));
    assert_eq!(calendar.workday_on_or_after(day("2027-01-01")), Err(NotPublished { year: 2027 }));
}

/// The built-in tables with a year 2027 of an arrangement that the law allows.
fn with_2027(off: &[u32], work: &[u32]) -> Calendar {
    let at = |n: &u32| day("2027-01-01") + Days::new(u64::from(*n));
    let weekend = |day: &NaiveDate| day.weekday().number_from_monday() > 5;
    let fixed = ["2027-01-01", "2027-05-01", "2027-05-02", "2027-10-01", "2027-10-02", "2027-10-03"].map(day);
    let off: BTreeSet<_> = off.iter().map(at).chain(fixed).collect();
    let work: BTreeSet<_> = work.iter().map(at).filter(|day| weekend(day) && !off.contains(day)).collect();
    let mut holidays: Vec<_> = off
        .iter()
        .map(|day| json!({"name": "放假", "from": day, "to": day, "work": [], "extra_days": u8::from(!weekend(day))}))
        .collect();
    // Named for the sake of completeness; the days are those above.
    holidays[0]["name"] = json!("元旦、春节、清明节、劳动节、端午节、中秋节、国庆节");
    holidays[0]["extra_days"] = json!(i64::from(!weekend(&day("2027-01-01"))) - 13 - work.len() as i64);
    holidays[0]["work"] = json!(work);
    let table = json!({
        "format": 1,
        "year": 2027,
        "sources": [{"title": "示例", "date": "2026-11-30"}],
        "holidays": holidays,
    });
    Calendar::built_in().with(HolidayTable::from_json(&table.to_string()).unwrap().unwrap()).unwrap()
}

fn any_published_day() -> impl Strategy<Value = NaiveDate> {
    (0..2922_u64).prop_map(|n| day("2019-01-01") + Days::new(n))
}

fn days_of_a_year() -> impl Strategy<Value = Vec<u32>> {
    proptest::collection::vec(0..365_u32, 0..40)
}

proptest! {
    #![proptest_config(crate::vectors::cases(256))]

    #[test]
    fn the_due_day_is_the_working_day_with_that_number(start in any_published_day(), n in 1..120_u32) {
        let calendar = Calendar::built_in();
        let count = calendar.count(start, n);
        prop_assert_eq!(count.days.first().map(|d| d.date), start.succ_opt().filter(|d| d.year() < 2027));
        prop_assert!(count.days.windows(2).all(|pair| pair[0].date.succ_opt() == Some(pair[1].date)));
        prop_assert!(count.days.iter().all(|d| calendar.is_workday(d.date) == Some(d.number.is_some())));
        let numbers: Vec<u32> = count.days.iter().filter_map(|d| d.number).collect();
        prop_assert!(numbers.iter().copied().eq(1..=count.counted()));
        if let Some(due) = count.due {
            prop_assert_eq!(calendar.is_workday(due), Some(true));
            prop_assert_eq!(calendar.workdays_between(start, due), Ok(n));
        }
    }

    #[test]
    fn the_end_found_at_once_is_the_end_that_is_counted(start in -900..4500_i64, n in 0..900_u32) {
        let (calendar, start) = (Calendar::built_in(), day("2019-01-01") + TimeDelta::days(start));
        let count = calendar.count(start, n);
        prop_assert_eq!(calendar.due(start, n), (count.due, count.earliest));
    }

    #[test]
    fn a_longer_period_never_ends_earlier(start in any_published_day(), n in 0..400_u32) {
        let calendar = Calendar::built_in();
        prop_assert!(calendar.count(start, n).earliest < calendar.count(start, n + 1).earliest);
    }

    #[test]
    fn no_arrangement_makes_a_period_end_before_the_earliest_day(
        start in any_published_day(), n in 0..200_u32, off in days_of_a_year(), work in days_of_a_year(), on in 0..500_u64,
    ) {
        let (today, later) = (Calendar::built_in(), with_2027(&off, &work));
        let (guess, truth) = (today.count(start, n), later.count(start, n));
        prop_assert!(guess.earliest <= truth.earliest);
        if guess.due.is_some() {
            prop_assert_eq!(guess.due, truth.due);
        }
        let on = start + Days::new(on);
        if let Some(in_time) = today.on_time(start, n, on) {
            prop_assert_eq!(later.on_time(start, n, on), Some(in_time));
        }
    }

    #[test]
    fn working_days_add_up(a in any_published_day(), b in any_published_day(), c in any_published_day()) {
        let mut days = [a, b, c];
        days.sort();
        let between = |a, b| Calendar::built_in().workdays_between(a, b).unwrap();
        prop_assert_eq!(between(days[0], days[1]) + between(days[1], days[2]), between(days[0], days[2]));
        prop_assert_eq!(between(days[2], days[0]), 0);
    }
}
