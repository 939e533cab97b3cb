//! What is open and how it changes: the services every page can reach, the session of the open dossier,
//! and its way into the store.

pub mod arrival;
mod autosave;
mod catalog;
mod contexts;
mod dispatcher;
mod holidays;
mod library;
mod notice;
mod services;
mod session;
mod shared;
mod steps;

pub use autosave::{Autosave, SaveStatus, Told};
pub use catalog::{Catalog, Definition};
pub use contexts::{Fixed, Reach, Slices};
pub use dispatcher::{Behind, Dispatcher};
pub use holidays::Holidays;
pub use library::{Library, SAVED};
pub use notice::{Notice, NoticeAction, Notify, Since, Tone, Until};
pub use services::{Keeping, Kept, Notes, Services};
pub use session::{Action, Checker, Reverted, Session, Settled, UndoState};
pub use shared::Shared;
pub use steps::{Step, StepState, overall_words};
