//! One method for each job: builds the message, reads the outcome.

use std::collections::BTreeMap;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;

use chrono::NaiveDate;
use js_sys::{Array, Map, Object, Reflect, Uint8Array};
use serde::de::DeserializeOwned;
use serde_bytes::ByteBuf;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::File;
use yew::Callback;

use super::wire::{member, parcel};
use super::{JobError, Jobs, Ticket};
use crate::dossier::{Dossier, FileRecord};
use crate::jobs::{Job, Printout, Progress};
use crate::ui::fonts::Index;

/// A job that is waiting or running.
pub struct Asked<T> {
    /// Cancels it.
    pub ticket: Ticket,
    /// What it comes to.
    pub outcome: Pin<Box<dyn Future<Output = Result<T, JobError>>>>,
}

/// What is printed.
pub struct PrintOrder<'a> {
    /// The definition.
    pub procedure_json: &'a str,
    /// The dossier; `None` for the blank form.
    pub dossier: Option<&'a Dossier>,
    /// The form or a document.
    pub printout: Printout,
    /// What stands on every page of the form.
    pub mark: Option<&'a str>,
    /// The contents of the pictures in texts as `Uint8Array` by SHA-256. They are handed over, not kept.
    pub files: Map,
    /// The faces.
    pub index: Rc<Index>,
    /// The holiday tables that came from files.
    pub holiday_tables: &'a [String],
    /// The day.
    pub today: NaiveDate,
}

/// What a package is made from.
pub struct PackOrder<'a> {
    /// The definition that the dossier names.
    pub procedure_json: &'a str,
    /// The dossier.
    pub dossier: &'a Dossier,
    /// The faces.
    pub index: Rc<Index>,
    /// The holiday tables that came from files.
    pub holiday_tables: &'a [String],
    /// The contents of pictures in texts as `Uint8Array` by SHA-256. They are handed over, not kept.
    pub files: Map,
    /// The day.
    pub today: NaiveDate,
}

impl Jobs {
    /// Takes a file in: its record, and the content to keep where something was removed from it.
    pub fn inspect(
        &self,
        name: &str,
        bytes: &Uint8Array,
        progress: Callback<Progress>,
    ) -> Asked<(FileRecord, Option<Uint8Array>)> {
        let job = Job::Inspect { name: name.to_owned(), bytes: ByteBuf::new() };
        self.ask(
            &job,
            progress,
            |job| put(job, "bytes", &copy(bytes)),
            |outcome| Some((read(&member(&outcome, "file"))?, member(&outcome, "content").dyn_into().ok())),
        )
    }

    /// A page of a file as PNG; the bytes are handed over.
    pub fn picture(&self, file: &FileRecord, bytes: &Uint8Array, page: u32) -> Asked<Uint8Array> {
        let job = Job::Picture { name: file.name.clone(), media: file.media, bytes: ByteBuf::new(), page };
        self.ask(&job, Callback::noop(), |job| put(job, "bytes", bytes), |outcome| outcome.dyn_into().ok())
    }

    /// Takes a scan of several prints apart: records and contents.
    pub fn split(
        &self,
        file: &FileRecord,
        parts: Vec<(String, u32, u32)>,
        bytes: &Uint8Array,
    ) -> Asked<Vec<(FileRecord, Uint8Array)>> {
        let job = Job::Split { file: file.clone(), bytes: ByteBuf::new(), parts };
        self.ask(
            &job,
            Callback::noop(),
            |job| put(job, "bytes", bytes),
            |outcome| {
                let parts: Array = outcome.dyn_into().ok()?;
                let part = |part: JsValue| {
                    let part: Array = part.dyn_into().ok()?;
                    Some((read(&part.get(0))?, part.get(1).dyn_into().ok()?))
                };
                parts.iter().map(part).collect()
            },
        )
    }

    /// Takes a file, whose content is handed over, into the bound volume; gives the next piece of it.
    pub fn bind_file(
        &self,
        first: bool,
        file: &FileRecord,
        bytes: &Uint8Array,
        progress: Callback<Progress>,
    ) -> Asked<Uint8Array> {
        let job = Job::BindFile { first, file: file.clone(), bytes: ByteBuf::new() };
        self.ask(
            &job,
            progress,
            |job| put(job, "bytes", bytes),
            |outcome| member(&outcome, "bytes").dyn_into().ok(),
        )
    }

