//! From the texts of a line to an answer, as if they had been typed.

use super::columns::{Column, UNKNOWN, bracketed};
use crate::calendar::parse_date;
use crate::field::{Answer, ChoiceOption, FieldKind};
use crate::identity::{IdKind, resident_id};
use crate::text::{comparable, looks_blank};

/// One text of a field, from its column.
pub(super) struct Given<'a> {
    /// The roster's column.
    pub(super) column: &'a Column<'a>,
    /// What the sheet's head says, for the unit in its brackets.
    pub(super) head: &'a str,
    /// The cell.
    pub(super) text: &'a str,
}

/// The answer that the texts of one field make, on top of what was answered before. Blank texts leave
/// a part as it was, or clear it when `clear` is set. `None` when nothing is answered.
pub(super) fn answer(given: &[Given<'_>], before: Option<&Answer>, clear: bool) -> Option<Answer> {
    let kind = &given.first()?.column.field.kind;
    if given.iter().any(|one| one.column.is_main() && one.column.field.unknown && one.text.trim() == UNKNOWN)
    {
        return Some(Answer::unknown());
    }
    let texts: Vec<(&Given<'_>, String)> = given.iter().map(|one| (one, prepared(one))).collect();
    let is_blank = |text: &String| looks_blank(text);
    if texts.iter().all(|(_, text)| is_blank(text)) && !clear {
        return before.cloned();
    }
    let before = before.filter(|answer| !answer.is_unknown());
    let mut answer = match before {
        Some(Answer::Text(text)) if !kind.parts().is_empty() => {
            Answer::from_parts([(kind.parts()[0], text.as_str())])
        }
        Some(answer) => answer.clone(),
        None => Answer::Text(String::new()),
    };
    for (one, text) in texts {
        if is_blank(&text) && !clear {
            continue;
        }
        answer = match one.column.part {
            None => Answer::Text(text),
            Some(part) => put_part(answer, kind, part, text),
        };
    }
    // A sheet with nothing but 身份证号: the number says what it is.
    if let FieldKind::IdDocument = kind
        && given.iter().all(|one| one.column.part != Some("kind"))
        && looks_blank(answer.part("kind"))
        && resident_id::parse(answer.part("number")).is_ok()
    {
        answer = answer.with_part("kind", IdKind::ResidentId.code());
    }
    Some(kind.normalise(&answer)).filter(|answer| !answer.is_blank())
}

/// An answer with one part set. A choice of 其他 may bring its text with it.
fn put_part(answer: Answer, kind: &FieldKind, part: &'static str, text: String) -> Answer {
    match (kind, part) {
        (FieldKind::Choice { options }, "choice") => match option(options, &text) {
            Some((option, "")) if option.other => answer.with_part(part, option.code.as_str()),
            Some((option, other)) => {
                let other = if option.other { other } else { "" };
                answer.with_part(part, option.code.as_str()).with_part("other", other)
            }
            None => answer.with_part(part, text),
        },
        // A period may stand in one cell; its other end must not stay from before.
        (FieldKind::Period, "from") if parse_date(&text).is_none() => {
            answer.with_part("to", "").with_part(part, text)
        }
        _ => answer.with_part(part, text),
    }
}

/// The option that a text means, by code or wording, and what follows its wording.
fn option<'a, 'b>(options: &'a [ChoiceOption], text: &'b str) -> Option<(&'a ChoiceOption, &'b str)> {
    let wanted = match comparable(text).as_str() {
        "TRUE" => comparable("是"),
        "FALSE" => comparable("否"),
        wanted => wanted.to_owned(),
    };
    let same =
        |option: &&ChoiceOption| comparable(&option.label) == wanted || comparable(&option.code) == wanted;
    options.iter().find(same).map(|option| (option, "")).or_else(|| {
        options.iter().filter(|option| option.other).find_map(|option| {
            let rest = text.trim().strip_prefix(option.label.as_str())?;
            let rest = rest.trim_start_matches(['：', ':', '（', '(', '-', '—', ' ']);
            Some((option, rest.trim_end_matches(['）', ')'])))
        })
    })
}

/// A cell's text as the field would be typed.
fn prepared(given: &Given<'_>) -> String {
    let (field, text) = (given.column.field, given.text);
    if is_dash(text)
        && !matches!(field.kind, FieldKind::Text { .. } | FieldKind::LongText { .. } | FieldKind::Money)
    {
        return String::new();
    }
    match (&field.kind, given.column.part) {
        (FieldKind::Date, _) | (FieldKind::Period | FieldKind::IdDocument, Some("from" | "to")) => {
            without_time(text).to_owned()
        }
        (FieldKind::IdDocument, Some("kind")) => {
            id_kind(text).map_or_else(|| text.to_owned(), |kind| kind.code().to_owned())
        }
        (FieldKind::Confirm, _) => ticked(text),
        (FieldKind::Count { .. }, _) => with_unit(text, given.head, |unit| unit.starts_with('万')),
        (FieldKind::Money, Some("amount")) => with_unit(text, given.head, |_| true),
        _ => text.to_owned(),
    }
}

/// Dashes and strokes that fill a cell in which there is nothing to say.
fn is_dash(text: &str) -> bool {
    let text = text.trim();
    !text.is_empty() && text.chars().all(|c| crate::text::is_dash(c) || matches!(c, '/' | '\\' | '—' | '／'))
}

/// `2026-01-05 00:00:00` → `2026-01-05`: other systems write the time to every day.
fn without_time(text: &str) -> &str {
    let trimmed = text.trim();
    match trimmed.split_once([' ', 'T']) {
        Some((day, time)) if parse_date(day).is_some() && time.contains(':') => day,
        _ => text,
    }
}

/// A bare number with the unit that the head states in brackets, e.g. 万元.
fn with_unit(text: &str, head: &str, fits: impl Fn(&str) -> bool) -> String {
    let bare = text.trim();
    let is_number = !bare.is_empty() && bare.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ','));
    match bracketed(head)
        .filter(|unit| is_number && fits(unit) && !unit.contains(|c: char| c.is_ascii_digit()))
    {
        Some(unit) if unit.starts_with("万") || unit.ends_with('元') => format!("{bare}{unit}"),
        _ => text.to_owned(),
    }
}

/// The kind of document that a word means, also a common one.
fn id_kind(text: &str) -> Option<IdKind> {
    IdKind::from_code(text).or_else(|| match comparable(text).as_str() {
        "身份证" | "二代身份证" | "第二代身份证" | "中国居民身份证" => {
            Some(IdKind::ResidentId)
        }
        "外国人永久居留证" | "永久居留身份证" | "外国人永居证" => {
            Some(IdKind::ForeignPermanentResident)
        }
        "港澳通行证" | "回乡证" | "港澳居民通行证" => Some(IdKind::HkMacaoPermit),
        "台胞证" | "台湾通行证" | "台湾居民通行证" => Some(IdKind::TaiwanPermit),
        "港澳居民居住证" | "台湾居民居住证" => Some(IdKind::HkMacaoTaiwanResidence),
        "中国护照" | "外国护照" | "因私护照" | "普通护照" => Some(IdKind::Passport),
        _ => None,
    })
}

fn ticked(text: &str) -> String {
    match comparable(text).as_str() {
        "是" | "√" | "✓" | "✔" | "☑" | "1" | "TRUE" | "YES" | "Y" | "已确认" => "yes".to_owned(),
        "否" | "×" | "✗" | "□" | "0" | "FALSE" | "NO" | "N" => String::new(),
        _ => text.to_owned(),
    }
}
