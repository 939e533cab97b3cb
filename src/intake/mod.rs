//! What comes in: a file's type by its content, its pages, and the reasons to refuse it.
//!
//! Accepted: PDF, JPEG, PNG, TIFF and WebP. Everything else is recognised where that
//! helps to say what to do. Nothing is taken from a file's name but the words of the message.
//!
//! Invariants: a refusal is one Chinese sentence that names the file and says what to do; no input makes
//! [`inspect`] panic; a file larger than [`MAX_FILE_BYTES`] is refused by its size alone, before reading.
//!
//! A file is first examined (its kind, whether it is whole, its pages) and then looked at: [`raster`] decodes
//! its pages one by one, and [`look`] measures what is on them.

mod appearance;
mod clean;
mod error;
mod exif;
mod image;
mod inspect;
mod kind;
mod look;
mod marks;
mod matrix;
mod name;
mod parts;
mod pdf;
pub mod raster;
mod text;

pub(crate) use appearance::appearances;
pub use clean::clean;
pub use error::{IntakeError, Reason};
pub use exif::turn;
pub use inspect::{MAX_FILE_BYTES, examine, inspect, refuse_by_size};
pub use kind::Kind;
pub use look::{MOST_PAGES, look, look_at, look_into};
pub use marks::page_mark;
// Only the command line writes to a terminal.
pub(crate) use matrix::{Matrix, after};
#[cfg(not(target_arch = "wasm32"))]
pub(crate) use name::acts;
pub(crate) use name::{is_deceptive, shown, visible};
pub use text::{MAX_TEXT_PAGES, text_lines};