    /// Writes the pages of the bound volume: its last piece, and how many pages it has.
    pub fn bind_pages(
        &self,
        order: &PackOrder<'_>,
        begun: bool,
        progress: Callback<Progress>,
    ) -> Asked<(Uint8Array, u32)> {
        let job = Job::BindPages {
            procedure_json: order.procedure_json.to_owned(),
            dossier: order.dossier.clone(),
            begun,
            fonts: order.index.folder.clone(),
            files: BTreeMap::new(),
            holiday_tables: order.holiday_tables.to_vec(),
            today: order.today,
        };
        self.ask(
            &job,
            progress,
            |job| put(job, "files", &order.files),
            |outcome| {
                let pages = read(&member(&outcome, "pages"))?;
                Some((member(&outcome, "bytes").dyn_into().ok()?, pages))
            },
        )
    }

    /// Prints to PDF.
    pub fn print(&self, order: &PrintOrder<'_>, progress: Callback<Progress>) -> Asked<Uint8Array> {
        let job = Job::Print {
            procedure_json: order.procedure_json.to_owned(),
            dossier: order.dossier.cloned(),
            printout: order.printout.clone(),
            mark: order.mark.map(str::to_owned),
            fonts: order.index.folder.clone(),
            files: BTreeMap::new(),
            holiday_tables: order.holiday_tables.to_vec(),
            today: order.today,
        };
        self.ask(&job, progress, |job| put(job, "files", &order.files), |outcome| outcome.dyn_into().ok())
    }

    /// Asks for a job; `fill` puts the large contents into its body, `take` reads the body of its outcome.
    pub(super) fn ask<T: 'static>(
        &self,
        job: &Job,
        progress: Callback<Progress>,
        fill: impl FnOnce(&JsValue),
        take: impl FnOnce(JsValue) -> Option<T> + 'static,
    ) -> Asked<T> {
        self.ask_about(job, &[], progress, fill, take)
    }

    /// The same for a job that reads from files beside its own data.
    pub(super) fn ask_about<T: 'static>(
        &self,
        job: &Job,
        files: &[File],
        progress: Callback<Progress>,
        fill: impl FnOnce(&JsValue),
        take: impl FnOnce(JsValue) -> Option<T> + 'static,
    ) -> Asked<T> {
        let message = message(job);
        fill(&body(&message));
        let (ticket, outcome) = self.submit(parcel(&message, files), progress);
        Asked {
            ticket,
            outcome: Box::pin(async move { take(body(&outcome.await?)).ok_or(JobError::Broken) }),
        }
    }
}

/// A job as plain JavaScript data. Its large contents are still missing.
///
/// Goes through JSON, which the page reads and writes anyway: a second way of writing every type would
/// make the page larger.
pub(super) fn message(job: &Job) -> JsValue {
    let json = serde_json::to_string(job).unwrap_or_default();
    js_sys::JSON::parse(&json).unwrap_or(JsValue::UNDEFINED)
}

/// The content of an enum's variant as serde writes it: the only member of an object.
pub(super) fn body(variant: &JsValue) -> JsValue {
    variant.dyn_ref::<Object>().map_or(JsValue::UNDEFINED, |object| Object::values(object).get(0))
}

pub(super) fn put(body: &JsValue, name: &str, value: &JsValue) {
    // Setting a member of a plain object of ours does not fail.
    let _ = Reflect::set(body, &name.into(), value);
}

/// A copy that can be handed over while the original stays here.
pub(super) fn copy(bytes: &Uint8Array) -> Uint8Array {
    bytes.slice(0, bytes.length())
}

/// Reads plain data of an outcome, by way of JSON like [`message`].
pub(super) fn read<T: DeserializeOwned>(value: &JsValue) -> Option<T> {
    let json = js_sys::JSON::stringify(value).ok()?.as_string()?;
    crate::json::from_str(&json).ok()
}
