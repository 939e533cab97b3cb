//! One question.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::field::FieldKind;

/// A question with its type, wording and place in the law.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Field {
    /// Unique in the procedure; the name that rules use. Lower-case ASCII, digits and `_`.
    pub id: String,
    /// The official wording on screen, e.g. `经办人`.
    pub label: String,
    /// The type.
    #[serde(flatten)]
    pub kind: FieldKind,
    /// May be left blank without a finding.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub optional: bool,
    /// CEL: asked only when true. Absent = always asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<String>,
    /// What to write, shown under the label.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub help: String,
    /// An example, shown as "例如 …".
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub example: String,
    /// Clause codes this question serves.
    pub basis: Vec<String>,
    /// Masked on screen until asked for.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub sensitive: bool,
    /// Not on the official form: asked only for checking, and marked so.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub off_form: bool,
}
