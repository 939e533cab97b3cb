//! Decisions: questions of law answered step by step, each step with its reason and source.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

/// A question that the answers decide, e.g. which of several routes must be taken.
///
/// The steps are taken in order; the first one that holds gives the outcome. Three-valued: while a step
/// before it waits for an answer, nothing is decided, unless every way in which the answer could turn out
/// leads to the same outcome.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Decision {
    /// What is decided, e.g. `出境路径`.
    pub title: String,
    /// Clause codes.
    pub basis: Vec<String>,
    /// The outcomes by code.
    pub outcomes: BTreeMap<String, Outcome>,
    /// The steps in order; the last one holds always (`when` is `true`).
    pub steps: Vec<DecisionStep>,
    /// What is said while nothing is decided (事实不足).
    pub undecided: Undecided,
    /// What would lead to another outcome.
    #[serde(default)]
    pub changes: Vec<DecisionChange>,
}

/// An outcome of a decision.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Outcome {
    /// The outcome in a few words.
    pub title: String,
    /// What it means.
    pub text: String,
    /// What is to be done next.
    pub next: String,
}

/// What is said while nothing is decided.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Undecided {
    /// In a few words, e.g. `事实不足`.
    pub title: String,
    /// What it means.
    pub text: String,
}

/// A step of a decision.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DecisionStep {
    /// Unique among the steps.
    pub code: String,
    /// What the step looks at, in a few words.
    pub title: String,
    /// CEL; holds as soon as it must, whatever the answers still missing are: `a || b` when one of both
    /// holds, `a && b` fails when one of both fails.
    pub when: String,
    /// The outcome it leads to when it holds; absent = nothing can be decided for this reason.
    #[serde(default)]
    pub outcome: Option<String>,
    /// What is said when it holds; `{…}` holds CEL.
    pub reason: String,
    /// What is said when it does not hold; `{…}` as in `reason`.
    pub otherwise: String,
    /// Clause codes; the first one is the main basis.
    pub basis: Vec<String>,
    /// Where to go when it holds without an outcome: places as in a rule's `about`.
    #[serde(default)]
    pub about: Vec<String>,
}

/// What would lead to another outcome.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DecisionChange {
    /// The outcomes with which it is said; empty = with every outcome.
    #[serde(default)]
    pub outcomes: Vec<String>,
    /// CEL; said only when true.
    pub when: String,
    /// What would change it; `{…}` holds CEL.
    pub text: String,
    /// Clause codes.
    pub basis: Vec<String>,
}
