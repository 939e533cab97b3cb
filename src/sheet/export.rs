//! Writing a roster, and the template for it.

use std::borrow::Cow;
use std::sync::Arc;

use super::columns::{Column, EXAMPLE, columns};
use super::guide::{example, guide};
use super::write_csv::write_csv;
use super::write_xlsx::{Look, Sheet, Workbook};
use super::{SheetFormat, number};
use crate::calendar::parse_date;
use crate::dossier::Row;
use crate::field::FieldKind;
use crate::procedure::{Procedure, Roster};

/// What a sheet could not be written for: a text longer than a cell holds, or more rows than a sheet.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("“{title}”无法写成表格（{reason}），请改用 CSV 导出。")]
pub struct ExportError {
    /// The roster's title.
    pub title: String,
    /// What the writer said.
    pub reason: String,
}

/// The rows of a roster as a file that [`import`](super::import) reads as the same rows.
pub fn export(
    procedure: &Procedure,
    roster: &Roster,
    rows: &[Arc<Row>],
    format: SheetFormat,
) -> Result<Vec<u8>, ExportError> {
    let columns = columns(roster);
    let lines = rows.iter().map(|row| line(&columns, row));
    match format {
        SheetFormat::Csv => {
            let head = columns.iter().map(|column| Cow::Borrowed(column.label.as_str())).collect();
            Ok(write_csv(
                std::iter::once(head).chain(lines.map(|line| line.into_iter().map(Cow::Owned).collect())),
            ))
        }
        SheetFormat::Xlsx => {
            let mut sheet = sheet(roster, &columns);
            sheet.lines = lines.collect();
            sheet.filter = true;
            write(procedure, roster, vec![sheet])
        }
    }
}

/// An empty sheet to fill in: the head, one line marked as an example, and how to fill it in.
pub fn template(procedure: &Procedure, roster: &Roster) -> Result<Vec<u8>, ExportError> {
    let columns = columns(roster);
    let mut sheet = sheet(roster, &columns);
    let mut line = example(roster, &columns);
    line.push("示例，导入时跳过".to_owned());
    sheet.heads.push(EXAMPLE.to_owned());
    sheet.looks.push(Look::Text);
    sheet.choices.push(Vec::new());
    sheet.lines = vec![line];
    sheet.example = true;
    write(procedure, roster, vec![sheet, guide(procedure, roster, &columns)])
}

/// Any table as a file, e.g. a report on the rows of a roster. All is text, but days are stored as days.
pub fn write_table(
    title: &str,
    heads: &[String],
    lines: Vec<Vec<String>>,
    format: SheetFormat,
) -> Result<Vec<u8>, ExportError> {
    if format == SheetFormat::Csv {
        let lines = std::iter::once(heads).chain(lines.iter().map(Vec::as_slice));
        return Ok(write_csv(
            lines.map(|line| line.iter().map(|text| Cow::Borrowed(text.as_str())).collect()),
        ));
    }
    let is_day = |at: usize| {
        let mut cells =
            lines.iter().filter_map(|line| line.get(at)).filter(|text| !text.is_empty()).peekable();
        cells.peek().is_some() && cells.all(|text| as_day(text).is_some())
    };
    let looks = (0..heads.len()).map(|at| if is_day(at) { Look::Date } else { Look::Text }).collect();
    let choices = vec![Vec::new(); heads.len()];
    let (name, heads) = (title.to_owned(), heads.to_vec());
    let sheet = Sheet { name, heads, looks, choices, lines, filter: true, ..Sheet::default() };
    let written = Workbook { title: title.to_owned(), sheets: vec![sheet] }.write();
    written.map_err(|error| ExportError { title: title.to_owned(), reason: error.to_string() })
}

/// The name under which a roster's sheet is saved. `what` says what it is, e.g. `模板`.
pub fn file_name(roster: &Roster, what: &str, format: SheetFormat) -> String {
    let what = if what.is_empty() { String::new() } else { format!("_{what}") };
    format!("{}{what}.{}", roster.title, format.extension())
}

fn write(procedure: &Procedure, roster: &Roster, sheets: Vec<Sheet>) -> Result<Vec<u8>, ExportError> {
    let title = format!("{}——{}", procedure.title, roster.title);
    let written = Workbook { title, sheets }.write();
    written.map_err(|error| ExportError { title: roster.title.clone(), reason: error.to_string() })
}

/// A roster's sheet without its lines.
fn sheet(roster: &Roster, columns: &[Column<'_>]) -> Sheet {
    Sheet {
        name: roster.title.clone(),
        heads: columns.iter().map(|column| column.label.clone()).collect(),
        looks: columns.iter().map(look).collect(),
        choices: columns.iter().map(Column::choices).collect(),
        most: roster.most,
        ..Sheet::default()
    }
}

/// How a column's cells are stored: as text, so that no digit is eaten, but for dates and amounts.
fn look(column: &Column<'_>) -> Look {
    match (&column.field.kind, column.part) {
        (FieldKind::Date, _) | (FieldKind::Period | FieldKind::IdDocument, Some("from" | "to")) => Look::Date,
        (FieldKind::Count { .. }, _) | (FieldKind::Money, Some("amount")) => Look::Number,
        (FieldKind::LongText { .. }, _) => Look::LongText,
        _ => Look::Text,
    }
}

fn line(columns: &[Column<'_>], row: &Row) -> Vec<String> {
    let text = |column: &Column<'_>| row.answers.get(&column.field.id).map(|answer| column.text(answer));
    columns.iter().map(|column| text(column).unwrap_or_default()).collect()
}

/// A number that a sheet gives back as it was written.
pub(super) fn as_number(text: &str) -> Option<f64> {
    let plain = text.len() <= 15 && text.chars().all(|c| c.is_ascii_digit() || c == '.');
    let number: f64 = text.parse().ok().filter(|_| plain)?;
    (number::number_text(number) == text).then_some(number)
}

/// A day that a sheet gives back as it was written.
pub(super) fn as_day(text: &str) -> Option<chrono::NaiveDate> {
    parse_date(text).filter(|day| day.to_string() == text && chrono::Datelike::year(day) > 1900)
}
