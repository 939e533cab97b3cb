//! The cells of bordered tables to fill in: the official form, and tables that documents print.

use super::preset::{PLAIN, SEAL};
use super::text::paragraphs;
use super::{Align, Cell, CellKind, Paragraph, Piece, Seal, Style, Wrap};
use crate::field::FieldKind;
use crate::procedure::{Field, PaperCell, PaperContent, Statement};

/// The smallest size for a number or code that is wider than its cell (小五 is 9).
const LEAST: f32 = 9.0;
/// Distance between baselines in running text.
const TEXT_LEADING: f32 = 19.0;

/// What fills the cells.
pub(super) trait Filling {
    /// The field with this id where the table stands.
    fn field(&self, id: &str) -> Option<&Field>;
    /// What is printed for it; blank leaves room to write by hand.
    fn printed(&self, id: &str) -> String;
    /// A text of the definition with what stands in its braces.
    fn text(&self, text: &str) -> String;
}

/// A cell with what fills it. Labels are never changed to make room: cells grow instead.
pub(super) fn cell(cell: &PaperCell, filling: &impl Filling) -> Cell {
    let label = |text: &str| Paragraph {
        text: text.to_owned(),
        style: Style { align: Align::Center, wrap: Wrap::Balanced, ..PLAIN },
    };
    let (kind, splits, pieces) = match &cell.content {
        PaperContent::Label(text) => (CellKind::Label, false, vec![Piece::Paragraph(label(text))]),
        PaperContent::VerticalLabel(text) => (CellKind::Label, false, vec![Piece::Upright(label(text))]),
        PaperContent::Field(id) => {
            let long =
                filling.field(id).is_some_and(|field| matches!(field.kind, FieldKind::LongText { .. }));
            (CellKind::Data, long, answer(id, filling))
        }
        PaperContent::Text(text) => (CellKind::Data, false, running(&filling.text(text), 0.0)),
        PaperContent::Statement(text) => (CellKind::Data, false, statement(text, filling)),
    };
    Cell {
        column: cell.column,
        row: cell.row,
        column_span: cell.column_span,
        row_span: cell.row_span,
        kind,
        bookmark: None,
        splits,
        pieces,
    }
}

fn running(text: &str, indent: f32) -> Vec<Piece> {
    let style = if indent > 0.0 {
        Style { align: Align::Justify, indent, leading: TEXT_LEADING, ..PLAIN }
    } else {
        Style { least_size: LEAST, ..PLAIN }
    };
    paragraphs(text).map(|text| Piece::Paragraph(Paragraph { text, style })).collect()
}

/// The answer of a field as it is printed.
fn answer(id: &str, filling: &impl Filling) -> Vec<Piece> {
    let Some(field) = filling.field(id) else { return Vec::new() };
    let text = filling.printed(id);
    match &field.kind {
        FieldKind::LongText { .. } => running(&text, 2.0),
        FieldKind::Choice { .. } => {
            let style = Style { wrap: Wrap::Phrases, ..PLAIN };
            paragraphs(&text).map(|text| Piece::Paragraph(Paragraph { text, style })).collect()
        }
        _ => running(&text, 0.0),
    }
}

fn statement(statement: &Statement, filling: &impl Filling) -> Vec<Piece> {
    let mut pieces: Vec<Piece> =
        statement.paragraphs.iter().flat_map(|text| running(&filling.text(text), 2.0)).collect();
    let line = Style { align: Align::Center, leading: 24.0, ..PLAIN };
    let date = filling.printed(&statement.date_field);
    let date = [statement.date_label.as_str(), date.as_str()].join(" ");
    pieces.push(Piece::Seal(Seal {
        diameter: SEAL,
        lines: vec![
            Paragraph { text: statement.seal.clone(), style: line },
            Paragraph { text: date.trim().to_owned(), style: line },
        ],
    }));
    pieces
}
