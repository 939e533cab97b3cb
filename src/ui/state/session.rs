//! The open dossier: its content, its undo history and what the checks say, changed by [`Action`]s.
//!
//! Every accepted edit is checked at once, so that the content and the report on screen always agree.

use std::cell::RefCell;
use std::fmt;
use std::rc::Rc;

use yew::Reducible;

use super::{Definition, Holidays, Shared, Slices};
use crate::check::{Asked, Coverage, Place, Report};
use crate::dossier::{Dossier, Edit, History};
use crate::procedure::Procedure;
use crate::ui::browser;
use crate::ui::checks::Course;
use crate::ui::fonts::Fonts;

/// What checks the dossiers of one definition.
#[derive(Clone)]
pub struct Checker {
    /// The definition.
    pub definition: Shared<Definition>,
    /// The holiday tables.
    pub holidays: Holidays,
    /// The printing faces: what they cannot show is found once their index is loaded.
    pub fonts: Fonts,
}

impl Checker {
    /// Checks a dossier as of today; `None` until the checks have arrived.
    pub fn check(&self, course: &mut Option<Box<dyn Course>>, dossier: &Dossier) -> Option<Report> {
        let course = match course {
            Some(course) => course,
            None => course.insert(self.definition.checks()?.begin()),
        };
        let coverage = self.fonts.known().map(|index| &index.faces as &dyn Coverage);
        Some(course.check(dossier, browser::today(), &self.holidays, coverage))
    }
}

impl fmt::Debug for Checker {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Checker").field("procedure", &self.definition.procedure().id).finish_non_exhaustive()
    }
}

/// A change to the open dossier.
#[derive(Clone, Debug)]
pub enum Action {
    /// Applies an edit that can be undone.
    Edit(Edit),
    /// Applies an edit that is no step of the user's: what the program has found out by itself.
    Note(Edit),
    /// Ends the present undo step: the next edit of the same field is a step of its own.
    Seal,
    /// Undoes the last step.
    Undo,
    /// Redoes the last undone step.
    Redo,
    /// Renames the dossier.
    Rename(String),
    /// Checks again from the beginning: the checks have arrived, the day has changed, or the printable
    /// characters have become known.
    Recheck,
    /// Takes over what another window has saved.
    Replace(Box<Dossier>),
    /// Another window writes from now on and this one only follows, or no longer.
    Follow(bool),
}

/// The open dossier.
#[derive(Clone, Debug)]
pub struct Session {
    checker: Checker,
    dossier: Shared<Dossier>,
    report: Shared<Report>,
    settled: Settled,
    /// The check of the content so far; `None` before the first.
    course: Rc<RefCell<Option<Box<dyn Course>>>>,
    history: History,
    reverted: Reverted,
    /// Another window writes; nothing is edited here.
    follows: bool,
}

/// How often something was undone or redone, and what was changed by it last.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reverted {
    /// How often.
    pub times: u32,
    /// Undone rather than redone.
    pub undone: bool,
    /// Where; `None` for the name of the dossier.
    pub place: Option<Place>,
}

/// Whether there is something to undo or redo.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UndoState {
    /// There is a step to undo.
    pub can_undo: bool,
    /// There is a step to redo.
    pub can_redo: bool,
}

/// The report as it was when no field was being typed in. Fields show what is in it and still holds, so
/// that nothing new appears while somebody types.
#[derive(Clone, Debug, PartialEq)]
pub struct Settled(pub Shared<Report>);

impl Session {
    /// Opens a dossier.
    pub fn open(checker: Checker, dossier: Dossier) -> Self {
        let report = Shared::<Report>::default();
        let mut session = Self {
            checker,
            dossier: Shared::new(dossier),
            settled: Settled(report.clone()),
            report,
            course: Rc::default(),
            history: History::default(),
            reverted: Reverted::default(),
            follows: false,
        };
        session.check();
        session.settle();
        session
    }

    /// The content.
    pub fn dossier(&self) -> &Shared<Dossier> {
        &self.dossier
    }

    /// Whether the content was checked: until the checks have arrived the report is empty.
    pub fn checked(&self) -> bool {
        self.course.borrow().is_some()
    }

    /// What the checks say about the content.
    pub fn report(&self) -> &Shared<Report> {
        &self.report
    }

    /// All slices of the present state.
    pub fn slices(&self) -> Slices {
        Slices {
            dossier: self.dossier.clone(),
            checked: self.checked(),
            report: self.report.clone(),
            settled: self.settled.clone(),
        }
    }

    /// Whether another window writes the dossier and this one only follows.
    pub fn follows(&self) -> bool {
        self.follows
    }

    /// What was undone or redone last.
    pub fn reverted(&self) -> &Reverted {
        &self.reverted
    }

    /// Whether there is something to undo or redo.
    pub fn undo_state(&self) -> UndoState {
        UndoState { can_undo: self.history.can_undo(), can_redo: self.history.can_redo() }
    }

