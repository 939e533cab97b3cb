//! Dates as typed and printed, and months added.

use beian::calendar::{add_months, add_years, chinese_date, chinese_period, chinese_weekday, parse_date};
use beian::field::{Answer, FieldKind};
use chrono::{Datelike, NaiveDate};
use proptest::prelude::*;

use crate::vectors;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn any_sensible_day() -> impl Strategy<Value = NaiveDate> {
    (0..109_572_u64).prop_map(|n| day("1900-01-01") + chrono::Days::new(n))
}

#[test]
fn every_usual_way_of_typing_a_date_is_read() {
    for (typed, meant) in vectors::list::<(String, NaiveDate)>("dates.json", "right") {
        assert_eq!(parse_date(&typed), Some(meant), "{typed}");
    }
}

#[test]
fn a_text_that_is_no_date_is_refused_with_the_reason() {
    for (typed, code) in vectors::list::<(String, String)>("dates.json", "wrong") {
        let reading = FieldKind::Date.read(&Answer::Text(typed.clone()));
        assert_eq!(reading.value, None, "{typed}");
        assert_eq!(reading.problems.iter().map(|p| p.code).collect::<Vec<_>>(), [code], "{typed}");
    }
}

#[test]
fn dates_print_as_official_texts_print_them() {
    assert_eq!(chinese_date(day("2026-01-05")), "2026年1月5日");
    assert_eq!(chinese_period(day("2022-03-01"), Some(day("2028-02-29"))), "2022年3月1日至2028年2月29日");
    assert_eq!(chinese_period(day("2022-03-01"), None), "2022年3月1日至长期");
    assert_eq!(chinese_weekday(day("2026-11-21")), "周六");
    assert_eq!(chinese_weekday(day("2026-11-23")), "周一");
}

#[test]
fn a_month_later_is_the_corresponding_day_or_the_last_of_the_month() {
    for (from, months, to) in [
        ("2026-01-31", 1, "2026-02-28"),
        ("2024-01-31", 1, "2024-02-29"),
        ("2026-03-31", -1, "2026-02-28"),
        ("2026-08-31", -6, "2026-02-28"),
        ("2022-02-28", 72, "2028-02-28"),
        ("2022-12-15", 72, "2028-12-15"),
        ("2026-05-31", 0, "2026-05-31"),
        ("2026-12-31", 2, "2027-02-28"),
        ("2024-02-29", 12, "2025-02-28"),
    ] {
        assert_eq!(add_months(day(from), months), Some(day(to)), "{from} + {months}");
    }
    assert_eq!(add_months(day("2026-01-01"), i32::MAX), None);
    assert_eq!(add_months(day("2026-01-01"), i32::MIN), None);
}

#[test]
fn a_leap_day_has_the_28_february_as_its_anniversary() {
    assert_eq!(add_years(day("2024-02-29"), 1), Some(day("2025-02-28")));
    assert_eq!(add_years(day("2024-02-29"), 4), Some(day("2028-02-29")));
    assert_eq!(add_years(day("2026-06-18"), -16), Some(day("2010-06-18")));
    assert_eq!(add_years(day("2026-06-18"), i32::MAX), None);
}

proptest! {
    #![proptest_config(crate::vectors::cases(256))]

    #[test]
    fn a_date_is_read_back_from_every_way_it_is_written(date in any_sensible_day()) {
        for form in ["%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y%m%d", "%Y年%m月%d日", "%Y-%-m-%-d", " %Y 年%-m 月 %-d日 "] {
            prop_assert_eq!(parse_date(&date.format(form).to_string()), Some(date), "{}", form);
        }
        prop_assert_eq!(parse_date(&chinese_date(date)), Some(date));
    }

    #[test]
    fn adding_months_keeps_the_day_or_clips_it_to_the_end_of_the_month(date in any_sensible_day(), months in -1200..1200_i32) {
        let later = add_months(date, months).unwrap();
        let distance = (later.year() - date.year()) * 12 + later.month() as i32 - date.month() as i32;
        prop_assert_eq!(distance, months);
        let last_of_month = later.succ_opt().unwrap().month() != later.month();
        prop_assert!(later.day() == date.day() || (later.day() < date.day() && last_of_month));
    }

    #[test]
    fn no_text_makes_the_reader_panic(text in any::<String>()) {
        let _ = parse_date(&text);
    }
}
