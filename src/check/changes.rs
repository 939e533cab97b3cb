//! What has changed since a dossier was checked last.

use std::collections::BTreeSet;

/// The names whose values may have changed.
#[derive(Debug, Default)]
pub(super) struct Changes {
    /// Nothing was checked before.
    pub(super) everything: bool,
    /// Files came or went.
    pub(super) files: bool,
    /// Ids of fields, rosters and derived values.
    pub(super) names: BTreeSet<String>,
}

impl Changes {
    /// Whether one of these names is concerned.
    pub(super) fn touch(&self, names: &BTreeSet<String>) -> bool {
        self.everything || !self.names.is_disjoint(names)
    }
}
