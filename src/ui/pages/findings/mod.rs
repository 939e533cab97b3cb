//! What was found, by place or by clause, and the statutory clocks.

mod filter;
mod page;

pub use page::FindingsPage;
