//! What can be done with an answer of each type.

use std::borrow::Cow;

use chrono::NaiveDate;
use serde_json::json;

use super::{
    Answer, FieldKind, Problem, Reading, Value, approval_number, choice, confirm, contents, count, date,
    id_document, money, narrative, period, person_name, phone, post_code, running_text, uscc,
};

impl FieldKind {
    /// What an answer means, with all the problems found.
    pub fn read(&self, answer: &Answer) -> Reading {
        if answer.is_blank() {
            return Reading::default();
        }
        match (self, answer) {
            (Self::Contents { headings }, Answer::Parts(_)) => return contents::read(answer, headings),
            (Self::Narrative { headings }, Answer::Parts(_)) => return narrative::read(answer, headings),
            _ => {}
        }
        let answer = self.in_shape(answer);
        let text = match answer.as_ref() {
            Answer::Text(text) => text,
            Answer::Parts(_) if self.parts().is_empty() => return Reading::refused(wrong_shape()),
            Answer::Parts(_) => "",
        };
        match self {
            Self::Text { max } => running_text::read_line(text, *max),
            Self::LongText { max } => running_text::read_paragraphs(text, *max),
            Self::Date => date::read(text),
            Self::Period => period::read(&answer),
            Self::Choice { options } => choice::read(&answer, options),
            Self::Count { unit } => count::read(text, unit),
            Self::Money => money::read(&answer),
            Self::PersonName => person_name::read(text),
            Self::Uscc => uscc::read(text),
            Self::IdDocument => id_document::read(&answer),
            Self::Phone => phone::read(text),
            Self::PostCode => post_code::read(text),
            Self::ApprovalNumber => approval_number::read(text),
            Self::Confirm => confirm::read(text),
            Self::Contents { .. } | Self::Narrative { .. } => Reading::refused(wrong_shape()),
        }
    }

    /// As [`read`](Self::read), with the problems that only a day can tell: a birth date in an identity
    /// number that lies in the future.
    pub fn read_on(&self, answer: &Answer, today: NaiveDate) -> Reading {
        let reading = self.read(answer);
        match self {
            Self::IdDocument => id_document::check_birth(reading, today),
            _ => reading,
        }
    }

    /// The answer as the field shows it after it is left: the normal form of what could be read, and
    /// what could not as it was typed, on one line. Never loses a visible character that was not read.
    pub fn normalise(&self, answer: &Answer) -> Answer {
        match (self, answer) {
            (Self::Contents { headings }, Answer::Parts(_)) => return contents::normalise(answer, headings),
            (Self::Narrative { .. }, _) => return narrative::normalise(answer),
            _ => {}
        }
        let answer = self.in_shape(answer);
        let text = match answer.as_ref() {
            Answer::Text(text) => text,
            Answer::Parts(_) if self.parts().is_empty() => return answer.into_owned(),
            Answer::Parts(_) => "",
        };
        match self {
            Self::Text { .. } => Answer::Text(running_text::normalise_line(text)),
            Self::LongText { .. } => Answer::Text(running_text::normalise_paragraphs(text)),
            Self::Date => Answer::Text(date::normalise(text)),
            Self::Period => period::normalise(&answer),
            Self::Choice { options } => choice::normalise(&answer, options),
            Self::Count { unit } => Answer::Text(count::normalise(text, unit)),
            Self::Money => money::normalise(&answer),
            Self::PersonName => Answer::Text(person_name::normalise(text)),
            Self::Uscc => Answer::Text(uscc::normalise(text)),
            Self::IdDocument => id_document::normalise(&answer),
            Self::Phone => Answer::Text(phone::normalise(text)),
            Self::PostCode => Answer::Text(post_code::normalise(text)),
            Self::ApprovalNumber => Answer::Text(approval_number::normalise(text)),
            Self::Confirm => Answer::Text(confirm::normalise(text)),
            Self::Contents { .. } | Self::Narrative { .. } => answer.into_owned(),
        }
    }

    /// The official printed text. Nothing prints as an empty text, except for a choice, which prints
    /// all of its options with □ and ☑.
    pub fn print(&self, value: Option<&Value>) -> String {
        match (self, value) {
            (Self::Choice { options }, value) => choice::print(options, value),
            (_, None) => String::new(),
            (Self::Count { unit }, Some(Value::Count(number))) => count::print(*number, unit),
            (Self::Contents { headings }, Some(Value::Contents(pages))) => contents::print(pages, headings),
            (_, Some(value)) => print(value),
        }
    }

