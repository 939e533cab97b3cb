//! What can go wrong while printing.

use std::collections::BTreeSet;

/// A document that cannot be printed. Messages never repeat what an applicant typed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DocumentError {
    /// A face's file is not a font that can be embedded.
    #[error("打印字体文件“{0}”无法读取，请重新加载页面")]
    UnreadableFace(String),
    /// No body face was given.
    #[error("没有打印字体，请重新加载页面")]
    NoFace,
    /// The index of faces cannot be read.
    #[error("打印字体清单无法读取：{0}")]
    BadIndex(String),
    /// Characters that no loaded face can show.
    #[error("有{}个字在打印字体中没有字形，打印前请先处理“自查”中列出的生僻字", .0.len())]
    MissingGlyphs(BTreeSet<char>),
    /// The grid's cells do not fit its rows and columns.
    #[error("表格的行列与单元格不符：{0}")]
    BadGrid(String),
    /// The PDF does not meet PDF/A-2a or PDF/UA-1; the names of the rules broken.
    #[error("生成的 PDF 不符合 PDF/A-2a 或 PDF/UA-1：{}", .0.join("、"))]
    Invalid(Vec<&'static str>),
    /// The PDF could not be written.
    #[error("PDF 写入失败：{0}")]
    Write(&'static str),
}
