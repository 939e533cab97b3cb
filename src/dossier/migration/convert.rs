//! From an answer of one type to an answer of another, where its meaning survives.

use std::collections::BTreeSet;
use std::mem::discriminant;

use crate::field::{Answer, ChoiceOption, FieldKind, Heading, OtherSection};
use crate::procedure::Field;
use crate::text::looks_blank;

/// What an answer has become.
pub(super) struct Converted {
    /// The answer.
    pub(super) answer: Answer,
    /// What of the earlier answer stands in it.
    pub(super) taken: Taken,
}

/// How much of an answer has found a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Taken {
    /// All of it.
    Whole,
    /// These parts.
    Parts(BTreeSet<String>),
}

impl Taken {
    /// Both together.
    pub(super) fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::Parts(mut one), Self::Parts(other)) => {
                one.extend(other);
                Self::Parts(one)
            }
            _ => Self::Whole,
        }
    }

    /// What is left of an answer.
    pub(super) fn rest(&self, answer: &Answer) -> Option<Answer> {
        let (Self::Parts(taken), Answer::Parts(parts)) = (self, answer) else { return None };
        let left = parts.iter().filter(|(name, text)| !taken.contains(*name) && !looks_blank(text));
        let left: std::collections::BTreeMap<_, _> =
            left.map(|(name, text)| (name.clone(), text.clone())).collect();
        (!left.is_empty()).then_some(Answer::Parts(left))
    }
}

impl Converted {
    fn whole(answer: Answer) -> Self {
        Self { answer, taken: Taken::Whole }
    }
}

/// The answer as one to the question `after`; `None` where its meaning does not survive. `before` is the question
/// that it answered, where that is known.
pub(super) fn convert(before: Option<&Field>, after: &Field, answer: &Answer) -> Option<Converted> {
    if answer.is_unknown() {
        return after.unknown.then(|| Converted::whole(answer.clone()));
    }
    let label = before.map_or("", |field| &field.label);
    by_kind(before.map(|field| &field.kind), label, &after.kind, answer)
}

/// One part of the answer as an answer to the question `after`.
pub(super) fn convert_part(part: &str, after: &Field, answer: &Answer) -> Option<Converted> {
    let text = answer.part(part);
    if looks_blank(text) {
        return None;
    }
    let line = FieldKind::Text { max: usize::MAX };
    let Converted { answer, .. } = by_kind(Some(&line), "", &after.kind, &Answer::from(text))?;
    Some(Converted { answer, taken: Taken::Parts(BTreeSet::from([part.to_owned()])) })
}

fn by_kind(before: Option<&FieldKind>, label: &str, after: &FieldKind, answer: &Answer) -> Option<Converted> {
    use FieldKind as Kind;
    let same = || Some(Converted::whole(answer.clone()));
    match (before, after) {
        (_, Kind::Choice { options }) => choice(before, options, answer),
        (Some(Kind::Count { unit: old }), Kind::Count { unit }) if !same_unit(old, unit) => None,
        (None | Some(Kind::Contents { .. }), Kind::Contents { headings }) => pages(headings, answer),
        (None | Some(Kind::Narrative { .. }), Kind::Narrative { headings }) => match (answer, before) {
            (Answer::Text(_), _) => written(label, answer),
            (_, Some(Kind::Narrative { headings: old })) => narrative(old, headings, answer),
            _ => narrative(&[], headings, answer),
        },
        (Some(old), new) if discriminant(old) == discriminant(new) => same(),
        (None, kind) => has_shape_of(kind, answer).then(|| Converted::whole(answer.clone())),
        (Some(Kind::Text { .. } | Kind::LongText { .. }), Kind::Narrative { .. }) => written(label, answer),
        (Some(old), Kind::Text { .. } | Kind::LongText { .. }) => {
            let (text, parts) = as_text(old, answer)?;
            // Several paragraphs become one line as the field itself would make it.
            let keeps = matches!(after, Kind::LongText { .. }) || !text.contains('\n');
            let text = Answer::Text(text);
            let taken = Taken::Parts(parts.iter().map(|part| (*part).to_owned()).collect());
            Some(Converted { answer: if keeps { text } else { after.normalise(&text) }, taken })
        }
        (Some(Kind::Text { .. } | Kind::LongText { .. } | Kind::PersonName), kind) => {
            let readable = kind.read(answer).value.is_some();
            let answer = if kind.parts().is_empty() { answer.clone() } else { kind.normalise(answer) };
            readable.then(|| Converted::whole(answer))
        }
        _ => None,
    }
}

/// Units that count the same.
fn same_unit(one: &str, other: &str) -> bool {
    const PEOPLE_AND_THINGS: [&str; 5] = ["", "人", "名", "位", "个"];
    one == other || (PEOPLE_AND_THINGS.contains(&one) && PEOPLE_AND_THINGS.contains(&other))
}

/// Whether an answer of a type that is not known may be one of this type.
fn has_shape_of(kind: &FieldKind, answer: &Answer) -> bool {
    match answer {
        Answer::Text(_) => !matches!(kind, FieldKind::Contents { .. }),
        Answer::Parts(parts) => {
            let known = kind.parts();
            !known.is_empty() && parts.keys().all(|name| known.contains(&name.as_str()))
        }
    }
}

