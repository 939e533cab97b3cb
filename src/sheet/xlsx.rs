//! Reading `.xlsx` and `.xlsm` (ECMA-376).
//!
//! Cells are read one after the other into lines, never into a rectangle: one cell in the last column of
//! the last row would make that larger than memory.

use std::collections::BTreeMap;
use std::io::{Cursor, Read as _};

use calamine::{Data, Dimensions, Reader as _, SheetType, SheetVisible, Xlsx};
use zip::ZipArchive;

use super::number::{date_cell, number_cell};
use super::read::{MAX_CELLS, MAX_COLUMNS, MAX_TABLES, MAX_UNPACKED_BYTES};
use super::references::References;
use super::{Book, Cell, CellDefect, Line, Merged, SheetReason, Table};

/// Reads a workbook that is a ZIP archive.
pub(super) fn read(bytes: &[u8]) -> Result<Book, SheetReason> {
    let macros = look_inside(bytes)?;
    let mut workbook = Xlsx::new(Cursor::new(bytes)).map_err(|_| SheetReason::Damaged)?;
    let sheets = workbook.sheets_metadata().to_vec();
    let mut book = Book::default();
    let mut budget = MAX_CELLS;
    if macros {
        book.notes.push("文件带有宏：只读取了单元格，宏没有运行。".to_owned());
    }
    for sheet in sheets.iter().filter(|sheet| sheet.typ == SheetType::WorkSheet).take(MAX_TABLES) {
        let mut gathered = Gathered::default();
        let mut reader = workbook.worksheet_cells_reader(&sheet.name).map_err(|_| SheetReason::Damaged)?;
        while let Some(cell) = reader.next_cell_with_formula_metadata().map_err(|_| SheetReason::Damaged)? {
            let formula = cell.formula.is_some();
            gathered.put(cell.pos, read_cell(&Data::from(cell.value), formula), &mut budget)?;
        }
        drop(reader);
        let merged = workbook.merge_cells_by_sheet_name(&sheet.name).unwrap_or_default();
        let hidden = sheet.visible != SheetVisible::Visible;
        gathered.finish(&mut book, &sheet.name, hidden, &merged, &mut budget)?;
    }
    Ok(book)
}

/// Tells whether an archive is a workbook that can be read, and unpacks it once into nothing: what an
/// archive says of its own size cannot be relied on. Returns whether it carries macros.
fn look_inside(bytes: &[u8]) -> Result<bool, SheetReason> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| SheetReason::Damaged)?;
    let names: Vec<String> = archive.file_names().flatten().map(|name| name.to_string()).collect();
    let has = |name: &str| names.iter().any(|found| found.eq_ignore_ascii_case(name));
    let below = |folder: &str| names.iter().any(|found| found.starts_with(folder));
    match () {
        () if has("xl/workbook.bin") => return Err(SheetReason::OtherFormat("二进制工作簿（.xlsb）")),
        () if has("xl/workbook.xml") || below("xl/worksheets/") => {}
        () if has("content.xml") => return Err(SheetReason::OtherFormat("OpenDocument 文档")),
        () if below("word/") => return Err(SheetReason::NoSheet(" Word 文档")),
        () if below("ppt/") => return Err(SheetReason::NoSheet("演示文稿")),
        () if has("OFD.xml") => return Err(SheetReason::NoSheet(" OFD 文件")),
        () if below("[Content_Types].xml") => return Err(SheetReason::NoSheet(" Office 文档")),
        () => return Err(SheetReason::NoSheet("压缩包")),
    }
    let macros = has("xl/vbaProject.bin");
    let mut left = MAX_UNPACKED_BYTES;
    for at in 0..archive.len() {
        let mut entry = archive.by_index(at).map_err(|_| SheetReason::Damaged)?;
        let mut references = References::default();
        let unpacked = std::io::copy(&mut entry.by_ref().take(left + 1), &mut references)
            .map_err(|_| SheetReason::Damaged)?;
        if references.impossible {
            return Err(SheetReason::Damaged);
        }
        left = left.checked_sub(unpacked).ok_or(SheetReason::TooLargeUnpacked)?;
    }
    Ok(macros)
}

