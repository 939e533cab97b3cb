//! The questions that a document prints, in the order in which marks count them.
//!
//! The list follows from the definition alone, so that a mark's numbers can be read without the print.
//! Whatever a text or condition reads counts as printed there.

use std::borrow::Cow;

use super::model::{Mark, document_tag, short};
use super::print::answers;
use crate::digest::sha256;
use crate::dossier::{Dossier, Row, printed_answer};
use crate::procedure::expression::{Expression, Piece, ROW, template};
use crate::procedure::{
    PaperCell, PaperContent, PrintedBlock, PrintedContent, PrintedDocument, PrintedItem, Procedure, Roster,
};

/// One question whose answer is printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Question {
    /// A field outside rosters.
    Field(String),
    /// A field of the row that the document is printed for.
    Cell(String),
    /// A whole roster.
    Roster(String),
}

/// The questions of one document.
#[derive(Clone, Debug)]
pub struct Questions<'a> {
    procedure: &'a Procedure,
    document: Option<&'a PrintedDocument>,
    list: Cow<'a, [Question]>,
}

impl<'a> Questions<'a> {
    /// Those of a document, or with `None` of the official form.
    pub fn of(procedure: &'a Procedure, document: Option<&'a PrintedDocument>) -> Self {
        let questions = Self { procedure, document, list: Cow::default() };
        let mut all = Vec::new();
        match document {
            None => all.extend(
                procedure
                    .form
                    .iter()
                    .flat_map(|form| &form.cells)
                    .flat_map(|cell| questions.read_by_cell(cell)),
            ),
            Some(document) => {
                all.extend(questions.read_by_head());
                all.extend(document.blocks.iter().flat_map(|block| questions.read_by(block)));
            }
        }
        let mut list: Vec<Question> = Vec::new();
        for question in all {
            if !list.contains(&question) {
                list.push(question);
            }
        }
        Self { list: list.into(), ..questions }
    }

    /// The same, where their list is known from before.
    pub fn known(
        procedure: &'a Procedure,
        document: Option<&'a PrintedDocument>,
        list: &'a [Question],
    ) -> Self {
        Self { procedure, document, list: list.into() }
    }

    /// The questions of a mark's page whose answers do not have these digests, and whether there are further
    /// ones that the mark does not tell apart.
    pub fn changed(&self, mark: &Mark, digests: &[u16]) -> (Vec<&Question>, bool) {
        let (now, rest) = answers(digests, &mark.asked);
        let pairs = mark.asked.iter().zip(mark.answers.iter().zip(&now));
        let changed = pairs.filter(|(_, (then, now))| then != now);
        let questions = changed.filter_map(|(number, _)| self.list.get(usize::from(*number)));
        (questions.collect(), rest != mark.rest)
    }

    /// Their list.
    pub fn list(&self) -> &[Question] {
        &self.list
    }

    /// A check of the list, that tells marks of an earlier definition.
    pub fn check(&self) -> u8 {
        let names: Vec<String> = self.list.iter().map(|question| format!("{question:?}")).collect();
        sha256(names.join("\0").as_bytes())[0]
    }

    /// The tag of the document.
    pub fn tag(&self) -> u16 {
        document_tag(self.document.map_or("", |document| &document.id))
    }

    /// The numbers of questions in the list, ascending.
    pub fn numbers(&self, questions: &[Question]) -> Vec<u16> {
        let numbered = self.list.iter().zip(0..).filter(|(known, _)| questions.contains(known));
        numbered.map(|(_, number)| number).collect()
    }

