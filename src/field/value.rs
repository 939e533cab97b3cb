//! What an answer means once it is read.

use chrono::NaiveDate;

use super::Problem;
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
    /// Ticked.
    Confirmed,
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
