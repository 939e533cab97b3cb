//! Checking the rows of a roster. A row is checked again only when it, or something outside that its
//! conditions or rules read, has changed.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::mem::take;
use std::sync::Arc;

use cel::common::types::CelNull;
use cel::common::value::Val;
use chrono::NaiveDate;

use super::Engine;
use super::answered::{self, Coverage};
use super::checked::{CheckedRow, CheckedRows};
use super::clock::CompiledClock;
use super::finding::{Finding, Place, State};
use super::light::{LightList, LightMap};
use super::named::Name;
use super::row_plan::RowPlan;
use super::rule::CompiledRule;
use super::scope::{RowPlace, Scope};
use super::values::to_val;
use crate::calendar::Calendar;
use crate::dossier::{Dossier, Row};
use crate::field::{FieldKind, Severity, Value};
use crate::procedure::Roster;

/// What has changed among rows.
#[derive(Default)]
pub(super) struct RowChanges {
    /// Rows came, went or moved, or all were read anew.
    pub(super) rows: bool,
    /// Fields whose answers changed in some row, or that are asked in one now and were not, or the reverse.
    pub(super) cells: BTreeSet<String>,
}

/// What of rows that are not fresh is evaluated again.
pub(super) struct Again {
    /// By position among the rules for each row.
    pub(super) rules: Vec<bool>,
    pub(super) clocks: bool,
}

/// What about rows is another than it was.
#[derive(Default)]
pub(super) struct Anew {
    /// What was found.
    pub(super) found: bool,
    /// The periods that run.
    pub(super) clocks: bool,
}

/// As many places are named where something waits for the same cell of many rows.
const NAMED: usize = 20;

/// What checks the rows of one roster.
pub(super) struct RowCheck<'a> {
    pub(super) engine: &'a Engine,
    pub(super) roster: &'a Roster,
    pub(super) plan: &'a RowPlan,
    pub(super) today: NaiveDate,
    pub(super) coverage: Option<&'a dyn Coverage>,
}

impl<'a> RowCheck<'a> {
    /// The rules for each row.
    pub(super) fn rules(&self) -> impl Iterator<Item = &'a CompiledRule> {
        let engine = self.engine;
        self.plan.rules.iter().map(|at| &engine.rules[*at])
    }

    /// The clocks for each row.
    pub(super) fn clocks(&self) -> impl Iterator<Item = &'a CompiledClock> {
        let engine = self.engine;
        self.plan.clocks.iter().map(|at| &engine.clocks[*at])
    }
}

