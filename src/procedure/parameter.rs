//! Numbers and days that may change (thresholds, terms), each with its source and validity.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::Deserialize;

/// A number or day that rules use by name.
///
/// What holds now stands first, what held earlier in `before`. The periods follow each other without a gap
/// and without overlap, so that on every day from the first one on exactly one value holds.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Parameter {
    /// A whole number, or a date as `YYYY-MM-DD`.
    pub value: ParameterValue,
    /// Where it comes from.
    pub source: String,
    /// The first day on which it holds.
    pub from: NaiveDate,
    /// The last day on which it holds; absent while no end is known.
    #[serde(default)]
    pub until: Option<NaiveDate>,
    /// What held earlier, in any order.
    #[serde(default)]
    pub before: Vec<EarlierValue>,
}

/// A value that a parameter had earlier.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EarlierValue {
    /// The value.
    pub value: ParameterValue,
    /// Where it comes from.
    pub source: String,
    /// The first day on which it held.
    pub from: NaiveDate,
    /// The last day on which it held.
    pub until: NaiveDate,
}

/// The value of a parameter.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum ParameterValue {
    /// A whole number.
    Number(i64),
    /// A text or date.
    Text(String),
}

impl ParameterValue {
    /// The number that it is; `None` for a text.
    pub fn number(&self) -> Option<i64> {
        match self {
            Self::Number(number) => Some(*number),
            Self::Text(_) => None,
        }
    }
}

/// A value with its source and the days on which it holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Valid<'a> {
    /// The value.
    pub value: &'a ParameterValue,
    /// Where it comes from.
    pub source: &'a str,
    /// The first day.
    pub from: NaiveDate,
    /// The last day; `None` while no end is known.
    pub until: Option<NaiveDate>,
}

impl Valid<'_> {
    /// Whether it holds on a day.
    pub fn covers(&self, day: NaiveDate) -> bool {
        self.from <= day && self.until.is_none_or(|until| day <= until)
    }
}

impl Parameter {
    /// All its values, the present one first, the others as they stand in the definition.
    pub fn values(&self) -> impl Iterator<Item = Valid<'_>> {
        let now = Valid { value: &self.value, source: &self.source, from: self.from, until: self.until };
        let earlier = self.before.iter().map(|earlier| Valid {
            value: &earlier.value,
            source: &earlier.source,
            from: earlier.from,
            until: Some(earlier.until),
        });
        std::iter::once(now).chain(earlier)
    }

    /// The value that holds on a day: before the first one begins, the first; after the last one has
    /// ended, none, for nothing is guessed.
    pub fn on(&self, day: NaiveDate) -> Option<&ParameterValue> {
        let first = || self.values().min_by_key(|value| value.from).filter(|value| day < value.from);
        let holds = self.values().find(|value| value.covers(day)).or_else(first);
        holds.map(|value| value.value)
    }

    /// What is wrong with its periods, in Chinese; `None` when each day has one value.
    pub(super) fn defect(&self) -> Option<String> {
        let day = crate::calendar::chinese_date;
        self.values().find_map(|value| {
            let covering = |day| self.values().filter(move |other| other.covers(day)).count();
            if value.until.is_some_and(|until| until < value.from) {
                return Some(format!("自{}起的值，有效期止日早于起日", day(value.from)));
            }
            if covering(value.from) > 1 {
                return Some(format!("{}有两个值，有效期重叠", day(value.from)));
            }
            let next = value.until.and_then(|until| until.succ_opt())?;
            let is_last = self.values().all(|other| other.from <= value.from);
            (!is_last && covering(next) == 0).then(|| format!("{}没有值，有效期不连续", day(next)))
        })
    }
}
