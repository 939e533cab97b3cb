//! What an answer means once it is read.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde_json::{Map, json};

use super::{Narrative, Problem, Severity, money};
use crate::identity::IdKind;

/// The outcome of reading an answer.
///
/// Blank: no value and no problem. Malformed: no value, at least one blocking problem. Good: a value,
/// possibly with warnings.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reading {
    /// The meaning, when there is one.
    pub value: Option<Value>,
    /// All problems, never only the first.
    pub problems: Vec<Problem>,
}

impl Reading {
    /// Nothing was answered.
    pub fn is_blank(&self) -> bool {
        self.value.is_none() && self.problems.is_empty()
    }

    /// A value without a problem.
    pub(crate) fn good(value: Value) -> Self {
        Self { value: Some(value), problems: Vec::new() }
    }

    /// A value, unless a problem blocks.
    pub(crate) fn with_problems(value: Value, problems: Vec<Problem>) -> Self {
        let blocked = problems.iter().any(|problem| problem.severity == Severity::Blocking);
        Self { value: (!blocked).then_some(value), problems }
    }

    /// No value, for this reason.
    pub(crate) fn refused(problem: Problem) -> Self {
        Self { value: None, problems: vec![problem] }
    }
}

/// The meaning of an answer.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Text, name, code or number in its normal form (single line, trimmed; long text keeps its lines).
    Text(String),
    /// A civil date.
    Date(NaiveDate),
    /// A period; `to` is `None` for 长期.
    Period {
        /// First day.
        from: NaiveDate,
        /// Last day, inclusive.
        to: Option<NaiveDate>,
    },
    /// A chosen option.
    Choice {
        /// The option's code.
        code: String,
        /// The free text of 其他.
        other: Option<String>,
    },
    /// A whole number.
    Count(u64),
    /// Capital, or 不适用.
    Capital(Capital),
    /// An identity document.
    IdDocument {
        /// Its kind.
        kind: IdKind,
        /// Its number in normal form.
        number: String,
        /// First day of validity, if given.
        from: Option<NaiveDate>,
        /// Last day of validity; `None` when not given or 长期 (see `long_term`).
        to: Option<NaiveDate>,
        /// True when 长期 was stated.
        long_term: bool,
    },
    /// The page of each heading, by code.
    Contents(BTreeMap<String, u64>),
    /// What was written under each heading.
    Narrative(Narrative),
    /// Ticked.
    Confirmed,
}

impl Value {
    /// The value for other software: dates as `YYYY-MM-DD`, whole numbers as numbers, amounts as
    /// decimal texts in the currency's unit, 长期 as `long_term`. Described by
    /// [`FieldKind::value_schema`](super::FieldKind::value_schema).
    pub fn to_json(&self) -> serde_json::Value {
        match self {
            Self::Text(text) => json!(text),
            Self::Date(date) => json!(date),
            Self::Period { from, to: Some(to) } => json!({ "from": from, "to": to }),
            Self::Period { from, to: None } => json!({ "from": from, "long_term": true }),
            Self::Choice { code, other: Some(other) } => json!({ "choice": code, "other": other }),
            Self::Choice { code, other: None } => json!({ "choice": code }),
            Self::Count(number) => json!(number),
            Self::Capital(capital) => money::to_json(capital),
            Self::IdDocument { kind, number, from, to, long_term } => {
                let mut map = Map::new();
                map.insert("kind".to_owned(), json!(kind.code()));
                map.insert("number".to_owned(), json!(number));
                for (name, date) in [("from", from), ("to", to)] {
                    if let Some(date) = date {
                        map.insert(name.to_owned(), json!(date));
                    }
                }
                if *long_term {
                    map.insert("long_term".to_owned(), json!(true));
                }
                map.into()
            }
            Self::Contents(pages) => json!(pages),
            Self::Narrative(narrative) => narrative.to_json(),
            Self::Confirmed => json!(true),
        }
    }
}

/// 注册资本 or what stands in its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Capital {
    /// 不适用.
    NotApplicable,
    /// An amount.
    Amount(Money),
}

/// An amount of money.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Money {
    /// The amount in 分 (1/100 of the currency's unit).
    pub cents: u128,
    /// `元` or `万元`, as it is to be printed.
    pub unit: String,
    /// The currency's Chinese name, e.g. `人民币`.
    pub currency: String,
    /// True when the answer states 开办资金 rather than 注册资本.
    pub founding_fund: bool,
}
