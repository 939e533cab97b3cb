//! The slices of state that components read. A component renders again only when its slice changes.

use yew::prelude::*;

use crate::check::{Progress, Report};
use crate::dossier::Dossier;
use crate::procedure::Procedure;
use crate::ui::state::{
    Asked, Definition, Dispatcher, Notify, SaveStatus, Services, Settled, Shared, UndoState,
};

/// Store, procedures and calendar. Never changes.
#[hook]
pub fn use_services() -> Services {
    use_context().expect("the application provides its services")
}

/// Shows short messages. Never changes.
#[hook]
pub fn use_notify() -> Notify {
    use_context().expect("the application provides messages")
}

/// The open dossier's content.
#[hook]
pub fn use_dossier() -> Shared<Dossier> {
    use_context().expect("only pages of a dossier read its content")
}

/// What the checks say about the open dossier.
#[hook]
pub fn use_report() -> Shared<Report> {
    use_context().expect("only pages of a dossier read its report")
}

/// The report as it was when no field was being typed in.
#[hook]
pub fn use_settled() -> Settled {
    use_context().expect("only pages of a dossier read its report")
}

/// The fields and places for files that the open dossier asks for.
#[hook]
pub fn use_asked() -> Shared<Asked> {
    use_context().expect("only pages of a dossier read what it asks for")
}

/// Where the open dossier's latest content is.
#[hook]
pub fn use_save_status() -> SaveStatus {
    use_context().expect("only pages of a dossier read its save status")
}

/// Whether there is something to undo or redo.
#[hook]
pub fn use_undo_state() -> UndoState {
    use_context().expect("only pages of a dossier undo")
}

/// The open dossier's definition, compiled and as JSON. Never changes while the dossier is open.
#[hook]
pub fn use_definition() -> Shared<Definition> {
    use_context().expect("only pages of a dossier read its definition")
}

/// The open dossier's procedure. Never changes while the dossier is open.
#[hook]
pub fn use_procedure() -> Shared<Procedure> {
    use_definition().procedure.clone()
}

/// Changes the open dossier. Never changes itself.
#[hook]
pub fn use_dispatch() -> Dispatcher {
    use_context().expect("only pages of a dossier change it")
}

/// How far the open dossier is.
#[hook]
pub fn use_progress() -> Progress {
    let (procedure, dossier, report, asked) = (use_procedure(), use_dossier(), use_report(), use_asked());
    Progress::of(&procedure, &dossier, &report, |field| asked.field(field))
}
