//! The dossiers on this machine: what there is, how to start, where it is kept.

mod changes;
mod kept;
mod list;
mod page;
mod row;
mod starts;

pub use page::HomePage;
