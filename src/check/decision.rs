//! A decision worked out: its outcome, the chain of reasons, what is missing, what would change it.

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::changes::{Changes, Reads};
use super::condition::{Condition, Truth};
use super::finding::{Finding, Place, State};
use super::grouping::place_name;
use super::scope::View;
use crate::field::Severity;
use crate::procedure::expression::{Piece, template};
use crate::procedure::{Decision, DefinitionProblem, Procedure};

/// What a decision comes to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct DecisionReport {
    /// The outcome's code; `None` while nothing is decided (事实不足).
    pub outcome: Option<String>,
    /// The outcome in a few words, or that nothing is decided.
    pub title: String,
    /// What it means.
    pub text: String,
    /// What is to be done next; empty while nothing is decided.
    pub next: String,
    /// The chain of reasons: every step in order, up to the one that decides.
    pub steps: Vec<StepReport>,
    /// The answers that are missing, in the order of the steps; empty once it is decided.
    pub missing: Vec<Place>,
    /// Titles of the outcomes that are still possible; empty once it is decided.
    pub possible: Vec<String>,
    /// What would lead to another outcome.
    pub changes: Vec<ChangeReport>,
}

/// A step of the chain.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct StepReport {
    /// Its code.
    pub code: String,
    /// What it looks at.
    pub title: String,
    /// What it comes to.
    pub state: StepState,
    /// Why.
    pub text: String,
    /// Clause codes; the first is the main basis.
    pub clause: Vec<String>,
    /// The answers it waits for, and where to go when it holds without an outcome.
    pub about: Vec<Place>,
}

/// What a step comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum StepState {
    /// It holds.
    Held,
    /// It does not hold.
    NotHeld,
    /// An answer is missing.
    Unknown,
}

/// What would lead to another outcome.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ChangeReport {
    /// In words.
    pub text: String,
    /// Clause codes.
    pub clause: Vec<String>,
}

/// A decision ready to be worked out.
#[derive(Debug)]
pub(super) struct CompiledDecision {
    steps: Vec<CompiledStep>,
    changes: Vec<(Condition, Vec<Piece>)>,
    reads: Reads,
}

#[derive(Debug)]
struct CompiledStep {
    when: Condition,
    reason: Vec<Piece>,
    otherwise: Vec<Piece>,
}

impl CompiledDecision {
    /// Compiles a decision; what does not parse is added to `problems`.
    pub(super) fn new(decision: &Decision, problems: &mut Vec<DefinitionProblem>) -> Self {
        fn kept<T>(
            parsed: Result<T, String>,
            path: impl FnOnce() -> String,
            problems: &mut Vec<DefinitionProblem>,
        ) -> Option<T> {
            parsed.map_err(|reason| problems.push(DefinitionProblem { path: path(), reason })).ok()
        }
        let mut steps = Vec::new();
        for step in &decision.steps {
            let path = |key: &'static str| move || format!("decision.{}.{key}", step.code);
            let when = kept(Condition::parse(&step.when), path("when"), problems);
            let reason = kept(template(&step.reason), path("reason"), problems);
            let otherwise = kept(template(&step.otherwise), path("otherwise"), problems);
            if let (Some(when), Some(reason), Some(otherwise)) = (when, reason, otherwise) {
                steps.push(CompiledStep { when, reason, otherwise });
            }
        }
        let mut changes = Vec::new();
        for (at, change) in decision.changes.iter().enumerate() {
            let path = || format!("decision.changes[{at}]");
            let when = kept(Condition::parse(&change.when), path, problems);
            let text = kept(template(&change.text), path, problems);
            changes.extend(when.zip(text));
        }
        let mut reads = Reads::default();
        for step in &steps {
            step.when.note_reads(&mut reads);
            reads.add_text(&step.reason);
            reads.add_text(&step.otherwise);
        }
        for (when, text) in &changes {
            when.note_reads(&mut reads);
            reads.add_text(text);
        }
        Self { steps, changes, reads }
    }

    /// Whether it may come to something else now.
    pub(super) fn depends_on(&self, changes: &Changes) -> bool {
        changes.concern(&self.reads)
    }

