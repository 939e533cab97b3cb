//! The materials (材料) to be handed in.

use schemars::JsonSchema;
use serde::Deserialize;

use super::Field;

/// One row of the official list of materials (附件1).
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Material {
    /// The official number, e.g. `1.3`.
    pub id: String,
    /// The official title.
    pub title: String,
    /// The official requirement, verbatim; may be empty.
    #[serde(default)]
    pub requirement: String,
    /// What the guide asks for in it, shown to the user.
    #[serde(default)]
    pub help: String,
    /// May be absent from the filing without a finding.
    #[serde(default)]
    pub optional: bool,
    /// Clause codes.
    pub basis: Vec<String>,
    /// The stamped print of the form itself goes here.
    #[serde(default)]
    pub is_form: bool,
    /// The places for files; at least one.
    pub slots: Vec<Slot>,
    /// Questions asked beside this material (never on the official form).
    #[serde(default)]
    pub fields: Vec<Field>,
}

/// A place for one file, or for several.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Slot {
    /// Unique in the material.
    pub id: String,
    /// Shown when the material has more than one slot, e.g. `人像面`.
    #[serde(default)]
    pub title: String,
    /// Takes more than one file.
    #[serde(default)]
    pub many: bool,
    /// Takes one file for each row of this roster: 一人一表. What is missing, twice there or of nobody is
    /// found by the program.
    #[serde(default)]
    pub for_each: Option<String>,
    /// May stay empty without a finding.
    #[serde(default)]
    pub optional: bool,
    /// CEL: needed only when true. Absent = always.
    #[serde(default)]
    pub when: Option<String>,
}