    /// What stands on paper for an answer as it is: its official text, or what was typed when that
    /// cannot be read, so that a draft shows what the screen shows.
    pub fn print_answer(&self, answer: &Answer) -> String {
        let reading = if answer.is_unknown() { Reading::default() } else { self.read(answer) };
        if reading.value.is_some() || reading.is_blank() || matches!(self, Self::Choice { .. }) {
            return self.print(reading.value.as_ref());
        }
        match self.normalise(answer) {
            normal if matches!(self, Self::IdDocument) => id_document::print_typed(&normal),
            Answer::Text(text) => text,
            Answer::Parts(parts) => parts.into_values().collect::<Vec<_>>().join(" "),
        }
    }

    /// The JSON Schema of an answer in normal form, as a dossier stores it.
    pub fn schema(&self) -> serde_json::Value {
        match self {
            Self::Text { max } | Self::LongText { max } => running_text::schema(*max),
            Self::Date => date::schema(),
            Self::Period => period::schema(),
            Self::Choice { options } => choice::schema(options),
            Self::Count { .. } => count::schema(),
            Self::Money => money::schema(),
            Self::PersonName | Self::Phone | Self::PostCode | Self::ApprovalNumber => {
                json!({ "type": "string", "minLength": 1 })
            }
            Self::Uscc => uscc::schema(),
            Self::IdDocument => id_document::schema(),
            Self::Contents { headings } => contents::schema(headings),
            Self::Narrative { headings } => narrative::schema(headings),
            Self::Confirm => json!({ "const": confirm::YES }),
        }
    }

    /// The JSON Schema of [`Value::to_json`] for this type.
    pub fn value_schema(&self) -> serde_json::Value {
        match self {
            Self::Period => period::value_schema(),
            Self::Count { .. } => count::value_schema(),
            Self::Money => money::value_schema(),
            Self::IdDocument => id_document::value_schema(),
            Self::Contents { headings } => contents::value_schema(headings),
            Self::Narrative { headings } => narrative::value_schema(headings),
            Self::Confirm => json!({ "const": true }),
            _ => self.schema(),
        }
    }

    /// The names of the parts of an answer of this type; none for a single text, and none for contents
    /// and narratives, whose parts the definition names. The first is where
    /// the answer is mainly typed, and where a single text is taken to belong.
    pub fn parts(&self) -> &'static [&'static str] {
        match self {
            Self::Choice { .. } => &["choice", "other"],
            Self::Period => &["from", "to"],
            Self::Money => &["amount", "unit", "currency", "note"],
            Self::IdDocument => &["number", "kind", "from", "to"],
            _ => &[],
        }
    }

    /// A single text given for a type of several parts is taken as the main part.
    fn in_shape<'a>(&self, answer: &'a Answer) -> Cow<'a, Answer> {
        match (answer, self.parts().first()) {
            (Answer::Text(text), Some(main)) => Cow::Owned(Answer::from_parts([(main, text)])),
            _ => Cow::Borrowed(answer),
        }
    }
}

/// The printed text of a value whose type has no settings that matter for it.
fn print(value: &Value) -> String {
    match value {
        Value::Text(text) => text.clone(),
        Value::Date(date) => crate::calendar::chinese_date(*date),
        Value::Period { from, to } => crate::calendar::chinese_period(*from, *to),
        Value::Choice { code, other } => other.as_ref().unwrap_or(code).clone(),
        Value::Count(number) => number.to_string(),
        Value::Capital(capital) => money::print(capital),
        Value::IdDocument { kind, number, .. } => format!("{}　{number}", kind.label()),
        Value::Contents(pages) => {
            pages.values().map(|page| format!("第{page}页")).collect::<Vec<_>>().join("；")
        }
        Value::Narrative(narrative) => narrative.plain(),
        Value::Confirmed => confirm::PRINTED.to_owned(),
    }
}

fn wrong_shape() -> Problem {
    Problem::blocking(
        "answer_in_wrong_shape",
        "保存的内容与本项的类型不符，无法读取。",
        "请清空本项后重新填写。",
    )
}
