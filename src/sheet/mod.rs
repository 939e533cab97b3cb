//! Sheets (电子表格) in and out: XLSX and CSV for any roster of any procedure.
//!
//! In: [`read`] makes plain tables of texts of a file; [`import`] finds the head, lays its columns to the
//! roster's fields, reads every cell as if it had been typed, and says what would be added, replaced or
//! left, before anything changes. Out: [`export`] and [`template`].
//!
//! Vocabulary: a *line* is one row of a sheet, a *row* one entry of a roster; the *head* (表头) is the line
//! with the names of the columns; a [`Column`] is where one text of a row stands in a sheet: a field of
//! several parts takes several columns.
//!
//! Invariants: no input makes reading panic; a refusal is one Chinese sentence; nothing that could not be
//! read is dropped in silence; no cell is written as a formula; what was exported is imported as the
//! same rows.
//!
//! Left out on purpose: formulas are not counted again (the result in the file is taken), `.xls`,
//! `.et`, `.xlsb` and `.ods` are told how to convert.

mod answer;
mod columns;
mod delimited;
mod error;
mod export;
mod guide;
mod head;
mod import;
mod number;
mod plan;
mod preview;
mod read;
mod references;
mod table;
mod write_csv;
mod write_xlsx;
mod xlsx;

pub use columns::{Column, columns};
pub use error::{SheetError, SheetReason};
pub use export::{ExportError, export, file_name, template, write_table};
pub use import::{Import, import};
pub use preview::{
    CellProblem, Choices, Counts, Fate, HeadShown, PlannedCell, PlannedLine, Preview, TableShown, Target,
};
pub use read::{MAX_FILE_BYTES, read, read_pasted};
pub use table::{Book, Cell, CellDefect, Line, Merged, Table, letters};
pub use write_csv::write_csv;

use serde::{Deserialize, Serialize};

/// The files that a roster is written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SheetFormat {
    /// Excel workbook, ECMA-376.
    Xlsx,
    /// Comma-separated values, UTF-8.
    Csv,
}

impl SheetFormat {
    /// The usual extension, without the dot.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Xlsx => "xlsx",
            Self::Csv => "csv",
        }
    }
}