impl RowCheck<'_> {
    /// Brings the rows up to date with the dossier, and says what has changed. With `again` all are read.
    pub(super) fn read(
        &self,
        known: &mut CheckedRows,
        dossier: &Dossier,
        scope: &Scope,
        again: bool,
    ) -> RowChanges {
        let now = dossier.rows(&self.roster.id);
        let (mut changes, mut hidden) = (RowChanges::default(), false);
        let in_place = known.len() == now.len()
            && known
                .iter()
                .zip(now)
                .all(|(known, row)| Arc::ptr_eq(&known.row, row) || known.row.id == row.id);
        if again {
            changes.rows = true;
            known.rows = now.iter().enumerate().map(|(at, row)| self.read_row(row, at, scope)).collect();
        } else if in_place {
            for (at, (known, row)) in known.rows.iter_mut().zip(now).enumerate() {
                if known.row != *row {
                    let anew = CheckedRow {
                        facts: take(&mut known.facts),
                        found: take(&mut known.found),
                        elsewhere: take(&mut known.elsewhere),
                        clocks: take(&mut known.clocks),
                        ..self.read_row(row, at, scope)
                    };
                    self.compare(known, &anew, &mut changes.cells);
                    hidden |= known.hidden != anew.hidden;
                    *known = anew;
                }
            }
        } else {
            changes.rows = true;
            let mut before = HashMap::new();
            before.extend(known.rows.drain(..).map(|row| (row.row.id.clone(), row)));
            let row = |(at, row): (usize, &Arc<Row>)| match before.remove(&row.id) {
                // What was found about the answers names the row's position.
                Some(known) if known.row == *row && (known.at == at || known.findings.is_empty()) => {
                    CheckedRow { at, ..known }
                }
                _ => self.read_row(row, at, scope),
            };
            known.rows = now.iter().enumerate().map(row).collect();
        }
        if changes.rows || changes.cells.iter().any(|id| self.roster.unique.contains(id)) {
            known.duplicates = self.duplicates(&known.rows);
        }
        if changes.rows || hidden {
            known.note_hidden();
        }
        changes
    }

    /// Adds the fields in which a row differs from what it was.
    fn compare(&self, before: &CheckedRow, now: &CheckedRow, changed: &mut BTreeSet<String>) {
        let differs = |id: &str| {
            before.row.answers.get(id) != now.row.answers.get(id)
                || before.hidden.contains(id) != now.hidden.contains(id)
                || before.missing.contains_key(id) != now.missing.contains_key(id)
        };
        let fields = self.roster.fields.iter().map(|field| &field.id);
        changed.extend(fields.filter(|id| differs(id)).cloned());
    }

    fn read_row(&self, row: &Arc<Row>, at: usize, scope: &Scope) -> CheckedRow {
        let mut checked = CheckedRow {
            row: row.clone(),
            at,
            values: BTreeMap::new(),
            marks: BTreeMap::new(),
            map: LightMap::default(),
            missing: BTreeMap::new(),
            hidden: Arc::default(),
            findings: Vec::new(),
            facts: BTreeMap::new(),
            outcomes: Vec::new(),
            found: Vec::new(),
            elsewhere: Vec::new(),
            passed: 0,
            clocks: Vec::new(),
            fresh: true,
        };
        // Values come into the map together: it is made anew only for a condition that reads it.
        let mut values: Vec<(Name, Box<dyn Val>)> = Vec::with_capacity(self.plan.fields.len());
        let mut hidden = BTreeSet::new();
        for planned in &self.plan.fields {
            let Some(field) = self.roster.fields.get(planned.at) else { continue };
            let asked = planned.when.is_none() || {
                checked.map.extend(values.drain(..));
                checked.view(&self.roster.id, scope).holds(planned.when.as_ref()) == Some(true)
            };
            let answer = row.answers.get(&field.id);
            if !asked {
                hidden.insert(field.id.clone());
                values.push((planned.name.clone(), Box::new(CelNull)));
                continue;
            }
            let reading = answered::read(field, answer, self.today);
            let unknown = answered::is_unknown(field, answer);
            if !unknown {
                let place =
                    || Place::Row(self.roster.id.clone(), Some(row.id.clone()), Some(field.id.clone()));
                let label = || format!("{}第 {} 行“{}”", self.roster.title, at + 1, field.label);
                let printed = self.coverage.filter(|_| planned.on_paper);
                let found = answered::findings(field, label, place, &reading, printed);
                checked.findings.extend(found.into_iter().map(Arc::new));
            }
            match reading.value {
                Some(value) => {
                    values.push((planned.name.clone(), to_val(&value)));
                    if planned.marks {
                        checked.marks.insert(field.id.clone(), identifying(&field.kind, &value));
                    }
                    if planned.kept {
                        checked.values.insert(field.id.clone(), value);
                    }
                }
                None if field.optional && !unknown && reading.problems.is_empty() => {
                    values.push((planned.name.clone(), Box::new(CelNull)));
                }
                None => drop(checked.missing.insert(field.id.clone(), vec![field.id.clone()])),
            }
        }
        if self.plan.fields.iter().any(|field| field.when.is_some()) {
            checked.map.extend(values);
        } else {
            checked.map = LightMap::of(values);
        }
        checked.hidden = Arc::new(hidden);
        checked
    }

    /// Makes the rows visible to expressions as a list.
    pub(super) fn bind(&self, rows: &[CheckedRow], scope: &mut Scope) {
        let mut missing: BTreeMap<String, BTreeSet<Place>> = BTreeMap::new();
        for row in rows {
            for (name, fields) in &row.missing {
                let places = || fields.iter().map(|field| self.place_of(row).place(Some(field)));
                match missing.get_mut(name) {
                    Some(named) if named.len() >= NAMED => {}
                    Some(named) => named.extend(places()),
                    None => drop(missing.insert(name.clone(), places().collect())),
                }
            }
        }
        let list = LightList::of(rows.iter().map(|row| row.map.clone()));
        scope.bind_rows(&self.roster.id, list, missing);
    }

    /// Evaluates the rules and clocks for each row: all for the rows that are fresh, else those of `again`. Gives
    /// whether something else came of it than before.
    pub(super) fn evaluate(
        &self,
        rows: &mut [CheckedRow],
        scope: &Scope,
        calendar: &Calendar,
        again: &Again,
    ) -> Anew {
        let mut changed = Anew::default();
        let some = again.clocks || again.rules.contains(&true);
        for row in rows.iter_mut().filter(|row| some || row.fresh) {
            let view = row.view(&self.roster.id, scope);
            let rules = self.rules().enumerate().filter(|(at, _)| row.fresh || again.rules[*at]);
            let procedure = &self.engine.procedure;
            let anew: Vec<_> = rules.map(|(at, rule)| (at, rule.evaluate(&view, procedure))).collect();
            let run = |clock: &CompiledClock| {
                clock.run(&view, Some(&row.row.id), |field| row.date(field), calendar)
            };
            let clocks = row.fresh || again.clocks;
            let clocks: Option<Vec<_>> = clocks.then(|| self.clocks().filter_map(run).collect());
            drop(view);
            if row.fresh {
                row.outcomes = anew.into_iter().map(|(_, outcome)| outcome).collect();
            } else {
                anew.into_iter().for_each(|(at, outcome)| row.outcomes[at] = outcome);
            }
            if let Some(clocks) = clocks {
                changed.clocks |= row.clocks != clocks;
                row.clocks = clocks;
            }
            row.fresh = false;
            changed.found |= row.gather(&self.roster.id, &self.engine.order);
        }
        changed
    }

    fn place_of<'r>(&'r self, row: &'r CheckedRow) -> RowPlace<'r> {
        RowPlace { roster: &self.roster.id, row: &row.row.id, missing: &row.missing }
    }

    /// The rows that agree with one before where no two may, by position.
    fn duplicates(&self, rows: &[CheckedRow]) -> Vec<(usize, Arc<Finding>)> {
        let mut found = Vec::new();
        for field in self.roster.unique.iter().filter_map(|id| self.roster.field(id)) {
            let mut first = HashMap::new();
            for row in rows {
                let Some(text) = row.mark(&field.id) else { continue };
                if let Some(before) = first.insert(text, row.at) {
                    let finding = finding(
                        self.roster,
                        "row_duplicate",
                        self.place_of(row).place(Some(&field.id)),
                        format!(
                            "{}第 {} 行与第 {} 行的“{}”相同。",
                            self.roster.title,
                            row.at + 1,
                            before + 1,
                            field.label
                        ),
                        "请核对；重复的一行应当删除。".to_owned(),
                    );
                    found.push((row.at, Arc::new(finding)));
                }
            }
        }
        found
    }
}

