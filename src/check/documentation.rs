//! The documentation of a rule, made from its definition and its own cases.
//!
//! Nothing is written twice: what a rule looks at, why and what it does not see stand in the definition,
//! and its examples are the cases that a test runs, with what the engine really says about them.

use std::sync::Arc;

use chrono::NaiveDate;

use super::{Engine, RuleOutcome, State};
use crate::calendar::Calendar;
use crate::dossier::{Attachment, Dossier, FileRecord, MediaType, ProcedureRef, Row};
use crate::field::Answer;
use crate::procedure::{Clause, Field, Procedure, Rule, RuleCase};

/// All that there is to say about a rule.
#[derive(Clone, Debug, PartialEq)]
pub struct Documentation<'a> {
    /// The rule, with title, severity, what, why and what is not covered.
    pub rule: &'a Rule,
    /// The clauses it rests on, the main one first, with their wording.
    pub basis: Vec<&'a Clause>,
    /// Examples in which it fails.
    pub fails: Vec<Example>,
    /// Examples in which it passes.
    pub passes: Vec<Example>,
    /// Examples in which it does not apply or waits.
    pub neither: Vec<Example>,
}

/// One example of a rule at work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Example {
    /// The day of the check.
    pub today: NaiveDate,
    /// What is filled in or attached: the label and what stands there. Everything else is blank.
    pub given: Vec<(String, String)>,
    /// What comes of it.
    pub outcome: RuleOutcome,
}

impl Engine {
    /// The documentation of a rule by code, with those of the cases that are its own; `None` when there is
    /// no such rule.
    pub fn documentation(
        &self,
        code: &str,
        cases: &[RuleCase],
        calendar: &Calendar,
    ) -> Option<Documentation<'_>> {
        let procedure = self.procedure();
        let rule = procedure.rules.iter().find(|rule| rule.code == code)?;
        let basis = rule.basis.iter().filter_map(|code| procedure.clauses.get(code)).collect();
        let mut documentation =
            Documentation { rule, basis, fails: Vec::new(), passes: Vec::new(), neither: Vec::new() };
        for case in cases.iter().filter(|case| case.rule == code) {
            let mut outcomes = self.outcomes(&case_dossier(case), case.today, calendar);
            let Some(outcome) = outcomes.remove(code) else { continue };
            let examples = match &outcome {
                RuleOutcome::Found(finding) if finding.state == State::Failed => &mut documentation.fails,
                RuleOutcome::Passed => &mut documentation.passes,
                RuleOutcome::Found(_) | RuleOutcome::NotApplicable => &mut documentation.neither,
            };
            examples.push(Example { today: case.today, given: given(procedure, case), outcome });
        }
        Some(documentation)
    }
}

/// A dossier with the answers of a case and as many one-page files as it names.
pub fn case_dossier(case: &RuleCase) -> Dossier {
    let procedure = ProcedureRef { id: String::new(), version: String::new(), digest: String::new() };
    let mut dossier = Dossier::new("case".to_owned(), "case".to_owned(), procedure, "2026-01-01T00:00:00Z");
    dossier.answers = case.answers.clone();
    for (roster, rows) in &case.rosters {
        let rows = rows
            .iter()
            .enumerate()
            .map(|(at, answers)| Arc::new(Row { id: (at + 1).to_string(), answers: answers.clone() }));
        dossier.rosters.insert(roster.clone(), rows.collect());
    }
    for (place, count) in &case.files {
        let (material, slot) = place.split_once('/').unwrap_or((place, ""));
        dossier.attachments.extend((0..*count).map(|n| Attachment {
            id: format!("{place}-{n}"),
            material: material.to_owned(),
            slot: slot.to_owned(),
            file: FileRecord {
                name: format!("{n}.pdf"),
                media: MediaType::Pdf,
                size: 1,
                sha256: format!("{n:064x}"),
                sm3: format!("{n:064x}"),
                pages: 1,
                marks: Vec::new(),
                seen: None,
            },
            text: None,
            printed: None,
            row: None,
        }));
    }
    dossier
}

/// What a case fills in and attaches, as a person would say it.
fn given(procedure: &Procedure, case: &RuleCase) -> Vec<(String, String)> {
    let shown = |field: &Field, answer: &Answer| {
        let value = field.kind.read(answer).value;
        let printed = value.map(|value| field.kind.print(Some(&value))).filter(|text| !text.is_empty());
        printed.unwrap_or_else(|| as_typed(answer))
    };
    let answers = procedure.fields().filter_map(|field| {
        let answer = case.answers.get(&field.id)?;
        Some((field.label.clone(), shown(field, answer)))
    });
    let rows = procedure.rosters.iter().flat_map(|roster| {
        let rows = case.rosters.get(&roster.id).map_or(&[][..], Vec::as_slice);
        rows.iter().enumerate().flat_map(move |(at, answers)| {
            roster.fields.iter().filter_map(move |field| {
                let label = format!("{}第 {} 行　{}", roster.title, at + 1, field.label);
                Some((label, shown(field, answers.get(&field.id)?)))
            })
        })
    });
    let files = procedure.materials.iter().flat_map(|material| {
        material.slots.iter().filter_map(|slot| {
            let count = case.files.get(&format!("{}/{}", material.id, slot.id))?;
            let title = if slot.title.is_empty() { &material.title } else { &slot.title };
            Some((format!("材料 {} {title}", material.id), format!("{count} 份")))
        })
    });
    answers.chain(rows).chain(files).collect()
}

fn as_typed(answer: &Answer) -> String {
    match answer {
        answer if answer.is_unknown() => "不清楚".to_owned(),
        Answer::Text(text) => text.clone(),
        Answer::Parts(parts) => parts.values().map(String::as_str).collect::<Vec<_>>().join(" "),
    }
}
