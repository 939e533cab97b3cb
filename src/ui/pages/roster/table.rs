//! What the table is made of: what it shows, and what is done to it, both read this.

use std::rc::Rc;

use super::columns::Column;
use super::standing::Standings;
use crate::dossier::Dossier;
use crate::procedure::Procedure;
use crate::ui::state::Shared;

/// The rows with their columns, and how they stand.
#[derive(Clone, PartialEq)]
pub(super) struct Table {
    pub(super) procedure: Shared<Procedure>,
    /// Position of the roster in the procedure.
    pub(super) roster: usize,
    pub(super) dossier: Shared<Dossier>,
    pub(super) standings: Shared<Standings>,
    pub(super) columns: Rc<Vec<Column>>,
    /// Positions of the rows shown.
    pub(super) shown: Rc<Vec<usize>>,
}
