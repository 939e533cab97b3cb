//! Checking the rows of a roster. A row is checked again only when it, or something outside that its
//! conditions or rules read, has changed.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use cel::Value as Cel;
use chrono::NaiveDate;

use super::answered::{self, Coverage};
use super::checked::{CheckedRow, CheckedRows};
use super::clock::CompiledClock;
use super::finding::{Finding, Place, State};
use super::rule::{CompiledRule, RuleOutcome};
use super::scope::{RowPlace, Scope};
use super::values::to_cel;
use crate::calendar::Calendar;
use crate::dossier::{Dossier, Row};
use crate::field::{FieldKind, Severity, Value};
use crate::procedure::expression::Expression;
use crate::procedure::{Procedure, Roster};

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

/// A finding, with id and position of the row that it is about.
pub(super) type AtRow<'r> = (Option<(&'r str, usize)>, Arc<Finding>);

/// As many places are named where something waits for the same cell of many rows.
const NAMED: usize = 20;

/// What checks the rows of one roster.
pub(super) struct RowCheck<'a> {
    pub(super) procedure: &'a Procedure,
    pub(super) roster: &'a Roster,
    pub(super) conditions: &'a BTreeMap<String, Expression>,
    pub(super) rules: Vec<&'a CompiledRule>,
    pub(super) clocks: Vec<&'a CompiledClock>,
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
        let mut changes = RowChanges::default();
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
                    let facts = std::mem::take(&mut known.facts);
                    let anew = CheckedRow { facts, ..self.read_row(row, at, scope) };
                    self.compare(known, &anew, &mut changes.cells);
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
        if changes.rows || !changes.cells.is_empty() {
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

    /// Whether a document is printed for each of the rows.
    fn prints_rows(&self) -> bool {
        self.procedure.documents.iter().any(|it| it.for_each.as_ref() == Some(&self.roster.id))
    }

    fn read_row(&self, row: &Arc<Row>, at: usize, scope: &Scope) -> CheckedRow {
        let mut checked = CheckedRow {
            row: row.clone(),
            at,
            values: BTreeMap::new(),
            marks: BTreeMap::new(),
            map: Cel::Null,
            missing: BTreeMap::new(),
            hidden: Arc::default(),
            findings: Vec::new(),
            facts: BTreeMap::new(),
            outcomes: Vec::new(),
            clocks: Vec::new(),
            fresh: true,
        };
        let mut map = HashMap::new();
        let mut hidden = BTreeSet::new();
        let (always, sometimes): (Vec<_>, Vec<_>) =
            self.roster.fields.iter().partition(|field| field.when.is_none());
        for field in always.into_iter().chain(sometimes) {
            let condition = self.conditions.get(&format!("{}/{}", self.roster.id, field.id));
            let asked = condition.is_none() || {
                let place = RowPlace { roster: &self.roster.id, row: &row.id, missing: &checked.missing };
                scope.view_from(map.clone().into(), place).holds(condition) == Some(true)
            };
            let answer = row.answers.get(&field.id);
            if !asked {
                hidden.insert(field.id.clone());
                map.insert(field.id.clone(), Cel::Null);
                continue;
            }
            let reading = answered::read(field, answer, self.today);
            let unknown = answered::is_unknown(field, answer);
            if !unknown {
                let place = Place::Row(self.roster.id.clone(), Some(row.id.clone()), Some(field.id.clone()));
                let label = format!("{}第 {} 行“{}”", self.roster.title, at + 1, field.label);
                let printed = self.coverage.filter(|_| !field.off_form || self.prints_rows());
                let found = answered::findings(field, &label, &place, &reading, printed);
                checked.findings.extend(found.into_iter().map(Arc::new));
            }
            match reading.value {
                Some(value) => {
                    map.insert(field.id.clone(), to_cel(&value));
                    if self.marking(&field.id) {
                        checked.marks.insert(field.id.clone(), identifying(&field.kind, &value));
                    }
                    checked.values.insert(field.id.clone(), value);
                }
                None if field.optional && !unknown && reading.problems.is_empty() => {
                    map.insert(field.id.clone(), Cel::Null);
                }
                None => drop(checked.missing.insert(field.id.clone(), vec![field.id.clone()])),
            }
        }
        checked.map = map.into();
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
        scope.bind_rows(&self.roster.id, rows.iter().map(|row| row.map.clone()).collect(), missing);
    }

    /// Evaluates the rules and clocks for each row: all for the rows that are fresh, else those of `again`.
    pub(super) fn evaluate(
        &self,
        rows: &mut [CheckedRow],
        scope: &Scope,
        calendar: &Calendar,
        again: &Again,
    ) {
        let some = again.clocks || again.rules.contains(&true);
        for row in rows.iter_mut().filter(|row| some || row.fresh) {
            let view = scope.view_from(row.map.clone(), self.place_of(row));
            let outcome = |(at, rule): (usize, &&CompiledRule)| match row.outcomes.get(at) {
                Some(known) if !row.fresh && !again.rules[at] => known.clone(),
                _ => rule.evaluate(&view, self.procedure),
            };
            let outcomes = self.rules.iter().enumerate().map(outcome).collect();
            let run = |clock: &&CompiledClock| {
                clock.run(&view, Some(&row.row.id), |field| row.date(field), calendar)
            };
            let anew = row.fresh || again.clocks;
            let clocks = anew.then(|| self.clocks.iter().filter_map(run).collect());
            drop(view);
            (row.outcomes, row.fresh) = (outcomes, false);
            if let Some(clocks) = clocks {
                row.clocks = clocks;
            }
        }
    }

    fn place_of<'r>(&'r self, row: &'r CheckedRow) -> RowPlace<'r> {
        RowPlace { roster: &self.roster.id, row: &row.row.id, missing: &row.missing }
    }

    /// The findings about the rows, and those about the roster itself; the number of checks that passed is
    /// added to `passed`.
    pub(super) fn findings<'r>(&self, rows: &'r CheckedRows, passed: &mut usize) -> Vec<AtRow<'r>> {
        let mut found: Vec<AtRow<'r>> = Vec::new();
        let mut whole = |finding: Finding| found.push((None, Arc::new(finding)));
        match rows.len() {
            0 if !self.roster.optional => whole(self.finding(
                "roster_empty",
                Place::Row(self.roster.id.clone(), None, None),
                format!("“{}”还没有填写，至少要有一行。", self.roster.title),
                if self.roster.help.is_empty() {
                    format!("请添加{}。", self.roster.row_title)
                } else {
                    self.roster.help.clone()
                },
            )),
            many if many > self.roster.most => whole(self.finding(
                "roster_too_long",
                Place::Row(self.roster.id.clone(), None, None),
                format!("“{}”有 {many} 行，最多 {} 行。", self.roster.title, self.roster.most),
                "请分成几份填写。".to_owned(),
            )),
            _ => *passed += 1,
        }
        for row in rows.iter() {
            let at = Some((row.id(), row.at));
            *passed += usize::from(row.findings.is_empty());
            found.extend(row.findings.iter().map(|finding| (at, finding.clone())));
            for outcome in &row.outcomes {
                match outcome {
                    RuleOutcome::NotApplicable => {}
                    RuleOutcome::Passed => *passed += 1,
                    RuleOutcome::Found(finding) => found.push((at, finding.clone())),
                }
            }
        }
        let doubled = |(at, finding): &(usize, Arc<Finding>)| (Some((rows[*at].id(), *at)), finding.clone());
        found.extend(rows.duplicates.iter().map(doubled));
        found
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
