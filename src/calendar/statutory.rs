//! The statutory holidays (法定节假日) of 《全国年节及纪念日放假办法》, as far as they need no lunar calendar.

use chrono::{Datelike, NaiveDate, Weekday};

/// The holidays of all citizens, by the names that the yearly notices use, with their days from 2008
/// to 2024 and since 2025.
const HOLIDAYS: [(&str, i64, i64); 7] = [
    ("元旦", 1, 1),
    ("春节", 3, 4),
    ("清明节", 1, 1),
    ("劳动节", 1, 2),
    ("端午节", 1, 1),
    ("中秋节", 1, 1),
    ("国庆节", 3, 3),
];

/// The statutory holidays with a fixed date: 元旦, 劳动节, 国庆节.
pub(super) const FIXED: [(u32, u32); 6] = [(1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3)];

/// The names of the holidays that every arrangement of a year provides for; none before 2008, when
/// 清明节, 端午节 and 中秋节 came in.
pub(super) fn names(year: i32) -> impl Iterator<Item = &'static str> {
    HOLIDAYS.iter().filter(move |_| year >= 2008).map(|(name, ..)| *name)
}

/// The statutory days of a holiday by its name in a notice; names may be joined, as in 国庆节、中秋节.
/// A name that the law does not know has none. `None` before 2008.
pub(super) fn days(year: i32, name: &str) -> Option<i64> {
    let parts = name.split('、').filter_map(|part| HOLIDAYS.iter().find(|(known, ..)| *known == part));
    (year >= 2008).then(|| parts.map(|(_, until_2024, now)| if year < 2025 { until_2024 } else { now }).sum())
}

/// Whether a day is off by law in any arrangement: the fixed statutory holidays. 2 May is one since
/// 2025; the others are at least since 2000, which is as far back as the program relies on them.
pub(super) fn is_fixed(day: NaiveDate) -> bool {
    let since = if (day.month(), day.day()) == (5, 2) { 2025 } else { 2000 };
    day.year() >= since && FIXED.contains(&(day.month(), day.day()))
}

/// The fixed statutory holidays of a year.
pub(super) fn fixed(year: i32) -> impl Iterator<Item = NaiveDate> {
    FIXED
        .iter()
        .filter_map(move |(month, day)| NaiveDate::from_ymd_opt(year, *month, *day))
        .filter(|day| is_fixed(*day))
}

/// Saturday or Sunday, the weekly rest days of 《国务院关于职工工作时间的规定》 article 7.
pub(super) fn is_weekend(day: NaiveDate) -> bool {
    matches!(day.weekday(), Weekday::Sat | Weekday::Sun)
}
