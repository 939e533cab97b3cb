//! The engine: a definition compiled once, a dossier checked as often as needed.

use chrono::NaiveDate;

use super::Report;
use crate::calendar::Calendar;
use crate::dossier::Dossier;
use crate::procedure::Procedure;

/// The characters that the printing faces can show.
pub trait Coverage {
    /// Whether some face has a glyph for the character.
    fn covers(&self, c: char) -> bool;
}

/// A definition ready to check dossiers.
#[derive(Debug)]
pub struct Engine {
    procedure: Procedure,
}

impl Engine {
    /// Compiles a loaded definition.
    pub fn new(procedure: Procedure) -> Self {
        Self { procedure }
    }

    /// The definition.
    pub fn procedure(&self) -> &Procedure {
        &self.procedure
    }

    /// Checks a dossier as of a day. `coverage` is `None` while the faces' index is not loaded.
    pub fn check(
        &self,
        _dossier: &Dossier,
        _today: NaiveDate,
        _calendar: &Calendar,
        _coverage: Option<&dyn Coverage>,
    ) -> Report {
        Report::default()
    }
}
