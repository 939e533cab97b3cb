//! Why a draft cannot be written or opened.

use std::io;

use crate::envelope::EnvelopeError;
use crate::package::{MAX_ENTRIES, MAX_PACKAGE_BYTES, PackageError};

const MIB: u64 = 1024 * 1024;

/// A draft that cannot be written or opened. Each message is one Chinese clause without its full stop.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DraftError {
    /// The envelope does not open or close, or the file cannot be read or written.
    #[error(transparent)]
    Envelope(#[from] EnvelopeError),
    /// What is inside is no draft.
    #[error("文件解开了，但里面不是备案通的备份，请核对所选文件")]
    NotADraft,
    /// Written by a later version of the program.
    #[error("备份文件是格式 {0}，由更高版本的备案通保存，请升级后打开")]
    Newer(u32),
    /// One of the files is missing or not the one that was saved.
    #[error("备份文件中的“{0}”缺失或者已损坏，请换用另一份备份")]
    FileDamaged(String),
    /// The content that was given is not the recorded one.
    #[error("附件“{0}”的内容与添加时不一致，请移除后重新添加该文件，再备份")]
    FileChanged(String),
    /// Writing: more files, or more of them, than [`DraftReader`](super::DraftReader) takes in again.
    #[error(
        "附件超过 {MAX_ENTRIES} 个或者 {} MB，存成的备份文件无法再打开，请压缩或者合并扫描件后重试",
        MAX_PACKAGE_BYTES / MIB
    )]
    TooLarge,
    /// Writing: one file that is larger than [`DraftReader`](super::DraftReader) takes in again.
    #[error("“{name}”超过 {} MB，存成的备份文件无法再打开，请{mend}后重试", .limit / MIB)]
    FileTooLarge {
        /// What it is.
        name: String,
        /// Most bytes.
        limit: u64,
        /// How to make it smaller.
        mend: &'static str,
    },
    /// Opening: more than any draft of this program.
    #[error("备份文件里的内容超过允许的数量或者大小，可能是恶意文件，没有打开，请换用另一份备份")]
    Oversized,
    /// Opening: a name that leads out of the folder, hides what it is, or is that of another file, too.
    #[error("备份文件里有不安全的文件名“{name}”（{reason}），没有打开，请换用另一份备份")]
    UnsafeName {
        /// The name, made safe for display.
        name: String,
        /// What is wrong with it.
        reason: String,
    },
    /// Opening: reading the file itself fails; the clause is its own.
    #[error("{0}")]
    Source(String),
}

/// What is wrong with the archive inside, told of a draft.
impl From<PackageError> for DraftError {
    fn from(error: PackageError) -> Self {
        let unsafe_name = |name, reason| Self::UnsafeName { name, reason };
        match error {
            PackageError::Source(clause) => Self::Source(clause),
            PackageError::UnsafeName { path, reason } => unsafe_name(path, reason.to_owned()),
            PackageError::Duplicate { path } => unsafe_name(path, "有两个同名文件".to_owned()),
            PackageError::Colliding { path, other } => {
                unsafe_name(path, format!("与“{other}”在部分系统上是同一个文件"))
            }
            PackageError::Oversized
            | PackageError::TooManyEntries
            | PackageError::EntryTooLarge { .. }
            | PackageError::Suspicious { .. } => Self::Oversized,
            _ => Self::NotADraft,
        }
    }
}

impl From<io::Error> for DraftError {
    fn from(error: io::Error) -> Self {
        EnvelopeError::of(&error).into()
    }
}
