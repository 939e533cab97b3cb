//! What can be asked, and what comes back.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_bytes::ByteBuf;

use crate::check::Verdict;
use crate::dossier::{Dossier, FileRecord};
use crate::package::{Manifest, Verification};

/// One heavy job with all it needs.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum Job {
    /// Takes in a file.
    Inspect {
        /// Its name.
        name: String,
        /// Its content.
        bytes: ByteBuf,
    },
    /// Prints the form.
    PrintForm {
        /// The definition.
        procedure_json: String,
        /// The dossier; `None` prints the blank form.
        dossier: Option<Dossier>,
        /// What stands on every page, e.g. 未通过自查.
        mark: Option<String>,
        /// The faces needed, by file name.
        faces: Vec<(String, ByteBuf)>,
    },
    /// Checks and prints a dossier and writes its package: a draft when the checks have not passed.
    Pack {
        /// The definition that the dossier names.
        procedure_json: String,
        /// The dossier.
        dossier: Dossier,
        /// The faces needed, by file name.
        faces: Vec<(String, ByteBuf)>,
        /// The index of all faces (`fonts.json`); without it no character is reported as unprintable.
        #[serde(default)]
        fonts_json: Option<String>,
        /// Holiday tables beyond those of the program, or in their place (`calendar/<year>.json`).
        #[serde(default)]
        holiday_tables: Vec<String>,
        /// The attachments' contents by SHA-256.
        files: BTreeMap<String, ByteBuf>,
        /// The day of packing.
        today: NaiveDate,
    },
    /// Opens a package as a dossier.
    Open {
        /// The package's file name, for messages.
        #[serde(default)]
        name: String,
        /// The package.
        bytes: ByteBuf,
    },
    /// Verifies a package.
    Verify {
        /// The package's file name, for messages.
        #[serde(default)]
        name: String,
        /// The package.
        bytes: ByteBuf,
        /// The definitions at hand.
        procedures: Vec<String>,
        /// The index of all faces (`fonts.json`), if at hand.
        #[serde(default)]
        fonts_json: Option<String>,
        /// Holiday tables beyond those of the program, or in their place (`calendar/<year>.json`).
        #[serde(default)]
        holiday_tables: Vec<String>,
        /// The day of the verification.
        today: NaiveDate,
    },
}

/// What came of a job.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum Outcome {
    /// The record of a file that may be attached.
    Inspected(FileRecord),
    /// The form as PDF.
    Printed(ByteBuf),
    /// A package.
    Packed {
        /// The name to save it under.
        name: String,
        /// The package.
        bytes: ByteBuf,
        /// The verdict it was packed with.
        verdict: Verdict,
    },
    /// A package as a dossier.
    Opened {
        /// The dossier, as it was packed.
        dossier: Box<Dossier>,
        /// The attachments' contents by SHA-256.
        files: BTreeMap<String, ByteBuf>,
        /// The manifest.
        manifest: Box<Manifest>,
    },
    /// What a verification found.
    Verified(Box<Verification>),
}
