//! What every page can reach once the page has started.

use std::fmt;
use std::rc::Rc;

use super::{Catalog, Checker, Definition, Holidays, Library, Shared};
use crate::ui::fonts::Fonts;
use crate::ui::jobs::Jobs;
use crate::ui::parts::Parts;
use crate::vault::Store;

/// The store, the procedures, the holiday tables, the worker and the parts that arrive later.
#[derive(Clone)]
pub struct Services {
    /// Where dossiers, files and settings are kept.
    pub store: Rc<dyn Store>,
    /// The procedures on offer.
    pub catalog: Rc<Catalog>,
    /// The holiday tables.
    pub holidays: Holidays,
    /// The printing faces.
    pub fonts: Fonts,
    /// The worker for heavy jobs.
    pub jobs: Jobs,
    /// The parts of the program that arrive later.
    pub parts: Rc<Parts>,
}

impl Services {
    /// The dossiers on this machine.
    pub fn library(&self) -> Library {
        Library::new(Rc::clone(&self.store))
    }

    /// What checks dossiers of a definition.
    pub fn checker(&self, definition: &Shared<Definition>) -> Checker {
        Checker { definition: definition.clone(), holidays: self.holidays.clone(), fonts: self.fonts.clone() }
    }
}

/// Services are made once; two handles are equal when they reach the same store and catalogue.
impl PartialEq for Services {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.catalog, &other.catalog)
            && std::ptr::addr_eq(Rc::as_ptr(&self.store), Rc::as_ptr(&other.store))
    }
}

impl fmt::Debug for Services {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Services").finish_non_exhaustive()
    }
}
