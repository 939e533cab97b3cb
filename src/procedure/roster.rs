//! Rosters (清单): lists of like things, one row each — data flows, certificates, people.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Field, Stage};
use crate::field::Was;

/// The most rows that a roster may have when it does not say so itself.
const MOST: usize = 5_000;

/// A list of rows that answer the same questions.
///
/// In CEL a roster is a list of maps from field id to value: `flows.map(f, f.persons)`.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Roster {
    /// Unique among rosters, fields, values and parameters; a CEL name.
    pub id: String,
    /// Title in Chinese, e.g. `出境数据流`.
    pub title: String,
    /// What one row is called, e.g. `数据流`.
    pub row_title: String,
    /// One or two sentences under the title.
    #[serde(default)]
    pub help: String,
    /// Clause codes this roster serves.
    pub basis: Vec<String>,
    /// Id of the field whose answer names a row.
    pub row_name: String,
    /// CEL over the fields: filled in only when true. Absent = always.
    #[serde(default)]
    pub when: Option<String>,
    /// When its rows are asked for.
    #[serde(default)]
    pub at: Stage,
    /// Number of the material beside which it is offered, e.g. `3`.
    #[serde(default)]
    pub beside: Option<String>,
    /// May have no row without a finding.
    #[serde(default)]
    pub optional: bool,
    /// No official template is published: marked 非官方样式 on screen and in print.
    #[serde(default)]
    pub unofficial: bool,
    /// The most rows.
    #[serde(default = "most")]
    pub most: usize,
    /// Ids of fields in which no two rows may agree, e.g. a certificate number.
    #[serde(default)]
    pub unique: Vec<String>,
    /// The questions of a row. Their `when` may read `row.<field>` and the answers outside.
    pub fields: Vec<Field>,
    /// What it was called in earlier versions.
    #[serde(default)]
    pub was: Was,
}

fn most() -> usize {
    MOST
}

impl Roster {
    /// Whether it is filled in on the way to the export, on a page that is a step of its own.
    pub fn is_a_step(&self) -> bool {
        self.at == Stage::Form && self.beside.is_none()
    }

    /// The field with this id.
    pub fn field(&self, id: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.id == id)
    }
}

/// A value worked out from answers, visible to later values, rules and messages under its id.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DerivedValue {
    /// A CEL name.
    pub id: String,
    /// Title in Chinese, e.g. `一般个人信息人数合计`.
    pub title: String,
    /// CEL; it waits while an answer that it reads is missing.
    pub cel: String,
    /// Written after the value, e.g. `人`.
    #[serde(default)]
    pub unit: String,
}
