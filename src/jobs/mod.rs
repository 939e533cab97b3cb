//! The heavy jobs as data: what the page asks of its worker, and what comes back.
//!
//! A [`Job`] goes in, [`Progress`] is told on the way, an [`Outcome`] or one Chinese sentence comes out.
//! Everything a job needs is in it, but for the file of a package, which is read beside it at any place, and for the
//! faces, which are fetched when it is known which are needed; so the same jobs run in a worker, natively and in tests.
//!
//! Invariant: a job changes nothing outside itself; one that fails or is broken off leaves no trace. Only the
//! steps of binding a volume, of making a package and of saving a draft go on from one another, in one [`Runner`].

mod buffer;
mod draft;
mod faces;
mod inspect;
mod job;
mod kept;
mod keyring;
mod outcome;
mod package;
mod picture;
mod print;
mod progress;
mod rehearsal;
mod run;
mod sheets;
mod volume;

pub use draft::DraftOrder;
pub use faces::{FaceFolder, Fetch, Fetched};
pub use job::{Job, Printout};
pub use keyring::{KeyringOrder, OpenedKeyring};
pub use outcome::{Inspected, Outcome, PackedPiece};
pub use package::Content;
pub use progress::Progress;
pub use run::Runner;
