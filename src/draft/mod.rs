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
//! Unpacked it is a folder as the command line reads it. Everything streams in pieces of 64 KiB: never more than one
//! file is in memory.
//!
//! Invariants: nothing is taken from a draft but what `draft.json` names, and each content only with its digest; no
//! name inside is used as a path before it was made safe.

mod contents;
mod error;
mod read;
mod write;

pub use contents::{Contents, DraftFile};
pub use error::DraftError;
pub use read::DraftReader;
pub use write::DraftWriter;

/// What the names of drafts end in.
pub const EXTENSION: &str = "beian";
