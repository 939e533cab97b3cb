//! The printed form: a definition's grid and a dossier's answers → a document.
//!
//! The official wording and order are the definition's and are printed as they stand; only answers
//! are added. A label is never changed to make room: cells grow instead.

use chrono::{DateTime, Timelike};

use super::cells::{Filling, cell};
use super::model::MM;
use super::preset::{NOTE, PLAIN, form_title};
use super::{Block, Cell, Document, Grid, Heading, Paragraph, Sheet, Stamp, Style, Wrap};
use crate::dossier::Dossier;
use crate::mark::Print;
use crate::procedure::{Field, PaperCell, PaperContent, Procedure};

/// The form of a procedure, filled from a dossier or, with `None`, blank. `mark` is set on every page.
/// `None` when the procedure has no official form.
pub fn compose(procedure: &Procedure, dossier: Option<&Dossier>, mark: Option<&str>) -> Option<Document> {
    let form = procedure.form.as_ref()?;
    let answers = Answers { procedure, dossier };
    let title = form_title();
    let mut blocks = vec![
        Block::Heading(Heading::new(1, Paragraph { text: form.title.clone(), style: title })),
        Block::Grid(Grid {
            summary: format!("{}：各栏名称在左，填写内容在右", form.title),
            columns: form.columns.clone(),
            rows: form.rows.iter().map(|millimetres| millimetres * MM).collect(),
            cells: form.cells.iter().map(|cell| bookmarked(cell, &answers)).collect(),
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
        always: dossier.and_then(Dossier::example_mark),
        marked: None,
        sheet: Sheet::FORM,
        header: None,
        blocks,
        prints: vec![Print::of_form(procedure, dossier, mark.is_some())],
    })
}

struct Answers<'a> {
    procedure: &'a Procedure,
    dossier: Option<&'a Dossier>,
}

impl Filling for Answers<'_> {
    fn field(&self, id: &str) -> Option<&Field> {
        self.procedure.field(id)
    }

    /// What cannot be read is printed as it was typed.
    fn printed(&self, id: &str) -> String {
        let Some(field) = self.procedure.field(id) else { return String::new() };
        match self.dossier.and_then(|dossier| dossier.answers.get(id)) {
            Some(answer) => field.kind.print_answer(answer),
            None => field.kind.print(None),
        }
    }

    /// The official wording is printed as it stands.
    fn text(&self, text: &str) -> String {
        text.to_owned()
    }
}

/// A cell of the form. What stands at the left edge names a part of it.
fn bookmarked(of: &PaperCell, answers: &Answers<'_>) -> Cell {
    let bookmark = match &of.content {
        PaperContent::Label(text) | PaperContent::VerticalLabel(text) if of.column == 1 => {
            Some(text.replace(['　', ' '], ""))
        }
        PaperContent::Statement(statement) => Some(statement.seal.clone()),
        _ => None,
    };
    Cell { bookmark, ..cell(of, answers) }
}

/// When a dossier was last changed; for a blank form, when its definition came to apply.
pub(super) fn changed(procedure: &Procedure, dossier: Option<&Dossier>) -> Stamp {
    let changed = dossier.and_then(|dossier| stamp(&dossier.changed));
    changed.unwrap_or_else(|| Stamp::midnight(procedure.effective_from))
}

/// Reads an RFC 3339 time stamp.
fn stamp(text: &str) -> Option<Stamp> {
    let time = DateTime::parse_from_rfc3339(text).ok()?;
    let local = time.naive_local();
    let day = Stamp::midnight(local.date());
    Some(Stamp {
        hour: u8::try_from(local.hour()).ok()?,
        minute: u8::try_from(local.minute()).ok()?,
        second: u8::try_from(local.second()).ok()?,
        offset_minutes: i16::try_from(time.offset().local_minus_utc() / 60).ok()?,
        ..day
    })
}
