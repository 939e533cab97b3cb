//! The timeline of a dossier: its deadlines and events as a picture by months, and as a list.

mod list;
mod page;
mod picture;
mod records;

pub use page::TimelinePage;
