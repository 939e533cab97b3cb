//! Checking again: what was worked out for a dossier before is kept, and only what depends on what has
//! changed is worked out anew. The report is the same as that of a check from nothing.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use cel::Value as Cel;
use chrono::NaiveDate;

use super::answered::{self, Coverage};
use super::changes::Changes;
use super::checked::{CheckedRow, CheckedRows};
use super::clock::CompiledClock;
use super::decision::DecisionReport;
use super::finding::{Asked, Place, PrintedTitle, Report, States};
use super::rows::{Again, RowCheck};
use super::rule::{CompiledRule, RuleOutcome};
use super::scope::{Evaluated, Scope};
use super::texts::Texts;
use super::values::{show, to_cel};
use super::{Engine, machine, report};
use crate::calendar::Calendar;
use crate::dossier::{Attachment, Dossier};
use crate::field::{Answer, Reading};
use crate::procedure::{Field, Machine, OUTCOME, Roster};

/// What an engine knows of a dossier from checking it before. It belongs to one engine, one set of
/// holiday tables and one coverage: start with a new one when one of them is another.
#[derive(Default)]
pub struct Memory(Option<Known>);

impl fmt::Debug for Memory {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Memory").finish_non_exhaustive()
    }
}

/// The state of a check.
pub(super) struct Known {
    pub(super) today: NaiveDate,
    pub(super) scope: Scope,
    pub(super) fields: BTreeMap<String, CheckedField>,
    attachments: Vec<Attachment>,
    /// `material/slot` of the places for files that are needed.
    pub(super) slots: BTreeSet<String>,
    /// The documents that are printed.
    pub(super) documents: Vec<PrintedTitle>,
    pub(super) rosters: BTreeMap<String, CheckedRows>,
    pub(super) states: States,
    /// Ids of the rosters that are not asked for.
    pub(super) skipped: BTreeSet<String>,
    values: BTreeMap<String, Evaluated>,
    pub(super) decision: Option<DecisionReport>,
    /// Of the rules outside rows, by position.
    pub(super) outcomes: BTreeMap<usize, RuleOutcome>,
}

/// A field outside rosters as last checked.
#[derive(Default)]
pub(super) struct CheckedField {
    answer: Option<Answer>,
    pub(super) reading: Reading,
    pub(super) unknown: bool,
    pub(super) asked: bool,
}

impl Memory {
    /// What is known of the dossier; `None` before it was checked.
    pub(super) fn known(&self) -> Option<&Known> {
        self.0.as_ref()
    }

    /// What came of a rule, of each row or field where it is a rule for several.
    pub(super) fn outcomes(&self, engine: &Engine, code: &str) -> Vec<&RuleOutcome> {
        let Some(known) = &self.0 else { return Vec::new() };
        let mut places = engine.rules.iter().enumerate().filter(|(_, rule)| rule.code() == code);
        let Some((at, first)) = places.next() else { return Vec::new() };
        let Some(roster) = first.each() else {
            let all = std::iter::once(at).chain(places.map(|(at, _)| at));
            return all.filter_map(|at| known.outcomes.get(&at)).collect();
        };
        let among = engine.rules[..at].iter().filter(|rule| rule.each() == Some(roster)).count();
        let rows = known.rosters.get(roster).into_iter().flat_map(|rows| rows.iter());
        rows.filter_map(|row| row.outcome(among)).collect()
    }
}

impl Engine {
    /// Checks a dossier that was perhaps checked before. `coverage` is `None` while the faces' index is
    /// not loaded.
    pub fn recheck(
        &self,
        memory: &mut Memory,
        dossier: &Dossier,
        today: NaiveDate,
        calendar: &Calendar,
        coverage: Option<&dyn Coverage>,
    ) -> Report {
        let known = memory.0.take().filter(|known| known.today == today);
        let mut changes = Changes { everything: known.is_none(), ..Changes::default() };
        let mut known = known.unwrap_or_else(|| Known {
            today,
            scope: Scope::new(self.env.clone(), &self.procedure, today, calendar),
            fields: BTreeMap::new(),
            attachments: Vec::new(),
            slots: BTreeSet::new(),
            documents: Vec::new(),
            rosters: BTreeMap::new(),
            states: States::default(),
            skipped: BTreeSet::new(),
            values: BTreeMap::new(),
            decision: None,
            outcomes: BTreeMap::new(),
        });
        known.read_files(dossier, &mut changes);
        self.read_fields(&mut known, dossier, &mut changes);
        let rows_again = self.read_rows(&mut known, dossier, coverage, &mut changes);
        self.work_out_values(&mut known, &mut changes);
        self.decide(&mut known, &mut changes);
        self.evaluate(&mut known, &changes, calendar, coverage, &rows_again);
        let report = report::write(self, &known, dossier, calendar, coverage);
        memory.0 = Some(known);
        report
    }

