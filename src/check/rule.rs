//! Rules compiled once and evaluated against a scope.

use cel::Value as Cel;

use super::finding::{Finding, Place, State};
use super::scope::{Evaluated, Scope};
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
    Found(Finding),
}

/// A rule ready to be evaluated.
#[derive(Debug)]
pub(super) struct CompiledRule {
    rule: Rule,
    when: Option<Expression>,
    check: Expression,
    message: Vec<Piece>,
    hint: Vec<Piece>,
}

impl CompiledRule {
    /// Compiles; the error names the key and the reason.
    pub(super) fn new(rule: &Rule) -> Result<Self, String> {
        Ok(Self {
            when: rule.when.as_deref().map(Expression::parse).transpose()?,
            check: Expression::parse(&rule.check)?,
            message: template(&rule.message)?,
            hint: template(&rule.hint)?,
            rule: rule.clone(),
        })
    }

    /// The rule's code.
    pub(super) fn code(&self) -> &str {
        &self.rule.code
    }

    /// Evaluates the rule.
    pub(super) fn evaluate(&self, scope: &Scope, procedure: &Procedure) -> RuleOutcome {
        if let Some(when) = &self.when {
            match scope.evaluate(when) {
                Evaluated::Value(Cel::Bool(true)) => {}
                Evaluated::Value(Cel::Bool(false)) => return RuleOutcome::NotApplicable,
                other => return RuleOutcome::Found(self.undecided(other, procedure)),
            }
        }
        match scope.evaluate(&self.check) {
            Evaluated::Value(Cel::Bool(true)) => RuleOutcome::Passed,
            Evaluated::Value(Cel::Bool(false)) => RuleOutcome::Found(self.finding(
                self.rule.severity,
                State::Failed,
                scope.fill(&self.message),
                scope.fill(&self.hint),
            )),
            other => RuleOutcome::Found(self.undecided(other, procedure)),
        }
    }

    fn undecided(&self, evaluated: Evaluated, procedure: &Procedure) -> Finding {
        let (title, what) = (&self.rule.title, &self.rule.what);
        match evaluated {
            Evaluated::Waiting(fields) if fields.is_empty() => self.finding(
                self.rule.severity,
                State::Waiting,
                format!("尚未检查：{what}所涉年份的节假日安排尚未公布。"),
                "国务院办公厅公布节假日安排、本程序更新节假日表后自动检查。".to_owned(),
            ),
            Evaluated::Waiting(names) if names.iter().any(|name| procedure.parameters.contains_key(name)) => {
                self.finding(
                    self.rule.severity,
                    State::Waiting,
                    format!("尚未检查：{what}所用的规定已过有效期。"),
                    "请向提供本页面的单位反映，更新后自动检查。".to_owned(),
                )
            }
            Evaluated::Waiting(fields) => {
                let labels: Vec<_> = procedure
                    .fields()
                    .filter(|field| fields.contains(&field.id))
                    .map(|field| format!("“{}”", field.label))
                    .collect();
                let mut finding = self.finding(
                    self.rule.severity,
                    State::Waiting,
                    format!("尚未检查：{what}"),
                    format!("填好{}后自动检查。", labels.join("、")),
                );
                finding.about = fields.into_iter().map(Place::Field).collect();
                finding
            }
            Evaluated::Value(_) | Evaluated::Broken(_) => self.finding(
                Severity::Blocking,
                State::Failed,
                format!("规则“{title}”（{}）无法计算。", self.rule.code),
                "这是事项定义的问题，不是填写的问题。请向提供本页面的单位反映。".to_owned(),
            ),
        }
    }

    fn finding(&self, severity: Severity, state: State, message: String, hint: String) -> Finding {
        Finding {
            code: self.rule.code.clone(),
            severity,
            state,
            clause: self.rule.basis.clone(),
            about: self.rule.about.iter().cloned().map(Place::from).collect(),
            part: None,
            message,
            hint,
        }
    }
}
