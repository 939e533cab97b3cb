//! The rows of a roster as last checked. A row is checked again only when it, or something outside that
//! its conditions or rules read, has changed.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use cel::Value as Cel;
use chrono::NaiveDate;

use super::answered::{self, Coverage};
use super::clock::{ClockReport, CompiledClock};
use super::finding::{Finding, Place, State};
use super::machine::Fact;
use super::rule::{CompiledRule, RuleOutcome};
use super::scope::{RowPlace, Scope, View};
use super::values::to_cel;
use crate::calendar::Calendar;
use crate::dossier::{Dossier, Row};
use crate::field::{FieldKind, Severity, Value};
use crate::procedure::expression::Expression;
use crate::procedure::{Procedure, Roster};

/// A row as last checked.
pub(super) struct CheckedRow {
    row: Arc<Row>,
    /// Position from 0; it stands in messages.
    at: usize,
    /// What the answers mean, by field id.
    values: BTreeMap<String, Value>,
    /// The row as CEL sees it.
    map: Cel,
    /// Names that have no value, each with the fields that must be answered first: a field that is asked,
    /// or a state machine.
    missing: BTreeMap<String, Vec<String>>,
    /// Fields that are not asked.
    pub(super) hidden: Arc<BTreeSet<String>>,
    findings: Vec<Finding>,
    /// What state machines say, by id.
    pub(super) facts: BTreeMap<String, Fact>,
    /// Of the rules for each row of this roster, in order.
    outcomes: Vec<RuleOutcome>,
    /// The clocks for each row that run.
    pub(super) clocks: Vec<Arc<ClockReport>>,
    /// Read, or told something new, since its rules were evaluated.
    fresh: bool,
}

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
    /// Brings the rows up to date with the dossier; true when a row was read anew. With `again` all are.
    pub(super) fn read(
        &self,
        rows: &mut Vec<CheckedRow>,
        dossier: &Dossier,
        scope: &Scope,
        again: bool,
    ) -> bool {
        let now = dossier.rows(&self.roster.id);
        let mut changed = rows.len() != now.len();
        rows.truncate(now.len());
        for (at, row) in now.iter().enumerate() {
            match rows.get_mut(at) {
                Some(known) if !again && (Arc::ptr_eq(&known.row, row) || known.row == *row) => {}
                Some(known) => {
                    *known = self.read_row(row, at, scope);
                    changed = true;
                }
                None => rows.push(self.read_row(row, at, scope)),
            }
        }
        changed
    }

    fn read_row(&self, row: &Arc<Row>, at: usize, scope: &Scope) -> CheckedRow {
        let mut checked = CheckedRow {
            row: row.clone(),
            at,
            values: BTreeMap::new(),
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
                checked.findings.extend(answered::findings(field, &label, &place, &reading, self.coverage));
            }
            match reading.value {
                Some(value) => {
                    map.insert(field.id.clone(), to_cel(&value));
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
                let places = fields.iter().map(|field| self.place_of(row).place(Some(field)));
                missing.entry(name.clone()).or_default().extend(places);
            }
        }
        scope.bind_rows(&self.roster.id, rows.iter().map(|row| row.map.clone()).collect(), missing);
    }

    /// Evaluates the rules and clocks for each row: all with `again`, else for the rows that are fresh.
    pub(super) fn evaluate(&self, rows: &mut [CheckedRow], scope: &Scope, calendar: &Calendar, again: bool) {
        for row in rows.iter_mut().filter(|row| again || row.fresh) {
            let view = scope.view_from(row.map.clone(), self.place_of(row));
            let outcomes = self.rules.iter().map(|rule| rule.evaluate(&view, self.procedure)).collect();
            let run = |clock: &&CompiledClock| {
                clock.run(&view, Some(&row.row.id), |field| row.date(field), calendar)
            };
            let clocks = self.clocks.iter().filter_map(run).collect();
            (row.outcomes, row.clocks, row.fresh) = (outcomes, clocks, false);
        }
    }

    fn place_of<'r>(&'r self, row: &'r CheckedRow) -> RowPlace<'r> {
        RowPlace { roster: &self.roster.id, row: &row.row.id, missing: &row.missing }
    }

    /// The findings about the rows and the roster itself; the number of checks that passed is added to
    /// `passed`.
    pub(super) fn findings(&self, rows: &[CheckedRow], passed: &mut usize) -> Vec<Finding> {
        let mut found = Vec::new();
        match rows.len() {
            0 if !self.roster.optional => found.push(self.finding(
                "roster_empty",
                Place::Row(self.roster.id.clone(), None, None),
                format!("“{}”还没有填写，至少要有一行。", self.roster.title),
                if self.roster.help.is_empty() {
                    format!("请添加{}。", self.roster.row_title)
                } else {
                    self.roster.help.clone()
                },
            )),
            many if many > self.roster.most => found.push(self.finding(
                "roster_too_long",
                Place::Row(self.roster.id.clone(), None, None),
                format!("“{}”有 {many} 行，最多 {} 行。", self.roster.title, self.roster.most),
                "请分成几份填写。".to_owned(),
            )),
            _ => *passed += 1,
        }
        for row in rows {
            *passed += usize::from(row.findings.is_empty());
            found.extend(row.findings.iter().cloned());
            for outcome in &row.outcomes {
                match outcome {
                    RuleOutcome::NotApplicable => {}
                    RuleOutcome::Passed => *passed += 1,
                    RuleOutcome::Found(finding) => found.push(finding.clone()),
                }
            }
        }
        for field in self.roster.unique.iter().filter_map(|id| self.roster.field(id)) {
            let mut first = BTreeMap::new();
            for row in rows {
                let Some(text) = row.identifying(&field.id, &field.kind) else { continue };
                if let Some(before) = first.insert(text, row.at) {
                    found.push(self.finding(
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
                    ));
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

impl CheckedRow {
    /// The view from this row of a roster.
    pub(super) fn view<'s>(&'s self, roster: &'s str, scope: &'s Scope) -> View<'s> {
        let place = RowPlace { roster, row: &self.row.id, missing: &self.missing };
        scope.view_from(self.map.clone(), place)
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

    /// What tells an answer apart from others of its kind.
    pub(super) fn identifying(&self, field: &str, kind: &FieldKind) -> Option<String> {
        self.value(field).map(|value| identifying(kind, value))
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
    pub(super) fn whole(&self) -> Cel {
        let mut whole = self.map.clone();
        self.missing.keys().for_each(|name| insert(&mut whole, name, Cel::Null));
        whole
    }

    /// Puts what a state machine says beside the answers.
    pub(super) fn learn(&mut self, machine: &str, fact: Cel) {
        insert(&mut self.map, machine, fact);
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

/// Puts a value into a map; the map is copied when something else holds it.
fn insert(map: &mut Cel, name: &str, value: Cel) {
    if let Cel::Map(map) = map {
        Arc::make_mut(&mut map.map).insert(name.to_owned().into(), value);
    }
}

/// What tells two answers apart: an identity document by its number, all else by how it is printed.
fn identifying(kind: &FieldKind, value: &Value) -> String {
    match value {
        Value::IdDocument { number, .. } => number.clone(),
        other => crate::text::comparable(&kind.print(Some(other))),
    }
}
