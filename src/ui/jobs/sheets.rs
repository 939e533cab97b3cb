//! Sheets, read and written by the worker.

use std::collections::BTreeSet;
use std::sync::Arc;

use chrono::NaiveDate;
use js_sys::{Array, Uint8Array};
use serde_bytes::ByteBuf;
use wasm_bindgen::{JsCast, JsValue};
use yew::Callback;

use super::calls::{copy, put, read};
use super::wire::member;
use super::{Asked, Jobs};
use crate::dossier::{Dossier, FileRecord, Row, TextSeen};
use crate::jobs::{Job, Progress};
use crate::narrative::Imported;
use crate::sheet::{Choices, Preview, SheetFormat};

/// What a sheet is read into, or written from.
#[derive(Clone, Copy)]
pub struct SheetOf<'a> {
    /// The definition.
    pub procedure_json: &'a str,
    /// Id of the roster.
    pub roster: &'a str,
    /// Its rows.
    pub rows: &'a [Arc<Row>],
}

/// What a table of records is written from.
#[derive(Clone, Copy)]
pub struct RecordsOf<'a> {
    /// The definition.
    pub procedure_json: &'a str,
    /// The dossier.
    pub dossier: &'a Dossier,
    /// Id of the table.
    pub table: &'a str,
    /// Holiday tables beyond those of the program.
    pub holiday_tables: &'a [String],
    /// The day of the export.
    pub today: NaiveDate,
}

/// A sheet that was read, and what importing it would do.
#[derive(Debug)]
pub struct SheetRead {
    /// What it would do.
    pub preview: Preview,
    /// The rows after it, still as the worker sent them.
    rows: JsValue,
}

impl SheetRead {
    /// The rows after the import; `None` when nothing can be imported.
    pub fn rows(&self) -> Option<Vec<Arc<Row>>> {
        read::<Option<Vec<Arc<Row>>>>(&self.rows).flatten()
    }
}

/// A sheet that was written.
#[derive(Debug)]
pub struct SheetWritten {
    /// The name to save it under.
    pub name: String,
    /// The file.
    pub bytes: Uint8Array,
}

impl Jobs {
    /// Plans the import of a sheet. `name` is blank for a text that was pasted.
    pub fn read_sheet(
        &self,
        name: &str,
        bytes: &Uint8Array,
        of: SheetOf<'_>,
        choices: &Choices,
        progress: Callback<Progress>,
    ) -> Asked<SheetRead> {
        let job = Job::ReadSheet {
            name: name.to_owned(),
            bytes: ByteBuf::new(),
            procedure_json: of.procedure_json.to_owned(),
            roster: of.roster.to_owned(),
            rows: of.rows.to_vec(),
            choices: choices.clone(),
        };
        self.ask(
            &job,
            progress,
            |job| put(job, "bytes", &copy(bytes)),
            |outcome| {
                let pair: Array = outcome.dyn_into().ok()?;
                Some(SheetRead { preview: read(&pair.get(0))?, rows: pair.get(1) })
            },
        )
    }

    /// Reads a written document for a question of the type `narrative`.
    pub fn read_narrative(
        &self,
        name: &str,
        bytes: &Uint8Array,
        procedure_json: &str,
        field: &str,
        progress: Callback<Progress>,
    ) -> Asked<(Imported, Vec<FileRecord>)> {
        let job = Job::ReadNarrative {
            name: name.to_owned(),
            bytes: ByteBuf::new(),
            procedure_json: procedure_json.to_owned(),
            field: field.to_owned(),
        };
        self.ask(
            &job,
            progress,
            |job| put(job, "bytes", &copy(bytes)),
            |outcome| {
                let pair: Array = outcome.dyn_into().ok()?;
                Some((read(&pair.get(0))?, read(&pair.get(1))?))
            },
        )
    }

    /// Searches the text of a PDF of a material for its headings and for names.
    pub fn search_text(
        &self,
        name: &str,
        bytes: &Uint8Array,
        procedure_json: &str,
        material: &str,
        names: &BTreeSet<String>,
    ) -> Asked<TextSeen> {
        let job = Job::SearchText {
            name: name.to_owned(),
            bytes: ByteBuf::new(),
            procedure_json: procedure_json.to_owned(),
            material: material.to_owned(),
            names: names.iter().cloned().collect(),
        };
        self.ask(&job, Callback::noop(), |job| put(job, "bytes", &copy(bytes)), |outcome| read(&outcome))
    }

    /// Writes a roster's rows, or with `None` for the kind of file the template for them.
    pub fn write_sheet(&self, of: SheetOf<'_>, format: Option<SheetFormat>) -> Asked<SheetWritten> {
        let job = Job::WriteSheet {
            procedure_json: of.procedure_json.to_owned(),
            roster: of.roster.to_owned(),
            rows: format.map(|_| of.rows.to_vec()),
            format: format.unwrap_or(SheetFormat::Xlsx),
        };
        self.written(&job)
    }

    /// Writes a table of records of a dossier; without a format as JSON.
    pub fn write_records(&self, of: RecordsOf<'_>, format: Option<SheetFormat>) -> Asked<SheetWritten> {
        self.written(&Job::WriteRecords {
            procedure_json: of.procedure_json.to_owned(),
            dossier: of.dossier.clone(),
            table: of.table.to_owned(),
            format,
            holiday_tables: of.holiday_tables.to_vec(),
            today: of.today,
        })
    }

    fn written(&self, job: &Job) -> Asked<SheetWritten> {
        self.ask(
            job,
            Callback::noop(),
            |_| (),
            |outcome| {
                Some(SheetWritten {
                    name: member(&outcome, "name").as_string()?,
                    bytes: member(&outcome, "bytes").dyn_into().ok()?,
                })
            },
        )
    }
}