/// The answer in words and the parts of it that they say, where they say what it means.
fn as_text(kind: &FieldKind, answer: &Answer) -> Option<(String, &'static [&'static str])> {
    use FieldKind as Kind;
    let value = kind.read(answer).value;
    match (kind, answer) {
        (Kind::IdDocument | Kind::Contents { .. } | Kind::Narrative { .. } | Kind::Confirm, _) => None,
        (Kind::Choice { options }, _) => {
            let option = options.iter().find(|option| option.code == answer.part("choice"))?;
            value?;
            Some(match answer.part("other") {
                other if option.other => (format!("{}：{other}", option.label), kind.parts()),
                _ => (option.label.clone(), &["choice"]),
            })
        }
        (Kind::Period | Kind::Money, _) => value.map(|value| (kind.print(Some(&value)), kind.parts())),
        (Kind::Count { .. }, _) if value.is_some() => Some((kind.print(value.as_ref()), &[])),
        (_, Answer::Text(text)) => Some((text.clone(), &[])),
        (_, Answer::Parts(_)) => None,
    }
}

/// The option by its code, by an earlier code, or by its wording.
fn choice(before: Option<&FieldKind>, options: &[ChoiceOption], answer: &Answer) -> Option<Converted> {
    use FieldKind as Kind;
    let old = match before {
        Some(Kind::Choice { options }) => options.as_slice(),
        None | Some(Kind::Text { .. } | Kind::LongText { .. } | Kind::Confirm) => &[],
        Some(_) => return None,
    };
    let code = match answer {
        Answer::Text(text) => text.trim(),
        Answer::Parts(_) => answer.part("choice"),
    };
    if looks_blank(code) {
        // Only the words of 其他 so far.
        return Some(Converted::whole(answer.clone()));
    }
    let wording = old.iter().find(|option| option.code == code).map_or(code, |option| option.label.as_str());
    let option = options
        .iter()
        .find(|option| option.code == code)
        .or_else(|| options.iter().find(|option| option.was.has(code)))
        .or_else(|| options.iter().find(|option| option.label == wording))?;
    let other = answer.part("other");
    if option.code == code && (option.other || looks_blank(other)) {
        return Some(Converted::whole(answer.clone()));
    }
    let chosen = Answer::from_parts([("choice", option.code.as_str())]);
    let (answer, parts) = match option.other {
        true => (chosen.with_part("other", other), vec!["choice", "other"]),
        false => (chosen, vec!["choice"]),
    };
    let taken = Taken::Parts(parts.into_iter().map(str::to_owned).collect());
    Some(Converted { answer, taken })
}

/// The part of an earlier answer that stands under a heading now.
fn source<'a>(heading: &'a Heading, answer: &Answer) -> Option<&'a str> {
    let names = std::iter::once(&heading.code).chain(&heading.was.0);
    names.map(String::as_str).find(|code| !answer.part(code).is_empty())
}

/// Pages of headings by their new codes.
fn pages(headings: &[Heading], answer: &Answer) -> Option<Converted> {
    let (mut pages, mut taken) = (Answer::from_parts([]), BTreeSet::new());
    for heading in headings {
        if let Some(code) = source(heading, answer) {
            pages = pages.with_part(&heading.code, answer.part(code));
            taken.insert(code.to_owned());
        }
    }
    (!taken.is_empty()).then_some(Converted { answer: pages, taken: Taken::Parts(taken) })
}

/// Texts under their new headings; what stood under a heading that is no more becomes a section of the writer's own.
fn narrative(before: &[Heading], after: &[Heading], answer: &Answer) -> Option<Converted> {
    let Answer::Parts(parts) = answer else { return None };
    let mut new = Answer::from_parts([]);
    let mut taken = BTreeSet::new();
    for heading in after {
        if let Some(code) = source(heading, answer) {
            new = new.with_part(&heading.code, answer.part(code));
            taken.insert(code);
        }
    }
    let is_other = |name: &str| OtherSection::is_part(name);
    let now =
        |code: &str| after.iter().find(|it| it.code == code || it.was.has(code)).map(|it| it.code.clone());
    for (name, text) in parts.iter().filter(|(name, _)| is_other(name)) {
        let is_place = name.ends_with(".after");
        new = new.with_part(name, if is_place { now(text).unwrap_or_default() } else { text.clone() });
    }
    let mut last = None;
    for code in before.iter().map(|heading| heading.code.as_str()).chain(parts.keys().map(String::as_str)) {
        last = now(code).or(last);
        if answer.part(code).is_empty() || is_other(code) || !taken.insert(code) {
            continue;
        }
        let title = before.iter().find(|heading| heading.code == code).map_or(code.to_owned(), Heading::name);
        let number = OtherSection::next(&new);
        let text = answer.part(code).to_owned();
        new = OtherSection { number, title, text, after: last.clone(), kept: false }.write(&new);
    }
    Some(Converted::whole(new))
}

/// A text that had no headings, as a section under what it was called.
fn written(label: &str, answer: &Answer) -> Option<Converted> {
    let Answer::Text(text) = answer else { return None };
    let title = if label.is_empty() { "原有内容" } else { label }.to_owned();
    let section = OtherSection { number: 1, title, text: text.clone(), after: None, kept: false };
    Some(Converted::whole(section.write(&Answer::from_parts([]))))
}