    /// The roster that the document is printed for, row by row.
    fn roster(&self) -> Option<&'a Roster> {
        self.procedure.roster(self.document?.for_each.as_deref()?)
    }

    /// The short digest of what is printed for each question of the list; with `row`, of that row.
    pub fn digests(&self, dossier: &Dossier, row: Option<&Row>) -> Vec<u16> {
        self.list.iter().map(|question| self.digest(question, dossier, row)).collect()
    }

    /// Puts what is printed of a row into digests that were worked out without one.
    pub fn fill_row(&self, digests: &mut [u16], dossier: &Dossier, row: &Row) {
        for (digest, question) in digests.iter_mut().zip(self.list.iter()) {
            if matches!(question, Question::Cell(_)) {
                *digest = self.digest(question, dossier, Some(row));
            }
        }
    }

    fn digest(&self, question: &Question, dossier: &Dossier, row: Option<&Row>) -> u16 {
        let (key, text) = match question {
            Question::Field(id) => {
                let field = self.procedure.field(id);
                (id, field.map(|field| printed_answer(field, dossier.answers.get(id))).unwrap_or_default())
            }
            Question::Cell(id) => {
                let field = self.roster().and_then(|roster| roster.field(id));
                let answer = row.and_then(|row| row.answers.get(id));
                (id, field.map(|field| printed_answer(field, answer)).unwrap_or_default())
            }
            // As typed, since thousands of rows are not printed anew after every keystroke.
            Question::Roster(id) => {
                let rows: Vec<_> = dossier.rows(id).iter().map(|row| &row.answers).collect();
                (id, format!("{rows:?}"))
            }
        };
        let [a, b, ..] = sha256(format!("{key}\0{text}").as_bytes());
        u16::from_be_bytes([a, b])
    }

    /// What a question is called.
    pub fn label(&self, question: &Question) -> &'a str {
        let label = match question {
            Question::Field(id) => self.procedure.field(id).map(|field| &field.label),
            Question::Cell(id) => self.roster().and_then(|roster| roster.field(id)).map(|field| &field.label),
            Question::Roster(id) => self.procedure.roster(id).map(|roster| &roster.title),
        };
        label.map_or("", String::as_str)
    }

    /// The questions that the title and the addressee read.
    pub fn read_by_head(&self) -> Vec<Question> {
        let texts = self.document.into_iter().flat_map(|document| {
            std::iter::once(document.title.as_str()).chain(document.addressee.as_deref())
        });
        texts.flat_map(|text| self.read_by_text(text)).collect()
    }

    /// The questions that a block prints or reads.
    pub fn read_by(&self, block: &PrintedBlock) -> Vec<Question> {
        let mut found: Vec<Question> = block.when.iter().flat_map(|when| self.read_by_cel(when)).collect();
        match &block.content {
            PrintedContent::Heading(text, _) | PrintedContent::Paragraph(text) => {
                found.extend(self.read_by_text(text));
            }
            PrintedContent::Fields(ids, _) => found.extend(ids.iter().flat_map(|id| self.named(id))),
            PrintedContent::Answer(id) | PrintedContent::Narrative(id, ..) => found.extend(self.named(id)),
            PrintedContent::Roster(table) => found.extend(self.named(&table.roster)),
            PrintedContent::Values(ids, _) => found.extend(ids.iter().flat_map(|id| self.named(id))),
            PrintedContent::List(items, _) => {
                for item in items {
                    match item {
                        PrintedItem::Always(text) => found.extend(self.read_by_text(text)),
                        PrintedItem::Sometimes(item) => {
                            found.extend(self.read_by_cel(&item.when));
                            found.extend(self.read_by_text(&item.text));
                        }
                    }
                }
            }
            PrintedContent::Seal(seal) => {
                found.extend(self.read_by_text(&seal.label));
                found.extend(self.named(&seal.date_field));
            }
            PrintedContent::Each(roster, blocks) => {
                found.extend(self.named(roster));
                found.extend(blocks.iter().flat_map(|block| self.read_by(block)));
            }
            // Made from rows of several rosters, or from all answers: what they show is not taken apart.
            PrintedContent::Records(..) | PrintedContent::Clocks(..) | PrintedContent::Decision => {
                found.extend(self.procedure.rosters.iter().map(|roster| Question::Roster(roster.id.clone())));
            }
            PrintedContent::Grid(grid) => {
                found.extend(grid.cells.iter().flat_map(|cell| self.read_by_cell(cell)));
            }
            PrintedContent::PageBreak => {}
        }
        found
    }

    /// The questions of a cell of a grid.
    pub fn read_by_cell(&self, cell: &PaperCell) -> Vec<Question> {
        match &cell.content {
            PaperContent::Field(id) => self.named(id),
            PaperContent::Statement(statement) => self.named(&statement.date_field),
            PaperContent::Text(text) => self.read_by_text(text),
            PaperContent::Label(_) | PaperContent::VerticalLabel(_) => Vec::new(),
        }
    }

    fn read_by_text(&self, text: &str) -> Vec<Question> {
        let pieces = template(text).unwrap_or_default();
        let read = pieces.iter().map(|piece| match piece {
            Piece::Text(_) => Vec::new(),
            Piece::Value(expression) => self.read_by_expression(expression),
        });
        read.flatten().collect()
    }

    fn read_by_cel(&self, text: &str) -> Vec<Question> {
        Expression::parse(text).map(|expression| self.read_by_expression(&expression)).unwrap_or_default()
    }

    fn read_by_expression(&self, expression: &Expression) -> Vec<Question> {
        let cells = expression.cells.iter().chain(&expression.tested).filter(|(of, _)| of == ROW);
        let cells = cells.flat_map(|(_, field)| self.named(field));
        expression.reads.iter().flat_map(|name| self.named(name)).chain(cells).collect()
    }

    /// The questions behind a name; none behind parameters and days.
    fn named(&self, name: &str) -> Vec<Question> {
        let id = || name.to_owned();
        if self.roster().is_some_and(|roster| roster.field(name).is_some()) {
            return vec![Question::Cell(id())];
        }
        if self.procedure.field(name).is_some() {
            return vec![Question::Field(id())];
        }
        if self.procedure.roster(name).is_some() {
            return vec![Question::Roster(id())];
        }
        // A value is worked out from those before it, so that this comes to an end.
        let value = self.procedure.values.iter().find(|value| value.id == name);
        value.map(|value| self.read_by_cel(&value.cel)).unwrap_or_default()
    }
}

/// One digest of several.
pub(super) fn fold(digests: impl Iterator<Item = u16>) -> u16 {
    let bytes: Vec<u8> = digests.flat_map(u16::to_be_bytes).collect();
    let [a, b, c, d, ..] = sha256(&bytes);
    short(u32::from_be_bytes([a, b, c, d]))
}
