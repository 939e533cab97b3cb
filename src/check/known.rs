//! The state of a check: what was read and worked out of a dossier, and what stays true until something
//! that it depends on changes.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use cel::Value as Cel;
use chrono::NaiveDate;

use super::asked::Asked;
use super::changes::Changes;
use super::checked::{CheckedRow, CheckedRows};
use super::decision::DecisionReport;
use super::finding::{Finding, Place, PrintedTitle, States};
use super::known_prints::Prints;
use super::machine::Index;
use super::report::Told;
use super::rule::RuleOutcome;
use super::scope::{Evaluated, Scope};
use super::values::{show, to_cel};
use crate::dossier::{Attachment, Dossier};
use crate::field::{Answer, Reading};
use crate::procedure::{Field, Machine};

/// The state of a check.
pub(super) struct Known {
    pub(super) today: NaiveDate,
    pub(super) scope: Scope,
    pub(super) fields: BTreeMap<String, CheckedField>,
    attachments: Vec<Attachment>,
    /// What stands in the way of reading the files.
    pub(super) scans: Vec<Arc<Finding>>,
    /// What the print marks of files say.
    pub(super) prints: Prints,
    /// `material/slot` of the places for files that are needed.
    pub(super) slots: BTreeSet<String>,
    /// The same of those whose condition does not hold.
    pub(super) closed: BTreeSet<String>,
    /// What is found about the places for one file of each row, as `material/slot`; `None` is in order.
    pub(super) copies: BTreeMap<String, Vec<Option<Arc<Finding>>>>,
    /// The documents that are printed.
    pub(super) documents: Vec<PrintedTitle>,
    pub(super) rosters: BTreeMap<String, CheckedRows>,
    /// Of state machines, by id.
    pub(super) machines: BTreeMap<String, Index>,
    pub(super) states: States,
    /// Ids of the rosters that are not asked for.
    pub(super) skipped: BTreeSet<String>,
    pub(super) values: BTreeMap<String, Evaluated>,
    pub(super) decision: Option<DecisionReport>,
    /// Of the rules outside rows, by position.
    pub(super) outcomes: BTreeMap<usize, RuleOutcome>,
    /// What was reported last.
    pub(super) told: Told,
}

/// A field outside rosters as last checked.
pub(super) struct CheckedField {
    pub(super) answer: Option<Answer>,
    pub(super) reading: Reading,
    pub(super) unknown: bool,
    pub(super) asked: bool,
    pub(super) findings: Vec<Arc<Finding>>,
}

impl Known {
    /// Nothing yet.
    pub(super) fn new(today: NaiveDate, scope: Scope) -> Self {
        Self {
            today,
            scope,
            fields: BTreeMap::new(),
            attachments: Vec::new(),
            scans: Vec::new(),
            prints: Prints::default(),
            slots: BTreeSet::new(),
            closed: BTreeSet::new(),
            copies: BTreeMap::new(),
            documents: Vec::new(),
            rosters: BTreeMap::new(),
            machines: BTreeMap::new(),
            states: States::default(),
            skipped: BTreeSet::new(),
            values: BTreeMap::new(),
            decision: None,
            outcomes: BTreeMap::new(),
            told: Told::nothing(),
        }
    }

    /// Counts the files anew when some came or went.
    pub(super) fn read_files(&mut self, dossier: &Dossier, changes: &mut Changes) {
        if changes.everything || self.attachments != dossier.attachments {
            self.attachments.clone_from(&dossier.attachments);
            self.scope.count_files(dossier);
            changes.files = true;
        }
    }

    /// Makes an answer visible: its value; null when it may be blank or is not asked; else missing.
    pub(super) fn bind(&mut self, field: &Field, checked: &CheckedField) {
        let reading = &checked.reading;
        let blank = field.optional && !checked.unknown && reading.is_blank();
        self.scope.note_unknown(&field.id, checked.asked && checked.unknown);
        match &reading.value {
            Some(value) if checked.asked => self.scope.bind(&field.id, to_cel(value)),
            _ if !checked.asked || blank => self.scope.bind(&field.id, Cel::Null),
            _ => self.scope.wait_for(&field.id, BTreeSet::from([Place::Field(field.id.clone())])),
        }
    }

    /// Takes down the states that a machine has found.
    pub(super) fn note_states(&mut self, machine: &Machine) {
        let rows = self.rosters.get(&machine.of).into_iter().flat_map(|rows| rows.iter());
        let state = |row: &CheckedRow| {
            let fact = row.facts.get(&machine.id)?;
            Some((row.id().to_owned(), fact.state()?))
        };
        let states: BTreeMap<_, _> = rows.filter_map(state).collect();
        if self.states.of.get(&machine.id).is_none_or(|known| **known != states) {
            self.states.of.insert(machine.id.clone(), states.into());
        }
    }

    /// What the dossier asks for.
    pub(super) fn asked(&self) -> Asked {
        let (places, closed, skipped) = (self.slots.clone(), self.closed.clone(), self.skipped.clone());
        let mut asked = Asked { places, closed, skipped, ..Asked::default() };
        asked.places.extend(self.fields.iter().filter(|(_, field)| field.asked).map(|(id, _)| id.clone()));
        for (roster, rows) in self.rosters.iter().filter(|(_, rows)| !rows.hidden.is_empty()) {
            asked.hidden.insert(roster.clone(), rows.hidden.clone());
        }
        asked
    }

    /// The derived values as shown.
    pub(super) fn shown_values(&self) -> BTreeMap<String, Option<String>> {
        let mut shown = BTreeMap::new();
        shown.extend(self.values.iter().map(|(id, value)| {
            let text = match value {
                Evaluated::Value(value) => show(value),
                _ => None,
            };
            (id.clone(), text)
        }));
        shown
    }
}
