//! Review the whole filing and export it as one package.

mod after;
mod export;
mod page;
mod steps;

pub use page::ReviewPage;
