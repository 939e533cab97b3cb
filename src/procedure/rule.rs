//! Rules between answers, and the cases that show them at work.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::Deserialize;

use super::{Field, Material, Procedure};
use crate::field::{Answer, Severity};

/// A check across answers and materials, written in CEL.
///
/// The rule *applies* when `when` is true (absent = always) and *passes* when `check` is true. It
/// *waits* while a required answer that it reads is blank or cannot be read; of the rows of a list only those count
/// that its outcome depends on.
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
    /// Ids of fields: the rule is evaluated once for each of them. In its CEL, message, hint and `about`,
    /// `@field` stands for the id, `@same` for its `same_as`, `@label` for the wording, and `@material` for the
    /// number of the material beside which it is asked; the field's own clauses come first in what is found.
    #[serde(default)]
    pub fields: Vec<String>,
    /// CEL condition under which the rule applies.
    #[serde(default)]
    pub when: Option<String>,
    /// Does not apply where an answer outside rosters that it reads is 不清楚, so that the dossier can be finished
    /// without it. Absent = it waits until the answer is known.
    #[serde(default)]
    pub skips_unknown: bool,
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

impl Rule {
    /// The rule as evaluated: itself, or once for each of its fields.
    pub fn expanded(&self, procedure: &Procedure) -> Vec<Self> {
        if self.fields.is_empty() {
            return vec![self.clone()];
        }
        self.fields
            .iter()
            .filter_map(|id| procedure.field(id))
            .map(|field| self.for_field(field, procedure))
            .collect()
    }

    fn for_field(&self, field: &Field, procedure: &Procedure) -> Self {
        let beside = |material: &&Material| material.fields.iter().any(|f| f.id == field.id);
        let material = procedure.materials.iter().find(beside).map_or("", |material| material.id.as_str());
        let put = |text: &str| {
            let same = field.same_as.as_deref().unwrap_or_default();
            let text = text.replace("@field", &field.id).replace("@same", same);
            text.replace("@material", material).replace("@label", &field.label)
        };
        let mut basis = field.basis.clone();
        basis.extend(self.basis.iter().filter(|code| !field.basis.contains(code)).cloned());
        Self {
            when: self.when.as_deref().map(put),
            check: put(&self.check),
            message: put(&self.message),
            hint: put(&self.hint),
            about: self.about.iter().map(|place| put(place)).collect(),
            basis,
            ..self.clone()
        }
    }
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
