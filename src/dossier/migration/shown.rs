//! Answers as they are shown in a report: in few words, numbers of people hidden.

use crate::field::{Answer, FieldKind, mask};
use crate::procedure::Field;

/// So many characters of an answer are enough to know it by.
const LONGEST: usize = 120;

/// The answer in few words; `field` is its question, where that is known.
pub(super) fn shown(field: Option<&Field>, answer: &Answer) -> String {
    let text = match (field.map(|field| &field.kind), answer) {
        _ if answer.is_unknown() => "不清楚".to_owned(),
        (Some(FieldKind::Choice { options }), Answer::Parts(_)) => {
            let code = answer.part("choice");
            let label = options.iter().find(|it| it.code == code).map_or(code, |it| it.label.as_str());
            words([label, answer.part("other")])
        }
        (Some(FieldKind::IdDocument), Answer::Parts(_)) => mask(answer.part("number")),
        (Some(FieldKind::Narrative { .. }), Answer::Parts(parts)) => {
            words(parts.values().map(String::as_str))
        }
        (Some(field), _) => field.print_answer(answer),
        (None, Answer::Text(text)) => text.clone(),
        (None, Answer::Parts(parts)) => words(parts.values().map(String::as_str)),
    };
    let text = if field.is_some_and(|field| field.sensitive) { hidden(&text) } else { text };
    let count = text.chars().count();
    match count > LONGEST {
        true => format!("{}…（共 {count} 字）", text.chars().take(LONGEST).collect::<String>()),
        false => text,
    }
}

/// What is masked already stays.
fn hidden(text: &str) -> String {
    if text.contains('*') { text.to_owned() } else { mask(text) }
}

fn words<'a>(parts: impl IntoIterator<Item = &'a str>) -> String {
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("，")
}
