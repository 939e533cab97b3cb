//! The heavy jobs, asked of a web worker: inspecting files, printing, packing, opening, verifying.
//!
//! Reading order: [`Jobs`] (the queue and the worker behind it), `calls`, `packages`, `sheets` (one method for each job),
//! [`wire`] (what page and worker say to each other; the worker uses it too).
//!
//! Invariant: nothing here computes; what a job does stands in [`crate::jobs`]. Large contents pass
//! through as JavaScript byte arrays and never enter the page's own memory.

mod answer;
mod calls;
mod client;
mod draft;
mod keyring;
mod link;
mod packages;
mod picked;
mod rehearsal;
mod sheets;
mod shown;
mod wanted;
pub mod wire;

pub use calls::{Asked, PackOrder, PrintOrder};
pub use client::{JobError, Jobs, Ticket};
pub use keyring::Opened as OpenedKeyring;
pub use packages::{LaidOut, OpenedPackage, PackageFile, Piece, VerifyAgainst};
pub use picked::Picked;
pub use rehearsal::prepare;
pub use sheets::{RecordsOf, SheetOf, SheetRead, SheetWritten};
pub use shown::{ShownDifference, ShownFile, ShownMaterial, ShownTable, ShownVerification};
pub use wanted::Wanted;
