//! The rows of a roster.

mod page;

pub use page::RosterPage;
