//! What one job has prepared for the next: asking for the faces of a print and printing it are two jobs, and compiling,
//! checking and composing need be done only once for both.

use std::collections::BTreeMap;
use std::fmt;
use std::rc::Rc;

use chrono::NaiveDate;

use super::run::{Checks, calendar, definition, sentence};
use super::{Printout, print, volume};
use crate::check::Engine;
use crate::document::Document;
use crate::dossier::Dossier;

/// The last definition that was compiled, and what was composed but not printed yet.
#[derive(Default)]
pub(super) struct Prepared {
    engine: Option<(String, Rc<Engine>)>,
    composed: Option<(Wanted, Vec<Document>)>,
}

/// All that decides what is printed, but for the pictures in texts.
pub(super) struct Wanted {
    pub(super) procedure_json: String,
    /// `None` for the blank form.
    pub(super) dossier: Option<Dossier>,
    pub(super) printout: Printout,
    pub(super) holiday_tables: Vec<String>,
    pub(super) today: NaiveDate,
    /// The mark on the form; documents have theirs by what is found in the dossier.
    pub(super) mark: Option<String>,
}

impl Prepared {
    /// A definition, compiled.
    pub(super) fn engine(&mut self, json: &str) -> Result<Rc<Engine>, String> {
        match &self.engine {
            Some((kept, engine)) if kept == json => Ok(Rc::clone(engine)),
            _ => {
                let engine = Rc::new(Engine::new(definition(json)?).map_err(sentence)?);
                self.engine = Some((json.to_owned(), Rc::clone(&engine)));
                Ok(engine)
            }
        }
    }

    /// Composes what is wanted, or gives what was [`kept`](Self::keep) of it.
    pub(super) fn documents(
        &mut self,
        wanted: &Wanted,
        files: &BTreeMap<String, Vec<u8>>,
    ) -> Result<Vec<Document>, String> {
        if let Some((_, documents)) =
            self.composed.take().filter(|(kept, _)| files.is_empty() && kept.is_same_as(wanted))
        {
            return Ok(documents);
        }
        let engine = self.engine(&wanted.procedure_json)?;
        let calendar = calendar(&wanted.holiday_tables)?;
        let checks = Checks { engine: &engine, calendar: &calendar, coverage: None, today: wanted.today };
        let mark = wanted.mark.as_deref();
        let Some(dossier) = &wanted.dossier else { return Ok(vec![print::official(&checks, None, mark)?]) };
        if wanted.printout == Printout::Volume {
            return Ok(volume::documents(&checks, dossier, files));
        }
        let prints = print::compose(&checks, dossier, &wanted.printout, mark, files)?;
        Ok(prints.form.into_iter().chain(prints.documents).collect())
    }

    /// Keeps what was composed for the job that prints it.
    pub(super) fn keep(&mut self, wanted: Wanted, documents: Vec<Document>) {
        self.composed = Some((wanted, documents));
    }
}

impl Wanted {
    fn is_same_as(&self, other: &Self) -> bool {
        // Named one by one, so that a new member is thought of here.
        let Self { procedure_json, dossier, printout, holiday_tables, today, mark } = self;
        let marked_alike = matches!(printout, Printout::Document(..)) || *mark == other.mark;
        marked_alike
            && (procedure_json, dossier, printout, holiday_tables, today)
                == (
                    &other.procedure_json,
                    &other.dossier,
                    &other.printout,
                    &other.holiday_tables,
                    &other.today,
                )
    }
}

impl fmt::Debug for Prepared {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Prepared")
    }
}
