//! A portable draft (备份文件 `.beian`): one dossier with all its files, encrypted, to be opened on any machine.
//!
//! It is an [`envelope`](crate::envelope) under a passphrase around a ZIP, so that the standard tools open it without
//! this program: `age -d 卷宗.beian > 卷宗.zip`. Format version 1 of the ZIP, in this order, nothing compressed:
//!
//! | file | holds |
//! |---|---|
//! | `draft.json` | [`Contents`]: format, when it was saved, and each file's path, size and SHA-256 |
//! | `dossier.json` | the dossier to the letter |
//! | `files/<name>` | the attached files, each content once |
//!
//! Unpacked it is a folder as the command line reads it. Everything streams in pieces: no file need be in memory.
//!
//! Invariants: nothing is taken from a draft but what `draft.json` names, and each content only with its digest; what
//! is written can be read again; the limits of a [`package`](crate::package) hold for numbers, sizes and names, so that
//! a name inside is safe as that of a file in one folder.

mod contents;
mod error;
mod read;
mod write;

pub use contents::{Contents, DraftFile, file_name};
pub use error::DraftError;
pub use read::DraftReader;
pub use write::{DraftWriter, WORK_FACTOR};

/// What the names of drafts end in.
pub const EXTENSION: &str = "beian";
