//! The open dossier: its content, its undo history and what the checks say, changed by [`Action`]s.
//!
//! Every accepted edit is checked at once, so that the content and the report on screen always agree.

use std::cell::OnceCell;
use std::fmt;
use std::rc::Rc;

use yew::{Reducible, UseReducerDispatcher};

use super::{Definition, Shared};
use crate::calendar::Calendar;
use crate::check::{Coverage, Report};
use crate::dossier::{Dossier, Edit, History};
use crate::ui::browser;

/// What checks the dossiers of one definition.
#[derive(Clone)]
pub struct Checker {
    /// The definition.
    pub definition: Shared<Definition>,
    /// The holiday tables.
    pub calendar: Rc<Calendar>,
    /// The characters that can be printed, once known.
    pub coverage: Rc<OnceCell<Box<dyn Coverage>>>,
}

impl Checker {
    /// Checks a dossier as of today.
    pub fn check(&self, dossier: &Dossier) -> Report {
        let coverage = self.coverage.get().map(AsRef::as_ref);
        self.definition.engine.check(dossier, browser::today(), &self.calendar, coverage)
    }
}

impl fmt::Debug for Checker {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Checker").field("procedure", &self.definition.procedure.id).finish_non_exhaustive()
    }
}

/// A change to the open dossier.
#[derive(Clone, Debug)]
pub enum Action {
    /// Applies an edit that can be undone.
    Edit(Edit),
    /// Ends the present undo step: the next edit of the same field is a step of its own.
    Seal,
    /// Undoes the last step.
    Undo,
    /// Redoes the last undone step.
    Redo,
    /// Renames the dossier.
    Rename(String),
    /// Checks again: the day has changed, or the printable characters have become known.
    Recheck,
    /// Takes over what another window has saved.
    Replace(Box<Dossier>),
}

/// The open dossier.
#[derive(Clone, Debug)]
pub struct Session {
    checker: Checker,
    dossier: Shared<Dossier>,
    report: Shared<Report>,
    history: History,
}

impl Session {
    /// Opens a dossier.
    pub fn open(checker: Checker, dossier: Dossier) -> Self {
        let report = Shared::new(checker.check(&dossier));
        Self { checker, dossier: Shared::new(dossier), report, history: History::default() }
    }

    /// The content.
    pub fn dossier(&self) -> &Shared<Dossier> {
        &self.dossier
    }

    /// What the checks say about the content.
    pub fn report(&self) -> &Shared<Report> {
        &self.report
    }

    /// Whether there is something to undo.
    pub fn can_undo(&self) -> bool {
        self.history.can_undo()
    }

    /// Whether there is something to redo.
    pub fn can_redo(&self) -> bool {
        self.history.can_redo()
    }

    /// Checks the content and takes over the report; an unchanged report stays the same slice.
    fn check(&mut self) {
        self.report = self.report.replaced_by(self.checker.check(&self.dossier));
    }
}

impl Reducible for Session {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        let mut next = Self::clone(&self);
        let changed = match action {
            Action::Edit(edit) => {
                next.history.edit(next.dossier.make_mut(), edit);
                true
            }
            Action::Rename(name) => {
                next.history.edit(next.dossier.make_mut(), Edit::Rename(name));
                true
            }
            Action::Undo => next.history.undo(next.dossier.make_mut()),
            Action::Redo => next.history.redo(next.dossier.make_mut()),
            Action::Seal => {
                next.history.seal();
                false
            }
            Action::Recheck => {
                next.check();
                return Rc::new(next);
            }
            Action::Replace(dossier) => {
                next.dossier = Shared::new(*dossier);
                next.history = History::default();
                next.check();
                return Rc::new(next);
            }
        };
        if changed {
            next.dossier.make_mut().changed = browser::now();
            next.check();
        } else {
            next.dossier = self.dossier.clone();
        }
        Rc::new(next)
    }
}

/// Sends actions to the session of the open dossier. Never changes, so holding one renders nothing anew.
#[derive(Clone, PartialEq)]
pub struct Dispatcher(UseReducerDispatcher<Session>);

impl Dispatcher {
    /// Sends to a reducer.
    pub fn new(inner: UseReducerDispatcher<Session>) -> Self {
        Self(inner)
    }

    /// Sends an action.
    pub fn dispatch(&self, action: Action) {
        self.0.dispatch(action);
    }

    /// Applies an edit.
    pub fn edit(&self, edit: Edit) {
        self.dispatch(Action::Edit(edit));
    }
}

impl fmt::Debug for Dispatcher {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Dispatcher")
    }
}