/// What is wrong with the number of rows.
pub(super) fn miscounted(roster: &Roster, rows: usize) -> Option<Finding> {
    let place = Place::Row(roster.id.clone(), None, None);
    match rows {
        0 if !roster.optional => Some(finding(
            roster,
            "roster_empty",
            place,
            format!("“{}”还没有填写，至少要有一行。", roster.title),
            if roster.help.is_empty() {
                format!("请添加{}。", roster.row_title)
            } else {
                roster.help.clone()
            },
        )),
        many if many > roster.most => Some(finding(
            roster,
            "roster_too_long",
            place,
            format!("“{}”有 {many} 行，最多 {} 行。", roster.title, roster.most),
            "请分成几份填写。".to_owned(),
        )),
        _ => None,
    }
}

fn finding(roster: &Roster, code: &str, place: Place, message: String, hint: String) -> Finding {
    Finding {
        code: code.to_owned(),
        severity: Severity::Blocking,
        state: State::Failed,
        clause: roster.basis.clone(),
        about: vec![place],
        part: None,
        message,
        hint,
    }
}

/// What tells two answers apart: an identity document by its number, all else by how it is printed.
fn identifying(kind: &FieldKind, value: &Value) -> String {
    match value {
        Value::IdDocument { number, .. } => number.clone(),
        other => crate::text::comparable(&kind.print(Some(other))),
    }
}
