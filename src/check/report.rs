//! What a checked dossier comes to: all findings in order, the verdict, the clocks.

use std::collections::HashMap;
use std::mem::take;
use std::sync::Arc;

use super::checked::CheckedRows;
use super::clock::ClockReport;
use super::finding::{Finding, Group, Place, Report, Verdict};
use super::known::Known;
use super::rule::RuleOutcome;
use super::{Engine, found_text, material, rows};
use crate::calendar::Calendar;
use crate::dossier::Dossier;
use crate::field::Value;
use crate::procedure::{Procedure, Roster};

/// Writes the report.
pub(super) fn write(engine: &Engine, known: &mut Known, dossier: &Dossier, calendar: &Calendar) -> Report {
    let procedure = &engine.procedure;
    let mut findings: Vec<Arc<Finding>> = Vec::new();
    let mut passed = 0;
    for field in procedure.fields() {
        if let Some(checked) = known.fields.get(&field.id).filter(|field| field.asked && !field.unknown) {
            passed += usize::from(checked.findings.is_empty());
            findings.extend(checked.findings.iter().cloned());
        }
    }
    for material in &procedure.materials {
        for slot in &material.slots {
            let key = format!("{}/{}", material.id, slot.id);
            if known.slots.contains(&key) {
                let missing = material::missing(dossier, material, slot);
                passed += usize::from(missing.is_none());
                findings.extend(missing.map(Arc::new));
                for found in known.copies.get(&key).into_iter().flatten() {
                    passed += usize::from(found.is_none());
                    findings.extend(found.iter().cloned());
                }
            } else if !known.closed.contains(&key) {
                findings
                    .extend(material::made_twice(dossier, material, slot, &known.documents).map(Arc::new));
            }
        }
    }
    for material in &procedure.materials {
        let asked = |id: &str| known.fields.get(id).is_some_and(|field| field.asked);
        findings.extend(material::pictures(dossier, material, &asked).into_iter().map(Arc::new));
        findings.extend(found_text::findings(dossier, material, &asked).into_iter().map(Arc::new));
    }
    findings.extend(known.scans.iter().cloned());
    findings.extend(material::misplaced(dossier, &procedure.materials).into_iter().map(Arc::new));
    findings.extend(known.prints.findings().cloned());
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
    let order = &engine.order;
    let mut findings: Vec<_> =
        findings.into_iter().map(|found| (order.key(&found, dossier), found)).collect();
    let asked = |roster: &&Roster| !known.skipped.contains(&roster.id);
    let rosters: Vec<(&Roster, &CheckedRows)> = procedure
        .rosters
        .iter()
        .filter(asked)
        .filter_map(|roster| Some((roster, known.rosters.get(&roster.id)?)))
        .collect();
    for (roster, rows) in &rosters {
        let miscounted = rows::miscounted(roster, rows.len());
        passed += usize::from(miscounted.is_none()) + rows.iter().map(|row| row.passed).sum::<usize>();
        let place = order.roster(&roster.id);
        let doubled = rows.duplicates.iter();
        let doubled = doubled.map(|(at, found)| ((found.group(), place, at + 1), found.clone()));
        findings.extend(miscounted.map(|found| (order.key(&found, dossier), Arc::new(found))));
        findings.extend(doubled);
    }
    let told = &known.told;
    let findings = if told.found_anew || told.outside != findings {
        let outside = findings.clone();
        // Those of rows come with the row's place in the order.
        for (roster, row) in
            rosters.iter().flat_map(|(roster, rows)| rows.iter().map(move |row| (roster, row)))
        {
            let place = order.roster(&roster.id);
            findings
                .extend(row.found.iter().map(|(group, found)| ((*group, place, row.at + 1), found.clone())));
            findings.extend(row.elsewhere.iter().map(|(place, found)| match found.about.first() {
                Some(Place::Row(..)) => (order.key(found, dossier), found.clone()),
                _ => ((found.group(), *place, 0), found.clone()),
            }));
        }
        findings.sort_by_key(|(key, _)| *key);
        let findings: Vec<_> = findings.into_iter().map(|(_, finding)| finding).collect();
        let verdict = Verdict::of(findings.iter().map(|finding| &**finding), 0);
        known.told =
            Told { outside, findings: findings.into(), verdict, found_anew: false, ..take(&mut known.told) };
        known.told.findings.clone()
    } else {
        told.findings.clone()
    };
    Report {
        verdict: Verdict { passed, ..known.told.verdict.clone() },
        clocks: clocks(engine, known, calendar),
        findings,
        states: known.states.clone(),
        asked: known.asked(),
        documents: known.documents.clone(),
        decision: known.decision.clone(),
        values: known.shown_values(),
    }
}

