//! Reading text: CSV (RFC 4180) with comma, semicolon or tab, and what is pasted from a sheet.

use std::borrow::Cow;

use encoding_rs::{Encoding, GB18030, UTF_8};

use super::number::text_cell;
use super::read::{MAX_CELLS, MAX_COLUMNS};
use super::write_csv::undefused;
use super::{Book, Line, SheetReason, Table};

/// How many lines are looked at to tell the separator.
const LOOKED_AT: usize = 30;

/// Reads a text file. Its encoding is told by its mark, else by whether it is valid: UTF-8, then GB 18030
/// (which holds GBK and GB 2312).
pub(super) fn read(bytes: &[u8]) -> Result<Book, SheetReason> {
    let text = decode(bytes).ok_or(SheetReason::UnknownEncoding)?;
    read_text(&text)
}

/// Reads a text that is there already, e.g. pasted.
pub(super) fn read_text(text: &str) -> Result<Book, SheetReason> {
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    // Line ends of Windows, and of old Macs.
    let text = text.replace("\r\n", "\n");
    let text = if text.contains('\n') { text } else { text.replace('\r', "\n") };
    let (separator, body) = separator(&text);
    let mut book = Book::default();
    let quoting = body.matches('"').count() % 2 == 0;
    if !quoting {
        book.notes.push("引号不成对，引号按普通字符读取，请核对跨行的内容。".to_owned());
    }
    let mut lines = Vec::new();
    let (mut budget, mut breaks, mut beyond) = (MAX_CELLS, 0, false);
    for record in reader(body, separator, quoting).records().flatten() {
        // The record begins after the blank lines at its position; line ends inside of cells begin no line.
        let (at, byte) = record.position().map_or((0, 0), |at| (at.line(), at.byte()));
        let rest =
            usize::try_from(byte).ok().and_then(|byte| body.as_bytes().get(byte..)).unwrap_or_default();
        let blank = rest.iter().take_while(|byte| **byte == b'\n').count() as u64;
        let number = (at + blank).saturating_sub(breaks);
        let within: usize = record.iter().map(|cell| cell.matches('\n').count()).sum();
        breaks += within as u64;
        beyond |= record.len() > MAX_COLUMNS;
        let mut cells: Vec<_> =
            record.iter().take(MAX_COLUMNS).map(|text| text_cell(undefused(text))).collect();
        while cells.last().is_some_and(super::Cell::is_blank) {
            cells.pop();
        }
        budget = budget.checked_sub(cells.len()).ok_or(SheetReason::TooManyCells)?;
        if !cells.is_empty() {
            lines.push(Line { number: u32::try_from(number).unwrap_or(u32::MAX), cells });
        }
    }
    if beyond {
        book.notes.push(format!("第 {MAX_COLUMNS} 列以后的内容没有读取。"));
    }
    book.tables.push(Table { lines, ..Table::default() });
    Ok(book)
}

fn decode(bytes: &[u8]) -> Option<Cow<'_, str>> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return encoding.decode_without_bom_handling_and_without_replacement(&bytes[mark..]);
    }
    [UTF_8, GB18030]
        .into_iter()
        .find_map(|encoding| encoding.decode_without_bom_handling_and_without_replacement(bytes))
}

fn reader(text: &str, separator: u8, quoting: bool) -> csv::Reader<&[u8]> {
    csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator)
        .quoting(quoting)
        .from_reader(text.as_bytes())
}

/// The separator of a text, and the text without the line that names it (`sep=;`). The one that cuts
/// most lines into the same number of columns, and more than one.
fn separator(text: &str) -> (u8, &str) {
    let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
    if let Some(named) = first.trim().strip_prefix("sep=").filter(|named| named.len() == 1) {
        return (named.as_bytes()[0], rest);
    }
    let rate = |separator: u8| {
        let mut widths: Vec<usize> =
            reader(text, separator, true).records().flatten().take(LOOKED_AT).map(|r| r.len()).collect();
        widths.sort_unstable();
        let common = widths.get(widths.len() / 2).copied().unwrap_or(0);
        let alike = widths.iter().filter(|width| **width == common).count();
        if common > 1 { (alike * 100 / widths.len().max(1), common) } else { (0, 0) }
    };
    let best = [b'\t', b',', b';'].into_iter().rev().max_by_key(|separator| rate(*separator));
    (best.unwrap_or(b','), text)
}
