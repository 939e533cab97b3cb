//! Why a file cannot be read as a written document.

use std::fmt;

use super::read::{MAX_FILE_BYTES, MAX_UNPACKED_BYTES};
use crate::intake::shown;

/// A file that is refused. Its text is one Chinese sentence that names the file and says what to do.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub struct ImportError {
    /// The file's name, as it came.
    pub name: String,
    /// Why.
    pub reason: ImportReason,
}

/// The reasons.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ImportReason {
    /// Nothing in it.
    Empty,
    /// Larger than a text may be.
    TooLarge {
        /// Bytes.
        size: u64,
    },
    /// Unpacks to more than a text can sensibly hold.
    TooLargeUnpacked,
    /// A document of an old program, or one with a password: both look alike from outside.
    Compound,
    /// Not a text; what it is.
    OtherKind(&'static str),
    /// It cannot be opened.
    Damaged,
    /// Text in an encoding that cannot be told.
    UnknownEncoding,
    /// Nothing to be read in it.
    Blank,
}

impl fmt::Display for ImportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const MIB: u64 = 1024 * 1024;
        let name = shown(&self.name);
        match self.reason {
            ImportReason::Empty => write!(f, "“{name}”是空文件（0 字节），请重新保存后再导入。"),
            ImportReason::TooLarge { size } => write!(
                f,
                "“{name}”有 {} MB，超过导入文档 {} MB 的上限，请压缩其中的图片后再导入。",
                size.div_ceil(MIB),
                MAX_FILE_BYTES / MIB
            ),
            ImportReason::TooLargeUnpacked => write!(
                f,
                "“{name}”解压后超过 {} MB，不像正常的文档，请把需要的内容复制到新的文档后再导入。",
                MAX_UNPACKED_BYTES / MIB
            ),
            ImportReason::Compound => write!(
                f,
                "“{name}”是旧版 .doc 文档，或者设有打开密码，请在 Word 或者 WPS 中取消密码、另存为 .docx 后再导入。"
            ),
            ImportReason::OtherKind(label) => {
                write!(f, "“{name}”是{label}，不能导入，请选择 .docx 或者 .md 文件。")
            }
            ImportReason::Damaged => {
                write!(f, "“{name}”不完整或者已损坏，无法读取，请在 Word 或者 WPS 中打开、另存后再导入。")
            }
            ImportReason::UnknownEncoding => {
                write!(f, "“{name}”的文字编码无法识别，请另存为 UTF-8 编码后再导入。")
            }
            ImportReason::Blank => write!(f, "“{name}”里没有文字，请核对是否选对了文件。"),
        }
    }
}
