//! Migration: a dossier that was filled in by one version of its definition, brought to another.
//!
//! Answers are found by their ids, and by the earlier ids that the definition states (`was`). An answer stays to
//! the letter where the question is the same; it is converted where its meaning survives another type; everything
//! else is kept aside ([`Kept`]) and returns when a later version asks for it again.
//!
//! Invariants: no answer and no file is lost: each stands in the migrated dossier, converted or to the letter, or
//! is kept aside. Migrating again changes nothing. The dossier given is not touched. The same input gives the same
//! dossier and report.
//!
//! The earlier definition, where it is at hand, says of which type an answer was and what it was called. Without it
//! an answer is taken by its shape, and one that cannot be read stays where it is, for everybody to see.

mod convert;
mod materials;
mod questions;
mod report;
mod rosters;
mod shown;

use std::collections::BTreeMap;

use super::{Dossier, Kept, ProcedureRef};
use crate::field::Answer;
use crate::procedure::Procedure;
use questions::{Course, Moved};
pub use report::{Change, ChangeKind, MigrationReport};

/// A migrated dossier, and what happened to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Migration {
    /// The dossier by the other definition; id, name and time stamps are those of the dossier given.
    pub dossier: Dossier,
    /// What happened.
    pub report: MigrationReport,
}

/// Brings a dossier to another version of its definition. `before` is the definition that it was filled in by, where
/// that is at hand.
pub fn migrate(dossier: &Dossier, before: Option<&Procedure>, after: &Procedure) -> Migration {
    let mut work = Work {
        old: dossier,
        before,
        after,
        dossier: Dossier {
            procedure: ProcedureRef::of(after),
            answers: BTreeMap::new(),
            rosters: BTreeMap::new(),
            kept: Vec::new(),
            ..dossier.clone()
        },
        report: MigrationReport::new(dossier, before, after),
        returned: dossier.kept.iter().cloned().map(Some).collect(),
        aside: Vec::new(),
    };
    work.fields();
    work.rosters();
    work.materials();
    work.finish()
}

/// A migration under way.
struct Work<'a> {
    old: &'a Dossier,
    before: Option<&'a Procedure>,
    after: &'a Procedure,
    dossier: Dossier,
    report: MigrationReport,
    /// What was kept aside before, by position; `None` once it has a place again.
    returned: Vec<Option<Kept>>,
    /// What is kept aside now.
    aside: Vec<Kept>,
}

impl<'a> Work<'a> {
    /// The answers outside rosters.
    fn fields(&mut self) {
        let old = self.old;
        let course = Course::new(
            self.before.map(|before| before.fields().collect()),
            self.after.fields().collect::<Vec<_>>(),
        );
        let mut given: BTreeMap<&str, &Answer> =
            old.answers.iter().map(|(id, answer)| (id.as_str(), answer)).collect();
        let mut back = BTreeMap::new();
        for (at, kept) in old.kept.iter().enumerate() {
            if kept.row().is_none() && course.wants(&kept.place) && !given.contains_key(kept.place.as_str()) {
                given.insert(&kept.place, &kept.answer);
                back.insert(kept.place.as_str(), at);
            }
        }
        let returned = |id: &str| back.contains_key(id);
        let Moved { answers, steps, rest } = course.apply(&given, &returned);
        self.dossier.answers = answers;
        self.report.steps(&steps, "", &returned);
        self.report.added(&course, "");
        for (id, answer) in rest {
            match back.remove(id) {
                Some(at) => self.still_kept(at, answer),
                None => {
                    let field = course.before(id);
                    self.report.aside(field, id, id, &answer);
                    self.put_aside(id.to_owned(), field.map_or(id, |field| &field.label).to_owned(), answer);
                }
            }
        }
        for at in back.into_values() {
            self.returned[at] = None;
        }
    }

    /// What is left of an answer that was kept aside already stays there.
    fn still_kept(&mut self, at: usize, answer: Answer) {
        if let Some(Some(kept)) = self.returned.get_mut(at) {
            kept.answer = answer;
        }
    }

    fn put_aside(&mut self, place: String, label: String, answer: Answer) {
        let version = self.old.procedure.version.clone();
        self.aside.push(Kept { place, label, version, answer });
    }

    fn finish(mut self) -> Migration {
        self.dossier.kept = self.returned.into_iter().flatten().chain(self.aside).collect();
        self.report.kept = self.dossier.kept.len();
        Migration { dossier: self.dossier, report: self.report }
    }
}
