//! Which questions the blocks of a document answer: what its print marks say.

use super::report::Composer;
use crate::dossier::Row;
use crate::mark::{Print, Question, Questions};
use crate::procedure::PrintedContent;

impl Composer<'_> {
    /// The document as a whole, with what its print marks say.
    pub(super) fn whole(&mut self, draft: bool) {
        let questions = Questions::of(self.procedure, Some(self.document));
        self.prints.push(Print::new(&questions, self.title.clone(), Some(self.dossier), None, draft));
        self.begin();
        self.told(&questions, &questions.read_by_head());
        self.body(&questions);
    }

    /// The blocks of the definition, each with the questions that it answers.
    pub(super) fn body(&mut self, questions: &Questions<'_>) {
        let document = self.document;
        for block in &document.blocks {
            self.blocks(std::slice::from_ref(block));
            match (&block.content, self.prints.last_mut()) {
                (PrintedContent::Grid(grid), Some(print)) if print.end() + 1 == self.blocks.len() => {
                    print.cells(questions, grid.cells.iter());
                }
                _ => self.told(questions, &questions.read_by(block)),
            }
        }
    }

    /// Begins a copy for the row at hand.
    pub(super) fn begin_copy(&mut self, questions: &Questions<'_>, row: &Row, title: String, draft: bool) {
        let mut print = Print::new(questions, title, Some(self.dossier), Some(row), draft);
        print.from = self.blocks.len();
        self.prints.push(print);
    }

    /// Notes for the print marks that the blocks since the last time answer these questions.
    pub(super) fn told(&mut self, questions: &Questions<'_>, asked: &[Question]) {
        if let Some(print) = self.prints.last_mut() {
            print.blocks(questions, asked, self.blocks.len());
        }
    }
}
