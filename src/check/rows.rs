//! Checking the rows of a roster. A row is checked again only when it, or something outside that its
//! conditions or rules read, has changed.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::mem::take;
use std::sync::Arc;

use cel::common::types::CelNull;
use cel::common::value::Val;
use chrono::NaiveDate;

use super::answered::{self, Coverage};
use super::checked::{CheckedRow, CheckedRows};
use super::clock::CompiledClock;
use super::finding::{Finding, Place, State};
use super::light::{LightList, LightMap, held};
use super::rule::CompiledRule;
use super::scope::{RowPlace, Scope};
use super::values::to_cel;
use crate::calendar::Calendar;
use crate::dossier::{Dossier, Row};
use crate::field::{FieldKind, Severity, Value};
use crate::procedure::expression::Expression;
use crate::procedure::{Field, PrintedAnswers, Procedure, Roster};

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
    pub(super) procedure: &'a Procedure,
    pub(super) roster: &'a Roster,
    /// The fields with the conditions on which they are asked, those that are asked always first.
    pub(super) fields: Vec<(&'a Field, Option<&'a Expression>)>,
    pub(super) rules: Vec<&'a CompiledRule>,
    pub(super) clocks: Vec<&'a CompiledClock>,
    pub(super) printed: &'a PrintedAnswers,
    pub(super) today: NaiveDate,
    pub(super) coverage: Option<&'a dyn Coverage>,
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

    /// Whether rows are told apart, or named by others, by this field.
    fn marking(&self, field: &str) -> bool {
        self.roster.unique.iter().any(|id| id == field)
            || self.procedure.machines.iter().any(|machine| {
                (machine.of == self.roster.id && machine.key == field)
                    || (machine.events == self.roster.id && machine.names == field)
            })
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
        let mut values: Vec<(String, Box<dyn Val>)> = Vec::new();
        let mut hidden = BTreeSet::new();
        for (field, condition) in self.fields.iter().copied() {
            let asked = condition.is_none() || {
                checked.map.extend(values.drain(..));
                checked.view(&self.roster.id, scope).holds(condition) == Some(true)
            };
            let answer = row.answers.get(&field.id);
            if !asked {
                hidden.insert(field.id.clone());
                values.push((field.id.clone(), Box::new(CelNull)));
                continue;
            }
            let reading = answered::read(field, answer, self.today);
            let unknown = answered::is_unknown(field, answer);
            if !unknown {
                let place =
                    || Place::Row(self.roster.id.clone(), Some(row.id.clone()), Some(field.id.clone()));
                let label = || format!("{}第 {} 行“{}”", self.roster.title, at + 1, field.label);
                let on_paper = !field.off_form || self.printed.cell(&self.roster.id, &field.id);
                let printed = self.coverage.filter(|_| on_paper);
                let found = answered::findings(field, label, place, &reading, printed);
                checked.findings.extend(found.into_iter().map(Arc::new));
            }
            match reading.value {
                Some(value) => {
                    values.push((field.id.clone(), held(to_cel(&value))));
                    if self.marking(&field.id) {
                        checked.marks.insert(field.id.clone(), identifying(&field.kind, &value));
                    }
                    checked.values.insert(field.id.clone(), value);
                }
                None if field.optional && !unknown && reading.problems.is_empty() => {
                    values.push((field.id.clone(), Box::new(CelNull)));
                }
                None => drop(checked.missing.insert(field.id.clone(), vec![field.id.clone()])),
            }
        }
        checked.map.extend(values);
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
            let rules = self.rules.iter().enumerate().filter(|(at, _)| row.fresh || again.rules[*at]);
            let anew: Vec<_> = rules.map(|(at, rule)| (at, rule.evaluate(&view, self.procedure))).collect();
            let run = |clock: &&CompiledClock| {
                clock.run(&view, Some(&row.row.id), |field| row.date(field), calendar)
            };
            let clocks = row.fresh || again.clocks;
            let clocks: Option<Vec<_>> = clocks.then(|| self.clocks.iter().filter_map(run).collect());
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
            changed.found |= row.gather(&self.roster.id);
        }
        changed
    }

    fn place_of<'r>(&'r self, row: &'r CheckedRow) -> RowPlace<'r> {
        RowPlace { roster: &self.roster.id, row: &row.row.id, missing: &row.missing }
    }

    /// What is wrong with the number of rows.
    pub(super) fn miscounted(&self, rows: usize) -> Option<Finding> {
        let place = Place::Row(self.roster.id.clone(), None, None);
        match rows {
            0 if !self.roster.optional => Some(self.finding(
                "roster_empty",
                place,
                format!("“{}”还没有填写，至少要有一行。", self.roster.title),
                if self.roster.help.is_empty() {
                    format!("请添加{}。", self.roster.row_title)
                } else {
                    self.roster.help.clone()
                },
            )),
            many if many > self.roster.most => Some(self.finding(
                "roster_too_long",
                place,
                format!("“{}”有 {many} 行，最多 {} 行。", self.roster.title, self.roster.most),
                "请分成几份填写。".to_owned(),
            )),
            _ => None,
        }
    }

    /// The rows that agree with one before where no two may, by position.
    fn duplicates(&self, rows: &[CheckedRow]) -> Vec<(usize, Arc<Finding>)> {
        let mut found = Vec::new();
        for field in self.roster.unique.iter().filter_map(|id| self.roster.field(id)) {
            let mut first = HashMap::new();
            for row in rows {
                let Some(text) = row.mark(&field.id) else { continue };
                if let Some(before) = first.insert(text, row.at) {
                    let finding = self.finding(
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

    fn finding(&self, code: &str, place: Place, message: String, hint: String) -> Finding {
        Finding {
            code: code.to_owned(),
            severity: Severity::Blocking,
            state: State::Failed,
            clause: self.roster.basis.clone(),
            about: vec![place],
            part: None,
            message,
            hint,
        }
    }
}

/// What tells two answers apart: an identity document by its number, all else by how it is printed.
fn identifying(kind: &FieldKind, value: &Value) -> String {
    match value {
        Value::IdDocument { number, .. } => number.clone(),
        other => crate::text::comparable(&kind.print(Some(other))),
    }
}
