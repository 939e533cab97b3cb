//! What is open and how it changes: the services every page can reach, the session of the open dossier,
//! and its way into the store.

mod autosave;
mod catalog;
mod library;
mod notice;
mod services;
mod session;
mod shared;

pub use autosave::{Autosave, SaveStatus};
pub use catalog::{Catalog, Definition};
pub use library::Library;
pub use notice::{Notice, NoticeAction, Notify, Tone};
pub use services::Services;
pub use session::{Action, Checker, Dispatcher, Session};
pub use shared::Shared;
