//! Packages, made and read by the worker in steps.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use js_sys::{Array, Uint8Array};
use serde_bytes::ByteBuf;
use wasm_bindgen::JsCast;
use web_sys::File;
use yew::Callback;

use super::calls::{put, read};
use super::wire::member;
use super::{Asked, Jobs, PackOrder, ShownDifference, ShownVerification};
use crate::check::Verdict;
use crate::dossier::{Dossier, FileRecord, ProcedureRef};
use crate::jobs::{Job, Progress};
use crate::package::ManifestFile;
use crate::ui::fonts::Index;

/// A package's file with what opens it.
#[derive(Clone, PartialEq)]
pub struct PackageFile {
    /// The file.
    pub file: File,
    /// The identity (`AGE-SECRET-KEY-…`) for one that is encrypted.
    pub identity: Option<String>,
}

/// A package that was laid out.
#[derive(Clone, Debug)]
pub struct LaidOut {
    /// What it consists of, in order.
    pub pieces: Vec<Piece>,
    /// The verdict it was packed with.
    pub verdict: Verdict,
}

/// A piece of a package.
#[derive(Clone, Debug)]
pub enum Piece {
    /// These bytes.
    Bytes(Uint8Array),
    /// The packed content with this SHA-256.
    Content(String),
}

/// A package that was opened.
#[derive(Clone, Debug)]
pub struct OpenedPackage {
    /// The dossier in it.
    pub dossier: Dossier,
    /// The entries of its attachments' contents, each content once.
    pub files: Vec<ManifestFile>,
}

/// What a package is verified against.
pub struct VerifyAgainst {
    /// The definitions at hand.
    pub procedures: Vec<String>,
    /// Whether the print marks of all scans are read again.
    pub all_marks: bool,
    /// The index of all faces, if at hand.
    pub fonts_json: Option<String>,
    /// The holiday tables that came from files.
    pub holiday_tables: Vec<String>,
    /// The day of the verification.
    pub today: NaiveDate,
}

impl Jobs {
    /// Takes a file, whose content is handed over, into the package that is being made. Gives the SHA-256 of what is
    /// packed, and that content where it is another.
    pub fn pack_file(
        &self,
        first: bool,
        file: &FileRecord,
        bytes: &Uint8Array,
    ) -> Asked<(String, Option<Uint8Array>)> {
        let job = Job::PackFile { first, file: file.clone(), bytes: ByteBuf::new() };
        self.ask(
            &job,
            Callback::noop(),
            |job| put(job, "bytes", bytes),
            |outcome| {
                let sha256 = member(&outcome, "sha256").as_string()?;
                Some((sha256, member(&outcome, "content").dyn_into().ok()))
            },
        )
    }

    /// Checks and prints a dossier and lays out its package, after all its files.
    pub fn pack(&self, order: &PackOrder<'_>, begun: bool, progress: Callback<Progress>) -> Asked<LaidOut> {
        let job = Job::Pack {
            procedure_json: order.procedure_json.to_owned(),
            dossier: order.dossier.clone(),
            begun,
            fonts: order.index.folder.clone(),
            holiday_tables: order.holiday_tables.to_vec(),
            files: BTreeMap::new(),
            today: order.today,
        };
        self.ask(
            &job,
            progress,
            |job| put(job, "files", &order.files),
            |outcome| {
                let pieces: Array = member(&outcome, "pieces").dyn_into().ok()?;
                let piece = |piece| match member(&piece, "Content").as_string() {
                    Some(sha256) => Some(Piece::Content(sha256)),
                    None => Some(Piece::Bytes(member(&piece, "Bytes").dyn_into().ok()?)),
                };
                Some(LaidOut {
                    pieces: pieces.iter().map(piece).collect::<Option<_>>()?,
                    verdict: read(&member(&outcome, "verdict"))?,
                })
            },
        )
    }

