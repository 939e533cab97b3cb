//! 依据: the official texts clause by clause, what is done about each, and the rules one by one.
//!
//! [`LawPage`] is the only entry. Texts and cases are fetched when they are first shown; the same page
//! stands alone and, with what was found in it, among the pages of a dossier.

mod data;
mod finder;
mod notes;
mod page;
mod rule;
mod rules;
mod text;

pub use page::LawPage;
