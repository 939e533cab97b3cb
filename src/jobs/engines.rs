//! Definitions, compiled: jobs of one dossier follow each other, and compiling takes longer than many of them.

use std::fmt;
use std::rc::Rc;

use super::run::{definition, sentence};
use crate::check::Engine;

/// The last definition that was compiled.
#[derive(Default)]
pub(super) struct Engines(Option<(String, Rc<Engine>)>);

impl Engines {
    /// A definition, compiled.
    pub(super) fn engine(&mut self, json: &str) -> Result<Rc<Engine>, String> {
        match &self.0 {
            Some((kept, engine)) if kept == json => Ok(Rc::clone(engine)),
            _ => {
                let engine = Rc::new(Engine::new(definition(json)?).map_err(sentence)?);
                self.0 = Some((json.to_owned(), Rc::clone(&engine)));
                Ok(engine)
            }
        }
    }
}

impl fmt::Debug for Engines {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Engines")
    }
}