    /// Reads the answers outside rosters: first those asked always, then those asked on a condition.
    fn read_fields(&self, known: &mut Known, dossier: &Dossier, changes: &mut Changes) {
        let (always, sometimes): (Vec<_>, Vec<_>) =
            self.procedure.fields().partition(|field| field.when.is_none());
        for field in always.into_iter().chain(sometimes) {
            let condition = self.conditions.get(&field.id);
            let answer = dossier.answers.get(&field.id);
            let before = known.fields.remove(&field.id).unwrap_or_default();
            let asked = match condition {
                Some(when) if changes.touch(&when.reads) => known.scope.view().holds(condition) == Some(true),
                Some(_) => before.asked,
                None => true,
            };
            let checked = if changes.everything || before.answer.as_ref() != answer {
                CheckedField {
                    answer: answer.cloned(),
                    reading: answered::read(field, answer, known.today),
                    unknown: answered::is_unknown(field, answer),
                    asked,
                }
            } else if asked != before.asked {
                CheckedField { asked, ..before }
            } else {
                known.fields.insert(field.id.clone(), before);
                continue;
            };
            changes.names.insert(field.id.clone());
            known.bind(field, &checked);
            known.fields.insert(field.id.clone(), checked);
        }
    }

    /// Reads the rows and runs the state machines over them; gives the rosters all of whose rows were read
    /// anew.
    fn read_rows(
        &self,
        known: &mut Known,
        dossier: &Dossier,
        coverage: Option<&dyn Coverage>,
        changes: &mut Changes,
    ) -> BTreeSet<String> {
        let (mut again, mut touched) = (BTreeSet::new(), BTreeSet::new());
        for roster in &self.procedure.rosters {
            let check = self.row_check(roster, known.today, coverage);
            let conditions = roster
                .fields
                .iter()
                .filter_map(|field| self.conditions.get(&format!("{}/{}", roster.id, field.id)));
            let all =
                changes.everything || conditions.into_iter().any(|condition| changes.touch(&condition.reads));
            let asked = self.conditions.get(&roster.id);
            let asked = asked.is_none_or(|when| known.scope.view().holds(Some(when)) == Some(true));
            let turned = if asked {
                known.skipped.remove(&roster.id)
            } else {
                known.skipped.insert(roster.id.clone())
            };
            let mut rows = known.rosters.remove(&roster.id).unwrap_or_default();
            let changed = check.read(&mut rows, dossier, &known.scope, all);
            if changed.rows || changes.everything || turned {
                changes.names.insert(roster.id.clone());
                touched.insert(roster.id.clone());
            } else if !changed.cells.is_empty() {
                touched.insert(roster.id.clone());
            }
            changes.cells.extend(changed.cells.into_iter().map(|field| (roster.id.clone(), field)));
            known.rosters.insert(roster.id.clone(), rows);
            if all {
                again.insert(roster.id.clone());
            }
        }
        for machine in &self.procedure.machines {
            if touched.contains(&machine.of) || touched.contains(&machine.events) {
                for roster in machine::run(machine, &mut known.rosters, known.today) {
                    changes.cells.insert((roster.clone(), machine.id.clone()));
                    touched.insert(roster);
                }
                known.note_states(machine);
            }
        }
        for roster in self.procedure.rosters.iter().filter(|roster| touched.contains(&roster.id)) {
            let rows = known.rosters.get(&roster.id).filter(|_| !known.skipped.contains(&roster.id));
            let rows = rows.map_or(&[][..], |rows| &**rows);
            self.row_check(roster, known.today, coverage).bind(rows, &mut known.scope);
        }
        again
    }

    fn work_out_values(&self, known: &mut Known, changes: &mut Changes) {
        for (value, expression) in self.procedure.values.iter().zip(&self.values) {
            if !changes.reach(expression) {
                continue;
            }
            let worked_out = known.scope.view().evaluate(expression);
            match &worked_out {
                Evaluated::Value(result) => known.scope.bind(&value.id, result.clone()),
                Evaluated::Waiting(places) => known.scope.wait_for(&value.id, places.clone()),
                Evaluated::Broken(_) => known.scope.wait_for(&value.id, BTreeSet::new()),
            }
            if known.values.get(&value.id) != Some(&worked_out) {
                known.values.insert(value.id.clone(), worked_out);
                changes.names.insert(value.id.clone());
            }
        }
    }

