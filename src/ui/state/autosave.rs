//! Autosave: every accepted edit is in the store well within a second, and at once when the page is left.
//!
//! What is written is what has changed since the last record. Records follow each other without waiting, so
//! that the last one goes out while the page is being left.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo::timers::callback::Timeout;
use wasm_bindgen_futures::spawn_local;
use yew::Callback;

use super::Shared;
use super::library::{Library, SAVED};
use crate::dossier::Dossier;
use crate::ui::{browser, windows};
use crate::vault::{Log, StoreError};

/// From an edit to the start of writing it. Later edits do not push it back.
const DELAY_MS: u32 = 300;

/// After a failure, the time to the next attempt.
const RETRY_MS: u32 = 5_000;

/// From a record after which a checkpoint is due to its being written, unless more is typed.
const PAUSE_MS: u32 = 2_000;

/// Where the latest content is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SaveStatus {
    /// Nothing was changed since the dossier was opened.
    Unchanged,
    /// An edit is on its way into the store.
    Saving,
    /// Everything is in the store since this time of day.
    Saved(String),
    /// Writing failed for this reason; work goes on in memory.
    Failed(String),
}

/// What a dossier's saving has to tell.
#[derive(Clone, Debug)]
pub enum Told {
    /// How it stands.
    Status(SaveStatus),
    /// Another window had saved something else; this is both together.
    Merged(Box<Dossier>),
}

/// Writes the open dossier into the store.
pub struct Autosave {
    library: Library,
    log: RefCell<Rc<dyn Log>>,
    /// As it is on screen, as it was handed to the store, and as the store has it.
    latest: RefCell<Shared<Dossier>>,
    sent: RefCell<Shared<Dossier>>,
    saved: RefCell<Shared<Dossier>>,
    /// A record was refused: the next one must be whole, and those on their way count for nothing.
    broken: Cell<bool>,
    timer: RefCell<Option<Timeout>>,
    checkpoint: RefCell<Option<Timeout>>,
    persistence_asked: Cell<bool>,
    adopting: RefCell<Option<Dossier>>,
    tell: Callback<Told>,
}

impl Autosave {
    /// Watches a dossier that is in the store as it is now.
    pub fn new(
        library: Library,
        dossier: Shared<Dossier>,
        log: Rc<dyn Log>,
        tell: Callback<Told>,
    ) -> Rc<Self> {
        let autosave = Rc::new(Self {
            library,
            log: RefCell::new(log),
            latest: RefCell::new(dossier.clone()),
            sent: RefCell::new(dossier.clone()),
            saved: RefCell::new(dossier),
            broken: Cell::new(false),
            timer: RefCell::default(),
            checkpoint: RefCell::default(),
            persistence_asked: Cell::new(false),
            adopting: RefCell::default(),
            tell,
        });
        // Records that could not be read, or many of them.
        autosave.see_to_checkpoint();
        autosave
    }

    /// Takes note of the content as it is now and sees to its being written.
    pub fn offer(self: &Rc<Self>, dossier: &Shared<Dossier>) {
        if *self.latest.borrow() == *dossier {
            return;
        }
        *self.latest.borrow_mut() = dossier.clone();
        if self.adopting.take().is_some_and(|adopted| adopted == **dossier) {
            *self.sent.borrow_mut() = dossier.clone();
            *self.saved.borrow_mut() = dossier.clone();
            return self.status(SaveStatus::Unchanged);
        }
        self.status(SaveStatus::Saving);
        if !self.persistence_asked.replace(true) {
            spawn_local(async {
                browser::persist().await;
            });
        }
        self.flush_after(DELAY_MS);
    }

    /// This content, when offered next, comes from the store, where another window has put it. With an
    /// edit on top of it, it is content to be written like any other.
    pub fn adopt_next(&self, dossier: Dossier, log: Rc<dyn Log>) {
        *self.log.borrow_mut() = log;
        self.broken.set(false);
        *self.adopting.borrow_mut() = Some(dossier);
    }

