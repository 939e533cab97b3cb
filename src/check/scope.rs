//! What expressions see: answers as CEL values, and which answers are still missing.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use cel::{Context, Env, ExecutionError, Value as Cel};
use chrono::NaiveDate;

use super::functions::{self, FileCounts, NOT_PUBLISHED};
use crate::calendar::{Calendar, chinese_date};
use crate::dossier::Dossier;
use crate::field::{Capital, Reading, Value};
use crate::procedure::expression::{Expression, Piece};
use crate::procedure::{Field, ParameterValue, Procedure};

/// The outcome of evaluating an expression.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Evaluated {
    /// A value.
    Value(Cel),
    /// Waits for these fields; empty when it waits for a holiday table.
    Waiting(BTreeSet<String>),
    /// The expression is wrong for these values.
    Broken(String),
}

/// The variables and functions of one check.
pub(super) struct Scope<'v> {
    context: Context<'v, 'v>,
    missing: BTreeSet<String>,
}

impl Scope<'_> {
    /// A scope with parameters, `today` and the functions; answers are added with [`Scope::bind`].
    pub(super) fn new(
        env: Arc<Env>,
        procedure: &Procedure,
        dossier: &Dossier,
        today: NaiveDate,
        calendar: &Calendar,
    ) -> Self {
        let mut context = Context::with_env(env);
        let mut files = FileCounts::new();
        for attachment in &dossier.attachments {
            let entry = files.entry(format!("{}/{}", attachment.material, attachment.slot)).or_default();
            entry.0 += 1;
            entry.1 += i64::from(attachment.file.pages);
        }
        functions::register(&mut context, calendar, files);
        context.add_variable_from_value("today", today.to_string());
        let mut missing = BTreeSet::new();
        for (name, parameter) in &procedure.parameters {
            match parameter.on(today) {
                Some(ParameterValue::Number(number)) => {
                    context.add_variable_from_value(name.as_str(), *number);
                }
                Some(ParameterValue::Text(text)) => {
                    context.add_variable_from_value(name.as_str(), text.as_str());
                }
                // Past its last day nothing is guessed: what reads it waits.
                None => drop(missing.insert(name.clone())),
            }
        }
        Self { context, missing }
    }

    /// Makes an answer visible: its value; null when it may be blank or is not asked; else missing.
    pub(super) fn bind(&mut self, field: &Field, asked: bool, reading: &Reading) {
        let value = match &reading.value {
            Some(value) if asked => to_cel(value),
            _ if !asked || (field.optional && reading.is_blank()) => Cel::Null,
            _ => {
                self.missing.insert(field.id.clone());
                return;
            }
        };
        self.context.add_variable_from_value(field.id.as_str(), value);
    }

    /// Evaluates, or says what is waited for.
    pub(super) fn evaluate(&self, expression: &Expression) -> Evaluated {
        let mut waits = BTreeSet::new();
        waits.extend(expression.reads.intersection(&self.missing).cloned());
        if !waits.is_empty() {
            return Evaluated::Waiting(waits);
        }
        match self.context.resolve(&expression.tree) {
            Ok(value) => Evaluated::Value(value),
            Err(ExecutionError::FunctionError { message, .. }) if message == NOT_PUBLISHED => {
                Evaluated::Waiting(BTreeSet::new())
            }
            Err(error) => Evaluated::Broken(error_kind(&error)),
        }
    }

    /// Whether a condition holds; an absent condition does. `None` while it waits.
    pub(super) fn holds(&self, condition: Option<&Expression>) -> Option<bool> {
        let Some(condition) = condition else { return Some(true) };
        match self.evaluate(condition) {
            Evaluated::Value(Cel::Bool(holds)) => Some(holds),
            _ => None,
        }
    }

    /// Fills a message; days in Chinese form.
    pub(super) fn fill(&self, pieces: &[Piece]) -> String {
        pieces
            .iter()
            .map(|piece| match piece {
                Piece::Text(text) => text.clone(),
                Piece::Value(expression) => match self.evaluate(expression) {
                    Evaluated::Value(value) => show(&value),
                    Evaluated::Waiting(_) => "（未公布）".to_owned(),
                    Evaluated::Broken(_) => "（无）".to_owned(),
                },
            })
            .collect()
    }
}

/// The error's kind without the applicant's values.
fn error_kind(error: &ExecutionError) -> String {
    let text = format!("{error:?}");
    text.split(['(', ' ', '{']).next().unwrap_or_default().to_owned()
}

fn show(value: &Cel) -> String {
    match value {
        Cel::String(text) => text.parse::<NaiveDate>().map_or_else(|_| text.as_ref().clone(), chinese_date),
        Cel::Int(number) => number.to_string(),
        Cel::UInt(number) => number.to_string(),
        _ => "（无）".to_owned(),
    }
}

fn to_cel(value: &Value) -> Cel {
    match value {
        Value::Text(text) => text.as_str().into(),
        Value::Date(date) => date.to_string().into(),
        Value::Period { from, to } => map([("from", date(Some(*from))), ("to", date(*to))]),
        Value::Choice { code, other } => {
            map([("choice", code.as_str().into()), ("other", other.as_deref().map_or(Cel::Null, Cel::from))])
        }
        Value::Count(count) => Cel::Int(i64::try_from(*count).unwrap_or(i64::MAX)),
        Value::Capital(Capital::NotApplicable) => map([
            ("applicable", Cel::Bool(false)),
            ("yuan", Cel::Int(0)),
            ("currency", "".into()),
            ("founding_fund", Cel::Bool(false)),
        ]),
        Value::Capital(Capital::Amount(money)) => map([
            ("applicable", Cel::Bool(true)),
            ("yuan", Cel::Int(i64::try_from(money.cents / 100).unwrap_or(i64::MAX))),
            ("currency", money.currency.as_str().into()),
            ("founding_fund", Cel::Bool(money.founding_fund)),
        ]),
        Value::IdDocument { kind, number, from, to, long_term } => map([
            ("kind", kind.code().into()),
            ("number", number.as_str().into()),
            ("from", date(*from)),
            ("to", date(*to)),
            ("long_term", Cel::Bool(*long_term)),
        ]),
        Value::Confirmed => Cel::Bool(true),
    }
}

fn date(date: Option<NaiveDate>) -> Cel {
    date.map_or(Cel::Null, |date| date.to_string().into())
}

fn map<const N: usize>(entries: [(&str, Cel); N]) -> Cel {
    entries.into_iter().map(|(key, value)| (key.to_owned(), value)).collect::<HashMap<_, _>>().into()
}

/// Readings by field id.
pub(super) type Readings = BTreeMap<String, Reading>;
