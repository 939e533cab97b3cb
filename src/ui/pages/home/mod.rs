//! The dossiers on this machine: what there is, how to start, where it is kept.

mod list;
mod page;
mod row;
mod starts;
mod storage;

pub use page::HomePage;
