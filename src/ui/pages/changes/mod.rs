//! 版本变化: what a migration has changed, what is kept aside, and what happens with the earlier dossier.

mod kept;
mod listed;
mod old;
mod page;

pub use page::ChangesPage;
