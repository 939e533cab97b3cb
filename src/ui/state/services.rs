//! What every page can reach once the page has started.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::fmt;
use std::rc::Rc;

use web_sys::File;

use super::{Catalog, Checker, Definition, Holidays, Library, Shared};
use crate::ui::fonts::Fonts;
use crate::ui::jobs::Jobs;
use crate::ui::parts::Parts;
use crate::vault::{MemoryStore, PageShelf, Shelf, Store};

/// How dossiers are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    /// In the page only, because no passphrase was set, or the user wants it so this time.
    InPage,
    /// In the page only, because the browser gives no storage.
    Refused,
    /// Encrypted in this browser, and not opened yet.
    Locked,
    /// Encrypted in this browser.
    Sealed,
}

/// Where dossiers are kept now, and how.
pub struct Keeping {
    /// Dossiers.
    pub shelf: Rc<dyn Shelf>,
    /// Files and settings.
    pub store: Rc<dyn Store>,
    /// How.
    pub kept: Kept,
}

impl Keeping {
    /// In the page only.
    pub fn in_page(kept: Kept) -> Self {
        Self { shelf: Rc::new(PageShelf::default()), store: Rc::new(MemoryStore::new()), kept }
    }
}

/// What a page notes for another, or for the end of the page. Cells, because nothing on screen depends on it.
#[derive(Debug, Default)]
pub struct Notes {
    /// The page is being left on purpose: nobody is asked.
    pub leaving: Cell<bool>,
    /// Something could not be written into the store.
    pub unsaved: Cell<bool>,
    /// Something is on its way into the store.
    pub pending: Cell<bool>,
    /// A file chosen on one page to be opened on another.
    pub incoming: RefCell<Option<File>>,
    /// Minutes without a touch after which the vault is locked.
    pub lock_after: Cell<u32>,
    /// Whether to ask before leaving what was edited and is in no backup.
    pub reminds: Cell<bool>,
    /// The dossiers edited since the page was opened and not backed up since, by id, with the time of the last edit.
    pub edited: RefCell<BTreeMap<String, String>>,
}

/// The store, the procedures, the holiday tables, the worker and the parts that arrive later.
#[derive(Clone)]
pub struct Services {
    /// Where dossiers are kept.
    pub shelf: Rc<dyn Shelf>,
    /// Where files and settings are kept. What goes to a disk is sealed on the way.
    pub store: Rc<dyn Store>,
    /// How they are kept.
    pub kept: Kept,
    /// The browser's own storage, where there is one: sealed entries and the keyring.
    pub disk: Option<Rc<dyn Store>>,
    /// What pages note for each other.
    pub notes: Rc<Notes>,
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
        Library::new(Rc::clone(&self.shelf), Rc::clone(&self.store))
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
            && self.kept == other.kept
            && std::ptr::addr_eq(Rc::as_ptr(&self.store), Rc::as_ptr(&other.store))
    }
}

impl fmt::Debug for Services {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Services").finish_non_exhaustive()
    }
}