/// A cell as text. Blank, when there is nothing in it.
fn read_cell(data: &Data, formula: bool) -> Cell {
    match data {
        Data::Int(number) => {
            #[expect(clippy::cast_precision_loss, reason = "what is lost is what is told")]
            let cell = number_cell(*number as f64);
            cell
        }
        Data::Float(number) => number_cell(*number),
        Data::String(text) => Cell::from(text.as_str()),
        Data::Bool(truth) => Cell::from(if *truth { "TRUE" } else { "FALSE" }),
        Data::DateTime(date) => date_cell(*date),
        Data::DateTimeIso(text) => Cell::from(text.replacen('T', " ", 1).trim_end_matches(" 00:00:00")),
        Data::DurationIso(text) => Cell::from(text.as_str()),
        Data::Error(error) => Cell { text: error.to_string(), defect: Some(CellDefect::FormulaError) },
        Data::Empty if formula => Cell { text: String::new(), defect: Some(CellDefect::FormulaUncounted) },
        Data::Empty => Cell::default(),
    }
}

/// The cells of one worksheet, by line.
#[derive(Default)]
struct Gathered {
    lines: BTreeMap<u32, Vec<Cell>>,
    beyond: bool,
}

impl Gathered {
    fn put(&mut self, at: (u32, u32), cell: Cell, budget: &mut usize) -> Result<(), SheetReason> {
        if cell.is_blank() {
            return Ok(());
        }
        *budget = budget.checked_sub(1).ok_or(SheetReason::TooManyCells)?;
        let column = usize::try_from(at.1).unwrap_or(usize::MAX);
        if column >= MAX_COLUMNS {
            self.beyond = true;
            return Ok(());
        }
        let cells = self.lines.entry(at.0.saturating_add(1)).or_default();
        if cells.len() <= column {
            cells.resize(column + 1, Cell::default());
        }
        cells[column] = cell;
        Ok(())
    }

    /// Adds the table to the book. What is merged down the lines is put into each of them.
    fn finish(
        mut self,
        book: &mut Book,
        name: &str,
        hidden: bool,
        merged: &[Dimensions],
        budget: &mut usize,
    ) -> Result<(), SheetReason> {
        let (mut across, mut filled) = (Vec::new(), false);
        for area in merged {
            let lines = (area.start.0.saturating_add(1), area.end.0.saturating_add(1));
            let columns = (area.start.1 as usize, area.end.1 as usize);
            if columns.0 >= MAX_COLUMNS {
                continue;
            }
            if columns.0 < columns.1 {
                across.push(Merged { lines, columns });
            }
            if lines.0 >= lines.1 {
                continue;
            }
            let Some(cell) = self.lines.get(&lines.0).and_then(|cells| cells.get(columns.0)).cloned() else {
                continue;
            };
            for (_, cells) in self.lines.range_mut(lines.0 + 1..=lines.1) {
                *budget = budget.checked_sub(1).ok_or(SheetReason::TooManyCells)?;
                if cells.len() <= columns.0 {
                    cells.resize(columns.0 + 1, Cell::default());
                }
                cells[columns.0] = cell.clone();
                filled = true;
            }
        }
        if filled {
            book.notes.push(format!("工作表“{name}”有合并单元格：内容已填入所跨的每一行。"));
        }
        if self.beyond {
            book.notes.push(format!("工作表“{name}”第 {MAX_COLUMNS} 列以后的内容没有读取。"));
        }
        let lines = self.lines.into_iter().map(|(number, cells)| Line { number, cells });
        book.tables.push(Table { name: name.to_owned(), hidden, lines: lines.collect(), across });
        Ok(())
    }
}
