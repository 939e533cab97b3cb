//! What can go wrong while binding.

use crate::document::DocumentError;

/// A volume that cannot be bound.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum VolumeError {
    /// A file that passed the intake cannot be read any more, by name.
    #[error("“{0}”无法收入合订本：文件内容无法读取，请重新扫描或重新导出后替换")]
    Unreadable(String),
    /// A file has other than the recorded number of pages, by name.
    #[error("“{0}”的页数与记录不一致，请重新添加后再试")]
    Pages(String),
    /// A file of the plan was not given, by name.
    #[error("“{0}”的内容没有找到，请重新添加后再试")]
    Missing(String),
    /// The pages could not be written.
    #[error(transparent)]
    Document(#[from] DocumentError),
    /// The file's structure is not as expected.
    #[error("合订本写入失败")]
    Structure,
}
