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

/// The key of one draft, on its way from one worker to the next.
#[derive(Debug)]
pub struct DraftKey(Uint8Array);

impl DraftKey {
    /// Puts it into a job, with which it leaves the page.
    fn hand_over(self, job: &JsValue) {
        put(&body(job), "key", &self.0);
    }
}

impl Jobs {
    /// Derives the key of a draft, or of a new one where there is none. It is done in a worker that ends with it: the
    /// memory that this takes would stay with the worker, and a large draft needs room of its own.
    pub fn draft_key(&self, draft: Option<&File>, passphrase: &str) -> Asked<DraftKey> {
        let (job, own) =
            (Job::Draft(DraftOrder::Derive { passphrase: passphrase.to_owned() }), Self::default());
        let files = draft.map(std::slice::from_ref).unwrap_or_default();
        let take = |outcome: JsValue| Some(DraftKey(outcome.dyn_into().ok()?));
        let Asked { ticket, outcome } = own.ask_about(&job, files, Callback::noop(), |_| (), take);
        let outcome = Box::pin(async move {
            let outcome = outcome.await;
            own.retire();
            outcome
        });
        Asked { ticket, outcome }
    }

    /// Begins a draft under its key; gives its first piece.
    pub fn draft_begin(&self, key: DraftKey, dossier: &Dossier, saved: &str) -> Asked<Uint8Array> {
        let (dossier, saved) = (Box::new(dossier.clone()), saved.to_owned());
        self.piece(DraftOrder::Begin { key: ByteBuf::new(), dossier, saved }, |job| key.hand_over(job))
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
    pub fn draft_open(&self, file: &File, key: DraftKey) -> Asked<(Dossier, Vec<DraftFile>)> {
        let job = Job::Draft(DraftOrder::Open { key: ByteBuf::new() });
        self.ask_about(
            &job,
            std::slice::from_ref(file),
            Callback::noop(),
            |job| key.hand_over(job),
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
