//! The bound volume (合订本): one PDF of everything in official order.
//!
//! Cover, contents with page numbers, the list of materials with their pages, then each material: what the
//! program prints of it and the files attached, fitted to A4, every page numbered x / y.
//!
//! | file | holds |
//! |---|---|
//! | `plan` | what stands where, in official order |
//! | `prints` | what the program prints for it |
//! | `source` | a file's pages as PDF objects: PDF pages and JPEG data as they are, other pictures packed |
//! | `overlay` | what the annotations of PDF pages show: seals of signatures, stamps, filled fields |
//! | `writer` | objects as they come, then the table that finds them |
//! | `split` | a scan of several prints taken apart |
//! | `binder` | the steps: one file after the other, then the pages |
//!
//! # What is held in memory
//!
//! One file at a time: its bytes and, of a PDF, as many pages as fit into [`BATCH`](source) at once; then
//! only where its objects stand in the output (tens of bytes each). The pages themselves (headers, numbers,
//! bookmarks, structure, all printed text) are written by krilla, which holds them until the end. Measured by
//! the command line: at most 49 MB for 97 pages, 96 MB for 252, 175 MB for 561, whether the scans had 22 or 98 MB
//! in all: memory grows with the number of pages, not with the size of the scans. The PDF reader holds a whole file, the largest of which is
//! [`MAX_FILE_BYTES`](crate::intake::MAX_FILE_BYTES); the writer of PDF pages holds a whole batch.
//!
//! # Structure
//!
//! Printed pages are tagged as they are alone. An attached page is one figure with an alternative text: its
//! own structure, if it had any, is not carried over, so that the volume claims neither PDF/A nor PDF/UA.

mod binder;
mod error;
mod overlay;
mod plan;
mod prints;
mod source;
mod split;
mod writer;

pub use binder::Binder;
pub use error::VolumeError;
pub use plan::{Part, Plan, PlannedMaterial, Source};
pub use prints::Prints;
pub use split::split;
