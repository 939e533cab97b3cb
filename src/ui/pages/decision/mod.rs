//! Procedures that decide something: their questions one at a time, and what they come to.

mod ask;
mod chain;
mod page;
mod stops;

pub use ask::AskPage;
pub use page::DecisionPage;
