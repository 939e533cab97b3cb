//! What a checked dossier comes to: all findings in order, the verdict, the clocks.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::answered::{self, Coverage};
use super::clock::ClockReport;
use super::finding::{Finding, Place, Report, State, Verdict};
use super::memory::Known;
use super::rule::RuleOutcome;
use super::texts::Texts;
use super::{Engine, material};
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
        findings.extend(found);
    };
    for field in procedure.fields() {
        if let Some(checked) = known.fields.get(&field.id).filter(|field| field.asked && !field.unknown) {
            let (label, place) = (format!("“{}”", field.label), Place::Field(field.id.clone()));
            note(answered::findings(field, &label, &place, &checked.reading, coverage));
        }
    }
    for material in &procedure.materials {
        for slot in &material.slots {
            if known.slots.contains(&format!("{}/{}", material.id, slot.id)) {
                note(material::missing(dossier, material, slot).into_iter().collect());
            }
        }
    }
    findings.extend(material::misplaced(dossier, &procedure.materials));
    findings.extend(material::outdated(dossier, procedure));
    let decided = known.decision.as_ref().zip(procedure.decision.as_ref());
    match decided.map(|(report, decision)| report.open(decision)) {
        None => {}
        Some(None) => passed += 1,
        Some(Some(open)) => findings.push(open),
    }
    for outcome in known.outcomes.values() {
        match outcome {
            RuleOutcome::NotApplicable => {}
            RuleOutcome::Passed => passed += 1,
            RuleOutcome::Found(finding) => findings.push(finding.clone()),
        }
    }
    for roster in procedure.rosters.iter().filter(|roster| !known.skipped.contains(&roster.id)) {
        let rows = known.rosters.get(&roster.id).map_or(&[][..], Vec::as_slice);
        findings.extend(engine.row_check(roster, known.today, coverage).findings(rows, &mut passed));
    }
    sort(engine, dossier, &mut findings);
    Report {
        verdict: Verdict::of(&findings, passed),
        clocks: clocks(engine, known, calendar),
        findings,
        states: known.states.clone(),
        asked: known.asked(),
        documents: Texts::of(known).documents(&procedure.documents),
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
    outside.chain(rosters.flatten().flat_map(|row| row.clocks.iter().cloned())).collect()
}

/// Blocking first, then waiting, warnings, advice; within these in the order of the definition.
fn sort(engine: &Engine, dossier: &Dossier, findings: &mut [Finding]) {
    let procedure = &engine.procedure;
    let mut order = BTreeMap::new();
    let fields = procedure.fields().map(|field| field.id.as_str());
    let rosters = procedure.rosters.iter().map(|roster| roster.id.as_str());
    let materials = procedure.materials.iter().map(|material| material.id.as_str());
    let kinds = fields.map(|id| (0, id)).chain(rosters.map(|id| (1, id))).chain(materials.map(|id| (2, id)));
    for (at, key) in kinds.enumerate() {
        order.insert(key, at);
    }
    let mut rows = BTreeMap::new();
    for (roster, listed) in &dossier.rosters {
        for (at, row) in listed.iter().enumerate() {
            rows.insert((roster.as_str(), row.id.as_str()), at);
        }
    }
    let place = |finding: &Finding| {
        let (key, row) = match finding.about.first()? {
            Place::Field(id) => ((0, id.as_str()), 0),
            Place::Material(id, _) => ((2, id.as_str()), 0),
            Place::Row(id, row, _) => {
                let at = row.as_ref().and_then(|row| rows.get(&(id.as_str(), row.as_str())));
                ((1, id.as_str()), at.map_or(0, |at| at + 1))
            }
        };
        Some((*order.get(&key)?, row))
    };
    findings.sort_by_cached_key(|finding| {
        let group = match (finding.state, finding.severity) {
            (State::Failed, Severity::Blocking) => 0,
            (State::Waiting, _) => 1,
            (State::Failed, Severity::Warning) => 2,
            (State::Failed, Severity::Advice) => 3,
        };
        (group, place(finding).unwrap_or((usize::MAX, 0)))
    });
}
