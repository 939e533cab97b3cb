//! What comes back.

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use serde_bytes::ByteBuf;

use super::OpenedKeyring;
use crate::check::Verdict;
use crate::dossier::{Dossier, FileRecord, ProcedureRef, Row, TextSeen};
use crate::draft::DraftFile;
use crate::narrative::Imported;
use crate::package::{Difference, ManifestFile, Verification};
use crate::sheet::Preview;

/// What came of a job.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum Outcome {
    /// A keyring, opened.
    Keyring(OpenedKeyring),
    /// The key of a draft; see [`PassphraseKey::to_bytes`](crate::envelope::PassphraseKey::to_bytes).
    DraftKey(ByteBuf),
    /// A draft that is open, and which contents it has.
    DraftOpened(Box<Dossier>, Vec<DraftFile>),
    /// One content of a draft.
    DraftContent(ByteBuf),
    /// A file that may be attached.
    Inspected(Inspected),
    /// A page as PNG.
    Pictured(ByteBuf),
    /// The parts of a scan.
    Split(Vec<(FileRecord, ByteBuf)>),
    /// The next piece of a bound volume; with the last one, the number of its pages.
    Bound {
        /// The piece.
        bytes: ByteBuf,
        /// 0 while more is to come.
        pages: u32,
    },
    /// So many documents were printed for nobody.
    Rehearsed(usize),
    /// A print as PDF.
    Printed(ByteBuf),
    /// A file that was taken into a package.
    PackTaken {
        /// SHA-256 of the content that is packed.
        sha256: String,
        /// That content, where it is not the one that was given.
        content: Option<ByteBuf>,
    },
    /// A package that was laid out.
    Packed {
        /// What it consists of, in order.
        pieces: Vec<PackedPiece>,
        /// The verdict it was packed with.
        verdict: Verdict,
    },
    /// The next piece of an encrypted package or draft.
    Sealed(ByteBuf),
    /// A package as a dossier.
    Opened {
        /// The dossier, as it was packed.
        dossier: Box<Dossier>,
        /// The entries of its attachments' contents, each content once.
        files: Vec<ManifestFile>,
    },
    /// One content of a package.
    OpenedFile(ByteBuf),
    /// The definition that a package names; `None` where it does not say.
    DefinitionOf(Option<ProcedureRef>),
    /// What a verification found.
    Verified {
        /// All of it.
        verification: Box<Verification>,
        /// The dossier, unless something does not agree.
        dossier: Option<Box<Dossier>>,
    },
    /// What is different between two packages.
    Compared(Box<Difference>),
    /// What an import would do, with the roster's rows after it; `None` when nothing can be imported.
    SheetRead(Box<Preview>, Option<Vec<Arc<Row>>>),
    /// A written document in sections, with the records of its pictures.
    NarrativeRead(Box<Imported>, Vec<FileRecord>),
    /// What was found in a text.
    TextSearched(TextSeen),
    /// A sheet.
    SheetWritten {
        /// The name to save it under.
        name: String,
        /// The file.
        bytes: ByteBuf,
    },
}

/// A piece of a package.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum PackedPiece {
    /// These bytes.
    Bytes(ByteBuf),
    /// The packed content with this SHA-256.
    Content(String),
}

/// What came of taking in a file.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Inspected {
    /// Its record, with what was seen.
    pub file: FileRecord,
    /// The content to keep, where something was removed from it.
    pub content: Option<ByteBuf>,
}
