//! The materials with their files, row for row as in the official list.

mod existing;
mod files;
mod found;
mod inbox;
mod intake;
mod marked;
mod matrix;
mod page;
mod place;
mod rosters;
mod row;
mod slot;
mod stack;
mod unsorted;
mod writing;

pub(super) use intake::{Intake, use_intake};
pub(super) use marked::use_kept;
pub use page::MaterialsPage;
pub(super) use place::Spot;
pub(super) use slot::{show_inbox, use_remove};
