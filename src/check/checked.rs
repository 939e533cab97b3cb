//! What is known of the rows of a roster from checking them last.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::{Deref, DerefMut};
use std::sync::Arc;

use cel::common::types::CelNull;
use cel::common::value::Val;
use chrono::NaiveDate;

use super::asked::HiddenCells;
use super::clock::ClockReport;
use super::finding::{Finding, Group, Place};
use super::light::LightMap;
use super::machine::Fact;
use super::named::Name;
use super::report::Order;
use super::rule::RuleOutcome;
use super::scope::{RowPlace, Scope, View};
use crate::dossier::Row;
use crate::field::Value;

/// The rows of a roster as last checked.
#[derive(Default)]
pub(super) struct CheckedRows {
    pub(super) rows: Vec<CheckedRow>,
    /// The findings that two rows agree where they must not, with the position of the later one.
    pub(super) duplicates: Vec<(usize, Arc<Finding>)>,
    /// The fields that are not asked, by row id.
    pub(super) hidden: HiddenCells,
}

impl Deref for CheckedRows {
    type Target = [CheckedRow];

    fn deref(&self) -> &[CheckedRow] {
        &self.rows
    }
}

impl DerefMut for CheckedRows {
    fn deref_mut(&mut self) -> &mut [CheckedRow] {
        &mut self.rows
    }
}

/// A row as last checked.
pub(super) struct CheckedRow {
    pub(super) row: Arc<Row>,
    /// Position from 0; it stands in messages.
    pub(super) at: usize,
    /// What the answers mean that clocks and state machines read, by field id.
    pub(super) values: BTreeMap<String, Value>,
    /// What tells the row apart from others, by field: see `RowCheck::marking`.
    pub(super) marks: BTreeMap<String, String>,
    /// The row as CEL sees it.
    pub(super) map: LightMap,
    /// Names that have no value, each with the fields that must be answered first: a field that is asked,
    /// or a state machine.
    pub(super) missing: BTreeMap<String, Vec<String>>,
    /// Fields that are not asked.
    pub(super) hidden: Arc<BTreeSet<String>>,
    pub(super) findings: Vec<Arc<Finding>>,
    /// What state machines say, by id.
    pub(super) facts: BTreeMap<String, Fact>,
    /// Of the rules for each row of this roster, in order.
    pub(super) outcomes: Vec<RuleOutcome>,
    /// All that was found, by its answers and by rules, where the row is the place to go.
    pub(super) found: Vec<(Group, Arc<Finding>)>,
    /// The same where another place is, with that place's position in the order of findings.
    pub(super) elsewhere: Vec<(usize, Arc<Finding>)>,
    /// How many checks passed.
    pub(super) passed: usize,
    /// The clocks for each row that run.
    pub(super) clocks: Vec<Arc<ClockReport>>,
    /// Read, or told something new, since its rules were evaluated.
    pub(super) fresh: bool,
}

impl CheckedRows {
    /// Notes which fields are not asked.
    pub(super) fn note_hidden(&mut self) {
        let hidden = self.rows.iter().filter(|row| !row.hidden.is_empty());
        let noted: BTreeMap<_, _> = hidden.map(|row| (row.id().to_owned(), row.hidden.clone())).collect();
        self.hidden = Arc::new(noted);
    }
}

impl CheckedRow {
    /// Puts together what was found about the row, by its answers and by rules; true when it is something else
    /// than before.
    pub(super) fn gather(&mut self, roster: &str, order: &Order) -> bool {
        self.passed = usize::from(self.findings.is_empty());
        let (mut found, mut elsewhere) = (Vec::new(), Vec::new());
        let by_rules = self.outcomes.iter().filter_map(|outcome| match outcome {
            RuleOutcome::Found(finding) => Some(finding),
            RuleOutcome::Passed => {
                self.passed += 1;
                None
            }
            RuleOutcome::NotApplicable => None,
        });
        for finding in self.findings.iter().chain(by_rules) {
            match finding.about.first() {
                Some(Place::Row(of, Some(row), _)) if of == roster && *row == self.row.id => {
                    found.push((finding.group(), finding.clone()));
                }
                _ => elsewhere.push((order.place(finding), finding.clone())),
            }
        }
        let changed = (&found, &elsewhere) != (&self.found, &self.elsewhere);
        (self.found, self.elsewhere) = (found, elsewhere);
        changed
    }

    /// The view from this row of a roster.
    pub(super) fn view<'s>(&'s self, roster: &'s str, scope: &'s Scope) -> View<'s> {
        let place = RowPlace { roster, row: &self.row.id, missing: &self.missing };
        scope.view_from(&self.map, place)
    }

    /// The outcome of the rule at this position among those for each row.
    pub(super) fn outcome(&self, at: usize) -> Option<&RuleOutcome> {
        self.outcomes.get(at)
    }

    /// What an answer means.
    pub(super) fn value(&self, field: &str) -> Option<&Value> {
        self.values.get(field)
    }

    /// The day in a field.
    pub(super) fn date(&self, field: &str) -> Option<NaiveDate> {
        match self.value(field)? {
            Value::Date(date) => Some(*date),
            _ => None,
        }
    }

    /// What tells an answer apart from others of its kind, where that matters.
    pub(super) fn mark(&self, field: &str) -> Option<&str> {
        self.marks.get(field).map(String::as_str)
    }

    /// Whether it was read, or told something new, since its rules were evaluated.
    pub(super) fn is_fresh(&self) -> bool {
        self.fresh
    }

    /// The row itself.
    pub(super) fn row(&self) -> &Arc<Row> {
        &self.row
    }

    /// The answers as CEL sees them from elsewhere: what is missing is null there.
    pub(super) fn whole(&self) -> LightMap {
        let mut whole = self.map.clone();
        if !self.missing.is_empty() {
            let null = || Box::new(CelNull) as Box<dyn Val>;
            let shared = |name: &String| Name::Shared(name.as_str().into());
            whole.extend(self.missing.keys().map(|name| (shared(name), null())));
        }
        whole
    }

    /// Puts what a state machine says beside the answers.
    pub(super) fn learn(&mut self, machine: &str, fact: LightMap) {
        self.map.extend([(Name::Shared(machine.into()), Box::new(fact) as Box<dyn Val>)]);
        self.missing.remove(machine);
        self.fresh = true;
    }

    /// Notes that a state machine can say nothing before these fields are answered.
    pub(super) fn lack(&mut self, machine: &str, fields: [&String; 3]) {
        let mut lacking: Vec<String> = Vec::new();
        lacking.extend(fields.into_iter().filter(|field| self.missing.contains_key(*field)).cloned());
        self.missing.insert(machine.to_owned(), lacking);
        self.facts.remove(machine);
        self.fresh = true;
    }

    /// The row's id.
    pub(super) fn id(&self) -> &str {
        &self.row.id
    }
}
