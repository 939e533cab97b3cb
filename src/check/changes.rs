//! What has changed since a dossier was checked last.

use std::collections::BTreeSet;

use crate::procedure::expression::Expression;

/// The names whose values may have changed.
#[derive(Debug, Default)]
pub(super) struct Changes {
    /// Nothing was checked before.
    pub(super) everything: bool,
    /// Files came or went.
    pub(super) files: bool,
    /// Ids of fields, derived values, and rosters whose rows came, went or moved.
    pub(super) names: BTreeSet<String>,
    /// Roster and field of cells.
    pub(super) cells: BTreeSet<(String, String)>,
}

impl Changes {
    /// Whether one of these names is concerned.
    pub(super) fn touch(&self, names: &BTreeSet<String>) -> bool {
        self.everything || !self.names.is_disjoint(names)
    }

    /// Whether something that an expression reads is concerned.
    pub(super) fn reach(&self, expression: &Expression) -> bool {
        self.concern(&expression.reads, &expression.cells, &expression.whole)
            || !self.cells.is_disjoint(&expression.tested)
    }

    /// Whether one of these is concerned: names, cells of rosters, and the names of
    /// rosters of which every cell counts.
    pub(super) fn concern(
        &self,
        names: &BTreeSet<String>,
        cells: &BTreeSet<(String, String)>,
        whole: &BTreeSet<String>,
    ) -> bool {
        self.touch(names)
            || !self.cells.is_disjoint(cells)
            || self.cells.iter().any(|(roster, _)| whole.contains(roster))
    }
}
