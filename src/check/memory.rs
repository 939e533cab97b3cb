//! Checking again: what was worked out for a dossier before is kept, and only what depends on what has
//! changed is worked out anew. The report is the same as that of a check from nothing.

use std::collections::BTreeSet;
use std::fmt;
use std::sync::Arc;

use chrono::NaiveDate;

use super::answered::{self, Coverage};
use super::changes::Changes;
use super::finding::{Place, Report};
use super::known::{CheckedField, Known};
use super::row_plan::RowPlan;
use super::rows::{Again, RowCheck};
use super::rule::RuleOutcome;
use super::scope::{Evaluated, Scope};
use super::texts::Texts;
use super::{Engine, copies, machine, report, scans};
use crate::calendar::Calendar;
use crate::dossier::Dossier;
use crate::procedure::{OUTCOME, Roster};

/// What an engine knows of a dossier from checking it before. It belongs to one engine, one set of
/// holiday tables and one coverage: start with a new one when one of them is another.
#[derive(Default)]
pub struct Memory(Option<Known>);

impl fmt::Debug for Memory {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Memory").finish_non_exhaustive()
    }
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
        let mut known = known.unwrap_or_else(|| {
            Known::new(today, Scope::new(self.env.clone(), &self.procedure, today, calendar))
        });
        known.read_files(dossier, &mut changes);
        if changes.files {
            known.scans = scans::all(dossier, &self.procedure);
        }
        self.read_fields(&mut known, dossier, coverage, &mut changes);
        let rows_again = self.read_rows(&mut known, dossier, coverage, &mut changes);
        known.prints.update(&self.prints, &self.procedure, dossier, &changes);
        self.work_out_values(&mut known, &mut changes);
        self.decide(&mut known, &mut changes);
        self.see_to_places(&mut known, dossier, &changes);
        self.evaluate(&mut known, &changes, calendar, coverage, &rows_again);
        let report = report::write(self, &mut known, dossier, calendar);
        memory.0 = Some(known);
        report
    }

    /// Reads the answers outside rosters: first those asked always, then those asked on a condition.
    fn read_fields(
        &self,
        known: &mut Known,
        dossier: &Dossier,
        coverage: Option<&dyn Coverage>,
        changes: &mut Changes,
    ) {
        let (always, sometimes): (Vec<_>, Vec<_>) =
            self.procedure.fields().partition(|field| field.when.is_none());
        for field in always.into_iter().chain(sometimes) {
            let condition = self.conditions.get(&field.id);
            let answer = dossier.answers.get(&field.id);
            let before = known.fields.get(&field.id);
            let asked = match condition {
                Some(when) if changes.reach(when) => known.scope.view().holds(condition) == Some(true),
                Some(_) => before.is_some_and(|before| before.asked),
                None => true,
            };
            if before.is_some_and(|before| before.asked == asked && before.answer.as_ref() == answer) {
                continue;
            }
            let reading = answered::read(field, answer, known.today);
            let unknown = answered::is_unknown(field, answer);
            let findings = if asked && !unknown {
                let (label, place) = (|| format!("“{}”", field.label), || Place::Field(field.id.clone()));
                let on_paper = !field.off_form || self.printed.field(&field.id);
                answered::findings(field, label, place, &reading, coverage.filter(|_| on_paper))
            } else {
                Vec::new()
            };
            let findings = findings.into_iter().map(Arc::new).collect();
            let checked = CheckedField { answer: answer.cloned(), reading, unknown, asked, findings };
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
        for (roster, plan) in self.rosters() {
            let check = self.row_check((roster, plan), known.today, coverage);
            let mut conditions = plan.fields.iter().filter_map(|field| field.when.as_ref());
            let all = changes.everything || conditions.any(|condition| changes.reach(condition));
            let asked = match self.conditions.get(&roster.id) {
                Some(when) if changes.reach(when) => known.scope.view().holds(Some(when)) == Some(true),
                Some(_) => !known.skipped.contains(&roster.id),
                None => true,
            };
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
                (known.told.found_anew, known.told.clocks_anew) = (true, true);
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
                let index = known.machines.entry(machine.id.clone()).or_default();
                let renamed = changes.rename(machine);
                let changed = machine::run(machine, index, renamed, &mut known.rosters, known.today);
                if changed.contains(&machine.of) || changes.names.contains(&machine.of) {
                    known.note_states(machine);
                }
                for roster in changed {
                    changes.cells.insert((roster.clone(), machine.id.clone()));
                    touched.insert(roster);
                }
            }
        }
        for (roster, plan) in self.rosters().filter(|(roster, _)| touched.contains(&roster.id)) {
            let rows = known.rosters.get(&roster.id).filter(|_| !known.skipped.contains(&roster.id));
            let rows = rows.map_or(&[][..], |rows| &**rows);
            self.row_check((roster, plan), known.today, coverage).bind(rows, &mut known.scope);
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
        if !compiled.depends_on(changes) {
            return;
        }
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

    /// Works out which documents are printed, which places for files are needed, and what is found about
    /// those for one file of each row.
    fn see_to_places(&self, known: &mut Known, dossier: &Dossier, changes: &Changes) {
        let everything = changes.everything;
        let retitled = self.documents.iter().any(|title| title.depends_on(changes));
        if retitled {
            known.documents = Texts::of(known).documents(&self.documents);
        }
        let places = self.procedure.materials.iter();
        let places = places.flat_map(|material| material.slots.iter().map(move |slot| (material, slot)));
        for ((material, slot), (key, when)) in places.zip(&self.slots) {
            if everything || retitled || when.as_ref().is_some_and(|when| changes.reach(when)) {
                // A slot is needed unless its condition is known to be false or a document stands there.
                let printed = known.documents.iter().any(|printed| printed.fills(&material.id, &slot.id));
                let closed = known.scope.view().holds(when.as_ref()) == Some(false);
                for (keys, holds) in [(&mut known.slots, !printed && !closed), (&mut known.closed, closed)] {
                    if holds {
                        keys.insert(key.clone());
                    } else {
                        keys.remove(key);
                    }
                }
            }
            if let Some(roster) = slot.for_each.as_ref().and_then(|id| self.procedure.roster(id))
                && changes.names_rows(roster)
            {
                let found = copies::findings(&self.procedure, dossier, material, slot);
                let found = found.into_iter().map(|found| found.map(Arc::new)).collect();
                known.copies.insert(key.clone(), found);
            }
        }
    }

    fn evaluate(
        &self,
        known: &mut Known,
        changes: &Changes,
        calendar: &Calendar,
        coverage: Option<&dyn Coverage>,
        rows_again: &BTreeSet<String>,
    ) {
        for (at, rule) in self.rules.iter().enumerate() {
            if rule.each().is_none() && rule.depends_on(changes) {
                known.outcomes.insert(at, rule.evaluate(&known.scope.view(), &self.procedure));
            }
        }
        for (roster, plan) in self.rosters() {
            let check = self.row_check((roster, plan), known.today, coverage);
            let all = rows_again.contains(&roster.id);
            let again = Again {
                rules: check.rules().map(|rule| all || rule.depends_on(changes)).collect(),
                clocks: all
                    || check.clocks().flat_map(|clock| clock.expressions()).any(|it| changes.reach(it)),
            };
            if let Some(rows) = known.rosters.get_mut(&roster.id) {
                let anew = check.evaluate(rows, &known.scope, calendar, &again);
                known.told.found_anew |= anew.found;
                known.told.clocks_anew |= anew.clocks;
            }
        }
    }

    /// What checks the rows of a roster.
    pub(super) fn row_check<'a>(
        &'a self,
        (roster, plan): (&'a Roster, &'a RowPlan),
        today: NaiveDate,
        coverage: Option<&'a dyn Coverage>,
    ) -> RowCheck<'a> {
        RowCheck { engine: self, roster, plan, today, coverage }
    }

    /// The rosters, each with what is done with its rows.
    pub(super) fn rosters(&self) -> impl Iterator<Item = (&Roster, &RowPlan)> {
        self.procedure.rosters.iter().zip(&self.plans)
    }
}
