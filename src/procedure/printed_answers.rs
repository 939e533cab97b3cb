//! Which answers a document prints, or all documents of a definition beside the official form.

use std::collections::BTreeSet;

use super::expression::{Expression, Piece, ROW, template};
use super::{PaperContent, PrintedBlock, PrintedContent, PrintedDocument, PrintedItem, Procedure, Roster};

/// The answers that documents print, on a condition or always.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PrintedAnswers {
    /// Fields, and values worked out of them.
    names: BTreeSet<String>,
    /// Cells, by roster and field.
    cells: BTreeSet<(String, String)>,
    /// Rosters of which any cell may be printed.
    whole: BTreeSet<String>,
    /// What decides whether something is printed, and what the procedure's decision comes to where that is printed.
    conditions: BTreeSet<String>,
}

impl PrintedAnswers {
    /// Gathers them from all documents.
    pub fn of(procedure: &Procedure) -> Self {
        Self::gather(procedure, &procedure.documents)
    }

    /// Gathers them from one document.
    pub fn of_document(procedure: &Procedure, document: &PrintedDocument) -> Self {
        Self::gather(procedure, std::slice::from_ref(document))
    }

    fn gather(procedure: &Procedure, documents: &[PrintedDocument]) -> Self {
        let mut answers = Self::default();
        for document in documents {
            let row = document.for_each.as_ref().and_then(|id| procedure.roster(id));
            answers.conditions.extend(document.for_each.clone());
            answers.text(&document.title, row);
            document.addressee.iter().for_each(|text| answers.text(text, row));
            answers.blocks(procedure, &document.blocks, row);
        }
        // A value reads only those before it.
        for value in procedure.values.iter().rev() {
            let Ok(expression) = Expression::parse(&value.cel) else { continue };
            if answers.names.contains(&value.id) {
                answers.expression(&expression, None);
            } else if answers.conditions.contains(&value.id) {
                answers.conditions.extend(expression.reads);
            }
        }
        answers
    }

    /// Whether the answer of a field outside rosters is printed.
    pub fn field(&self, id: &str) -> bool {
        self.names.contains(id)
    }

    /// Whether the answers to a field of a roster are printed.
    pub fn cell(&self, roster: &str, field: &str) -> bool {
        self.whole.contains(roster) || self.cells.contains(&(roster.to_owned(), field.to_owned()))
    }

    /// Whether what is printed depends on a field outside rosters.
    pub fn depends_on(&self, field: &str) -> bool {
        self.names.contains(field) || self.conditions.contains(field)
    }

    /// Whether what is printed depends on the rows of a roster.
    pub fn depends_on_rows(&self, roster: &str) -> bool {
        self.depends_on(roster)
            || self.whole.contains(roster)
            || self.cells.iter().any(|(list, _)| list == roster)
    }

    fn blocks(&mut self, procedure: &Procedure, blocks: &[PrintedBlock], row: Option<&Roster>) {
        for block in blocks {
            for expression in block.when.iter().filter_map(|when| Expression::parse(when).ok()) {
                self.conditions.extend(expression.reads);
            }
            match &block.content {
                PrintedContent::Heading(text, _) | PrintedContent::Paragraph(text) => self.text(text, row),
                PrintedContent::Fields(ids, _) => ids.iter().for_each(|id| self.question(id, row)),
                PrintedContent::Answer(id) | PrintedContent::Narrative(id, ..) => self.question(id, row),
                PrintedContent::Roster(table) => {
                    let cell = |field: &String| (table.roster.clone(), field.clone());
                    self.cells.extend(table.columns.iter().map(|column| cell(&column.field)));
                }
                PrintedContent::Values(ids, _) => self.names.extend(ids.iter().cloned()),
                PrintedContent::List(items, _) => {
                    for item in items {
                        match item {
                            PrintedItem::Always(text) => self.text(text, row),
                            PrintedItem::Sometimes(item) => self.text(&item.text, row),
                        }
                    }
                }
                PrintedContent::Seal(seal) => {
                    self.text(&seal.label, row);
                    self.question(&seal.date_field, row);
                }
                PrintedContent::Each(id, blocks) => self.blocks(procedure, blocks, procedure.roster(id)),
                PrintedContent::Records(id, _) => {
                    let tables = procedure.records.iter().filter(|table| table.id == *id);
                    for part in tables.flat_map(|table| &table.parts) {
                        let row = procedure.roster(&part.each);
                        part.cells.iter().for_each(|text| self.text(text, row));
                    }
                }
                // What names a row stands beside its periods.
                PrintedContent::Clocks(ids, _) => {
                    let clocks = procedure.clocks.iter();
                    let clocks = clocks.filter(|clock| ids.is_empty() || ids.contains(&clock.id));
                    let rosters = clocks.filter_map(|clock| procedure.roster(clock.each.as_ref()?));
                    self.cells.extend(rosters.map(|roster| (roster.id.clone(), roster.row_name.clone())));
                }
                PrintedContent::Grid(grid) => {
                    for cell in &grid.cells {
                        match &cell.content {
                            PaperContent::Label(_) | PaperContent::VerticalLabel(_) => {}
                            PaperContent::Field(id) => self.question(id, row),
                            PaperContent::Text(text) => self.text(text, row),
                            PaperContent::Statement(statement) => {
                                statement.paragraphs.iter().for_each(|text| self.text(text, row));
                                self.question(&statement.date_field, row);
                            }
                        }
                    }
                }
                PrintedContent::Decision => {
                    let steps = procedure.decision.iter().flat_map(|decision| &decision.steps);
                    let conditions = steps.filter_map(|step| Expression::parse(&step.when).ok());
                    self.conditions.extend(conditions.flat_map(|when| when.reads));
                }
                PrintedContent::PageBreak => {}
            }
        }
    }

    /// A question of the row at hand, or of the procedure.
    fn question(&mut self, id: &str, row: Option<&Roster>) {
        match row.filter(|roster| roster.field(id).is_some()) {
            Some(roster) => drop(self.cells.insert((roster.id.clone(), id.to_owned()))),
            None => drop(self.names.insert(id.to_owned())),
        }
    }

    /// A text with CEL between braces.
    fn text(&mut self, text: &str, row: Option<&Roster>) {
        for piece in template(text).unwrap_or_default() {
            if let Piece::Value(expression) = piece {
                self.expression(&expression, row);
            }
        }
    }

    fn expression(&mut self, expression: &Expression, row: Option<&Roster>) {
        self.names.extend(expression.reads.iter().cloned());
        let roster = |list: &String| match row {
            Some(row) if list == ROW => row.id.clone(),
            _ => list.clone(),
        };
        self.cells.extend(expression.cells.iter().map(|(list, field)| (roster(list), field.clone())));
        self.whole.extend(expression.whole.iter().map(roster));
    }
}
