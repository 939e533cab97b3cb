//! The dossier as stored and exported; format version 1.

use std::collections::BTreeMap;
use std::sync::Arc;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Attachment, FORMAT, Kept};
use crate::field::Answer;
use crate::procedure::Procedure;

/// The definition a dossier was started with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ProcedureRef {
    /// Procedure id.
    pub id: String,
    /// Its version.
    pub version: String,
    /// SHA-256 of `procedure.json`, lower-case hex.
    pub digest: String,
}

impl ProcedureRef {
    /// The reference to a loaded definition.
    pub fn of(procedure: &Procedure) -> Self {
        Self {
            id: procedure.id.clone(),
            version: procedure.version.clone(),
            digest: procedure.digest.clone(),
        }
    }
}

/// One row of a roster. Rows are shared between states of a dossier, so that one edit copies one row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Row {
    /// Unique in the roster, and kept for as long as the row is.
    pub id: String,
    /// Answers by field id; blank answers are absent.
    pub answers: BTreeMap<String, Answer>,
}

/// One filing in the making.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Dossier {
    /// Version of this format; 1.
    pub format: u32,
    /// Unique on the machine.
    pub id: String,
    /// The id under which it was started, where that is another one: prints are marked with it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub origin: Option<String>,
    /// The user's name for it.
    pub name: String,
    /// It is the example that comes with the page, or was made of it: nothing to be handed in. What is printed
    /// or packed of it says so, whatever it is called.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub example: bool,
    /// The definition.
    pub procedure: ProcedureRef,
    /// Answers by field id; blank answers are absent.
    pub answers: BTreeMap<String, Answer>,
    /// Rows by roster id, in order; a roster without rows is absent.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub rosters: BTreeMap<String, Vec<Arc<Row>>>,
    /// Attached files in order.
    pub attachments: Vec<Attachment>,
    /// What was given under another version of the definition and has no place in this one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub kept: Vec<Kept>,
    /// Id of the dossier that a migration made this one of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub migrated_from: Option<String>,
    /// When it was started, RFC 3339.
    pub created: String,
    /// When it was last edited, RFC 3339.
    pub changed: String,
}

impl Dossier {
    /// An empty dossier. `now` is RFC 3339.
    pub fn new(id: String, name: String, procedure: ProcedureRef, now: &str) -> Self {
        Self {
            format: FORMAT,
            id,
            origin: None,
            name,
            example: false,
            procedure,
            answers: BTreeMap::new(),
            rosters: BTreeMap::new(),
            attachments: Vec::new(),
            kept: Vec::new(),
            migrated_from: None,
            created: now.to_owned(),
            changed: now.to_owned(),
        }
    }

    /// The word on every page of an example and in the names of its files.
    pub fn example_mark(&self) -> Option<&'static str> {
        self.example.then_some("示例")
    }

    /// Its name, before which stands of an example that it is one: for files that carry no other mark.
    pub fn marked_name(&self) -> String {
        self.example_mark().map_or_else(|| self.name.clone(), |mark| format!("{mark}_{}", self.name))
    }

    /// The rows of a roster, in order.
    pub fn rows(&self, roster: &str) -> &[Arc<Row>] {
        self.rosters.get(roster).map_or(&[], Vec::as_slice)
    }

    /// The row of a roster with this id.
    pub fn row(&self, roster: &str, id: &str) -> Option<&Arc<Row>> {
        self.rows(roster).iter().find(|row| row.id == id)
    }

    /// The files at one slot, in order.
    pub fn files_at<'a>(&'a self, material: &'a str, slot: &'a str) -> impl Iterator<Item = &'a Attachment> {
        self.attachments.iter().filter(move |a| a.material == material && a.slot == slot)
    }
}
