//! The conditions and texts of printed documents, worked out on a dossier as it was last checked.

use std::fmt;

use cel::Value as Cel;

use super::changes::{Changes, Reads};
use super::finding::PrintedTitle;
use super::known::Known;
use super::memory::Memory;
use super::scope::{Evaluated, View};
use super::values::show;
use crate::procedure::PrintedDocument;
use crate::procedure::expression::{Expression, Piece, template};

/// What stands in a text for an answer that is not there yet.
pub const NOT_ANSWERED: &str = "（未填写）";
/// What stands in a text for a day in a year whose holidays are not published yet.
pub const NOT_PUBLISHED: &str = "（未公布）";

/// Where conditions and texts are worked out: outside rosters, or at a row of one.
pub struct Texts<'k> {
    known: &'k Known,
    view: View<'k>,
}

impl fmt::Debug for Texts<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Texts").finish_non_exhaustive()
    }
}

/// The title of a printed document, ready to be worked out.
#[derive(Debug)]
pub(super) struct CompiledTitle {
    /// All but the title.
    printed: PrintedTitle,
    when: Option<Expression>,
    title: Vec<Piece>,
    reads: Reads,
}

impl CompiledTitle {
    /// Compiles; the error is the reason.
    pub(super) fn new(document: &PrintedDocument) -> Result<Self, String> {
        let when = document.when.as_deref().map(Expression::parse).transpose()?;
        let title = template(&document.title)?;
        let mut reads = Reads::default();
        when.iter().for_each(|when| reads.add(when));
        reads.add_text(&title);
        let printed = PrintedTitle {
            id: document.id.clone(),
            title: String::new(),
            material: document.material.clone(),
            slot: document.slot.clone(),
            returns_to: document.returns_to.clone(),
        };
        Ok(Self { printed, when, title, reads })
    }

    /// Whether it may be another one now.
    pub(super) fn depends_on(&self, changes: &Changes) -> bool {
        changes.concern(&self.reads)
    }
}

impl Memory {
    /// The dossier as last checked, for conditions and texts; `None` before it was checked.
    pub fn texts(&self) -> Option<Texts<'_>> {
        self.known().map(Texts::of)
    }
}

impl<'k> Texts<'k> {
    pub(super) fn of(known: &'k Known) -> Self {
        Self { known, view: known.scope.view() }
    }

    /// The documents whose conditions hold, with their titles on one line.
    pub(super) fn documents(&self, documents: &[CompiledTitle]) -> Vec<PrintedTitle> {
        let printed =
            documents.iter().filter(|document| document.when.as_ref().is_none_or(|when| self.holds(when)));
        let title = |document: &CompiledTitle| {
            let shown = document.title.iter().map(|piece| match piece {
                Piece::Text(text) => text.replace('\n', ""),
                Piece::Value(expression) => self.text(expression),
            });
            PrintedTitle { title: shown.collect(), ..document.printed.clone() }
        };
        printed.map(title).collect()
    }

    /// The same at a row of a roster, counted from 0.
    pub fn at_row(&self, roster: &'k str, row: usize) -> Option<Self> {
        let known = self.known;
        let row = known.rosters.get(roster)?.get(row)?;
        Some(Self { known, view: row.view(roster, &known.scope) })
    }

    /// Whether a condition is known to hold.
    pub fn holds(&self, condition: &Expression) -> bool {
        self.view.holds(Some(condition)) == Some(true)
    }

    /// The result of an expression as running text: days in Chinese form, lists parted by 、, nothing as
    /// 无, what is not answered yet as [`NOT_ANSWERED`].
    pub fn text(&self, expression: &Expression) -> String {
        match self.view.evaluate(expression) {
            Evaluated::Value(value) => text_of(&value),
            Evaluated::Waiting(places) if places.is_empty() => NOT_PUBLISHED.to_owned(),
            Evaluated::Waiting(_) => NOT_ANSWERED.to_owned(),
            Evaluated::Broken(_) => "（无）".to_owned(),
        }
    }
}

fn text_of(value: &Cel) -> String {
    match value {
        Cel::Bool(true) => "是".to_owned(),
        Cel::Bool(false) => "否".to_owned(),
        Cel::List(list) if !list.is_empty() => list.iter().map(text_of).collect::<Vec<_>>().join("、"),
        other => show(other).unwrap_or_else(|| "无".to_owned()),
    }
}
