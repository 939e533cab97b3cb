//! What is to be said about one answer: blank, malformed, or not printable.

use std::collections::BTreeSet;

use super::finding::{Finding, Place, State};
use crate::field::{Answer, FieldKind, Reading, Severity};
use crate::procedure::Field;
use chrono::NaiveDate;

/// The characters that the printing faces can show.
pub trait Coverage {
    /// Whether some face has a glyph for the character.
    fn covers(&self, c: char) -> bool;
}

/// What an answer means on a day. 不清楚 means nothing: whatever reads it waits.
pub(super) fn read(field: &Field, answer: Option<&Answer>, today: NaiveDate) -> Reading {
    match answer {
        Some(answer) if !answer.is_unknown() => field.kind.read_on(answer, today),
        _ => Reading::default(),
    }
}

/// Whether 不清楚 is the answer where that may be answered.
pub(super) fn is_unknown(field: &Field, answer: Option<&Answer>) -> bool {
    field.unknown && answer.is_some_and(Answer::is_unknown)
}

/// The findings about the answer of a field that is asked: `at` what place, and `label` how it is called
/// there; `coverage` is given where the answer is printed.
pub(super) fn findings(
    field: &Field,
    label: impl Fn() -> String,
    at: impl Fn() -> Place,
    reading: &Reading,
    coverage: Option<&dyn Coverage>,
) -> Vec<Finding> {
    let finding = |code: &str, severity, part: Option<&str>, message: String, hint: String| Finding {
        code: code.to_owned(),
        severity,
        state: State::Failed,
        clause: field.basis.clone(),
        about: vec![at()],
        part: part.map(str::to_owned),
        message,
        hint,
    };
    if reading.is_blank() {
        return if field.optional {
            Vec::new()
        } else {
            vec![finding(
                "answer_missing",
                Severity::Blocking,
                None,
                match field.kind {
                    FieldKind::Narrative { .. } => format!("{}还没有撰写。", label()),
                    FieldKind::Confirm => format!("{}还没有勾选。", label()),
                    _ => format!("{}还没有填写。", label()),
                },
                if field.help.is_empty() {
                    "应填尽填，不留空格。".to_owned()
                } else {
                    field.help.clone()
                },
            )]
        };
    }
    let mut found: Vec<_> = reading
        .problems
        .iter()
        .map(|p| {
            let message = format!("{}：{}", label(), p.message);
            finding(p.code, p.severity, p.part.as_deref(), message, p.hint.clone())
        })
        .collect();
    if let (Some(coverage), Some(value)) = (coverage, &reading.value) {
        let printed = field.kind.print(Some(value));
        let lacking = |c: &char| !c.is_control() && !coverage.covers(*c);
        let missing: BTreeSet<char> = printed.chars().filter(lacking).collect();
        if !missing.is_empty() {
            let list: Vec<_> = missing.iter().map(|c| format!("“{c}”（U+{:04X}）", u32::from(*c))).collect();
            found.push(finding(
                "glyph_missing",
                Severity::Blocking,
                None,
                format!("{}中的{}没有可用的字形，打印不出来。", label(), list.join("、")),
                "请核对是否输入有误；确是人名、地名用字的，请向提供本页面的单位反映。".to_owned(),
            ));
        }
    }
    found
}
