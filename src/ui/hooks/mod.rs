//! How components read the state and the browser.

mod contexts;
mod events;
mod route;
mod slice;
mod work;

pub use contexts::{
    use_asked, use_definition, use_dispatch, use_dossier, use_notify, use_procedure, use_progress,
    use_report, use_save_status, use_services, use_settled, use_undo_state,
};
pub use events::use_window_event;
pub use route::use_route;
pub use slice::use_slice;
pub use work::{Work, WorkState, use_work};