    /// The store no longer has the dossier: whatever is written next is written whole.
    pub fn begin_anew(&self) {
        *self.log.borrow_mut() = self.library.begin(&self.latest.borrow().id);
        self.broken.set(true);
    }

    /// Whether there was an edit since the dossier was opened.
    pub fn edited(&self) -> bool {
        self.persistence_asked.get()
    }

    /// True while something is not in the store yet.
    pub fn pending(&self) -> bool {
        *self.latest.borrow() != *self.saved.borrow()
    }

    /// Hands at once to the store what it does not have yet.
    pub fn flush(self: &Rc<Self>) {
        self.timer.take();
        let dossier = self.latest.borrow().clone();
        if *self.sent.borrow() == dossier {
            return;
        }
        self.checkpoint.take();
        let before = self.sent.replace(dossier.clone());
        let whole = self.broken.replace(false);
        let autosave = Rc::clone(self);
        spawn_local(async move {
            // Not held while waiting: another window's log may take its place.
            let log = autosave.log.borrow().clone();
            let before = (!whole).then_some(&*before);
            match log.write(before, &dossier).await {
                // One before it was refused; both will be written again.
                Ok(()) if autosave.broken.get() => {}
                Ok(()) => autosave.arrived(dossier),
                Err(StoreError::Conflict) => autosave.merge().await,
                Err(error) => autosave.refused(&error),
            }
        });
    }

    fn arrived(self: &Rc<Self>, dossier: Shared<Dossier>) {
        windows::tell(&format!("{SAVED}{}", dossier.id));
        *self.saved.borrow_mut() = dossier;
        if !self.pending() {
            self.status(SaveStatus::Saved(browser::time_of_day()));
            self.see_to_checkpoint();
        }
    }

    fn refused(self: &Rc<Self>, error: &StoreError) {
        self.broken.set(true);
        *self.sent.borrow_mut() = self.saved.borrow().clone();
        self.status(SaveStatus::Failed(error.to_string()));
        self.flush_after(RETRY_MS);
    }

    /// Another window has written in the meantime: what was changed here comes on top of it.
    async fn merge(self: &Rc<Self>) {
        let id = self.latest.borrow().id.clone();
        match self.library.open(&id).await {
            Ok(Some(found)) => {
                let theirs = Shared::new(found.dossier.clone());
                let merged = found.log.merge(&self.saved.borrow(), &self.latest.borrow(), found.dossier);
                *self.log.borrow_mut() = found.log;
                *self.sent.borrow_mut() = theirs.clone();
                *self.saved.borrow_mut() = theirs;
                self.tell.emit(Told::Merged(Box::new(merged)));
            }
            Ok(None) => {
                *self.log.borrow_mut() = self.library.begin(&id);
                self.refused(&StoreError::Conflict);
            }
            Err(error) => self.refused(&error),
        }
    }

    /// Writes a checkpoint in a pause after enough records.
    fn see_to_checkpoint(self: &Rc<Self>) {
        if !self.log.borrow().is_checkpoint_due() {
            return;
        }
        let autosave = Rc::clone(self);
        *self.checkpoint.borrow_mut() = Some(Timeout::new(PAUSE_MS, move || {
            if autosave.pending() {
                return;
            }
            spawn_local(async move {
                let (log, saved) = (autosave.log.borrow().clone(), autosave.saved.borrow().clone());
                // Without it, opening takes longer; the next pause tries again.
                let _ = log.checkpoint(&saved).await;
            });
        }));
    }

    fn status(&self, status: SaveStatus) {
        self.tell.emit(Told::Status(status));
    }

    fn flush_after(self: &Rc<Self>, delay: u32) {
        let mut timer = self.timer.borrow_mut();
        if timer.is_none() {
            let autosave = Rc::clone(self);
            *timer = Some(Timeout::new(delay, move || autosave.flush()));
        }
    }
}
