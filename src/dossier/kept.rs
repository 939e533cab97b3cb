//! What a definition has no place for is kept aside, never lost.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::field::Answer;

/// Where answers of rosters stand.
const ROSTERS: &str = "rosters/";

/// An answer that was given under another version of the definition and has no place in this one.
///
/// It is no part of the filing: it is neither checked nor printed, and returns when a later version asks for it
/// again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Kept {
    /// Where it stood: `<field>`, or `rosters/<roster>/<row>/<field>`.
    pub place: String,
    /// What it was called there.
    pub label: String,
    /// The version of the definition under which it was given.
    pub version: String,
    /// The answer, to the letter.
    pub answer: Answer,
}

impl Kept {
    /// The place of an answer in a row.
    pub(super) fn cell(roster: &str, row: &str, field: &str) -> String {
        format!("{ROSTERS}{roster}/{row}/{field}")
    }

    /// Roster, row and field of an answer that stood in a row.
    pub(super) fn row(&self) -> Option<(&str, &str, &str)> {
        let (roster, rest) = self.place.strip_prefix(ROSTERS)?.split_once('/')?;
        let (row, field) = rest.rsplit_once('/')?;
        Some((roster, row, field))
    }
}
