//! 撰写的正文: Markdown under each mandated heading, with sections of the writer's own kept in their order.
//!
//! The parts of an answer are the codes of the headings, and for each other section `other.<n>.title`, `.text`,
//! `.after` (the heading that it follows; blank = before all) and `.kept` (`yes`: it is meant to stand there).

use std::collections::BTreeMap;

use serde_json::{Map, json};

use super::running_text::character_problems;
use super::{Answer, Heading, Problem, Reading, Value};
use crate::text::{looks_blank, markdown, strip_blanks};

/// What the parts of other sections begin with.
const OTHER: &str = "other.";

/// The least number of characters under a heading that asks for no other.
const LEAST: usize = 20;

/// What is written when there is nothing to say.
const ABSENT: [&str; 6] = ["无", "没有", "暂无", "不适用", "略", "/"];

/// What was written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Narrative {
    /// Markdown by the heading's code.
    pub sections: BTreeMap<String, String>,
    /// The other sections, in order.
    pub others: Vec<OtherSection>,
}

/// A section under a heading that nobody asks for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OtherSection {
    /// Tells it from the others; higher numbers stand later.
    pub number: u32,
    /// Its heading.
    pub title: String,
    /// Its Markdown.
    pub text: String,
    /// Code of the mandated heading that it follows; `None` = before all.
    pub after: Option<String>,
    /// Whether somebody said that it is meant to stand beside the mandated ones.
    pub kept: bool,
}

impl OtherSection {
    /// What the names of its parts begin with; findings name the section by it.
    pub fn part(&self) -> String {
        format!("{OTHER}{:02}", self.number)
    }

    /// Whether a part of an answer belongs to another section.
    pub(crate) fn is_part(name: &str) -> bool {
        name.starts_with(OTHER)
    }

    /// The other sections of an answer, in order.
    pub fn all(answer: &Answer) -> Vec<Self> {
        let mut found = BTreeMap::<u32, Self>::new();
        let Answer::Parts(parts) = answer else { return Vec::new() };
        for (name, text) in parts {
            let Some((number, what)) = name.strip_prefix(OTHER).and_then(|rest| rest.split_once('.')) else {
                continue;
            };
            let Ok(number) = number.parse() else { continue };
            let section = found.entry(number).or_insert_with(|| Self { number, ..Self::default() });
            match what {
                "title" => section.title.clone_from(text),
                "text" => section.text.clone_from(text),
                "after" => section.after = Some(text.clone()).filter(|code| !code.is_empty()),
                "kept" => section.kept = true,
                _ => {}
            }
        }
        found.into_values().filter(|section| !section.is_blank()).collect()
    }

    /// The answer with this section in it; a blank one is taken out.
    pub fn write(&self, answer: &Answer) -> Answer {
        let gone = self.is_blank();
        let (after, kept) = (self.after.as_deref().unwrap_or_default(), if self.kept { "yes" } else { "" });
        let parts = [("title", self.title.as_str()), ("text", &self.text), ("after", after), ("kept", kept)];
        parts.into_iter().fold(answer.clone(), |answer, (name, text)| {
            answer.with_part(&format!("{}.{name}", self.part()), if gone { "" } else { text })
        })
    }

    /// The number of a section added to an answer.
    pub fn next(answer: &Answer) -> u32 {
        Self::all(answer).last().map_or(1, |last| last.number + 1)
    }

    fn is_blank(&self) -> bool {
        looks_blank(&self.title) && looks_blank(&self.text)
    }
}

impl Narrative {
    /// All that is to be read, line by line.
    pub fn plain(&self) -> String {
        let others = self.others.iter().flat_map(|other| [&other.title, &other.text]);
        self.sections.values().chain(others).map(|text| markdown::plain(text)).collect::<Vec<_>>().join("\n")
    }

    /// For other software.
    pub(super) fn to_json(&self) -> serde_json::Value {
        let other =
            |other: &OtherSection| json!({ "title": other.title, "text": other.text, "after": other.after });
        json!({ "sections": self.sections, "others": self.others.iter().map(other).collect::<Vec<_>>() })
    }
}

