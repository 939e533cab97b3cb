//! The sections of a text in the order in which they are printed, each with its state.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::check::{Finding, Place, Report, State as FindingState};
use crate::field::{Answer, Heading, OtherSection};
use crate::text::markdown;

/// How a section stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
    /// Nothing written, and nothing has to be.
    Optional,
    /// 未写.
    Blank,
    /// Too short, with something left of a template, or otherwise to be looked at.
    Doubtful,
    /// 已写.
    Written,
}

impl State {
    /// The word for it, and the look of its tag.
    pub(super) fn word(self) -> (&'static str, &'static str) {
        match self {
            Self::Optional => ("可不写", ""),
            Self::Blank => ("未写", "tag-blocking"),
            Self::Doubtful => ("须核对", "tag-warning"),
            Self::Written => ("已写", "tag-passed"),
        }
    }
}

/// What a section is.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Kind {
    /// One that is asked for, by its position among the headings.
    Mandated(usize),
    /// One of the writer's own.
    Own(OtherSection),
}

/// A section as it is shown.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Shown {
    pub(super) kind: Kind,
    /// The part of the answer that holds its text.
    pub(super) part: String,
    pub(super) text: String,
    pub(super) state: State,
    pub(super) words: usize,
    pub(super) findings: Vec<Arc<Finding>>,
}

/// All sections. `findings` are those about the question, `demanded` the codes of the headings that are demanded.
pub(super) fn all(
    answer: &Answer,
    headings: &[Heading],
    findings: &[Arc<Finding>],
    demanded: &BTreeSet<String>,
) -> Vec<Shown> {
    let others = OtherSection::all(answer);
    let own = |after: Option<&str>| {
        let here = others.iter().filter(|it| it.after.as_deref() == after);
        let own = here.map(|it| {
            let about = of_part(findings, &it.part());
            let state = if about.is_empty() { State::Written } else { State::Doubtful };
            shown(Kind::Own(it.clone()), format!("{}.text", it.part()), &it.text, state, about)
        });
        own.collect::<Vec<_>>()
    };
    let mut all = own(None);
    for (at, heading) in headings.iter().enumerate() {
        let text = answer.part(&heading.code);
        let about = of_part(findings, &heading.code);
        let state = match (markdown::is_blank(text), demanded.contains(&heading.code), about.is_empty()) {
            (true, false, _) => State::Optional,
            (true, true, _) => State::Blank,
            (false, _, false) => State::Doubtful,
            (false, _, true) => State::Written,
        };
        all.push(shown(Kind::Mandated(at), heading.code.clone(), text, state, about));
        all.extend(own(Some(&heading.code)));
    }
    all
}

fn shown(kind: Kind, part: String, text: &str, state: State, findings: Vec<Arc<Finding>>) -> Shown {
    let words = markdown::word_count(&markdown::plain(text));
    Shown { kind, part, text: text.to_owned(), state, words, findings }
}

fn of_part(findings: &[Arc<Finding>], part: &str) -> Vec<Arc<Finding>> {
    findings.iter().filter(|finding| finding.part.as_deref() == Some(part)).cloned().collect()
}

/// The failed findings about a question.
pub(super) fn about(report: &Report, field: &str) -> Vec<Arc<Finding>> {
    let here = |finding: &&Arc<Finding>| {
        finding.state == FindingState::Failed
            && matches!(finding.about.first(), Some(Place::Field(id)) if id == field)
    };
    report.findings.iter().filter(here).cloned().collect()
}
