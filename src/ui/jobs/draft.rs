//! Asking for a draft, piece by piece.

use js_sys::{Array, Uint8Array};
use serde_bytes::ByteBuf;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::File;
use yew::Callback;

use super::Jobs;
use super::calls::{Asked, body, put, read};
use crate::dossier::Dossier;
use crate::draft::DraftFile;
use crate::jobs::{DraftOrder, Job};

impl Jobs {
    /// Begins a draft under a passphrase; gives its first piece.
    pub fn draft_begin(&self, passphrase: &str, dossier: &Dossier, saved: &str) -> Asked<Uint8Array> {
        let (passphrase, saved) = (passphrase.to_owned(), saved.to_owned());
        let dossier = Box::new(dossier.clone());
        self.piece(DraftOrder::Begin { passphrase, dossier, saved }, |_| ())
    }

    /// Adds a piece of a file, which is handed over; `last` ends the file. Gives the next piece of the draft.
    pub fn draft_add(&self, bytes: &Uint8Array, last: bool) -> Asked<Uint8Array> {
        let order = DraftOrder::Add { bytes: ByteBuf::new(), last };
        self.piece(order, |job| put(&body(job), "bytes", bytes))
    }

    /// Ends the draft; gives the last piece.
    pub fn draft_end(&self) -> Asked<Uint8Array> {
        self.piece(DraftOrder::End, |_| ())
    }

    /// Opens a draft, which stays to be taken from: the dossier, and which contents there are.
    pub fn draft_open(&self, file: &File, passphrase: &str) -> Asked<(Dossier, Vec<DraftFile>)> {
        let job = Job::Draft(DraftOrder::Open { passphrase: passphrase.to_owned() });
        self.ask_about(
            &job,
            std::slice::from_ref(file),
            Callback::noop(),
            |_| (),
            |outcome| {
                let parts: Array = outcome.dyn_into().ok()?;
                Some((read(&parts.get(0))?, read(&parts.get(1))?))
            },
        )
    }

    /// Takes the content at this position from the open draft.
    pub fn draft_take(&self, at: usize) -> Asked<Uint8Array> {
        self.piece(DraftOrder::Take { at }, |_| ())
    }

    fn piece(&self, order: DraftOrder, fill: impl FnOnce(&JsValue)) -> Asked<Uint8Array> {
        self.ask(&Job::Draft(order), Callback::noop(), fill, |outcome| outcome.dyn_into().ok())
    }
}
