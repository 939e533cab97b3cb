//! Records: the lines of a definition's `records`, for sheets, other programs and print.

use super::report::{Checked, Composer, holds};
use crate::procedure::RecordTable;

/// The lines of a table of records, each with one text for each column.
pub fn records(checked: &Checked<'_>, table: &RecordTable) -> Vec<Vec<String>> {
    Composer::outside(checked).map_or_else(Vec::new, |mut composer| composer.records(table))
}

/// A table of records as JSON: a list of objects from the column's head to the text.
pub fn records_json(table: &RecordTable, lines: &[Vec<String>]) -> serde_json::Value {
    let object = |line: &Vec<String>| {
        let cells = table.columns.iter().zip(line);
        cells.map(|(column, text)| (column.title.clone(), text.as_str().into())).collect()
    };
    serde_json::Value::Array(lines.iter().map(|line| serde_json::Value::Object(object(line))).collect())
}

impl<'a> Composer<'a> {
    /// The lines of a table of records.
    pub(super) fn records(&mut self, table: &'a RecordTable) -> Vec<Vec<String>> {
        let mut lines = Vec::new();
        for part in &table.parts {
            self.at_rows(&part.each, |composer| {
                if part.when.as_ref().is_none_or(|when| holds(&composer.texts, when)) {
                    lines.push(part.cells.iter().map(|cell| composer.fill(cell)).collect());
                }
            });
        }
        lines
    }
}
