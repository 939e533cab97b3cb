//! 日期. Normal form `2026-01-05`; printed 2026年1月5日.

use chrono::NaiveDate;
use serde_json::json;

use super::{Problem, Reading, Value};
use crate::calendar::{DateDefect, parse_date, read_date};
use crate::text::tidy;

pub(super) fn read(text: &str) -> Reading {
    match read_date(text) {
        Ok(date) => Reading::good(Value::Date(date)),
        Err(defect) => Reading::refused(problem(defect)),
    }
}

pub(super) fn normalise(text: &str) -> String {
    parse_date(text).map_or_else(|| tidy(text), normal_form)
}

pub(super) fn normal_form(date: NaiveDate) -> String {
    date.to_string()
}

pub(super) fn problem(defect: DateDefect) -> Problem {
    let form = "请按“2026年1月5日”或者“2026-1-5”填写。";
    match defect {
        DateDefect::Unreadable => Problem::blocking("date_unreadable", "不是能够识别的日期。", form),
        DateDefect::Incomplete => Problem::blocking("date_incomplete", "日期不完整，缺少月份或者日。", form),
        DateDefect::ShortYear => {
            Problem::blocking("date_year_short", "年份没有写全。", "请写四位数的年份，例如2026。")
        }
        DateDefect::YearOutOfRange => Problem::blocking(
            "date_year_out_of_range",
            "年份不合理。",
            "请核对年份；可以填写1900年至2199年之间的日期。",
        ),
        DateDefect::NoSuchDay => {
            Problem::blocking("date_no_such_day", "日历上没有这一天。", "请核对月份和日。")
        }
    }
}

pub(super) fn schema() -> serde_json::Value {
    json!({ "type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$" })
}
