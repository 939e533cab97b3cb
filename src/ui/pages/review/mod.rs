//! Review the whole filing and export it as one package.

mod after;
mod export;
mod page;
mod recipient;
mod steps;
mod volume;

pub use page::ReviewPage;