pub(super) fn read(answer: &Answer, headings: &[Heading]) -> Reading {
    let mut problems = Vec::new();
    let mut read = Narrative { others: OtherSection::all(answer), ..Narrative::default() };
    for heading in headings {
        let text = answer.part(&heading.code);
        problems.extend(section(text, heading).into_iter().map(|problem| problem.at(&heading.code)));
        if !markdown::is_blank(text) {
            read.sections.insert(heading.code.clone(), text.to_owned());
        }
    }
    for other in &read.others {
        problems.extend(unasked(other).into_iter().map(|problem| problem.at(&other.part())));
    }
    Reading::with_problems(Value::Narrative(read), problems)
}

fn section(text: &str, heading: &Heading) -> Vec<Problem> {
    let name = heading.name();
    if markdown::is_blank(text) {
        let hint = match heading.asks.as_str() {
            "" => "请撰写这一部分。".to_owned(),
            asks => format!("应写明：{asks}"),
        };
        let missing = Problem::blocking("heading_not_written", format!("“{name}”还没有撰写。"), hint);
        return if heading.optional { Vec::new() } else { vec![missing] };
    }
    let plain = markdown::plain(text);
    let mut problems = named(&name, &plain);
    let said = strip_blanks(&plain);
    if ABSENT.contains(&said.trim_end_matches('。')) {
        let message = format!("“{name}”只写了“{said}”，没有写明原因。");
        problems.push(Problem::blocking(
            "absent_without_reason",
            message,
            "请写明没有的原因，或者补写内容。",
        ));
        return problems;
    }
    let (count, least) = (markdown::word_count(&plain), heading.least.unwrap_or(LEAST));
    if count < least && markdown::pictures(text).next().is_none() {
        problems.push(Problem::warning(
            "heading_too_short",
            format!("“{name}”只有 {count} 个字，像是没有写完。"),
            if heading.asks.is_empty() {
                "请补充内容。".to_owned()
            } else {
                format!("应写明：{}", heading.asks)
            },
        ));
    }
    problems
}

fn unasked(other: &OtherSection) -> Vec<Problem> {
    let mut problems = named(&other.title, &format!("{}\n{}", other.title, markdown::plain(&other.text)));
    if looks_blank(&other.title) {
        problems.push(Problem::warning(
            "section_untitled",
            "有一个章节没有标题。",
            "请填写标题，或者并入其他章节。",
        ));
    } else if !other.kept {
        problems.push(Problem::warning(
            "section_unmatched",
            format!("导入的章节“{}”没有对应到要求写明的任何一项。", other.title),
            "属于某一项的，请指明是哪一项；确是另外的内容，请确认保留。",
        ));
    }
    problems
}

/// Problems with characters, each said where it stands.
fn named(name: &str, plain: &str) -> Vec<Problem> {
    let mut problems = character_problems(plain);
    for problem in &mut problems {
        problem.message = format!("“{name}”{}", problem.message);
    }
    problems
}

/// Line ends as the program writes them; all else stays as it was typed.
pub(super) fn normalise(answer: &Answer) -> Answer {
    let Answer::Parts(parts) = answer else { return answer.clone() };
    let tidied = |text: &String| text.replace("\r\n", "\n").replace('\r', "\n").trim_end().to_owned();
    parts.iter().fold(answer.clone(), |answer, (name, text)| answer.with_part(name, tidied(text)))
}

pub(super) fn schema(headings: &[Heading]) -> serde_json::Value {
    let markdown = json!({ "type": "string", "contentMediaType": "text/markdown" });
    let properties: Map<_, _> =
        headings.iter().map(|heading| (heading.code.clone(), markdown.clone())).collect();
    json!({
        "type": "object",
        "properties": properties,
        "patternProperties": { "^other\\.[0-9]+\\.(title|text|after|kept)$": { "type": "string" } },
        "additionalProperties": false,
    })
}

pub(super) fn value_schema(headings: &[Heading]) -> serde_json::Value {
    let markdown = json!({ "type": "string", "contentMediaType": "text/markdown" });
    let sections: Map<_, _> =
        headings.iter().map(|heading| (heading.code.clone(), markdown.clone())).collect();
    let other = json!({
        "type": "object",
        "properties": { "title": { "type": "string" }, "text": markdown, "after": { "type": ["string", "null"] } },
        "required": ["title", "text", "after"],
        "additionalProperties": false,
    });
    json!({
        "type": "object",
        "properties": {
            "sections": { "type": "object", "properties": sections, "additionalProperties": false },
            "others": { "type": "array", "items": other },
        },
        "required": ["sections", "others"],
        "additionalProperties": false,
    })
}
