//! 核验 of received packages: every file against its digests, the checks made again, the filing to read.

mod compare;
mod outcome;
mod page;
mod queue;
mod unlock;

pub use page::VerifyPage;
