//! 各项内容所在页码: the page on which a document says each thing that it must say.
//!
//! A tick would only repeat that everything is there; a page is found by opening the document, can be held
//! against its number of pages, and leads the reviewer to the place.

use std::collections::BTreeMap;

use serde_json::{Map, json};

use super::{Answer, Heading, Problem, Reading, Value, count};
use crate::text::{looks_blank, strip_blanks};

/// What is typed when a document says nothing under a heading.
const ABSENT: [&str; 4] = ["无", "没有", "0", "/"];

pub(super) fn read(answer: &Answer, headings: &[Heading]) -> Reading {
    let mut pages = BTreeMap::new();
    let mut problems = Vec::new();
    for heading in headings {
        match page(answer.part(&heading.code), &heading.name()) {
            Ok(page) => drop(pages.insert(heading.code.clone(), page)),
            Err(problem) => problems.push(problem.at(&heading.code)),
        }
    }
    Reading::with_problems(Value::Contents(pages), problems)
}

fn page(text: &str, label: &str) -> Result<u64, Problem> {
    if looks_blank(text) {
        return Err(Problem::blocking(
            "heading_page_missing",
            format!("没有填写“{label}”所在的页码。"),
            "请打开文件，填写写有这项内容的第一页是第几页。",
        ));
    }
    if ABSENT.contains(&strip_blanks(text).as_str()) {
        return Err(Problem::blocking(
            "heading_absent",
            format!("文件中没有“{label}”的内容。"),
            "请在材料中补写这项内容，再填写所在页码。",
        ));
    }
    parse(text).ok_or_else(|| {
        Problem::blocking(
            "heading_page_unreadable",
            format!("“{label}”的页码不是能够识别的数字。"),
            "请填写一个整数，例如3；内容跨几页的，填写第一页。",
        )
    })
}

/// `3`, `第3页`, `P3`.
fn parse(text: &str) -> Option<u64> {
    let text = strip_blanks(text);
    let number = text.trim_start_matches(['第', 'P', 'p', 'Ｐ', 'ｐ', '.']);
    match count::read(number, "页").value {
        Some(Value::Count(page)) if (1..=9999).contains(&page) => Some(page),
        _ => None,
    }
}

pub(super) fn normalise(answer: &Answer, headings: &[Heading]) -> Answer {
    headings.iter().fold(answer.tidied(), |normal, heading| match parse(answer.part(&heading.code)) {
        Some(page) => normal.with_part(&heading.code, page.to_string()),
        None => normal,
    })
}

pub(super) fn print(value: &BTreeMap<String, u64>, headings: &[Heading]) -> String {
    let line = |heading: &Heading| {
        let page = value.get(&heading.code)?;
        Some(format!("{}第{page}页", heading.name()))
    };
    headings.iter().filter_map(line).collect::<Vec<_>>().join("；")
}

fn object(headings: &[Heading], page: &serde_json::Value) -> serde_json::Value {
    let properties: Map<_, _> = headings.iter().map(|heading| (heading.code.clone(), page.clone())).collect();
    let required: Vec<_> = headings.iter().map(|heading| heading.code.as_str()).collect();
    json!({ "type": "object", "properties": properties, "required": required, "additionalProperties": false })
}

pub(super) fn schema(headings: &[Heading]) -> serde_json::Value {
    object(headings, &json!({ "type": "string", "pattern": "^[1-9][0-9]{0,3}$" }))
}

pub(super) fn value_schema(headings: &[Heading]) -> serde_json::Value {
    object(headings, &json!({ "type": "integer", "minimum": 1, "maximum": 9999 }))
}
