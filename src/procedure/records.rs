//! Records (记录): tables made from the rows of rosters, to be reported, exported and printed.

use schemars::JsonSchema;
use serde::Deserialize;

/// A table of records, e.g. what is to be reported of each certificate and of each change.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RecordTable {
    /// Unique among record tables and rosters; lower-case ASCII, digits and `_`.
    pub id: String,
    /// Title in Chinese.
    pub title: String,
    /// Clause codes that ask for it.
    pub basis: Vec<String>,
    /// Its columns.
    pub columns: Vec<RecordColumn>,
    /// Where its lines come from, one part after the other.
    pub parts: Vec<RecordPart>,
}

/// A column of a table of records.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RecordColumn {
    /// Its head.
    pub title: String,
    /// Its share of the width (`fr`) in print.
    pub width: f32,
}

/// Lines of a table of records: one for each row of a roster.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RecordPart {
    /// The roster.
    pub each: String,
    /// CEL: only rows for which it is true.
    #[serde(default)]
    pub when: Option<String>,
    /// The cells, one for each column; may hold CEL between braces, as a rule's message.
    pub cells: Vec<String>,
}
