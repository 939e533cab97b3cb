//! What can be asked.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_bytes::ByteBuf;

use super::{DraftOrder, FaceFolder, KeyringOrder};
use crate::dossier::{Dossier, FileRecord, MediaType, Row};
use crate::json;
use crate::package::ManifestFile;
use crate::sheet::{Choices, SheetFormat};

/// One heavy job with all it needs.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum Job {
    /// Makes or opens a keyring.
    Keyring(KeyringOrder),
    /// A step of saving or opening a draft.
    Draft(DraftOrder),
    /// Takes in a file.
    Inspect {
        /// Its name.
        name: String,
        /// Its content.
        bytes: ByteBuf,
    },
    /// Shows a page of a file, which a browser cannot show itself.
    Picture {
        /// The file's name, for messages.
        name: String,
        /// What it is.
        media: MediaType,
        /// Its content.
        bytes: ByteBuf,
        /// The page, from 1.
        page: u32,
    },
    /// Prints something of the definition for nobody.
    Rehearse {
        /// The definition.
        procedure_json: String,
        /// Where the faces are.
        fonts: FaceFolder,
        /// The day.
        today: NaiveDate,
    },
    /// Prints the form or one of the documents.
    Print {
        /// The definition.
        procedure_json: String,
        /// The dossier; `None` prints the blank form.
        #[serde(with = "json::text")]
        dossier: Option<Dossier>,
        /// What is printed.
        printout: Printout,
        /// What stands on every page of the form, e.g. 未通过自查. A document is marked when
        /// something stands against stamping it.
        mark: Option<String>,
        /// Where the faces are.
        fonts: FaceFolder,
        /// The contents of the pictures in texts that are printed, by SHA-256.
        #[serde(default)]
        files: BTreeMap<String, ByteBuf>,
        /// Holiday tables beyond those of the program, or in their place (`calendar/<year>.json`).
        #[serde(default)]
        holiday_tables: Vec<String>,
        /// The day of printing.
        today: NaiveDate,
    },
    /// Takes a file into the package that is being made.
    PackFile {
        /// Whether it is the first, with which a package begins.
        first: bool,
        /// Its record.
        file: FileRecord,
        /// Its content.
        bytes: ByteBuf,
    },
    /// Checks and prints a dossier and lays out its package, after all its files; a draft unless all is passed.
    Pack {
        /// The definition that the dossier names.
        procedure_json: String,
        /// The dossier.
        #[serde(with = "json::text")]
        dossier: Dossier,
        /// Whether files were taken in before.
        begun: bool,
        /// Where the faces are.
        fonts: FaceFolder,
        /// Holiday tables beyond those of the program, or in their place (`calendar/<year>.json`).
        #[serde(default)]
        holiday_tables: Vec<String>,
        /// The contents of the pictures in texts written here, by SHA-256.
        #[serde(default)]
        files: BTreeMap<String, ByteBuf>,
        /// The day of packing.
        today: NaiveDate,
    },
    /// Encrypts the next piece of a package to a recipient.
    Seal {
        /// The recipient (`age1…`), with the first piece only.
        recipient: Option<String>,
        /// The piece.
        bytes: ByteBuf,
        /// Whether it is the last.
        last: bool,
    },
    /// Takes a scan of several prints apart.
    Split {
        /// Its record.
        file: FileRecord,
        /// Its content.
        bytes: ByteBuf,
        /// The parts: a name, the first and the last page.
        parts: Vec<(String, u32, u32)>,
    },
    /// Takes a file into the bound volume.
    BindFile {
        /// Whether it is the first, with which a volume begins.
        first: bool,
        /// Its record.
        file: FileRecord,
        /// Its content.
        bytes: ByteBuf,
    },
    /// Writes the pages of the bound volume, after all files of its [`Plan`](crate::volume::Plan).
    BindPages {
        /// The definition that the dossier names.
        procedure_json: String,
        /// The dossier.
        #[serde(with = "json::text")]
        dossier: Dossier,
        /// Whether files were taken in before.
        begun: bool,
        /// Where the faces are.
        fonts: FaceFolder,
        /// The contents of the pictures in texts written here, by SHA-256.
        #[serde(default)]
        files: BTreeMap<String, ByteBuf>,
        /// Holiday tables beyond those of the program, or in their place (`calendar/<year>.json`).
        #[serde(default)]
        holiday_tables: Vec<String>,
        /// The day.
        today: NaiveDate,
    },
    /// Opens a package as a dossier. The package is the content given beside the job.
    Open {
        /// The package's file name, for messages.
        #[serde(default)]
        name: String,
        /// What opens it where it is encrypted (`AGE-SECRET-KEY-…`).
        #[serde(default)]
        identity: Option<String>,
    },
    /// Gives one content of a package that has been opened; the package is the content beside the job.
    OpenFile {
        /// The package's file name, for messages.
        #[serde(default)]
        name: String,
        /// What opens it where it is encrypted.
        #[serde(default)]
        identity: Option<String>,
        /// Its entry in the manifest.
        file: ManifestFile,
    },
    /// Says by which definition a package was made; the package is the content beside the job.
    DefinitionOf {
        /// The package's file name, for messages.
        name: String,
        /// What opens it where it is encrypted.
        #[serde(default)]
        identity: Option<String>,
    },
    /// Verifies a package: the first content beside the job. The others are the files of signatures.
    Verify {
        /// The package's file name, for messages.
        #[serde(default)]
        name: String,
        /// What opens it where it is encrypted.
        #[serde(default)]
        identity: Option<String>,
        /// The names of the files of signatures that came with it.
        #[serde(default)]
        signatures: Vec<String>,
        /// The definitions at hand; one that cannot be used is left out, and the notes say so.
        procedures: Vec<String>,
        /// Whether the print marks of all scans are read again, however long that takes.
        #[serde(default)]
        all_marks: bool,
        /// The index of all faces (`fonts.json`), if at hand.
        #[serde(default)]
        fonts_json: Option<String>,
        /// Holiday tables beyond those of the program, or in their place (`calendar/<year>.json`).
        #[serde(default)]
        holiday_tables: Vec<String>,
        /// The day of the verification.
        today: NaiveDate,
    },
    /// Compares a package, the first content beside the job, with an earlier one, the second.
    Compare {
        /// The package's file name, for messages.
        name: String,
        /// The earlier one's file name.
        earlier: String,
        /// What opens them where they are encrypted.
        #[serde(default)]
        identity: Option<String>,
        /// The definitions at hand.
        procedures: Vec<String>,
    },
    /// Prints the supplementary note of a difference.
    Supplement {
        /// The difference as JSON, as it came from [`Job::Compare`].
        difference: String,
        /// Where the faces are.
        fonts: FaceFolder,
    },
    /// Plans the import of a sheet into a roster.
    ReadSheet {
        /// The file's name, for messages; blank for a text that was pasted.
        name: String,
        /// The file, or the text in UTF-8.
        bytes: ByteBuf,
        /// The definition.
        procedure_json: String,
        /// Id of the roster.
        roster: String,
        /// The rows that are there.
        #[serde(with = "json::text")]
        rows: Vec<Arc<Row>>,
        /// What was chosen so far.
        choices: Choices,
    },
    /// Reads a written document for a question of the type `narrative`.
    ReadNarrative {
        /// The file's name, for messages.
        name: String,
        /// The file.
        bytes: ByteBuf,
        /// The definition.
        procedure_json: String,
        /// Id of the question.
        field: String,
    },
    /// Searches the text of a PDF at a place of a material for its headings and for names.
    SearchText {
        /// The file's name, for messages.
        name: String,
        /// The file.
        bytes: ByteBuf,
        /// The definition.
        procedure_json: String,
        /// Number of the material.
        material: String,
        /// The names.
        names: Vec<String>,
    },
    /// Writes a roster as a sheet, or the template for one.
    WriteSheet {
        /// The definition.
        procedure_json: String,
        /// Id of the roster.
        roster: String,
        /// The rows; `None` writes the template.
        #[serde(with = "json::text")]
        rows: Option<Vec<Arc<Row>>>,
        /// The kind of file; a template is always a workbook.
        format: SheetFormat,
    },
    /// Writes a table of records of a dossier.
    WriteRecords {
        /// The definition.
        procedure_json: String,
        /// The dossier.
        #[serde(with = "json::text")]
        dossier: Dossier,
        /// Id of the table.
        table: String,
        /// The kind of file; `None` for JSON.
        format: Option<SheetFormat>,
        /// Holiday tables beyond those of the program, or in their place (`calendar/<year>.json`).
        #[serde(default)]
        holiday_tables: Vec<String>,
        /// The day of the export.
        today: NaiveDate,
    },
}

/// What is printed of a procedure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Printout {
    /// The official form.
    Form,
    /// One of the definition's documents, by id. Of one that is printed for each row of a roster, the copy of
    /// the row with this id alone; `None` = all in one run.
    Document(String, #[serde(default)] Option<String>),
}
