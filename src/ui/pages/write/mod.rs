//! 在此撰写: a text under each mandated heading, with what the clause asks for beside it.

mod edits;
mod import;
mod matching;
mod other;
mod outline;
mod page;
mod pictures;
mod preview;
mod section;
mod sections;
mod toolbar;

pub use page::WritePage;
