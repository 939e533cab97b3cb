//! Rows on their way from the rosters of one version to those of another.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::Work;
use super::questions::{Course, Moved};
use super::report::{Change, ChangeKind};
use crate::dossier::{Kept, Row};
use crate::field::Answer;
use crate::procedure::Roster;

/// A row as it was, and which of its answers were kept aside before, by position.
struct Given<'a> {
    id: &'a str,
    answers: BTreeMap<&'a str, &'a Answer>,
    kept: BTreeMap<&'a str, usize>,
    /// Nothing of it was in the roster any more.
    only_kept: bool,
}

impl<'a> Work<'a> {
    /// The rows of all rosters.
    pub(super) fn rosters(&mut self) {
        let (old, after) = (self.old, self.after);
        let mut gone: BTreeSet<&str> = old.rosters.keys().map(String::as_str).collect();
        for roster in &after.rosters {
            let own = std::iter::once(&roster.id).chain(&roster.was.0);
            let mut rows = Vec::new();
            let mut taken = BTreeSet::new();
            for id in own.map(String::as_str) {
                let known = self.before.and_then(|before| before.roster(id));
                let given = self.given(id, known, roster);
                if !given.is_empty() {
                    gone.remove(id);
                    self.rows(id, known, roster, given, &mut rows, &mut taken);
                }
            }
            self.added_roster(roster);
            if !rows.is_empty() {
                self.dossier.rosters.insert(roster.id.clone(), rows);
            }
        }
        for id in gone {
            self.roster_gone(id);
        }
    }

    /// The rows of an earlier roster, with what of them was kept aside.
    fn given(&self, id: &str, known: Option<&'a Roster>, roster: &'a Roster) -> Vec<Given<'a>> {
        let old = self.old;
        let mut given: Vec<Given<'a>> = Vec::new();
        let mut places: BTreeMap<&str, usize> = BTreeMap::new();
        for row in old.rows(id) {
            let answers = row.answers.iter().map(|(id, answer)| (id.as_str(), answer)).collect();
            places.entry(row.id.as_str()).or_insert(given.len());
            given.push(Given { id: &row.id, answers, kept: BTreeMap::new(), only_kept: false });
        }
        let course = Course::of_rows(known, roster);
        for (at, kept) in old.kept.iter().enumerate() {
            let Some((_, row, field)) = kept.row().filter(|(of, _, field)| *of == id && course.wants(field))
            else {
                continue;
            };
            let place = *places.entry(row).or_insert(given.len());
            if place == given.len() {
                let (answers, kept) = (BTreeMap::new(), BTreeMap::new());
                given.push(Given { id: row, answers, kept, only_kept: true });
            }
            let row = &mut given[place];
            if !row.answers.contains_key(field) {
                row.answers.insert(field, &kept.answer);
                row.kept.insert(field, at);
            }
        }
        given
    }

    fn rows(
        &mut self,
        id: &str,
        known: Option<&'a Roster>,
        roster: &'a Roster,
        given: Vec<Given<'a>>,
        rows: &mut Vec<Arc<Row>>,
        taken: &mut BTreeSet<String>,
    ) {
        let course = Course::of_rows(known, roster);
        let at = format!("rosters/{}/", roster.id);
        let mut count = 0;
        for Given { id: row, answers, mut kept, only_kept } in given {
            if taken.contains(row) {
                // Rows of rosters that are one now, with the same id: the later one is kept aside.
                let rest = answers.into_iter().filter(|(field, _)| !kept.contains_key(field));
                self.row_aside(
                    (id, known),
                    row,
                    rest.map(|(field, answer)| (field, answer.clone())).collect(),
                );
                continue;
            }
            let Moved { answers, steps, rest } = course.apply(&answers, &|field| kept.contains_key(field));
            if only_kept && answers.is_empty() {
                continue;
            }
            self.report.steps(&steps, &at, &|field| kept.contains_key(field));
            let mut aside = Vec::new();
            for (field, answer) in rest {
                match kept.remove(field) {
                    Some(at) => self.still_kept(at, answer),
                    None => aside.push((field, answer)),
                }
            }
            for at in kept.into_values() {
                self.returned[at] = None;
            }
            self.row_aside((id, known), row, aside);
            taken.insert(row.to_owned());
            count += 1;
            rows.push(
                self.same_row(id, row, &answers)
                    .unwrap_or_else(|| Arc::new(Row { id: row.to_owned(), answers })),
            );
        }
        let title = known.map(|known| &known.title);
        if count > 0 && id != roster.id {
            self.report.add(Change {
                kind: ChangeKind::Renamed,
                place: format!("rosters/{}", roster.id),
                label: roster.title.clone(),
                was: title.filter(|title| **title != roster.title).cloned(),
                before: String::new(),
                after: String::new(),
                count,
            });
        }
        if count > 0 && known.is_some() {
            self.report.added(&course, &at);
        }
    }

    /// A row that has not changed is shared with the earlier state.
    fn same_row(&self, roster: &str, row: &str, answers: &BTreeMap<String, Answer>) -> Option<Arc<Row>> {
        self.old.row(roster, row).filter(|old| old.answers == *answers).cloned()
    }

    /// Puts answers of a row aside.
    fn row_aside(
        &mut self,
        (roster, known): (&str, Option<&Roster>),
        row: &str,
        answers: Vec<(&str, Answer)>,
    ) {
        if answers.is_empty() {
            return;
        }
        let name =
            known.zip(self.old.row(roster, row)).map(|(known, row)| row.name(known)).unwrap_or_default();
        for (id, answer) in answers {
            let field = known.and_then(|known| known.field(id));
            self.report.aside(field, id, &format!("rosters/{roster}/{id}"), &answer);
            let parts =
                [known.map_or(roster, |known| &known.title), &name, field.map_or(id, |field| &field.label)];
            let label = parts.iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>().join("：");
            self.put_aside(Kept::cell(roster, row, id), label, answer);
        }
    }

    /// A roster that is no more.
    fn roster_gone(&mut self, id: &str) {
        let old = self.old;
        let known = self.before.and_then(|before| before.roster(id));
        for row in old.rows(id) {
            let answers = row.answers.iter().filter(|(_, answer)| !answer.is_blank());
            let answers = answers.map(|(id, answer)| (id.as_str(), answer.clone())).collect();
            self.row_aside((id, known), &row.id, answers);
        }
    }

    fn added_roster(&mut self, roster: &Roster) {
        let Some(before) = self.before else { return };
        if std::iter::once(&roster.id).chain(&roster.was.0).all(|id| before.roster(id).is_none()) {
            self.report.plain(ChangeKind::Added, format!("rosters/{}", roster.id), &roster.title);
        }
    }
}
