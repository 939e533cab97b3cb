//! What has changed since a dossier was checked last.

use std::collections::BTreeSet;

use crate::procedure::expression::{Expression, Piece, ROW};
use crate::procedure::{Machine, Roster};

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

    /// Whether the rows of a roster, what names them, or the files that belong to them are concerned.
    pub(super) fn names_rows(&self, roster: &Roster) -> bool {
        self.everything
            || self.files
            || self.names.contains(&roster.id)
            || self.cells.contains(&(roster.id.clone(), roster.row_name.clone()))
    }

    /// Whether the rows of a state machine, or what its events name them by, are concerned.
    pub(super) fn rename(&self, machine: &Machine) -> bool {
        let cell = |roster: &String, field: &String| self.cells.contains(&(roster.clone(), field.clone()));
        self.names.contains(&machine.of)
            || self.names.contains(&machine.events)
            || cell(&machine.of, &machine.key)
            || cell(&machine.events, &machine.names)
    }

    /// Whether something that an expression reads is concerned.
    pub(super) fn reach(&self, expression: &Expression) -> bool {
        self.touch(&expression.reads)
            || !self.cells.is_disjoint(&expression.cells)
            || !self.cells.is_disjoint(&expression.tested)
            || self.cells.iter().any(|(roster, _)| expression.whole.contains(roster))
            || (self.files && counts_files(expression))
    }

    /// The same for all that something reads.
    pub(super) fn concern(&self, reads: &Reads) -> bool {
        self.touch(&reads.names)
            || !self.cells.is_disjoint(&reads.cells)
            || self.cells.iter().any(|(roster, _)| reads.whole.contains(roster))
            || (self.files && reads.files)
    }
}

/// What several expressions read together.
#[derive(Debug, Default)]
pub(super) struct Reads {
    /// Names.
    names: BTreeSet<String>,
    /// Cells of rosters, by roster and field.
    cells: BTreeSet<(String, String)>,
    /// Rosters of which every cell counts.
    whole: BTreeSet<String>,
    /// The files too.
    files: bool,
}

impl Reads {
    /// Adds what an expression reads.
    pub(super) fn add(&mut self, expression: &Expression) {
        self.names.extend(expression.reads.iter().filter(|name| *name != ROW).cloned());
        self.cells.extend(expression.cells.iter().chain(&expression.tested).cloned());
        self.whole.extend(expression.whole.iter().cloned());
        self.files |= counts_files(expression);
    }

    /// Adds what a text reads.
    pub(super) fn add_text(&mut self, pieces: &[Piece]) {
        for piece in pieces {
            match piece {
                Piece::Value(expression) => self.add(expression),
                Piece::Text(_) => {}
            }
        }
    }
}

fn counts_files(expression: &Expression) -> bool {
    ["files", "pages", "cites"].into_iter().any(|name| expression.calls(name))
}