    /// Encrypts the next piece of a package, whose bytes are handed over. The first one names the recipient.
    pub fn seal(&self, recipient: Option<&str>, bytes: &Uint8Array, last: bool) -> Asked<Uint8Array> {
        let job = Job::Seal { recipient: recipient.map(str::to_owned), bytes: ByteBuf::new(), last };
        self.ask(&job, Callback::noop(), |job| put(job, "bytes", bytes), |outcome| outcome.dyn_into().ok())
    }

    /// Opens a package as a dossier.
    pub fn open_package(&self, package: &PackageFile, progress: Callback<Progress>) -> Asked<OpenedPackage> {
        let (name, identity) = (package.file.name(), package.identity.clone());
        let job = Job::Open { name, identity };
        self.ask_about(
            &job,
            std::slice::from_ref(&package.file),
            progress,
            |_| (),
            |outcome| {
                Some(OpenedPackage {
                    dossier: read(&member(&outcome, "dossier"))?,
                    files: read(&member(&outcome, "files"))?,
                })
            },
        )
    }

    /// One content of a package.
    pub fn open_file(&self, package: &PackageFile, file: &ManifestFile) -> Asked<Uint8Array> {
        let (name, identity) = (package.file.name(), package.identity.clone());
        let job = Job::OpenFile { name, identity, file: file.clone() };
        let files = std::slice::from_ref(&package.file);
        self.ask_about(&job, files, Callback::noop(), |_| (), |outcome| outcome.dyn_into().ok())
    }

    /// The definition that a package names; `None` where it does not say.
    pub fn definition_of(&self, package: &PackageFile) -> Asked<Option<ProcedureRef>> {
        let (name, identity) = (package.file.name(), package.identity.clone());
        let files = std::slice::from_ref(&package.file);
        let job = Job::DefinitionOf { name, identity };
        self.ask_about(&job, files, Callback::noop(), |_| (), |outcome| read(&outcome))
    }

    /// Verifies a package against what is at hand: what was found, and the dossier unless something does not agree.
    pub fn verify(
        &self,
        package: &PackageFile,
        signatures: &[File],
        against: VerifyAgainst,
        progress: Callback<Progress>,
    ) -> Asked<(ShownVerification, Option<Dossier>)> {
        let VerifyAgainst { procedures, all_marks, fonts_json, holiday_tables, today } = against;
        let job = Job::Verify {
            name: package.file.name(),
            identity: package.identity.clone(),
            signatures: signatures.iter().map(File::name).collect(),
            procedures,
            all_marks,
            fonts_json,
            holiday_tables,
            today,
        };
        let files: Vec<File> = std::iter::once(&package.file).chain(signatures).cloned().collect();
        self.ask_about(
            &job,
            &files,
            progress,
            |_| (),
            |outcome| {
                let dossier = member(&outcome, "dossier");
                let dossier = if dossier.is_null() { None } else { Some(read(&dossier)?) };
                Some((read(&member(&outcome, "verification"))?, dossier))
            },
        )
    }

    /// Compares a package with an earlier one.
    pub fn compare(
        &self,
        package: &PackageFile,
        earlier: &File,
        procedures: Vec<String>,
        progress: Callback<Progress>,
    ) -> Asked<ShownDifference> {
        let job = Job::Compare {
            name: package.file.name(),
            earlier: earlier.name(),
            identity: package.identity.clone(),
            procedures,
        };
        let files = [package.file.clone(), earlier.clone()];
        self.ask_about(&job, &files, progress, |_| (), |outcome| read(&outcome))
    }

    /// Prints the supplementary note of a difference.
    pub fn supplement(&self, difference: &str, index: &Index) -> Asked<Uint8Array> {
        let job = Job::Supplement { difference: difference.to_owned(), fonts: index.folder.clone() };
        self.ask(&job, Callback::noop(), |_| (), |outcome| outcome.dyn_into().ok())
    }
}
