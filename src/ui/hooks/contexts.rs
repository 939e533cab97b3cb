//! The slices of state that components read.

use yew::prelude::*;

use crate::check::{Progress, Report};
use crate::dossier::Dossier;
use crate::procedure::Procedure;
use crate::ui::state::{Definition, Dispatcher, Fixed, Notify, Reach, Services, Settled, Shared, Slices};

/// What every component can reach. Changes only while the last parts of the program arrive.
#[hook]
pub fn use_reach() -> Reach {
    use_context().expect("the application provides what components reach")
}

/// Store, procedures and calendar. Never changes.
#[hook]
pub fn use_services() -> Services {
    use_reach().services
}

/// Shows short messages. Never changes.
#[hook]
pub fn use_notify() -> Notify {
    use_reach().notify
}

/// What is fixed while the dossier is open.
#[hook]
pub fn use_fixed() -> Fixed {
    use_context().expect("only pages of a dossier read it")
}

/// The open dossier's definition, compiled and as JSON.
#[hook]
pub fn use_definition() -> Shared<Definition> {
    use_fixed().definition
}

/// The open dossier's procedure.
#[hook]
pub fn use_procedure() -> Shared<Procedure> {
    use_fixed().definition.procedure().clone()
}

/// Changes the open dossier.
#[hook]
pub fn use_dispatch() -> Dispatcher {
    use_fixed().dispatcher
}

/// The open dossier as it is now; renders again whenever it changes.
#[hook]
pub fn use_slices() -> Slices {
    use_context().expect("only pages of a dossier read it")
}

/// The open dossier's content.
#[hook]
pub fn use_dossier() -> Shared<Dossier> {
    use_slices().dossier
}

/// What the checks say about the open dossier.
#[hook]
pub fn use_report() -> Shared<Report> {
    use_slices().report
}

/// The report as it was when no field was being typed in.
#[hook]
pub fn use_settled() -> Settled {
    use_slices().settled
}

/// How far a dossier is; `None` until the checks have arrived.
pub fn progress(procedure: &Procedure, slices: &Slices) -> Option<Progress> {
    slices.checked.then(|| Progress::of(procedure, &slices.dossier, &slices.report))
}
