//! Blocks of flowing documents: covers, contents, lists, tables, places left blank.

use super::{CellKind, Paragraph, Style};

/// A page of its own with the document's title and who issues it; not numbered.
#[derive(Clone, Debug, PartialEq)]
pub struct Cover {
    /// The title; also the first bookmark.
    pub title: Paragraph,
    /// Lines in the lower part: who issues it, when.
    pub foot: Vec<Paragraph>,
}

/// The table of contents: every heading of the document with its page.
#[derive(Clone, Debug, PartialEq)]
pub struct Contents {
    /// What stands above it, e.g. `目　录`.
    pub title: Paragraph,
    /// How entries are set, level 1 first; headings of further levels are left out.
    pub levels: Vec<Style>,
    /// What it lists in place of the document's own headings.
    pub entries: Option<Vec<ContentsEntry>>,
}

/// An entry of a table of contents that leads to a page of a bound volume.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContentsEntry {
    /// 1 for the highest.
    pub level: u16,
    /// Its wording.
    pub text: String,
    /// The page, counted from 0.
    pub page: usize,
}

/// A list.
#[derive(Clone, Debug, PartialEq)]
pub struct List {
    /// Whether the labels count.
    pub ordered: bool,
    /// The items.
    pub items: Vec<ListItem>,
}

/// An item of a list: its label hangs beside its text.
#[derive(Clone, Debug, PartialEq)]
pub struct ListItem {
    /// e.g. `1.` or `•`.
    pub label: Paragraph,
    /// Its paragraphs. Their indents leave room for the label.
    pub text: Vec<Paragraph>,
}

/// A table whose rows go on over as many pages as they need, its head repeated on each.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// What the table holds, for readers who do not see it.
    pub summary: String,
    /// Relative widths of the columns (`fr`).
    pub columns: Vec<f32>,
    /// The head; empty for a table of names and values.
    pub head: Vec<TableRow>,
    /// The rows.
    pub rows: Vec<TableRow>,
    /// Empty room inside a cell in points: above and below, left and right.
    pub padding: (f32, f32),
    /// Space before and after the table, not at the edges of a page.
    pub space: (f32, f32),
}

/// A row of a table. Its cells cover all columns.
#[derive(Clone, Debug, PartialEq)]
pub struct TableRow {
    /// The cells from left to right.
    pub cells: Vec<TableCell>,
}

/// A cell of a table.
#[derive(Clone, Debug, PartialEq)]
pub struct TableCell {
    /// Heading or data.
    pub kind: CellKind,
    /// Columns covered.
    pub span: u16,
    /// Its paragraphs; none for an empty cell.
    pub text: Vec<Paragraph>,
}

/// A place for what is not answered yet: a word that says so above ruled lines.
#[derive(Clone, Debug, PartialEq)]
pub struct Blank {
    /// e.g. `（未填写）`.
    pub text: Paragraph,
    /// Number of ruled lines.
    pub lines: u16,
}
