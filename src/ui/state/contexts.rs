//! What components get through Yew's contexts. Three only: every further type of context is code that
//! every visitor downloads.

use std::fmt;

use yew::Callback;

use super::{Definition, Dispatcher, Keeping, Notify, Services, Settled, Shared};
use crate::check::Report;
use crate::dossier::Dossier;
use crate::ui::parts::Arrived;

/// What every component can reach. Changes only while the last parts of the program arrive.
#[derive(Clone, Debug, PartialEq)]
pub struct Reach {
    /// Store, procedures, calendar and worker.
    pub services: Services,
    /// Shows short messages.
    pub notify: Notify,
    /// How far the parts of the program are that arrive later.
    pub arrived: Arrived,
    /// Fetches again what could not be fetched.
    pub retry: Callback<()>,
    /// Goes on with other places: unlocked, newly protected, or for this time only.
    pub keep: Callback<Keeping>,
}

/// What is fixed while a dossier is open.
#[derive(Clone, PartialEq)]
pub struct Fixed {
    /// The definition, compiled and as JSON.
    pub definition: Shared<Definition>,
    /// Changes the dossier.
    pub dispatcher: Dispatcher,
    /// Told of every rendering of a question by field id; tests count with it.
    pub probe: Option<Callback<String>>,
}

impl fmt::Debug for Fixed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Fixed").field("definition", &self.definition.reference).finish_non_exhaustive()
    }
}

/// The open dossier as it is now. Components that read it pass on to others only what these need.
#[derive(Clone, Debug, PartialEq)]
pub struct Slices {
    /// Its content.
    pub dossier: Shared<Dossier>,
    /// Whether it was checked: until the checks have arrived the report is empty.
    pub checked: bool,
    /// What the checks say about it.
    pub report: Shared<Report>,
    /// What they said when no field was being typed in.
    pub settled: Settled,
}
