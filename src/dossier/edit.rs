//! Edits that can be undone.

use super::{Attachment, Dossier};
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
            Edit::Rename(name) => Edit::Rename(std::mem::replace(&mut self.name, name)),
            Edit::Together(edits) => {
                let mut undo: Vec<_> = edits.into_iter().map(|edit| self.apply(edit)).collect();
                undo.reverse();
                Edit::Together(undo)
            }
        }
    }
}

/// Undo and redo. Consecutive edits of one field are one step.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct History {
    undo: Vec<Edit>,
    redo: Vec<Edit>,
}

impl History {
    /// Applies an edit and remembers how to undo it.
    pub fn edit(&mut self, dossier: &mut Dossier, edit: Edit) {
        let inverse = dossier.apply(edit);
        self.redo.clear();
        if let (Edit::Answer(field, _), Some(Edit::Answer(last, _))) = (&inverse, self.undo.last())
            && field == last
        {
            return;
        }
        self.undo.push(inverse);
    }

    /// Ends the current step, so that the next edit of the same field is a step of its own.
    pub fn seal(&mut self) {
        if let Some(last @ Edit::Answer(..)) = self.undo.last_mut() {
            *last = Edit::Together(vec![last.clone()]);
        }
    }

    /// Undoes the last step; false when there is none.
    pub fn undo(&mut self, dossier: &mut Dossier) -> bool {
        let Some(edit) = self.undo.pop() else { return false };
        self.redo.push(dossier.apply(edit));
        true
    }

    /// Redoes the last undone step; false when there is none.
    pub fn redo(&mut self, dossier: &mut Dossier) -> bool {
        let Some(edit) = self.redo.pop() else { return false };
        self.undo.push(dossier.apply(edit));
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
