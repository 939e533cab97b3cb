//! The printed form: a definition's grid and a dossier's answers → a document.
//!
//! The official wording and order are the definition's and are printed as they stand; only answers
//! are added. A label is never changed to make room: cells grow instead.

use chrono::{DateTime, Datelike, NaiveDate, Timelike};

use super::model::MM;
use super::preset::{PLAIN, SEAL};
use super::text::paragraphs;
use super::{
    Align, Block, Cell, CellKind, Document, Face, Grid, Heading, Paragraph, Piece, Seal, Sheet, Stamp, Style,
    Wrap,
};
use crate::dossier::Dossier;
use crate::field::FieldKind;
use crate::procedure::{PaperCell, PaperContent, Procedure, Statement};

/// 小二, the title's size.
const TITLE: f32 = 18.0;
/// 五号, the size of what stands under the table.
const NOTE: f32 = 10.5;
/// The smallest size for a number or code that is wider than its cell (小五 is 9).
const LEAST: f32 = 9.0;
/// Distance between baselines in running text.
const TEXT_LEADING: f32 = 19.0;

/// The form of a procedure, filled from a dossier or, with `None`, blank. `mark` is set on every page.
/// `None` when the procedure has no official form.
pub fn compose(procedure: &Procedure, dossier: Option<&Dossier>, mark: Option<&str>) -> Option<Document> {
    let form = procedure.form.as_ref()?;
    let composer = Composer { procedure, dossier };
    let title = Style {
        face: Face::Heading,
        size: TITLE,
        leading: 27.0,
        align: Align::Center,
        wrap: Wrap::Balanced,
        after: 8.0,
        ..PLAIN
    };
    let mut blocks = vec![
        Block::Heading(Heading { level: 1, text: Paragraph { text: form.title.clone(), style: title } }),
        Block::Grid(Grid {
            summary: format!("{}：各栏名称在左，填写内容在右", form.title),
            columns: form.columns.clone(),
            rows: form.rows.iter().map(|millimetres| millimetres * MM).collect(),
            cells: form.cells.iter().map(|cell| composer.cell(cell)).collect(),
        }),
    ];
    let below = Style {
        size: NOTE,
        leading: 16.0,
        least_size: NOTE,
        wrap: Wrap::Phrases,
        hang: 2.0,
        before: 5.0,
        ..PLAIN
    };
    blocks.extend(
        form.below.iter().map(|text| Block::Paragraph(Paragraph { text: text.clone(), style: below })),
    );
    Some(Document {
        title: form.title.clone(),
        description: procedure.summary.clone(),
        language: "zh-CN".to_owned(),
        stamp: changed(procedure, dossier),
        mark: mark.map(str::to_owned),
        sheet: Sheet::FORM,
        header: None,
        blocks,
    })
}

struct Composer<'a> {
    procedure: &'a Procedure,
    dossier: Option<&'a Dossier>,
}

impl Composer<'_> {
    fn cell(&self, cell: &PaperCell) -> Cell {
        let label = |text: &str| Paragraph {
            text: text.to_owned(),
            style: Style { align: Align::Center, wrap: Wrap::Balanced, ..PLAIN },
        };
        // What stands at the left edge names a part of the form.
        let bookmark = |text: &str| (cell.column == 1).then(|| text.replace(['　', ' '], ""));
        let (kind, bookmark, splits, pieces) = match &cell.content {
            PaperContent::Label(text) => {
                (CellKind::Label, bookmark(text), false, vec![Piece::Paragraph(label(text))])
            }
            PaperContent::VerticalLabel(text) => {
                (CellKind::Label, bookmark(text), false, vec![Piece::Upright(label(text))])
            }
            PaperContent::Field(id) => {
                let long = self
                    .procedure
                    .field(id)
                    .is_some_and(|field| matches!(field.kind, FieldKind::LongText { .. }));
                (CellKind::Data, None, long, self.answer(id))
            }
            PaperContent::Statement(statement) => {
                (CellKind::Data, Some(statement.seal.clone()), false, self.statement(statement))
            }
        };
        Cell {
            column: cell.column,
            row: cell.row,
            column_span: cell.column_span,
            row_span: cell.row_span,
            kind,
            bookmark,
            splits,
            pieces,
        }
    }

    /// The answer of a field as it is printed.
    fn answer(&self, id: &str) -> Vec<Piece> {
        let Some(field) = self.procedure.field(id) else { return Vec::new() };
        let text = self.printed(id);
        let style = match &field.kind {
            FieldKind::LongText { .. } => {
                Style { align: Align::Justify, indent: 2.0, leading: TEXT_LEADING, ..PLAIN }
            }
            FieldKind::Choice { .. } => Style { wrap: Wrap::Phrases, ..PLAIN },
            _ => Style { least_size: LEAST, ..PLAIN },
        };
        paragraphs(&text).map(|text| Piece::Paragraph(Paragraph { text, style })).collect()
    }

    /// What is printed for a field; what cannot be read is printed as it was typed.
    fn printed(&self, id: &str) -> String {
        let Some(field) = self.procedure.field(id) else { return String::new() };
        match self.dossier.and_then(|dossier| dossier.answers.get(id)) {
            Some(answer) => field.kind.print_answer(answer),
            None => field.kind.print(None),
        }
    }

    fn statement(&self, statement: &Statement) -> Vec<Piece> {
        let text = Style { align: Align::Justify, indent: 2.0, leading: TEXT_LEADING, ..PLAIN };
        let mut pieces: Vec<Piece> = statement
            .paragraphs
            .iter()
            .map(|p| Piece::Paragraph(Paragraph { text: p.clone(), style: text }))
            .collect();
        let line = Style { align: Align::Center, leading: 24.0, ..PLAIN };
        let date = self.printed(&statement.date_field);
        let date = [statement.date_label.as_str(), date.as_str()].join(" ");
        pieces.push(Piece::Seal(Seal {
            diameter: SEAL,
            lines: vec![
                Paragraph { text: statement.seal.clone(), style: line },
                Paragraph { text: date.trim_end().to_owned(), style: line },
            ],
        }));
        pieces
    }
}

/// When a dossier was last changed; for a blank form, when its definition came to apply.
pub(super) fn changed(procedure: &Procedure, dossier: Option<&Dossier>) -> Stamp {
    let changed = dossier.and_then(|dossier| stamp(&dossier.changed));
    changed.unwrap_or_else(|| midnight(procedure.effective_from))
}

/// Reads an RFC 3339 time stamp.
fn stamp(text: &str) -> Option<Stamp> {
    let time = DateTime::parse_from_rfc3339(text).ok()?;
    let local = time.naive_local();
    let day = midnight(local.date());
    Some(Stamp {
        hour: u8::try_from(local.hour()).ok()?,
        minute: u8::try_from(local.minute()).ok()?,
        second: u8::try_from(local.second()).ok()?,
        offset_minutes: i16::try_from(time.offset().local_minus_utc() / 60).ok()?,
        ..day
    })
}

/// The start of a day in China.
fn midnight(day: NaiveDate) -> Stamp {
    Stamp {
        year: u16::try_from(day.year()).unwrap_or(0),
        month: u8::try_from(day.month()).unwrap_or(1),
        day: u8::try_from(day.day()).unwrap_or(1),
        hour: 0,
        minute: 0,
        second: 0,
        offset_minutes: 480,
    }
}
