//! State machines (状态机) over rosters: the rows of one roster have states, those of another change them.

use schemars::JsonSchema;
use serde::Deserialize;

/// A state machine, e.g. certificates and the changes of their status.
///
/// In CEL each row of `of` has `row.<id>` with `state`, `title`, `final`, `since` and `changes`; each row of
/// `events` has `row.<id>` with `known`, `subject` (the row that it changes), `start`, `before`,
/// `before_title`, `after`, `after_title`, `allowed`, `previous` and `in_order`. An event that is not allowed
/// changes nothing.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Machine {
    /// A CEL name, unique among machines and the fields of both rosters.
    pub id: String,
    /// Title in Chinese, e.g. `证书状态`.
    pub title: String,
    /// Clause codes.
    pub basis: Vec<String>,
    /// The roster whose rows have states.
    pub of: String,
    /// Its field by which events name a row, e.g. a certificate's number.
    pub key: String,
    /// Its date field with the day from which a row has its first state.
    pub from: String,
    /// The roster of events.
    pub events: String,
    /// Its field that names a row of `of`.
    pub names: String,
    /// Its date field with the day of the event.
    pub on: String,
    /// Its field of type `choice` with the kind of event.
    pub event: String,
    /// The first state.
    pub initial: String,
    /// The states. One that no move leaves is final.
    pub states: Vec<MachineState>,
    /// Which event leads from where to where.
    pub moves: Vec<MachineMove>,
}

/// A state.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MachineState {
    /// Unique in the machine.
    pub id: String,
    /// In Chinese, e.g. `有效`.
    pub title: String,
}

/// A move from states to a state.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MachineMove {
    /// The kind of event: a code of the choice.
    pub event: String,
    /// The states that it may leave.
    pub from: Vec<String>,
    /// The state that it leads to.
    pub to: String,
}

impl Machine {
    /// The position of a state.
    pub fn state(&self, id: &str) -> Option<usize> {
        self.states.iter().position(|state| state.id == id)
    }

    /// Whether no event leaves a state.
    pub fn is_final(&self, id: &str) -> bool {
        !self.moves.iter().any(|step| step.from.iter().any(|from| from == id))
    }
}
