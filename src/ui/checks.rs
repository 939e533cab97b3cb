//! The checks as the page reaches them: through [`Checks`] and [`Course`], because the engine behind them is
//! a part of the program that arrives later (see [`parts`]).
//!
//! [`parts`]: super::parts

use std::fmt;
use std::rc::Rc;

use chrono::NaiveDate;

use crate::check::{Coverage, Engine, Memory, Report};
use crate::dossier::Dossier;
use crate::procedure::{DefinitionError, Procedure, load};
use crate::ui::state::Holidays;

/// The checks of one definition, compiled.
pub trait Checks {
    /// Begins to check one dossier.
    fn begin(&self) -> Box<dyn Course>;
    /// The definition whole.
    fn procedure(&self) -> Procedure;
    /// The engine, for pages that are a later part themselves: whoever else calls it brings it along.
    fn engine(&self) -> &Engine;
}

/// The checks of one dossier from change to change. `coverage` is `None` while the faces' index is not loaded.
pub trait Course: fmt::Debug {
    /// Checks the dossier as it is now. Begin anew when holiday tables or coverage are others than before.
    fn check(
        &mut self,
        dossier: &Dossier,
        today: NaiveDate,
        holidays: &Holidays,
        coverage: Option<&dyn Coverage>,
    ) -> Report;
}

/// Reads a definition and compiles its checks; the file is only used in messages.
pub type Compile = fn(file: &str, json: &str) -> Result<Box<dyn Checks>, DefinitionError>;

/// The entry of the part: what stands from here on arrives later.
pub fn compile(file: &str, json: &str) -> Result<Box<dyn Checks>, DefinitionError> {
    Ok(Box::new(Compiled(Rc::new(Engine::new(load(file, json)?)?))))
}

struct Compiled(Rc<Engine>);

impl Checks for Compiled {
    fn begin(&self) -> Box<dyn Course> {
        Box::new(Remembered { engine: Rc::clone(&self.0), memory: Memory::default() })
    }

    fn procedure(&self) -> Procedure {
        self.0.procedure().clone()
    }

    fn engine(&self) -> &Engine {
        &self.0
    }
}

#[derive(Debug)]
struct Remembered {
    engine: Rc<Engine>,
    memory: Memory,
}

impl Course for Remembered {
    fn check(
        &mut self,
        dossier: &Dossier,
        today: NaiveDate,
        holidays: &Holidays,
        coverage: Option<&dyn Coverage>,
    ) -> Report {
        self.engine.recheck(&mut self.memory, dossier, today, holidays.calendar(), coverage)
    }
}
