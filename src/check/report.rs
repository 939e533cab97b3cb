//! What a checked dossier comes to: all findings in order, the verdict, the clocks.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::answered::{self, Coverage};
use super::clock::ClockReport;
use super::finding::{Finding, Place, Report, State, Verdict};
use super::memory::Known;
use super::rule::RuleOutcome;
use super::{Engine, copies, material};
use crate::calendar::Calendar;
use crate::dossier::Dossier;
use crate::field::{Severity, Value};

/// Writes the report.
pub(super) fn write(
    engine: &Engine,
    known: &Known,
    dossier: &Dossier,
    calendar: &Calendar,
    coverage: Option<&dyn Coverage>,
) -> Report {
    let procedure = &engine.procedure;
    let mut findings = Vec::new();
    let mut passed = 0;
    let mut note = |found: Vec<Finding>| {
        passed += usize::from(found.is_empty());
        findings.extend(found.into_iter().map(Arc::new));
    };
    for field in procedure.fields() {
        if let Some(checked) = known.fields.get(&field.id).filter(|field| field.asked && !field.unknown) {
            let (label, place) = (format!("“{}”", field.label), Place::Field(field.id.clone()));
            let printed = coverage.filter(|_| !field.off_form);
            note(answered::findings(field, &label, &place, &checked.reading, printed));
        }
    }
    for material in &procedure.materials {
        for slot in &material.slots {
            if known.slots.contains(&format!("{}/{}", material.id, slot.id)) {
                note(material::missing(dossier, material, slot).into_iter().collect());
                for found in copies::findings(procedure, dossier, material, slot) {
                    note(found.into_iter().collect());
                }
            }
        }
    }
    let files = material::misplaced(dossier, &procedure.materials).into_iter();
    findings.extend(files.chain(material::outdated(dossier, procedure)).map(Arc::new));
    let decided = known.decision.as_ref().zip(procedure.decision.as_ref());
    match decided.map(|(report, decision)| report.open(decision)) {
        None => {}
        Some(None) => passed += 1,
        Some(Some(open)) => findings.push(Arc::new(open)),
    }
    for outcome in known.outcomes.values() {
        match outcome {
            RuleOutcome::NotApplicable => {}
            RuleOutcome::Passed => passed += 1,
            RuleOutcome::Found(finding) => findings.push(finding.clone()),
        }
    }
    let order = Order::of(engine);
    let mut findings: Vec<_> =
        findings.into_iter().map(|found| (order.key(&found, dossier), found)).collect();
    for roster in procedure.rosters.iter().filter(|roster| !known.skipped.contains(&roster.id)) {
        if let Some(rows) = known.rosters.get(&roster.id) {
            let found = engine.row_check(roster, known.today, coverage).findings(rows, &mut passed);
            // Those of rows come with the row's place in the order.
            findings.extend(found.into_iter().map(|(at, finding)| match at {
                Some((row, at)) => (order.key_at_row(&finding, row, at, dossier), finding),
                None => (order.key(&finding, dossier), finding),
            }));
        }
    }
    findings.sort_by_key(|(key, _)| *key);
    let findings: Vec<Arc<Finding>> = findings.into_iter().map(|(_, finding)| finding).collect();
    Report {
        verdict: Verdict::of(findings.iter().map(|finding| &**finding), passed),
        clocks: clocks(engine, known, calendar),
        findings,
        states: known.states.clone(),
        asked: known.asked(),
        documents: known.documents.clone(),
        decision: known.decision.clone(),
        values: known.shown_values(),
    }
}

fn clocks(engine: &Engine, known: &Known, calendar: &Calendar) -> Vec<Arc<ClockReport>> {
    let day = |id: &str| match known
        .fields
        .get(id)
        .filter(|field| field.asked)
        .and_then(|field| field.reading.value.as_ref())
    {
        Some(Value::Date(date)) => Some(*date),
        _ => None,
    };
    let view = known.scope.view();
    let outside = engine.clocks.iter().filter(|clock| clock.clock.each.is_none());
    let outside = outside.filter_map(|clock| clock.run(&view, None, day, calendar));
    let rosters = engine.procedure.rosters.iter().filter_map(|roster| known.rosters.get(&roster.id));
    outside.chain(rosters.flat_map(|rows| rows.iter()).flat_map(|row| row.clocks.iter().cloned())).collect()
}

/// Where a finding stands: its group, then the place in the definition, then the row.
type Key = (usize, usize, usize);

/// The order of findings: blocking first, then waiting, warnings, advice; within these in the order of the
/// definition.
struct Order<'e>(BTreeMap<(u8, &'e str), usize>);

impl<'e> Order<'e> {
    fn of(engine: &'e Engine) -> Self {
        let procedure = &engine.procedure;
        let fields = procedure.fields().map(|field| field.id.as_str());
        let rosters = procedure.rosters.iter().map(|roster| roster.id.as_str());
        let materials = procedure.materials.iter().map(|material| material.id.as_str());
        let kinds =
            fields.map(|id| (0, id)).chain(rosters.map(|id| (1, id))).chain(materials.map(|id| (2, id)));
        let mut order = BTreeMap::new();
        order.extend(kinds.enumerate().map(|(at, key)| (key, at)));
        Self(order)
    }

    /// The key of a finding.
    fn key(&self, finding: &Finding, dossier: &Dossier) -> Key {
        let (kind, row) = match finding.about.first() {
            None => return (group(finding), usize::MAX, 0),
            Some(Place::Field(id)) => ((0, id.as_str()), 0),
            Some(Place::Material(id, _)) => ((2, id.as_str()), 0),
            Some(Place::Row(id, row, _)) => {
                let at =
                    row.as_ref().and_then(|row| dossier.rows(id).iter().position(|known| known.id == *row));
                ((1, id.as_str()), at.map_or(0, |at| at + 1))
            }
        };
        match self.0.get(&kind) {
            Some(at) => (group(finding), *at, row),
            None => (group(finding), usize::MAX, 0),
        }
    }

    /// The same for a finding about a row whose position is known.
    fn key_at_row(&self, finding: &Finding, id: &str, at: usize, dossier: &Dossier) -> Key {
        match finding.about.first() {
            Some(Place::Row(roster, Some(row), _)) if row == id => {
                (group(finding), self.0.get(&(1, roster.as_str())).copied().unwrap_or(usize::MAX), at + 1)
            }
            _ => self.key(finding, dossier),
        }
    }
}

fn group(finding: &Finding) -> usize {
    match (finding.state, finding.severity) {
        (State::Failed, Severity::Blocking) => 0,
        (State::Waiting, _) => 1,
        (State::Failed, Severity::Warning) => 2,
        (State::Failed, Severity::Advice) => 3,
    }
}
