//! 期限: from a date to a date or 长期. Printed 2022年3月1日至2028年2月29日.

use chrono::NaiveDate;
use serde_json::json;

use super::{Answer, Problem, Reading, Value, date};
use crate::calendar::{DateDefect, parse_date, read_date};
use crate::text::{is_dash, looks_blank, strip_blanks};

/// The word for a period without an end.
pub(super) const LONG_TERM: &str = "长期";

/// The end of a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    On(NaiveDate),
    LongTerm,
}

pub(super) fn read(answer: &Answer) -> Reading {
    let (from, to) = split(answer);
    let mut problems = Vec::new();
    let from = read_part(&from, read_date, "from", "期限的起始日期没有填写。", &mut problems);
    let to = read_part(&to, read_end, "to", "期限的截止日期没有填写。", &mut problems);
    let (Some(from), Some(to)) = (from, to) else { return Reading { value: None, problems } };
    match to {
        End::On(to) if to < from => Reading::refused(reversed().at("to")),
        End::On(to) => Reading::good(Value::Period { from, to: Some(to) }),
        End::LongTerm => Reading::good(Value::Period { from, to: None }),
    }
}

pub(super) fn normalise(answer: &Answer) -> Answer {
    let (from, to) = split(answer);
    let mut normal = answer.tidied();
    if let Some(from) = parse_date(&from) {
        normal = normal.with_part("from", date::normal_form(from));
    }
    match normal_end(&to) {
        Some(to) => normal.with_part("to", to),
        None => normal,
    }
}

/// The end of a period as typed: a date, possibly after 至, or one of the words for 长期.
pub(super) fn read_end(text: &str) -> Result<End, DateDefect> {
    let text = strip_blanks(text);
    let text = text.trim_start_matches(['至', '到']).trim_end_matches('止');
    if matches!(text, LONG_TERM | "长期有效" | "永久" | "永久有效" | "无固定期限" | "无期限")
    {
        return Ok(End::LongTerm);
    }
    read_date(text).map(End::On)
}

/// The normal form of a date or of 长期.
pub(super) fn normal_end(text: &str) -> Option<String> {
    match read_end(text).ok()? {
        End::On(date) => Some(date::normal_form(date)),
        End::LongTerm => Some(LONG_TERM.to_owned()),
    }
}

pub(super) fn reversed() -> Problem {
    Problem::blocking("period_reversed", "截止日期早于起始日期。", "请核对两个日期是否填反。")
}

/// The two parts; a whole period pasted into the first one is taken apart.
fn split(answer: &Answer) -> (String, String) {
    let (from, to) = (answer.part("from"), answer.part("to"));
    if looks_blank(to)
        && let Some(parts) = split_span(from)
    {
        return parts;
    }
    (from.to_owned(), to.to_owned())
}

/// `自2022年3月1日起至2028年2月29日止`, `2022.3.1-2028.2.29` … → both ends, as typed.
fn split_span(text: &str) -> Option<(String, String)> {
    let text = strip_blanks(text);
    let text = text.trim_start_matches(['自', '从']);
    let separators =
        text.char_indices().filter(|(_, c)| is_dash(*c) || matches!(c, '至' | '到' | '~' | '～'));
    separators
        .map(|(at, c)| (text[..at].trim_end_matches('起'), &text[at + c.len_utf8()..]))
        .find(|(from, to)| parse_date(from).is_some() && read_end(to).is_ok())
        .map(|(from, to)| (from.to_owned(), to.to_owned()))
}

fn read_part<T>(
    text: &str,
    read: impl Fn(&str) -> Result<T, DateDefect>,
    part: &'static str,
    missing: &str,
    problems: &mut Vec<Problem>,
) -> Option<T> {
    if looks_blank(text) {
        let hint = "请补填日期；截止日期可以填写“长期”。";
        problems.push(Problem::blocking("period_incomplete", missing, hint).at(part));
        return None;
    }
    read(text).map_err(|defect| problems.push(date::problem(defect).at(part))).ok()
}

pub(super) fn schema() -> serde_json::Value {
    json!({
        "type": "object",
        "properties": { "from": date::schema(), "to": end_schema() },
        "required": ["from", "to"],
        "additionalProperties": false,
    })
}

/// A date or the word 长期.
pub(super) fn end_schema() -> serde_json::Value {
    json!({ "anyOf": [{ "const": LONG_TERM }, date::schema()] })
}

pub(super) fn value_schema() -> serde_json::Value {
    json!({
        "type": "object",
        "properties": { "from": date::schema(), "to": date::schema(), "long_term": { "const": true } },
        "required": ["from"],
        "oneOf": [{ "required": ["to"] }, { "required": ["long_term"] }],
        "additionalProperties": false,
    })
}
