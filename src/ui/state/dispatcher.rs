//! The way to the session of the open dossier, for whatever changes it.

use std::cell::Cell;
use std::fmt;
use std::rc::Rc;

use yew::UseReducerDispatcher;

use super::session::stamped;
use super::{Action, Library, Session, Shared};
use crate::dossier::Edit;
use crate::procedure::Procedure;
use crate::vault::StoreError;

/// Sends actions to the session of the open dossier. Never changes, so holding one renders nothing anew.
#[derive(Clone)]
pub struct Dispatcher {
    session: UseReducerDispatcher<Session>,
    behind: Rc<Behind>,
}

/// What takes the edits that the session no longer takes.
pub struct Behind {
    /// The session is on screen, and no other window writes the dossier.
    pub takes: Cell<bool>,
    /// Where the dossier is kept.
    pub library: Library,
    /// The dossier's id.
    pub id: String,
    /// Its definition.
    pub procedure: Shared<Procedure>,
}

impl PartialEq for Dispatcher {
    fn eq(&self, other: &Self) -> bool {
        self.session == other.session
    }
}

impl Dispatcher {
    /// Sends to a reducer.
    pub fn new(session: UseReducerDispatcher<Session>, behind: Rc<Behind>) -> Self {
        Self { session, behind }
    }

    /// Sends an action.
    pub fn dispatch(&self, action: Action) {
        self.session.dispatch(action);
    }

    /// Applies an edit that was long in the making. Where the dossier has been left in the meantime, or another
    /// window writes it, the edit goes into the store. False: the dossier is no longer there.
    pub async fn settle(&self, edit: Edit) -> Result<bool, StoreError> {
        let Behind { takes, library, id, procedure } = &*self.behind;
        if takes.get() {
            self.edit(edit);
            return Ok(true);
        }
        library.edit(id, |dossier| stamped(edit, dossier, procedure)).await
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