    /// Works the decision out and makes its outcome visible to rules.
    fn decide(&self, known: &mut Known, changes: &mut Changes) {
        let Some((decision, compiled)) = self.procedure.decision.as_ref().zip(self.decision.as_ref()) else {
            return;
        };
        let report = compiled.report(decision, &known.scope.view(), &self.procedure);
        if known.decision.as_ref() == Some(&report) {
            return;
        }
        match &report.outcome {
            Some(code) => known.scope.bind(OUTCOME, code.as_str().into()),
            None => known.scope.wait_for(OUTCOME, report.missing.iter().cloned().collect()),
        }
        changes.names.insert(OUTCOME.to_owned());
        known.decision = Some(report);
    }

    fn evaluate(
        &self,
        known: &mut Known,
        changes: &Changes,
        calendar: &Calendar,
        coverage: Option<&dyn Coverage>,
        rows_again: &BTreeSet<String>,
    ) {
        known.documents = Texts::of(known).documents(&self.procedure.documents);
        let mut needed = BTreeSet::new();
        for material in &self.procedure.materials {
            for slot in &material.slots {
                let key = format!("{}/{}", material.id, slot.id);
                // A slot is needed unless its condition is known to be false or a document stands there.
                let printed = known.documents.iter().any(|printed| printed.fills(&material.id, &slot.id));
                if !printed && known.scope.view().holds(self.conditions.get(&key)) != Some(false) {
                    needed.insert(key);
                }
            }
        }
        known.slots = needed;
        for (at, rule) in self.rules.iter().enumerate() {
            if rule.each().is_none() && rule.depends_on(changes) {
                known.outcomes.insert(at, rule.evaluate(&known.scope.view(), &self.procedure));
            }
        }
        for roster in &self.procedure.rosters {
            let check = self.row_check(roster, known.today, coverage);
            let all = rows_again.contains(&roster.id);
            let again = Again {
                rules: check.rules.iter().map(|rule| all || rule.depends_on(changes)).collect(),
                clocks: all
                    || check
                        .clocks
                        .iter()
                        .filter_map(|clock| clock.condition())
                        .any(|when| changes.reach(when)),
            };
            if let Some(rows) = known.rosters.get_mut(&roster.id) {
                check.evaluate(rows, &known.scope, calendar, &again);
            }
        }
    }

    /// What checks the rows of a roster.
    pub(super) fn row_check<'a>(
        &'a self,
        roster: &'a Roster,
        today: NaiveDate,
        coverage: Option<&'a dyn Coverage>,
    ) -> RowCheck<'a> {
        let rules: Vec<&CompiledRule> =
            self.rules.iter().filter(|rule| rule.each() == Some(roster.id.as_str())).collect();
        let of_roster = |clock: &&CompiledClock| clock.clock.each.as_deref() == Some(roster.id.as_str());
        let clocks = self.clocks.iter().filter(of_roster).collect();
        let (procedure, conditions) = (&self.procedure, &self.conditions);
        RowCheck { procedure, roster, conditions, rules, clocks, today, coverage }
    }
}

impl Known {
    fn read_files(&mut self, dossier: &Dossier, changes: &mut Changes) {
        if changes.everything || self.attachments != dossier.attachments {
            self.attachments.clone_from(&dossier.attachments);
            self.scope.count_files(dossier);
            changes.files = true;
        }
    }

    /// Makes an answer visible: its value; null when it may be blank or is not asked; else missing.
    fn bind(&mut self, field: &Field, checked: &CheckedField) {
        let reading = &checked.reading;
        let blank = field.optional && !checked.unknown && reading.is_blank();
        match &reading.value {
            Some(value) if checked.asked => self.scope.bind(&field.id, to_cel(value)),
            _ if !checked.asked || blank => self.scope.bind(&field.id, Cel::Null),
            _ => self.scope.wait_for(&field.id, BTreeSet::from([Place::Field(field.id.clone())])),
        }
    }

    /// Takes down the states that a machine has found.
    fn note_states(&mut self, machine: &Machine) {
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
        let (places, skipped) = (self.slots.clone(), self.skipped.clone());
        let mut asked = Asked { places, skipped, ..Asked::default() };
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
