//! Rules between answers, and the cases that show them at work.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::Deserialize;

use crate::field::{Answer, Severity};

/// A check across answers and materials, written in CEL.
///
/// The rule *applies* when `when` is true (absent = always) and *passes* when `check` is true. It
/// *waits* while a required answer that it reads is blank or cannot be read.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// Named after the defect, e.g. `filed_late`.
    pub code: String,
    /// Short title in Chinese.
    pub title: String,
    /// Weight of a failure.
    pub severity: Severity,
    /// Clause codes; the first one is the main basis.
    pub basis: Vec<String>,
    /// Id of a roster: the rule is evaluated once for each row, bound to `row`.
    #[serde(default)]
    pub each: Option<String>,
    /// CEL condition under which the rule applies.
    #[serde(default)]
    pub when: Option<String>,
    /// CEL condition that must hold.
    pub check: String,
    /// What is wrong; `{…}` holds CEL whose result is put in, dates in Chinese form.
    pub message: String,
    /// How to mend it; `{…}` as in `message`.
    pub hint: String,
    /// The places concerned: a field id, `materials/1.3`, `materials/1.3/front`, `rosters/flows`, or with
    /// `each` also `row` and `row/<field>`. First = where to go.
    pub about: Vec<String>,
    /// What the rule looks at, for the user.
    pub what: String,
    /// Why it matters, for the user.
    pub why: String,
    /// What it does not see, for the user.
    #[serde(default)]
    pub not_covered: String,
}

/// A failing or passing example of a rule, kept in `cases.json` beside the definition.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RuleCase {
    /// The rule's code; absent where the case is about the decision alone.
    #[serde(default)]
    pub rule: String,
    /// The day on which the check runs.
    pub today: NaiveDate,
    /// Answers by field id.
    #[serde(default)]
    pub answers: BTreeMap<String, Answer>,
    /// Rows by roster id, each with answers by field id.
    #[serde(default)]
    pub rosters: BTreeMap<String, Vec<BTreeMap<String, Answer>>>,
    /// Number of files by `material/slot`.
    #[serde(default)]
    pub files: BTreeMap<String, u32>,
    /// `passed`, `failed`, `waiting` or `not_applicable`.
    #[serde(default)]
    pub expect: String,
    /// The outcome's code that the decision comes to, or `undecided`.
    #[serde(default)]
    pub decision: Option<String>,
}
