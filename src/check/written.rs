//! How much of a text under mandated headings is written, of what is demanded in the dossier at hand.
//!
//! A heading that the text may leave out is demanded all the same while a rule misses it, e.g. a kind of work that no
//! row of a roster is of. Such a rule is about the question and lists the headings in its message by their labels.

use std::collections::BTreeSet;

use super::{Place, Report, State};
use crate::field::{Answer, Heading, Severity};
use crate::text::markdown;

/// How much of a text is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// The codes of the headings that are demanded.
    pub demanded: BTreeSet<String>,
    /// Of the headings that are demanded or written: those that are written, and all.
    pub parts: (usize, usize),
}

impl Written {
    /// Of the text that a question asks for.
    pub fn of(report: &Report, field: &str, headings: &[Heading], answer: Option<&Answer>) -> Self {
        let place = Place::Field(field.to_owned());
        let failed = report.all().filter(|it| {
            it.state == State::Failed && it.severity == Severity::Blocking && it.about.contains(&place)
        });
        let mut missed = BTreeSet::new();
        missed.extend(failed.flat_map(|it| it.message.split(['：', '、', '。'])));
        let is_demanded = |it: &&Heading| !it.optional || missed.contains(it.label.as_str());
        let is_written =
            |it: &&Heading| answer.is_some_and(|answer| !markdown::is_blank(answer.part(&it.code)));
        let mut demanded = BTreeSet::new();
        demanded.extend(headings.iter().filter(is_demanded).map(|it| it.code.clone()));
        let done = headings.iter().filter(is_written).count();
        let all = headings.iter().filter(|it| is_demanded(it) || is_written(it)).count();
        Self { demanded, parts: (done, all) }
    }

    /// In words, e.g. `已写 2 / 5 项，`; blank where no part is demanded and none is written.
    pub fn words(&self) -> String {
        match self.parts {
            (_, 0) => String::new(),
            (done, all) => format!("已写 {done} / {all} 项，"),
        }
    }
}
