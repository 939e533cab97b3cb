//! Why a command cannot be carried out.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

/// One thing that is wrong with the input: the file, the place in it, what is wrong and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Defect {
    /// The file.
    pub(super) file: PathBuf,
    /// The field or JSON path; empty when the file as a whole is meant.
    pub(super) place: String,
    /// One Chinese sentence.
    pub(super) reason: String,
}

impl Defect {
    /// A defect of a file as a whole.
    pub(super) fn new(file: &Path, reason: impl Into<String>) -> Self {
        Self::at(file, "", reason)
    }

    /// A defect at a place in a file.
    pub(super) fn at(file: &Path, place: impl Into<String>, reason: impl Into<String>) -> Self {
        Self { file: file.to_owned(), place: place.into(), reason: reason.into() }
    }

    /// A file or folder that cannot be written.
    pub(super) fn unwritable(file: &Path, error: &io::Error) -> Self {
        let reason = match error.kind() {
            io::ErrorKind::NotFound => "所在目录不存在，请先建立目录。".to_owned(),
            io::ErrorKind::PermissionDenied => "没有写入权限，请更换目录或更改权限。".to_owned(),
            io::ErrorKind::StorageFull => "磁盘空间不足，请清理后重试。".to_owned(),
            _ => format!("写入失败（{error}），请更换目录后重试。"),
        };
        Self::new(file, reason)
    }

    /// A file that cannot be read.
    pub(super) fn unreadable(file: &Path, error: &io::Error) -> Self {
        let reason = match error.kind() {
            io::ErrorKind::NotFound => "找不到，请核对路径。".to_owned(),
            io::ErrorKind::PermissionDenied => "没有读取权限，请更改文件权限后重试。".to_owned(),
            io::ErrorKind::IsADirectory => "是目录而不是文件，请核对路径。".to_owned(),
            _ => format!("无法读取（{error}），请核对后重试。"),
        };
        Self::new(file, reason)
    }
}

impl fmt::Display for Defect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}：", self.file.display())?;
        if !self.place.is_empty() {
            write!(f, "{}：", self.place)?;
        }
        f.write_str(&self.reason)
    }
}

/// A command that cannot be carried out.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum Failure {
    /// The input cannot be used; all defects found.
    #[error("{}", .0.iter().map(Defect::to_string).collect::<Vec<_>>().join("\n"))]
    Input(Vec<Defect>),
    /// The output cannot be written.
    #[error("无法写到标准输出（{0}）。")]
    Output(io::ErrorKind),
    /// The output has no JSON form, which the types here always have.
    #[error("结果无法写成 JSON（{0}）。")]
    Json(String),
}

impl Failure {
    /// What is wrong, one line each.
    pub(super) fn lines(&self) -> Vec<String> {
        match self {
            Self::Input(defects) => defects.iter().map(Defect::to_string).collect(),
            other => vec![other.to_string()],
        }
    }
}

impl From<Defect> for Failure {
    fn from(defect: Defect) -> Self {
        Self::Input(vec![defect])
    }
}

impl From<serde_json::Error> for Failure {
    fn from(error: serde_json::Error) -> Self {
        Self::Json(error.to_string())
    }
}
