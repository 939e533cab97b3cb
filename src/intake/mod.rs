//! What comes in: a file's type by its content, its pages, and the reasons to refuse it.
//!
//! Accepted: PDF, JPEG, PNG, TIFF and WebP. Everything else is recognised where that
//! helps to say what to do. Nothing is taken from a file's name but the words of the message.
//!
//! Invariants: a refusal is one Chinese sentence that names the file and says what to do; no input makes
//! [`inspect`] panic; a file larger than [`MAX_FILE_BYTES`] is refused by its size alone, before reading.
//!
//! Left out for now: the removal of metadata, rosters in XLSX, resolution and colour of scans.

mod error;
mod exif;
mod image;
mod inspect;
mod kind;
mod marks;
mod name;
mod pdf;
pub mod raster;

pub use error::{IntakeError, Reason};
pub use inspect::{MAX_FILE_BYTES, examine, inspect, refuse_by_size};
pub use kind::Kind;
pub use marks::{page_mark, read_marks};
pub(crate) use name::{is_deceptive, shown};
