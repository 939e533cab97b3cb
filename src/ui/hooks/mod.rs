//! How components read the state and the browser.

mod contexts;
mod events;
mod modal;
mod route;
mod slice;
mod turn;
mod work;

pub use contexts::{
    progress, use_definition, use_dispatch, use_dossier, use_fixed, use_notify, use_procedure, use_reach,
    use_report, use_services, use_settled, use_slices,
};
pub use events::use_window_event;
pub use modal::use_modal;
pub use route::use_route;
pub use slice::use_slice;
pub use turn::{use_leaving, use_turn};
pub use work::{Work, WorkState, use_work, use_work_named};
