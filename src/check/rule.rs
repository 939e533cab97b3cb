//! Rules compiled once and evaluated against a scope.

use std::sync::Arc;

use cel::Value as Cel;

use super::changes::{Changes, Reads};
use super::finding::{Finding, Place, State};
use super::grouping::place_name;
use super::scope::{Evaluated, View};
use crate::field::Severity;
use crate::procedure::expression::{Expression, Piece, template};
use crate::procedure::{Procedure, Rule};

/// The outcome of one rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RuleOutcome {
    /// The rule does not apply.
    NotApplicable,
    /// It holds.
    Passed,
    /// It fails or waits.
    Found(Arc<Finding>),
}

/// A rule ready to be evaluated.
#[derive(Debug)]
pub(super) struct CompiledRule {
    rule: Rule,
    when: Option<Expression>,
    check: Expression,
    message: Vec<Piece>,
    hint: Vec<Piece>,
    /// On what the outcome depends, the row at hand apart.
    reads: Reads,
}

impl CompiledRule {
    /// Compiles; the error names the key and the reason.
    pub(super) fn new(rule: &Rule) -> Result<Self, String> {
        let when = rule.when.as_deref().map(Expression::parse).transpose()?;
        let check = Expression::parse(&rule.check)?;
        let (message, hint) = (template(&rule.message)?, template(&rule.hint)?);
        let mut reads = Reads::default();
        when.iter().chain([&check]).for_each(|expression| reads.add(expression));
        reads.add_text(&message);
        reads.add_text(&hint);
        Ok(Self { rule: rule.clone(), when, check, message, hint, reads })
    }

    /// The roster for each row of which it is evaluated.
    pub(super) fn each(&self) -> Option<&str> {
        self.rule.each.as_deref()
    }

    /// Whether its outcome may be another one now.
    pub(super) fn depends_on(&self, changes: &Changes) -> bool {
        changes.concern(&self.reads)
    }

    /// The rule's code.
    pub(super) fn code(&self) -> &str {
        &self.rule.code
    }

    /// Evaluates the rule.
    pub(super) fn evaluate(&self, view: &View, procedure: &Procedure) -> RuleOutcome {
        if let Some(when) = &self.when {
            match view.evaluate(when) {
                Evaluated::Value(Cel::Bool(true)) => {}
                Evaluated::Value(Cel::Bool(false)) => return RuleOutcome::NotApplicable,
                other => return self.undecided(other, view, procedure),
            }
        }
        match view.evaluate(&self.check) {
            Evaluated::Value(Cel::Bool(true)) => RuleOutcome::Passed,
            Evaluated::Value(Cel::Bool(false)) => RuleOutcome::Found(Arc::new(self.finding(
                self.rule.severity,
                State::Failed,
                view,
                view.fill(&self.message),
                view.fill(&self.hint),
            ))),
            other => self.undecided(other, view, procedure),
        }
    }

    fn undecided(&self, evaluated: Evaluated, view: &View, procedure: &Procedure) -> RuleOutcome {
        let (title, what) = (&self.rule.title, &self.rule.what);
        let finding = match evaluated {
            Evaluated::Waiting(places)
                if self.rule.skips_unknown && places.iter().any(|place| view.is_unknown(place)) =>
            {
                return RuleOutcome::NotApplicable;
            }
            Evaluated::Waiting(places) if places.is_empty() => self.finding(
                self.rule.severity,
                State::Waiting,
                view,
                format!("尚未检查：{what}所涉年份的节假日安排尚未公布。"),
                "国务院办公厅公布节假日安排、本程序更新节假日表后自动检查。".to_owned(),
            ),
            Evaluated::Waiting(places) if places.iter().any(|place| is_parameter(place, procedure)) => self
                .finding(
                    self.rule.severity,
                    State::Waiting,
                    view,
                    format!("尚未检查：{what}所用的规定已过有效期。"),
                    "请向提供本页面的单位反映，更新后自动检查。".to_owned(),
                ),
            Evaluated::Waiting(places) => {
                let mut labels: Vec<_> =
                    places.iter().map(|place| format!("“{}”", place_name(procedure, place))).collect();
                labels.dedup();
                let mut finding = self.finding(
                    self.rule.severity,
                    State::Waiting,
                    view,
                    format!("尚未检查：{what}"),
                    format!("填好{}后自动检查。", labels.join("、")),
                );
                finding.about = places.into_iter().collect();
                finding
            }
            Evaluated::Value(_) | Evaluated::Broken(_) => self.finding(
                Severity::Blocking,
                State::Failed,
                view,
                format!("规则“{title}”（{}）无法计算。", self.rule.code),
                "这是事项定义的问题，不是填写的问题。请向提供本页面的单位反映。".to_owned(),
            ),
        };
        RuleOutcome::Found(Arc::new(finding))
    }

    fn finding(
        &self,
        severity: Severity,
        state: State,
        view: &View,
        message: String,
        hint: String,
    ) -> Finding {
        Finding {
            code: self.rule.code.clone(),
            severity,
            state,
            clause: self.rule.basis.clone(),
            about: self.rule.about.iter().map(|place| view.place(place)).collect(),
            part: None,
            message,
            hint,
        }
    }
}

/// Whether this stands for a parameter that has no value on the day of the check.
fn is_parameter(place: &Place, procedure: &Procedure) -> bool {
    matches!(place, Place::Field(id) if procedure.parameters.contains_key(id))
}
