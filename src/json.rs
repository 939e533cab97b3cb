//! Reading JSON texts, and telling where and why one does not fit to people who edit data files by hand.
//!
//! [`misfit`] is only for files that describe something (definitions, holiday tables): its reasons may repeat
//! what stands in the text, so they are not for what an applicant typed.

mod by_name;
pub(crate) mod text;

use std::fmt;

pub use by_name::from_str;

/// Why a JSON text cannot be read, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Misfit {
    /// The path, e.g. `rules[3].check`; empty at the top.
    pub path: String,
    /// Line, from 1; 0 when not known.
    pub line: usize,
    /// Column, from 1, in bytes; 0 when not known.
    pub column: usize,
    /// What is wrong, its commonest forms in Chinese.
    pub reason: String,
}

impl fmt::Display for Misfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { path, line, column, reason } = self;
        write!(f, "第{line}行第{column}列")?;
        if !path.is_empty() {
            write!(f, "（{path}）")?;
        }
        write!(f, "：{reason}")
    }
}

/// Tells where and why the parser stopped.
pub fn misfit(json: &str, error: &serde_json::Error) -> Misfit {
    let (line, column) = (error.line(), error.column());
    let message = error.to_string();
    let mut steps = steps_to(json, line, column);
    // A key is found missing at the end of its object, where the last key is not what is meant.
    if message.starts_with("missing field") && matches!(steps.last(), Some(Step::Key(_))) {
        steps.pop();
    }
    Misfit { path: path(&steps), line, column, reason: reason(&message) }
}

/// The parser's reason without its position.
fn reason(error: &str) -> String {
    let text = error.rfind(" at line ").map_or(error, |at| &error[..at]);
    let quoted = text.split('`').nth(1).unwrap_or_default();
    if text.starts_with("unknown field") {
        format!("没有名为“{quoted}”的键")
    } else if text.starts_with("missing field") {
        format!("缺少键“{quoted}”")
    } else {
        format!("不是有效的定义：{text}")
    }
}

/// The way to what stands at a line and column (both from 1, in bytes) of a JSON text; empty at the top.
/// Works on text that is broken at that position or after it.
fn steps_to(json: &str, line: usize, column: usize) -> Vec<Step> {
    let before: usize = json.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let end = json.len().min(before + column.saturating_sub(1));
    let mut steps: Vec<Step> = Vec::new();
    let bytes = &json.as_bytes()[..end];
    let mut at = 0;
    while at < bytes.len() {
        match bytes[at] {
            b'{' => steps.push(Step::Key(String::new())),
            b'[' => steps.push(Step::Index(0)),
            b'}' | b']' => drop(steps.pop()),
            b',' => {
                if let Some(Step::Index(index)) = steps.last_mut() {
                    *index += 1;
                }
            }
            b'"' => {
                let from = at + 1;
                at = closing_quote(bytes, from);
                let rest = json.get(at..).unwrap_or_default();
                let is_key = rest.trim_start_matches('"').trim_start().starts_with(':');
                if let (true, Some(Step::Key(key))) = (is_key, steps.last_mut()) {
                    *key = json.get(from..at).unwrap_or_default().to_owned();
                }
            }
            _ => {}
        }
        at += 1;
    }
    steps
}

fn path(steps: &[Step]) -> String {
    let mut path = String::new();
    for step in steps {
        match step {
            Step::Index(index) => path.push_str(&format!("[{index}]")),
            Step::Key(key) if key.is_empty() => {}
            Step::Key(key) => {
                if !path.is_empty() {
                    path.push('.');
                }
                path.push_str(key);
            }
        }
    }
    path
}

enum Step {
    Key(String),
    Index(usize),
}

fn closing_quote(bytes: &[u8], from: usize) -> usize {
    let mut at = from;
    while at < bytes.len() && bytes[at] != b'"' {
        at += if bytes[at] == b'\\' { 2 } else { 1 };
    }
    at.min(bytes.len())
}
