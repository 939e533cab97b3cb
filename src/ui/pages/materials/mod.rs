//! The materials with their files, row for row as in the official list.

mod existing;
mod intake;
mod page;
mod place;
mod rosters;
mod row;
mod slot;
mod unsorted;

pub use page::MaterialsPage;
