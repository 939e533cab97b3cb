//! Why a draft cannot be written or opened.

use std::io;

use crate::envelope::EnvelopeError;

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
    /// More than fits.
    #[error("附件过多或者过大，无法存成一个备份文件")]
    TooLarge,
}

impl From<io::Error> for DraftError {
    fn from(error: io::Error) -> Self {
        EnvelopeError::of(&error).into()
    }
}