fn clocks(engine: &Engine, known: &mut Known, calendar: &Calendar) -> Arc<Vec<Arc<ClockReport>>> {
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
    let outside: Vec<_> = outside.filter_map(|clock| clock.run(&view, None, day, calendar)).collect();
    drop(view);
    if known.told.clocks_anew
        || !known.told.clocks.starts_with(&outside)
        || known.told.outside_clocks != outside.len()
    {
        let rosters = engine.procedure.rosters.iter().filter_map(|roster| known.rosters.get(&roster.id));
        let of_rows = rosters.flat_map(|rows| rows.iter()).flat_map(|row| row.clocks.iter().cloned());
        known.told.outside_clocks = outside.len();
        known.told.clocks = Arc::new(outside.into_iter().chain(of_rows).collect());
        known.told.clocks_anew = false;
    }
    known.told.clocks.clone()
}

/// What was reported last: the long lists are handed out again as they are while nothing in them has changed.
#[derive(Default)]
pub(super) struct Told {
    /// The findings that are not those of single rows, with their places in the order.
    outside: Vec<(Key, Arc<Finding>)>,
    findings: Arc<Vec<Arc<Finding>>>,
    /// Of these findings, with no number of checks that passed.
    verdict: Verdict,
    clocks: Arc<Vec<Arc<ClockReport>>>,
    /// How many of the clocks are not those of rows; they come first.
    outside_clocks: usize,
    /// Something else is found about a row, or other rows are there, since then.
    pub(super) found_anew: bool,
    /// The same of the clocks of rows.
    pub(super) clocks_anew: bool,
}

impl Told {
    /// Before the first report.
    pub(super) fn nothing() -> Self {
        Self { found_anew: true, clocks_anew: true, ..Self::default() }
    }
}

/// Where a finding stands: its group, then the place in the definition, then the row.
type Key = (Group, usize, usize);

/// The order of findings: blocking first, then waiting, warnings, advice; within these in the order of the
/// definition.
pub(super) struct Order([HashMap<String, usize>; 3]);

impl Order {
    /// That of a definition.
    pub(super) fn of(procedure: &Procedure) -> Self {
        let mut next = 0..;
        let mut places = |ids: &mut dyn Iterator<Item = &String>| ids.cloned().zip(&mut next).collect();
        Self([
            places(&mut procedure.fields().map(|field| &field.id)),
            places(&mut procedure.rosters.iter().map(|roster| &roster.id)),
            places(&mut procedure.materials.iter().map(|material| &material.id)),
        ])
    }

    /// The place of what a finding is about.
    pub(super) fn place(&self, finding: &Finding) -> usize {
        let place = match finding.about.first() {
            None => None,
            Some(Place::Field(id)) => self.0[0].get(id),
            Some(Place::Row(id, ..)) => self.0[1].get(id),
            Some(Place::Material(id, _)) => self.0[2].get(id),
        };
        place.copied().unwrap_or(usize::MAX)
    }

    /// The key of a finding.
    fn key(&self, finding: &Finding, dossier: &Dossier) -> Key {
        let place = self.place(finding);
        let row = match finding.about.first() {
            Some(Place::Row(id, Some(row), _)) if place != usize::MAX => {
                dossier.rows(id).iter().position(|known| known.id == *row).map_or(0, |at| at + 1)
            }
            _ => 0,
        };
        (finding.group(), place, row)
    }

    /// The place of a roster.
    fn roster(&self, id: &str) -> usize {
        self.0[1].get(id).copied().unwrap_or(usize::MAX)
    }
}
