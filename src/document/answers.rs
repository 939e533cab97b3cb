//! Answers as flowing documents print them: a choice by its option, what is missing in words.

use super::text::paragraphs;
use crate::field::{Answer, FieldKind, Value};
use crate::procedure::Field;

/// An answer as it is to be printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Printed {
    /// This text, whose lines are paragraphs.
    Text(String),
    /// Nothing was answered, and nothing had to be.
    Nothing,
    /// The answer is still missing.
    Missing,
}

/// Prints the answer of a field.
pub(super) fn print(field: &Field, answer: Option<&Answer>) -> Printed {
    let Some(answer) = answer.filter(|answer| !answer.is_blank()) else {
        return if field.optional { Printed::Nothing } else { Printed::Missing };
    };
    if field.unknown && answer.is_unknown() {
        return Printed::Text("不清楚".to_owned());
    }
    let text = match (&field.kind, field.kind.read(answer).value) {
        (FieldKind::Choice { options }, Some(Value::Choice { code, other })) => {
            let option = options.iter().find(|option| option.code == code);
            let label = option.map_or(code.as_str(), |option| option.label.as_str());
            match other {
                Some(other) => format!("{label}（{other}）"),
                None => label.to_owned(),
            }
        }
        (FieldKind::Choice { .. }, None) => answer.part("other").to_owned(),
        _ => field.kind.print_answer(answer),
    };
    if text.trim().is_empty() { Printed::Missing } else { Printed::Text(text) }
}

impl Printed {
    /// In running text.
    pub(super) fn inline(self, missing: &str) -> String {
        match self {
            Self::Text(text) => paragraphs(&text).collect::<Vec<_>>().join(""),
            Self::Nothing => "无".to_owned(),
            Self::Missing => missing.to_owned(),
        }
    }

    /// Paragraph by paragraph.
    pub(super) fn lines(self, nothing: &str, missing: &str) -> Vec<String> {
        match self {
            Self::Text(text) => paragraphs(&text).collect(),
            Self::Nothing => vec![nothing.to_owned()],
            Self::Missing => vec![missing.to_owned()],
        }
    }
}

/// Whether answers of a field read best in the middle of a table's column: short ones of one kind.
pub(super) fn is_centred(field: &Field) -> bool {
    matches!(
        field.kind,
        FieldKind::Date
            | FieldKind::Period
            | FieldKind::Choice { .. }
            | FieldKind::Count { .. }
            | FieldKind::Money
            | FieldKind::PersonName
            | FieldKind::Phone
            | FieldKind::PostCode
            | FieldKind::Confirm
    )
}
