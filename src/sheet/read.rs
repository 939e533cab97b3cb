//! Reading whatever file came, by its content.

use super::{Book, SheetError, SheetReason, delimited, xlsx};
use crate::intake::Kind;

/// Largest file that is read.
pub const MAX_FILE_BYTES: u64 = 50 * 1024 * 1024;
/// Most bytes that a workbook may unpack to.
pub(super) const MAX_UNPACKED_BYTES: u64 = 200 * 1024 * 1024;
/// Most cells with content, in all worksheets together.
pub(super) const MAX_CELLS: usize = 2_000_000;
/// Columns after these are not read.
pub(super) const MAX_COLUMNS: usize = 512;
/// Worksheets after these are not read.
pub(super) const MAX_TABLES: usize = 100;

/// Reads a sheet: `.xlsx`, `.xlsm`, or text with separators. The name is only used in messages.
pub fn read(name: &str, bytes: &[u8]) -> Result<Book, SheetError> {
    let fail = |reason| SheetError { name: name.to_owned(), reason };
    let size = bytes.len() as u64;
    if size == 0 {
        return Err(fail(SheetReason::Empty));
    }
    if size > MAX_FILE_BYTES {
        return Err(fail(SheetReason::TooLarge { size }));
    }
    let book = match Kind::of(bytes) {
        Kind::Office | Kind::Archive | Kind::Ofd if bytes.starts_with(b"PK") => xlsx::read(bytes),
        Kind::Office => Err(compound(bytes)),
        Kind::Html => Err(SheetReason::WebPage),
        Kind::Text if is_spreadsheet_xml(bytes) => Err(SheetReason::OtherFormat("“XML 电子表格 2003”")),
        Kind::Text => delimited::read(bytes),
        // A text may begin with the letters that such files begin with.
        Kind::Program | Kind::Media | Kind::Bmp if !bytes.iter().take(4096).any(|byte| *byte < b'\t') => {
            delimited::read(bytes)
        }
        kind => Err(SheetReason::NoSheet(kind.label())),
    };
    complete(book.map_err(fail)?).map_err(fail)
}

/// Reads text pasted from a sheet. `name` says where it is from, for messages.
pub fn read_pasted(name: &str, text: &str) -> Result<Book, SheetError> {
    let fail = |reason| SheetError { name: name.to_owned(), reason };
    complete(delimited::read_text(text).map_err(fail)?).map_err(fail)
}

/// A book with something in it.
fn complete(book: Book) -> Result<Book, SheetReason> {
    if book.tables.iter().all(|table| table.lines.is_empty()) { Err(SheetReason::Blank) } else { Ok(book) }
}

/// What a compound file (MS-CFB) is, told by the names of its streams: a workbook with a password is one,
/// and so are the workbooks of old programs, whose readers do not bear damaged files.
fn compound(bytes: &[u8]) -> SheetReason {
    let holds = |name: &str| {
        let name: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        bytes.windows(name.len()).any(|window| window == name)
    };
    match () {
        () if holds("EncryptedPackage") => SheetReason::Password,
        () if holds("Workbook") || holds("Book") => {
            SheetReason::OtherFormat("旧格式的工作簿（.xls 或者 .et）")
        }
        () if holds("WordDocument") => SheetReason::NoSheet(" Word 文档"),
        () if holds("PowerPoint Document") => SheetReason::NoSheet("演示文稿"),
        () => SheetReason::NoSheet(" Office 文档"),
    }
}

fn is_spreadsheet_xml(bytes: &[u8]) -> bool {
    let start = &bytes[..bytes.len().min(1024)];
    let start = String::from_utf8_lossy(start);
    start.contains("<?xml") || start.contains("urn:schemas-microsoft-com:office:spreadsheet")
}
