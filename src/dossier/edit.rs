//! Edits that can be undone.

use std::sync::Arc;

use super::{Attachment, Dossier, Kept, Row};
use crate::field::Answer;

/// A change to a dossier. Applying one gives back the edit that undoes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Edit {
    /// Sets, or with `None` clears, the answer of a field.
    Answer(String, Option<Answer>),
    /// Adds a file at a position in the list (the end when past it).
    Attach(usize, Attachment),
    /// Removes the attachment with this id.
    Detach(String),
    /// Says to which row of a roster, by id, the attachment with this id belongs.
    Assign(String, Option<String>),
    /// Puts a row into a roster at a position (the end when past it).
    AddRow(String, usize, Arc<Row>),
    /// Removes a row, by roster and row id.
    RemoveRow(String, String),
    /// Sets, or with `None` clears, an answer of a row: roster, row id, field.
    RowAnswer(String, String, String, Option<Answer>),
    /// Puts these rows in the place of all rows of a roster.
    Rows(String, Vec<Arc<Row>>),
    /// Puts these in the place of all that is kept aside.
    Kept(Vec<Kept>),
    /// Renames the dossier.
    Rename(String),
    /// Several edits as one.
    Together(Vec<Edit>),
}

impl Dossier {
    /// Applies an edit and returns its inverse. An edit of something absent does nothing.
    pub fn apply(&mut self, edit: Edit) -> Edit {
        match edit {
            Edit::Answer(field, answer) => {
                let answer = answer.filter(|answer| !answer.is_blank());
                let before = match answer {
                    Some(answer) => self.answers.insert(field.clone(), answer),
                    None => self.answers.remove(&field),
                };
                Edit::Answer(field, before)
            }
            Edit::Attach(at, attachment) => {
                let id = attachment.id.clone();
                self.attachments.insert(at.min(self.attachments.len()), attachment);
                Edit::Detach(id)
            }
            Edit::Detach(id) => match self.attachments.iter().position(|a| a.id == id) {
                Some(at) => Edit::Attach(at, self.attachments.remove(at)),
                None => Edit::Together(Vec::new()),
            },
            Edit::Assign(id, row) => match self.attachments.iter_mut().find(|a| a.id == id) {
                Some(attachment) => Edit::Assign(id, std::mem::replace(&mut attachment.row, row)),
                None => Edit::Together(Vec::new()),
            },
            Edit::AddRow(roster, at, row) => {
                let id = row.id.clone();
                let rows = self.rosters.entry(roster.clone()).or_default();
                rows.insert(at.min(rows.len()), row);
                Edit::RemoveRow(roster, id)
            }
            Edit::RemoveRow(roster, id) => match self.rows(&roster).iter().position(|row| row.id == id) {
                Some(at) => {
                    let mut rows = self.rosters.remove(&roster).unwrap_or_default();
                    let row = rows.remove(at);
                    self.set_rows(&roster, rows);
                    Edit::AddRow(roster, at, row)
                }
                None => Edit::Together(Vec::new()),
            },
            Edit::RowAnswer(roster, id, field, answer) => {
                let rows = self.rosters.get_mut(&roster);
                let Some(row) = rows.and_then(|rows| rows.iter_mut().find(|row| row.id == id)) else {
                    return Edit::Together(Vec::new());
                };
                let answers = &mut Arc::make_mut(row).answers;
                let before = match answer.filter(|answer| !answer.is_blank()) {
                    Some(answer) => answers.insert(field.clone(), answer),
                    None => answers.remove(&field),
                };
                Edit::RowAnswer(roster, id, field, before)
            }
            Edit::Rows(roster, rows) => {
                let before = self.rosters.remove(&roster).unwrap_or_default();
                self.set_rows(&roster, rows);
                Edit::Rows(roster, before)
            }
            Edit::Kept(kept) => Edit::Kept(std::mem::replace(&mut self.kept, kept)),
            Edit::Rename(name) => Edit::Rename(std::mem::replace(&mut self.name, name)),
            Edit::Together(edits) => {
                let mut undo: Vec<_> = edits.into_iter().map(|edit| self.apply(edit)).collect();
                undo.reverse();
                Edit::Together(undo)
            }
        }
    }

    /// A roster without rows is absent, so that undoing leaves no trace.
    fn set_rows(&mut self, roster: &str, rows: Vec<Arc<Row>>) {
        if !rows.is_empty() {
            self.rosters.insert(roster.to_owned(), rows);
        }
    }
}

/// Whether two edits are of the same field, so that they are one step.
fn same_field(a: &Edit, b: &Edit) -> bool {
    match (a, b) {
        (Edit::Answer(a, _), Edit::Answer(b, _)) => a == b,
        (Edit::RowAnswer(a, row_a, field_a, _), Edit::RowAnswer(b, row_b, field_b, _)) => {
            (a, row_a, field_a) == (b, row_b, field_b)
        }
        _ => false,
    }
}

/// Undo and redo. Consecutive edits of one field are one step.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct History {
    // Shared, because every state of an open dossier holds its history.
    undo: Vec<Arc<Edit>>,
    redo: Vec<Arc<Edit>>,
}

impl History {
    /// Applies an edit and remembers how to undo it.
    pub fn edit(&mut self, dossier: &mut Dossier, edit: Edit) {
        let inverse = dossier.apply(edit);
        self.redo.clear();
        if self.undo.last().is_some_and(|last| same_field(&inverse, last)) {
            return;
        }
        self.undo.push(Arc::new(inverse));
    }

    /// Ends the current step, so that the next edit of the same field is a step of its own.
    pub fn seal(&mut self) {
        if let Some(last) = self.undo.last_mut()
            && matches!(**last, Edit::Answer(..) | Edit::RowAnswer(..))
        {
            *last = Arc::new(Edit::Together(vec![Edit::clone(last)]));
        }
    }

    /// Undoes the last step; false when there is none.
    pub fn undo(&mut self, dossier: &mut Dossier) -> bool {
        let Some(edit) = self.undo.pop() else { return false };
        self.redo.push(Arc::new(dossier.apply(Arc::unwrap_or_clone(edit))));
        true
    }

    /// Redoes the last undone step; false when there is none.
    pub fn redo(&mut self, dossier: &mut Dossier) -> bool {
        let Some(edit) = self.redo.pop() else { return false };
        self.undo.push(Arc::new(dossier.apply(Arc::unwrap_or_clone(edit))));
        true
    }

    /// Whether there is something to undo.
    pub fn can_undo(&self) -> bool {
        !self.undo.is_empty()
    }

    /// Whether there is something to redo.
    pub fn can_redo(&self) -> bool {
        !self.redo.is_empty()
    }
}
