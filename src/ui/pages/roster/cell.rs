//! An answer as it stands in the table.

use crate::field::{Answer, FieldKind, Value};
use crate::identity::mask;
use crate::procedure::Field;

/// An answer in one line; blank when nothing is answered. Numbers that are sensitive have their middle
/// hidden.
pub(super) fn shown(field: &Field, answer: Option<&Answer>) -> String {
    let Some(answer) = answer else { return String::new() };
    if answer.is_unknown() {
        return "不清楚".to_owned();
    }
    match (&field.kind, field.kind.read(answer).value) {
        (FieldKind::Choice { options }, Some(Value::Choice { code, other })) => {
            let option = options.iter().find(|option| option.code == code);
            let label = option.map_or(code.as_str(), |option| option.label.as_str());
            other.map_or_else(|| label.to_owned(), |other| format!("{label}：{other}"))
        }
        (_, Some(Value::IdDocument { kind, number, .. })) if field.sensitive => {
            format!("{} {}", kind.label(), mask(&number))
        }
        (kind, Some(value)) if !field.sensitive => kind.print(Some(&value)),
        _ => typed(field, answer),
    }
}

/// What was typed, where it cannot be read or must be hidden.
fn typed(field: &Field, answer: &Answer) -> String {
    let hide = |text: &str| if field.sensitive { mask(text) } else { text.to_owned() };
    match answer {
        Answer::Text(text) => hide(text),
        Answer::Parts(parts) => parts
            .iter()
            .map(|(name, text)| if name == "number" { hide(text) } else { text.clone() })
            .collect::<Vec<_>>()
            .join(" "),
    }
}

/// What a search looks through: every answer as typed, a choice by its wording.
pub(super) fn searched(fields: &[Field], answers: &std::collections::BTreeMap<String, Answer>) -> String {
    let mut all = String::new();
    for field in fields {
        match answers.get(&field.id) {
            None => continue,
            Some(answer) if answer.is_unknown() => all.push_str("不清楚"),
            Some(answer) => match &field.kind {
                FieldKind::Choice { options } => {
                    let chosen = options.iter().find(|option| option.code == answer.part("choice"));
                    all.push_str(chosen.map_or("", |option| option.label.as_str()));
                    all.push_str(answer.part("other"));
                }
                _ => match answer {
                    Answer::Text(text) => all.push_str(text),
                    Answer::Parts(parts) => parts.values().for_each(|text| all.push_str(text)),
                },
            },
        }
        all.push('\n');
    }
    all
}
