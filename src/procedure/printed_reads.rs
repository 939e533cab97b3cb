//! Which answers a document prints.

use std::collections::BTreeSet;

use super::expression::{Expression, Piece, ROW, template};
use super::{PaperContent, PrintedBlock, PrintedContent, PrintedDocument, PrintedItem};

impl PrintedDocument {
    /// The fields, rosters and values whose answers it prints, by id; of the row at hand all may be printed.
    pub fn reads(&self) -> BTreeSet<String> {
        let mut reads = Reads::default();
        reads.text(&self.title);
        self.addressee.iter().for_each(|text| reads.text(text));
        self.for_each.iter().for_each(|roster| reads.id(roster));
        reads.blocks(&self.blocks);
        reads.0.remove(ROW);
        reads.0
    }
}

#[derive(Default)]
struct Reads(BTreeSet<String>);

impl Reads {
    fn id(&mut self, id: &str) {
        self.0.insert(id.to_owned());
    }

    fn cel(&mut self, text: &str) {
        self.0.extend(Expression::parse(text).map(|expression| expression.reads).unwrap_or_default());
    }

    fn text(&mut self, text: &str) {
        for piece in template(text).unwrap_or_default() {
            if let Piece::Value(expression) = piece {
                self.0.extend(expression.reads);
            }
        }
    }

    fn blocks(&mut self, blocks: &[PrintedBlock]) {
        for block in blocks {
            block.when.iter().for_each(|when| self.cel(when));
            match &block.content {
                PrintedContent::Heading(text, _) | PrintedContent::Paragraph(text) => self.text(text),
                PrintedContent::Fields(ids, _) | PrintedContent::Values(ids, _) => {
                    ids.iter().for_each(|id| self.id(id));
                }
                PrintedContent::Answer(id) | PrintedContent::Narrative(id, ..) => self.id(id),
                PrintedContent::Roster(table) => self.id(&table.roster),
                PrintedContent::List(items, _) => items.iter().for_each(|item| match item {
                    PrintedItem::Always(text) => self.text(text),
                    PrintedItem::Sometimes(item) => self.text(&item.text),
                }),
                PrintedContent::Seal(seal) => {
                    self.text(&seal.label);
                    self.id(&seal.date_field);
                }
                PrintedContent::Each(roster, blocks) => {
                    self.id(roster);
                    self.blocks(blocks);
                }
                PrintedContent::Grid(grid) => {
                    for cell in &grid.cells {
                        match &cell.content {
                            PaperContent::Label(_) | PaperContent::VerticalLabel(_) => {}
                            PaperContent::Field(id) => self.id(id),
                            PaperContent::Text(text) => self.text(text),
                            PaperContent::Statement(statement) => {
                                statement.paragraphs.iter().for_each(|text| self.text(text));
                                self.id(&statement.date_field);
                            }
                        }
                    }
                }
                PrintedContent::Decision
                | PrintedContent::Records(..)
                | PrintedContent::Clocks(..)
                | PrintedContent::PageBreak => {}
            }
        }
    }
}
