//! Autosave: every accepted edit is in the store well within a second, and at once when the page is left.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo::timers::callback::Timeout;
use wasm_bindgen_futures::spawn_local;
use yew::Callback;

use super::{Library, Shared};
use crate::dossier::{Dossier, RowTexts};
use crate::ui::browser;
use crate::vault::StoreError;

/// From an edit to the start of writing it. Later edits do not push it back.
const DELAY_MS: u32 = 300;

/// After a failure, the time to the next attempt.
const RETRY_MS: u32 = 5_000;

/// Rows written in one go while nothing is to be saved, and the pause between, in milliseconds.
const ROWS_AT_ONCE: usize = 100;
const PAUSE_MS: u32 = 20;

/// The key under which windows tell each other which dossier they have saved: its id, a blank, when.
pub const SAVED: &str = "beian-saved";

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

/// Writes the open dossier into the store.
pub struct Autosave {
    library: Library,
    latest: RefCell<Shared<Dossier>>,
    saved: RefCell<Shared<Dossier>>,
    texts: RefCell<RowTexts>,
    timer: RefCell<Option<Timeout>>,
    persistence_asked: Cell<bool>,
    adopting: RefCell<Option<Dossier>>,
    on_status: Callback<SaveStatus>,
}

impl Autosave {
    /// Watches a dossier that is in the store as it is now.
    pub fn new(library: Library, dossier: Shared<Dossier>, on_status: Callback<SaveStatus>) -> Self {
        Self {
            library,
            latest: RefCell::new(dossier.clone()),
            saved: RefCell::new(dossier),
            texts: RefCell::default(),
            timer: RefCell::new(None),
            persistence_asked: Cell::new(false),
            adopting: RefCell::new(None),
            on_status,
        }
    }

    /// Takes note of the content as it is now and sees to its being written.
    pub fn offer(self: &Rc<Self>, dossier: &Shared<Dossier>) {
        if *self.latest.borrow() == *dossier {
            return;
        }
        *self.latest.borrow_mut() = dossier.clone();
        if self.adopting.take().is_some_and(|adopted| adopted == **dossier) {
            *self.saved.borrow_mut() = dossier.clone();
            self.on_status.emit(SaveStatus::Unchanged);
            return;
        }
        self.on_status.emit(SaveStatus::Saving);
        if !self.persistence_asked.replace(true) {
            spawn_local(async {
                browser::persist().await;
            });
        }
        self.flush_after(DELAY_MS);
    }

    /// This content, when offered next, comes from the store, where another window has put it. With an
    /// edit on top of it, it is content to be written like any other.
    pub fn adopt_next(&self, dossier: Dossier) {
        *self.adopting.borrow_mut() = Some(dossier);
    }

    /// True while something is not in the store yet.
    pub fn pending(&self) -> bool {
        *self.latest.borrow() != *self.saved.borrow()
    }

    /// Writes at once what is not in the store yet. Writes follow each other in the order of their calls.
    pub fn flush(self: &Rc<Self>) {
        self.timer.borrow_mut().take();
        if !self.pending() {
            return;
        }
        let autosave = Rc::clone(self);
        spawn_local(async move {
            let dossier = autosave.latest.borrow().clone();
            let outcome = autosave.write(&dossier).await;
            match outcome {
                Ok(()) => {
                    browser::tell_windows(SAVED, &format!("{} {}", dossier.id, browser::now()));
                    *autosave.saved.borrow_mut() = dossier;
                    if !autosave.pending() {
                        autosave.on_status.emit(SaveStatus::Saved(browser::time_of_day()));
                    }
                }
                Err(error) => {
                    autosave.on_status.emit(SaveStatus::Failed(error.to_string()));
                    autosave.flush_after(RETRY_MS);
                }
            }
        });
    }

    async fn write(&self, dossier: &Dossier) -> Result<(), StoreError> {
        let json = self.texts.borrow_mut().json(dossier);
        let json = json.map_err(|error| StoreError::Failed(error.to_string()))?;
        self.library.save_written(&dossier.id, &json).await
    }

    /// Writes the rows of a long roster a few at a time, so that the first save need not do it at once.
    pub fn prepare(self: &Rc<Self>) {
        let dossier = self.latest.borrow().clone();
        // What cannot be written is told when it is saved.
        if self.texts.borrow_mut().prepare(&dossier, ROWS_AT_ONCE).unwrap_or(true) {
            return;
        }
        let autosave = Rc::clone(self);
        Timeout::new(PAUSE_MS, move || autosave.prepare()).forget();
    }

    fn flush_after(self: &Rc<Self>, delay: u32) {
        let mut timer = self.timer.borrow_mut();
        if timer.is_none() {
            let autosave = Rc::clone(self);
            *timer = Some(Timeout::new(delay, move || autosave.flush()));
        }
    }
}
