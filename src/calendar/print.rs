//! Dates as official Chinese texts print them (GB/T 9704: Arabic digits, no leading zeros).

use chrono::{Datelike, NaiveDate, Weekday};

/// `2026年1月5日`.
pub fn chinese_date(date: NaiveDate) -> String {
    format!("{}年{}月{}日", date.year(), date.month(), date.day())
}

/// `2022年3月1日至2028年2月29日`, or `2022年3月1日至长期` without an end.
pub fn chinese_period(from: NaiveDate, to: Option<NaiveDate>) -> String {
    format!("{}至{}", chinese_date(from), to.map_or_else(|| "长期".to_owned(), chinese_date))
}

/// `周一` … `周日`.
pub fn chinese_weekday(date: NaiveDate) -> &'static str {
    match date.weekday() {
        Weekday::Mon => "周一",
        Weekday::Tue => "周二",
        Weekday::Wed => "周三",
        Weekday::Thu => "周四",
        Weekday::Fri => "周五",
        Weekday::Sat => "周六",
        Weekday::Sun => "周日",
    }
}
