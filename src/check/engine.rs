//! The engine: a definition compiled once, a dossier checked as often as needed.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use cel::Env;
use chrono::NaiveDate;

use super::answered::Coverage;
use super::clock::CompiledClock;
use super::decision::CompiledDecision;
use super::finding::{Report, State};
use super::known_prints::Lists;
use super::memory::Memory;
use super::report::Order;
use super::row_plan::RowPlan;
use super::rule::{CompiledRule, RuleOutcome};
use super::texts::CompiledTitle;
use crate::calendar::Calendar;
use crate::dossier::Dossier;
use crate::procedure::expression::Expression;
use crate::procedure::{DefinitionError, DefinitionProblem, PrintedAnswers, Procedure};

/// A definition ready to check dossiers.
pub struct Engine {
    pub(super) procedure: Procedure,
    pub(super) env: Arc<Env>,
    /// Conditions of fields and rosters, by id.
    pub(super) conditions: BTreeMap<String, Expression>,
    /// The places for files, as `material/slot`, with their conditions.
    pub(super) slots: Vec<(String, Option<Expression>)>,
    /// The derived values, in order.
    pub(super) values: Vec<Expression>,
    pub(super) decision: Option<CompiledDecision>,
    pub(super) rules: Vec<CompiledRule>,
    pub(super) clocks: Vec<CompiledClock>,
    pub(super) documents: Vec<CompiledTitle>,
    /// The answers that documents print, for their glyphs.
    pub(super) printed: PrintedAnswers,
    /// What is done with rows, in the order of the rosters.
    pub(super) plans: Vec<RowPlan>,
    /// In which order findings stand.
    pub(super) order: Order,
    /// The questions of prints, for what comes back of them.
    pub(super) prints: Lists,
}

impl fmt::Debug for Engine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Engine").field("procedure", &self.procedure.id).finish_non_exhaustive()
    }
}

impl Engine {
    /// Compiles a loaded definition.
    pub fn new(procedure: Procedure) -> Result<Self, DefinitionError> {
        let mut problems = Vec::new();
        let mut conditions = BTreeMap::new();
        let mut condition = |key: String, when: &Option<String>| {
            if let Some(when) = when {
                match Expression::parse(when) {
                    Ok(expression) => drop(conditions.insert(key, expression)),
                    Err(reason) => problems.push(DefinitionProblem { path: format!("{key}.when"), reason }),
                }
            }
        };
        for field in procedure.fields() {
            condition(field.id.clone(), &field.when);
        }
        for roster in &procedure.rosters {
            condition(roster.id.clone(), &roster.when);
        }
        let mut slots = Vec::new();
        for material in &procedure.materials {
            for slot in &material.slots {
                let key = format!("{}/{}", material.id, slot.id);
                match slot.when.as_deref().map(Expression::parse).transpose() {
                    Ok(when) => slots.push((key, when)),
                    Err(reason) => problems.push(DefinitionProblem { path: format!("{key}.when"), reason }),
                }
            }
        }
        let mut values = Vec::new();
        for value in &procedure.values {
            match Expression::parse(&value.cel) {
                Ok(expression) => values.push(expression),
                Err(reason) => problems.push(DefinitionProblem { path: value.id.clone(), reason }),
            }
        }
        let decision = procedure.decision.as_ref().map(|it| CompiledDecision::new(it, &mut problems));
        let mut rules = Vec::new();
        for rule in procedure.rules.iter().flat_map(|rule| rule.expanded(&procedure)) {
            match CompiledRule::new(&rule) {
                Ok(compiled) => rules.push(compiled),
                Err(reason) => problems.push(DefinitionProblem { path: rule.code.clone(), reason }),
            }
        }
        let mut clocks = Vec::new();
        for clock in &procedure.clocks {
            match CompiledClock::new(clock) {
                Ok(compiled) => clocks.push(compiled),
                Err(reason) => problems.push(DefinitionProblem { path: clock.id.clone(), reason }),
            }
        }
        let mut documents = Vec::new();
        for document in &procedure.documents {
            match CompiledTitle::new(document) {
                Ok(compiled) => documents.push(compiled),
                Err(reason) => problems.push(DefinitionProblem { path: document.id.clone(), reason }),
            }
        }
        let printed = PrintedAnswers::of(&procedure);
        let plan = |roster| RowPlan::of(&procedure, roster, &rules, &clocks, &printed, &mut problems);
        let plans = procedure.rosters.iter().map(plan).collect();
        if problems.is_empty() {
            let env = Arc::new(Env::stdlib());
            let order = Order::of(&procedure);
            let prints = Lists::of(&procedure);
            Ok(Self {
                printed,
                plans,
                order,
                prints,
                procedure,
                env,
                conditions,
                slots,
                values,
                decision,
                rules,
                clocks,
                documents,
            })
        } else {
            Err(DefinitionError { file: procedure.id, problems })
        }
    }

    /// The definition.
    pub fn procedure(&self) -> &Procedure {
        &self.procedure
    }

    /// Checks a dossier as of a day. `coverage` is `None` while the faces' index is not loaded.
    pub fn check(
        &self,
        dossier: &Dossier,
        today: NaiveDate,
        calendar: &Calendar,
        coverage: Option<&dyn Coverage>,
    ) -> Report {
        self.recheck(&mut Memory::default(), dossier, today, calendar, coverage)
    }

    /// The part of a dossier that is handed over: see [`Asked::part_of`](super::Asked::part_of).
    pub fn part_asked(&self, dossier: &Dossier, today: NaiveDate, calendar: &Calendar) -> Dossier {
        self.check(dossier, today, calendar, None).asked.part_of(&self.procedure, dossier)
    }

    /// The outcome of each rule by code, for tests of the rules' own cases. A rule for each row fails when
    /// it fails in some row, and else waits when it waits in some row.
    pub fn outcomes(
        &self,
        dossier: &Dossier,
        today: NaiveDate,
        calendar: &Calendar,
    ) -> BTreeMap<String, RuleOutcome> {
        let mut memory = Memory::default();
        self.recheck(&mut memory, dossier, today, calendar, None);
        let outcome = |rule: &CompiledRule| {
            let outcomes = memory.outcomes(self, rule.code());
            let weight = |outcome: &&RuleOutcome| match outcome {
                RuleOutcome::Found(finding) if finding.state == State::Failed => 3,
                RuleOutcome::Found(_) => 2,
                RuleOutcome::Passed => 1,
                RuleOutcome::NotApplicable => 0,
            };
            let worst = outcomes.into_iter().max_by_key(weight).cloned();
            // A rule for several fields stands here several times, with the same outcome.
            (rule.code().to_owned(), worst.unwrap_or(RuleOutcome::NotApplicable))
        };
        self.rules.iter().map(outcome).collect()
    }
}
