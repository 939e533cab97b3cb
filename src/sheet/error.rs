//! Why a file cannot be read as a sheet.

use std::fmt;

use super::read::{MAX_CELLS, MAX_FILE_BYTES, MAX_UNPACKED_BYTES};
use crate::intake::shown;

/// A file that is refused. Its text is one Chinese sentence that names the file and says what to do.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub struct SheetError {
    /// The file's name, as it came.
    pub name: String,
    /// Why.
    pub reason: SheetReason,
}

/// The reasons.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SheetReason {
    /// Nothing in it.
    Empty,
    /// Larger than a sheet may be.
    TooLarge {
        /// Bytes.
        size: u64,
    },
    /// Unpacks to more than a sheet can sensibly hold.
    TooLargeUnpacked,
    /// More cells than can be read.
    TooManyCells,
    /// A password is needed to open it.
    Password,
    /// A sheet in a format that is not read; what people call it.
    OtherFormat(&'static str),
    /// No sheet at all; what it is.
    NoSheet(&'static str),
    /// A web page, which many systems export under the name of a sheet.
    WebPage,
    /// It cannot be opened.
    Damaged,
    /// Text in an encoding that cannot be told.
    UnknownEncoding,
    /// No cell has content.
    Blank,
}

impl fmt::Display for SheetError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const MIB: u64 = 1024 * 1024;
        let name = shown(&self.name);
        match self.reason {
            SheetReason::Empty => write!(f, "“{name}”是空文件（0 字节），请重新导出后再导入。"),
            SheetReason::TooLarge { size } => write!(
                f,
                "“{name}”有 {} MB，超过导入表格 {} MB 的上限，请删去无关的工作表和图片后再导入。",
                size.div_ceil(MIB),
                MAX_FILE_BYTES / MIB
            ),
            SheetReason::TooLargeUnpacked => write!(
                f,
                "“{name}”解压后超过 {} MB，不像正常的表格，请把需要的内容复制到新的工作簿后再导入。",
                MAX_UNPACKED_BYTES / MIB
            ),
            SheetReason::TooManyCells => write!(
                f,
                "“{name}”的单元格超过 {} 万个，请只保留需要导入的工作表后再导入。",
                MAX_CELLS / 10_000
            ),
            SheetReason::Password => {
                write!(f, "“{name}”设有打开密码，请在 Excel 或者 WPS 中取消密码、保存后再导入。")
            }
            SheetReason::OtherFormat(label) => {
                write!(f, "“{name}”是{label}，请用 Excel 或者 WPS 另存为“Excel 工作簿（.xlsx）”后再导入。")
            }
            SheetReason::NoSheet(label) => {
                write!(f, "“{name}”是{label}，不是表格，请选择 .xlsx 或者 .csv 文件。")
            }
            SheetReason::WebPage => write!(
                f,
                "“{name}”的内容是网页，不是表格，请用 Excel 或者 WPS 打开后另存为“Excel 工作簿（.xlsx）”再导入。"
            ),
            SheetReason::Damaged => {
                write!(f, "“{name}”不完整或者已损坏，无法打开，请重新取得或者重新导出后再导入。")
            }
            SheetReason::UnknownEncoding => {
                write!(f, "“{name}”的文字编码无法识别，请另存为“CSV UTF-8（.csv）”后再导入。")
            }
            SheetReason::Blank => write!(f, "“{name}”里没有内容，请核对是否选对了文件。"),
        }
    }
}