    /// Works the decision out.
    pub(super) fn report(
        &self,
        decision: &Decision,
        view: &View<'_>,
        procedure: &Procedure,
    ) -> DecisionReport {
        let mut steps = Vec::new();
        let mut missing = Vec::new();
        // The codes that can still come out; `None` stands for a step that cannot decide.
        let mut possible: Vec<Option<&String>> = Vec::new();
        for (step, compiled) in decision.steps.iter().zip(&self.steps) {
            let truth = compiled.when.truth(view);
            let mut about: Vec<Place> = Vec::new();
            let (state, text) = match &truth {
                Truth::Known(true) => {
                    if step.outcome.is_none() {
                        about.extend(step.about.iter().cloned().map(Place::from));
                    }
                    (StepState::Held, view.fill(&compiled.reason))
                }
                Truth::Known(false) => (StepState::NotHeld, view.fill(&compiled.otherwise)),
                Truth::Open(places) => {
                    about.extend(places.iter().cloned());
                    (StepState::Unknown, waits_for(procedure, places))
                }
            };
            missing.extend(about.iter().cloned());
            steps.push(StepReport {
                code: step.code.clone(),
                title: step.title.clone(),
                state,
                text,
                clause: step.basis.clone(),
                about,
            });
            if state != StepState::NotHeld && !possible.contains(&step.outcome.as_ref()) {
                possible.push(step.outcome.as_ref());
            }
            if state == StepState::Held {
                break;
            }
        }
        if let [Some(code)] = possible[..]
            && let Some(outcome) = decision.outcomes.get(code)
        {
            return DecisionReport {
                outcome: Some(code.clone()),
                title: outcome.title.clone(),
                text: outcome.text.clone(),
                next: outcome.next.clone(),
                steps,
                missing: Vec::new(),
                possible: Vec::new(),
                changes: self.changes(decision, code, view),
            };
        }
        let mut seen = BTreeSet::new();
        missing.retain(|place| seen.insert(place.clone()));
        // Once what is wrong at a step without an outcome is mended, the steps after it decide.
        let later =
            decision.steps.iter().skip(if possible.contains(&None) { steps.len() } else { usize::MAX });
        let mut titles: Vec<String> = Vec::new();
        for code in possible.into_iter().chain(later.map(|step| step.outcome.as_ref())).flatten() {
            let title = decision.outcomes.get(code).map(|outcome| outcome.title.clone());
            titles.extend(title.filter(|title| !titles.contains(title)));
        }
        DecisionReport {
            outcome: None,
            title: decision.undecided.title.clone(),
            text: decision.undecided.text.clone(),
            next: String::new(),
            steps,
            missing,
            possible: titles,
            changes: Vec::new(),
        }
    }

    fn changes(&self, decision: &Decision, outcome: &String, view: &View<'_>) -> Vec<ChangeReport> {
        let said = decision.changes.iter().zip(&self.changes).filter(|(change, (when, _))| {
            let concerns = change.outcomes.is_empty() || change.outcomes.contains(outcome);
            concerns && when.truth(view) == Truth::Known(true)
        });
        said.map(|(change, (_, text))| ChangeReport { text: view.fill(text), clause: change.basis.clone() })
            .collect()
    }
}

impl DecisionReport {
    /// The finding that nothing is decided yet.
    pub(super) fn open(&self, decision: &Decision) -> Option<Finding> {
        (self.outcome.is_none()).then(|| Finding {
            code: "undecided".to_owned(),
            severity: Severity::Blocking,
            state: State::Waiting,
            clause: decision.basis.clone(),
            about: self.missing.clone(),
            part: None,
            message: format!("{}：{}，还不能得出结论。", decision.title, self.title),
            hint: "补齐所列各项后自动得出结论；答“不清楚”的，请核实后改答。".to_owned(),
        })
    }
}

fn waits_for(procedure: &Procedure, places: &BTreeSet<Place>) -> String {
    if places.is_empty() {
        return "现有资料不能判断。".to_owned();
    }
    let mut names: Vec<String> = Vec::new();
    for place in places {
        let name = format!("“{}”", place_name(procedure, place));
        if !names.contains(&name) {
            names.push(name);
        }
    }
    format!("还不能判断，待填写或者核实{}。", names.join("、"))
}
