//! What is printed once for each row of a roster: blocks, whole documents (一人一表), and the bordered
//! tables in them.

use std::collections::BTreeSet;

use super::answers::Printed;
use super::cells::{Filling, cell};
use super::model::MM;
use super::report::Composer;
use super::{Block, Grid, Heading};
use crate::check::{Finding, NOT_ANSWERED, Place};
use crate::dossier::Row;
use crate::mark::Questions;
use crate::procedure::expression::{Piece, template};
use crate::procedure::{Field, PrintedBlock, PrintedGrid, Roster};

impl<'a> Composer<'a> {
    /// Blocks once for each row.
    pub(super) fn each(&mut self, id: &'a str, blocks: &'a [PrintedBlock]) {
        self.at_rows(id, |composer| composer.blocks(blocks));
    }

    /// Does something at each row of a roster.
    pub(super) fn at_rows(&mut self, id: &'a str, mut act: impl FnMut(&mut Self)) {
        let Some(roster) = self.procedure.roster(id) else { return };
        for (at, row) in self.dossier.rows(id).iter().enumerate() {
            self.at_row(roster, (at, row), &mut act);
        }
    }

    /// Does something at one row, given with its position.
    pub(super) fn at_row(
        &mut self,
        roster: &'a Roster,
        (at, row): (usize, &'a Row),
        act: impl FnOnce(&mut Self),
    ) {
        let Some(texts) = self.texts.at_row(&roster.id, at) else { return };
        let outside = std::mem::replace(&mut self.texts, texts);
        self.row = Some((roster, row));
        act(self);
        self.row = None;
        self.texts = outside;
    }

    /// A copy for each row, or for the one with this id, each with the title over it and the row's name as
    /// its bookmark. Gives the ids of the rows whose copies are not fit to be stamped; `None` for all.
    pub(super) fn copies(
        &mut self,
        id: &'a str,
        only: Option<&str>,
        draft: bool,
    ) -> Option<BTreeSet<String>> {
        let roster = self.procedure.roster(id)?;
        let against = self.report.against(self.procedure, self.document, only);
        let of_row = |finding: &&Finding| match finding.about.first() {
            Some(Place::Row(of, Some(row), _)) if of == id => Some(row.clone()),
            _ => None,
        };
        let unfit: Option<BTreeSet<String>> = against.iter().map(of_row).collect();
        let title = self.title.clone();
        let questions = Questions::of(self.procedure, Some(self.document));
        let rows = self.dossier.rows(id).iter().enumerate();
        for (at, row) in rows.filter(|(_, row)| only.is_none_or(|only| row.id == only)) {
            let name = Some(row.name(roster)).filter(|name| !name.trim().is_empty());
            let name = name.unwrap_or_else(|| format!("第 {} 行", at + 1));
            if only.is_some() {
                self.title = format!("{}（{name}）", self.title);
            }
            let draft = draft && unfit.as_ref().is_none_or(|unfit| unfit.contains(&row.id));
            let marked = format!("{title} {name}");
            self.at_row(roster, (at, row), |composer| {
                composer.begin_copy(&questions, row, marked, draft);
                composer.push(Block::Copy(row.id.clone()));
                let text = composer.display(composer.look.title);
                composer.push(Block::Heading(Heading { level: 1, text, bookmark: Some(name) }));
                composer.told(&questions, &questions.read_by_head());
                composer.body(&questions);
            });
        }
        unfit
    }

    /// A bordered table, with room to write where nothing is answered.
    pub(super) fn grid(&mut self, grid: &PrintedGrid) {
        let grid = Grid {
            summary: format!("{}：各栏名称在左，填写内容在右", self.title),
            columns: grid.columns.clone(),
            rows: grid.rows.iter().map(|millimetres| millimetres * MM).collect(),
            cells: grid.cells.iter().map(|of| cell(of, self)).collect(),
        };
        self.push(Block::Grid(grid));
    }
}

impl Filling for Composer<'_> {
    fn field(&self, id: &str) -> Option<&Field> {
        Composer::field(self, id)
    }

    fn printed(&self, id: &str) -> String {
        let Some(field) = Composer::field(self, id) else { return String::new() };
        match self.answer_of(id).filter(|_| self.asks(id)) {
            Some(answer) => field.kind.print_answer(answer),
            None => field.kind.print(None),
        }
    }

    fn text(&self, text: &str) -> String {
        let pieces = template(text).unwrap_or_default();
        let shown = pieces.iter().map(|piece| match piece {
            Piece::Text(text) => text.clone(),
            Piece::Value(expression) => match self.named(expression) {
                Some(Printed::Text(text)) => text,
                Some(Printed::Nothing | Printed::Missing) => String::new(),
                None => self.texts.text(expression).replace(NOT_ANSWERED, ""),
            },
        });
        shown.collect()
    }
}