    /// Checks the content and takes over the report; an unchanged report stays the same slice.
    fn check(&mut self) {
        let report = self.checker.check(&mut self.course.borrow_mut(), &self.dossier);
        let unchecked = || Report {
            asked: Asked::at_least(self.checker.definition.procedure(), &self.dossier),
            ..Report::default()
        };
        self.report = self.report.replaced_by(report.unwrap_or_else(unchecked));
    }

    fn settle(&mut self) {
        self.settled = Settled(self.report.clone());
    }
}

impl Reducible for Session {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        let edits =
            !matches!(action, Action::Seal | Action::Recheck | Action::Replace(_) | Action::Follow(_));
        if self.follows && edits {
            return self;
        }
        let mut next = Self::clone(&self);
        let typing = matches!(action, Action::Edit(Edit::Answer(..) | Edit::RowAnswer(..)));
        let reverts = match action {
            Action::Undo => Some(true),
            Action::Redo => Some(false),
            _ => None,
        };
        let changed = match action {
            // Blurring a field or choosing the same again is no edit.
            Action::Edit(Edit::Answer(field, answer))
                if self.dossier.answers.get(&field) == answer.as_ref() =>
            {
                return self;
            }
            Action::Edit(Edit::RowAnswer(roster, row, field, answer))
                if self.dossier.row(&roster, &row).and_then(|row| row.answers.get(&field))
                    == answer.as_ref() =>
            {
                return self;
            }
            Action::Edit(edit) => {
                let edit = stamped(edit, &next.dossier, next.checker.definition.procedure());
                next.history.edit(next.dossier.make_mut(), edit);
                true
            }
            Action::Note(edit) => {
                let _ = next.dossier.make_mut().apply(edit);
                true
            }
            Action::Rename(name) => {
                next.history.edit(next.dossier.make_mut(), Edit::Rename(name));
                true
            }
            Action::Undo if next.history.can_undo() => next.history.undo(next.dossier.make_mut()),
            Action::Redo if next.history.can_redo() => next.history.redo(next.dossier.make_mut()),
            Action::Undo | Action::Redo => return self,
            Action::Seal => {
                next.history.seal();
                false
            }
            Action::Recheck => {
                next.course.take();
                next.check();
                false
            }
            Action::Replace(dossier) => {
                next.dossier = Shared::new(*dossier);
                next.history = History::default();
                next.check();
                false
            }
            Action::Follow(follows) => {
                next.follows = follows;
                false
            }
        };
        if changed {
            next.dossier.make_mut().changed = browser::now();
            next.check();
        }
        if let Some(undone) = reverts {
            let place = difference(&self.dossier, &next.dossier);
            next.reverted = Reverted { times: self.reverted.times + 1, undone, place };
        }
        if !typing {
            next.settle();
        }
        Rc::new(next)
    }
}

/// Notes with a scan of the stamped form whose marks say nothing of its answers what the form says now.
pub(super) fn stamped(edit: Edit, dossier: &Dossier, procedure: &Procedure) -> Edit {
    match edit {
        Edit::Attach(at, mut scan) => {
            let is_form = procedure.material(&scan.material).is_some_and(|material| material.is_form);
            if is_form && scan.printed.is_none() && !scan.file.tells_answers() {
                scan.printed = Some(dossier.print_state(procedure));
            }
            Edit::Attach(at, scan)
        }
        Edit::Together(edits) => {
            Edit::Together(edits.into_iter().map(|edit| stamped(edit, dossier, procedure)).collect())
        }
        other => other,
    }
}

/// The first place in which two states of a dossier differ.
fn difference(before: &Dossier, after: &Dossier) -> Option<Place> {
    let answers = before.answers.keys().chain(after.answers.keys());
    let answer = answers.into_iter().find(|id| before.answers.get(*id) != after.answers.get(*id));
    let file = || {
        let (longer, shorter) = if before.attachments.len() > after.attachments.len() {
            (before, after)
        } else {
            (after, before)
        };
        longer.attachments.iter().find(|attachment| !shorter.attachments.contains(attachment))
    };
    let row = || {
        let rosters = before.rosters.keys().chain(after.rosters.keys());
        let roster = rosters.into_iter().find(|id| before.rows(id) != after.rows(id))?;
        // Unchanged rows are shared, so that this costs one comparison of addresses each.
        let (old, new) = (before.rows(roster), after.rows(roster));
        let at = old.iter().zip(new).position(|(old, new)| old != new).unwrap_or(old.len().min(new.len()));
        let changed = new.get(at).or_else(|| old.get(at));
        Some(Place::Row(roster.clone(), changed.map(|row| row.id.clone()), None))
    };
    match answer {
        Some(id) => Some(Place::Field(id.clone())),
        None => row()
            .or_else(|| file().map(|file| Place::Material(file.material.clone(), Some(file.slot.clone())))),
    }
}
