//! Whose scan is it: the files at a place for one file for each row of a roster, put to the rows.
//!
//! Nothing is assigned before the button is pressed: what a file's name says stands in its line as a proposal,
//! the rest is picked by hand, and all of it is one step that can be undone.

mod draft;
mod line;
mod page;
mod settled;

pub use page::AssignPage;
