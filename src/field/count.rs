//! 数量: a whole number of things.

use serde_json::json;

use super::number::{self, Decimal, NumberDefect};
use super::{Problem, Reading, Value};
use crate::text::{strip_blanks, tidy};

/// More than any number of people or things counted in a filing.
const MOST: u128 = 999_999_999_999;

pub(super) fn read(text: &str, unit: &str) -> Reading {
    match parse(text, unit) {
        Ok(number) => Reading::good(Value::Count(number)),
        Err(problem) => Reading::refused(problem),
    }
}

pub(super) fn normalise(text: &str, unit: &str) -> String {
    parse(text, unit).map_or_else(|_| tidy(text), |number| number.to_string())
}

pub(super) fn print(number: u64, unit: &str) -> String {
    format!("{number}{unit}")
}

fn parse(text: &str, unit: &str) -> Result<u64, Problem> {
    let typed = strip_blanks(text);
    let mut body = typed.as_str();
    for suffix in [unit, "人", "名", "位", "个"] {
        body = body.strip_suffix(suffix).filter(|_| !suffix.is_empty()).unwrap_or(body);
    }
    let (body, factor) = match body.strip_suffix('万') {
        Some(rest) if rest.ends_with(|c: char| c.is_ascii_digit()) => (rest, 10_000),
        _ => (body, 1),
    };
    let Decimal { digits, scale } = number::read(body).map_err(problem)?;
    let unit = 10_u128.pow(scale);
    let (number, rest) = (digits * factor / unit, digits * factor % unit);
    if rest != 0 {
        return Err(Problem::blocking("count_not_whole", "数量应为整数。", "请填写整数，例如36。"));
    }
    u64::try_from(number)
        .ok()
        .filter(|number| u128::from(*number) <= MOST)
        .ok_or_else(|| problem(NumberDefect::TooLarge))
}

fn problem(defect: NumberDefect) -> Problem {
    let example = "请用阿拉伯数字填写确切的整数，例如36。";
    match defect {
        NumberDefect::Unreadable => Problem::blocking("count_unreadable", "不是能够识别的数量。", example),
        NumberDefect::NotExact => Problem::blocking("count_not_exact", "数量不确切。", example),
        NumberDefect::Range => {
            Problem::blocking("count_is_range", "填写的是一个范围，不是确切的数量。", example)
        }
        NumberDefect::Negative => Problem::blocking("count_negative", "数量不能小于0。", example),
        NumberDefect::Scientific => {
            Problem::blocking("count_scientific", "不能用科学记数法填写数量。", example)
        }
        NumberDefect::ChineseNumerals => {
            Problem::blocking("count_in_chinese_numerals", "数量应当用阿拉伯数字填写。", example)
        }
        NumberDefect::Grouping => Problem::blocking(
            "count_grouping_wrong",
            "数字中的逗号位置不对，不能确定数量。",
            "请去掉逗号后核对数字。",
        ),
        NumberDefect::TooLarge => {
            Problem::blocking("count_too_large", "数量大得不合理。", "请核对数字的位数。")
        }
    }
}

pub(super) fn schema() -> serde_json::Value {
    json!({ "type": "string", "pattern": "^(0|[1-9][0-9]{0,11})$" })
}

pub(super) fn value_schema() -> serde_json::Value {
    json!({ "type": "integer", "minimum": 0, "maximum": 999_999_999_999_u64 })
}
