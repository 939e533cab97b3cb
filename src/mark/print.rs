//! What a document gives to the marks of its pages: who it is, and which questions its blocks answer.

use std::collections::BTreeSet;

use super::model::{MOST, Mark, dossier_tag, row_tag};
use super::question::{Question, Questions, fold};
use crate::dossier::{Dossier, Row};
use crate::procedure::{PaperCell, Procedure};

/// One copy of a document on its way to the printer.
#[derive(Clone, Debug, PartialEq)]
pub struct Print {
    /// Its first block, counted in the document.
    pub from: usize,
    /// Its title, beside the mark.
    pub title: String,
    /// The mark but for the page.
    mark: Mark,
    /// The digests of all questions.
    digests: Vec<u16>,
    /// The questions of each block from `from` on.
    blocks: Vec<Asked>,
}

/// The questions of a block, by number.
#[derive(Clone, Debug, PartialEq)]
pub enum Asked {
    /// Of the block as a whole.
    Together(Vec<u16>),
    /// Cell by cell of a grid.
    Cells(Vec<Vec<u16>>),
}

impl Print {
    /// The form of a procedure, filled or blank.
    pub fn of_form(procedure: &Procedure, dossier: Option<&Dossier>, draft: bool) -> Self {
        let questions = Questions::of(procedure, None);
        let title = procedure.form.as_ref().map(|form| form.title.clone()).unwrap_or_default();
        let mut print = Self::new(&questions, title, dossier, None, draft);
        print.none(1);
        print.cells(&questions, procedure.form.iter().flat_map(|form| &form.cells));
        print
    }

    /// A document of a dossier; with `row`, its copy for that row.
    pub fn new(
        questions: &Questions<'_>,
        title: String,
        dossier: Option<&Dossier>,
        row: Option<&Row>,
        draft: bool,
    ) -> Self {
        let mark = Mark {
            dossier: dossier.map_or(0, |dossier| dossier_tag(dossier.origin())),
            document: questions.tag(),
            row: row.map(|row| row_tag(&row.id)),
            draft,
            blank: dossier.is_none(),
            page: 1,
            pages: 1,
            list: questions.check(),
            asked: Vec::new(),
            answers: Vec::new(),
            rest: None,
        };
        let digests = dossier.map(|dossier| questions.digests(dossier, row)).unwrap_or_default();
        Self { from: 0, title, mark, digests, blocks: Vec::new() }
    }

    /// Adds blocks that print no answer.
    pub fn none(&mut self, blocks: usize) {
        let blocks = self.blocks.len() + blocks;
        self.blocks.resize(blocks, Asked::Together(Vec::new()));
    }

    /// Adds blocks up to the one before `end`, counted in the document: all of them answer these questions.
    pub fn blocks(&mut self, questions: &Questions<'_>, asked: &[Question], end: usize) {
        let numbers = questions.numbers(asked);
        self.blocks.resize(end.saturating_sub(self.from).max(self.blocks.len()), Asked::Together(numbers));
    }

    /// Adds a grid.
    pub fn cells<'a>(&mut self, questions: &Questions<'_>, cells: impl Iterator<Item = &'a PaperCell>) {
        let cells = cells.map(|cell| questions.numbers(&questions.read_by_cell(cell)));
        self.blocks.push(Asked::Cells(cells.collect()));
    }

    /// The number of blocks so far, counted in the document.
    pub fn end(&self) -> usize {
        self.from + self.blocks.len()
    }

    /// The questions of a block of the document.
    pub fn asked(&self, block: usize) -> Option<&Asked> {
        self.blocks.get(block.checked_sub(self.from)?)
    }

    /// The mark of a page on which these questions are printed.
    pub fn mark(&self, page: u16, pages: u16, asked: &BTreeSet<u16>) -> Mark {
        let asked: Vec<u16> = if self.mark.blank { Vec::new() } else { asked.iter().copied().collect() };
        let (answers, rest) = answers(&self.digests, &asked);
        Mark { page, pages, asked, answers, rest, ..self.mark.clone() }
    }

    /// The short code (打印码): the same on all pages of a print, another one after every change of it.
    pub fn code(&self) -> String {
        let long = |number: u32| number.to_be_bytes().map(u16::from);
        let who =
            long(self.mark.row.unwrap_or(0)).into_iter().chain([self.mark.document, self.mark.draft.into()]);
        let all: Vec<u16> = who.chain(self.digests.iter().copied()).collect();
        let [a, b] = fold(all.iter().copied()).to_be_bytes();
        let [c, _] = fold(all.iter().rev().copied()).to_be_bytes();
        let [x, y, z, _] = self.mark.dossier.to_be_bytes();
        format!("{}-{}", letters([x, y, z]), letters([a, b, c]))
    }
}

/// The digests that a mark states for these questions.
pub(super) fn answers(digests: &[u16], asked: &[u16]) -> (Vec<u16>, Option<u16>) {
    let all: Vec<u16> =
        asked.iter().map(|number| digests.get(usize::from(*number)).copied().unwrap_or(0)).collect();
    let (own, further) = all.split_at(all.len().min(MOST));
    (own.to_vec(), (!further.is_empty()).then(|| fold(further.iter().copied())))
}

/// 20 bits in four characters without those that look alike (Crockford's Base32).
fn letters([a, b, c]: [u8; 3]) -> String {
    const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    let number = u32::from_be_bytes([0, a, b, c]);
    [19, 14, 9, 4].map(|shift| char::from(LETTERS[(number >> shift & 31) as usize])).iter().collect()
}
