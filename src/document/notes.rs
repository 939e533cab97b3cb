//! A note of some lines and tables, as the program itself writes them: no definition states its wording.

use super::numbers::ordinal;
use super::preset::Look;
use super::{Align, Block, CellKind, Document, Heading, Paragraph, Stamp, Style, Table, TableCell, TableRow};
use crate::procedure::Preset;

/// A note.
#[derive(Clone, Debug)]
pub struct Notes {
    /// The title.
    pub title: String,
    /// Lines before the tables.
    pub lines: Vec<String>,
    /// The tables, each under a heading of its own.
    pub tables: Vec<NotesTable>,
    /// The lines at the place for the seal.
    pub seal: Vec<String>,
    /// The day.
    pub stamp: Stamp,
}

/// A table of a note.
#[derive(Clone, Debug)]
pub struct NotesTable {
    /// Its heading.
    pub title: String,
    /// The heads of its columns.
    pub head: Vec<String>,
    /// Relative widths of the columns.
    pub widths: Vec<f32>,
    /// The rows, cell by cell; a line break begins a paragraph.
    pub rows: Vec<Vec<String>>,
}

impl Notes {
    /// The note as a document.
    pub fn compose(&self) -> Document {
        let look = Look::of(Preset::CacReport, false);
        let paragraph = |text: &str, style: Style| Paragraph { text: text.to_owned(), style };
        let mut blocks = vec![Block::Heading(Heading::new(0, paragraph(&self.title, look.title)))];
        blocks.extend(self.lines.iter().map(|line| Block::Paragraph(paragraph(line, look.body))));
        for (number, table) in self.tables.iter().enumerate() {
            let title = format!("{}{}", ordinal(0, number + 1), table.title);
            blocks.push(Block::Heading(Heading::new(1, paragraph(&title, look.headings[0]))));
            blocks.push(Block::Table(table.block(&look)));
        }
        blocks.push(Block::Seal(look.seal(self.seal.clone())));
        Document {
            title: self.title.clone(),
            description: String::new(),
            language: "zh-CN".to_owned(),
            stamp: self.stamp,
            mark: None,
            always: None,
            marked: None,
            sheet: look.sheet,
            header: None,
            blocks,
            prints: Vec::new(),
        }
    }
}

impl NotesTable {
    fn block(&self, look: &Look) -> Table {
        let cell = |text: &str, kind, align| TableCell {
            kind,
            span: 1,
            text: text
                .lines()
                .filter(|line| !line.trim().is_empty())
                .map(|line| Paragraph { text: line.to_owned(), style: Style { align, ..look.cell } })
                .collect(),
        };
        let head = self.head.iter().map(|text| cell(text, CellKind::Head, Align::Center)).collect();
        let row = |cells: &Vec<String>| TableRow {
            cells: cells.iter().map(|text| cell(text, CellKind::Data, Align::Start)).collect(),
        };
        Table {
            summary: format!("{}：{}", self.title, self.head.join("、")),
            columns: self.widths.clone(),
            head: vec![TableRow { cells: head }],
            rows: self.rows.iter().map(row).collect(),
            padding: look.padding,
            space: look.space,
        }
    }
}
