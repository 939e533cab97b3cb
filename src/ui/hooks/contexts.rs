//! The slices of state that components read. A component renders again only when its slice changes.

use yew::prelude::*;

use crate::check::Report;
use crate::dossier::Dossier;
use crate::procedure::Procedure;
use crate::ui::state::{Definition, Dispatcher, Notify, Services, Shared};

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
