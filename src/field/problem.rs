//! What is wrong, or doubtful, with one answer.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How much a finding weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// 阻断: the filing cannot be submitted like this.
    Blocking,
    /// 警告: probably wrong; a person decides.
    Warning,
    /// 建议: good practice.
    Advice,
}

impl Severity {
    /// The word for it: 阻断, 警告 or 建议.
    pub fn word(self) -> &'static str {
        match self {
            Self::Blocking => "阻断",
            Self::Warning => "警告",
            Self::Advice => "建议",
        }
    }
}

/// One problem of one answer, in plain official Chinese.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Named after the defect, e.g. `uscc_checksum_wrong`.
    pub code: &'static str,
    /// Only problems whose rule has a verified source may block.
    pub severity: Severity,
    /// The part of the answer concerned, for answers of several parts.
    pub part: Option<String>,
    /// What is wrong. Never repeats a whole identity number.
    pub message: String,
    /// How to mend it.
    pub hint: String,
}

impl Problem {
    /// A problem that blocks.
    pub(crate) fn blocking(code: &'static str, message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { code, severity: Severity::Blocking, part: None, message: message.into(), hint: hint.into() }
    }

    /// A doubt that a person decides.
    pub(crate) fn warning(code: &'static str, message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, ..Self::blocking(code, message, hint) }
    }

    /// The same problem of one part of the answer.
    #[must_use]
    pub(crate) fn at(self, part: &str) -> Self {
        Self { part: Some(part.to_owned()), ..self }
    }
}
