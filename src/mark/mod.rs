//! The print mark (打印标记): what a printed page says about itself, so that its scan can be recognised.
//!
//! Each printed page carries a small QR code and a short code that people can read. The QR code holds the
//! [`Mark`]: which dossier, document, roster row and page it is, and a short digest of every answer printed
//! on the page. Nothing about prints is recorded anywhere: a scan tells by itself which answers have
//! changed since it was printed, and whoever receives the package can find out the same.
//!
//! | file | holds |
//! |---|---|
//! | `model` | the mark, written as text and read back; frozen by its version |
//! | `question` | the questions that a document prints, in the order in which marks count them |
//! | `print` | what a document gives to the marks of its pages |
//! | `code` | the mark as the squares of a QR code |
//! | `place` | where a scan belongs, from the marks on its pages, and which older scans it stands in for |
//! | `read` | finding marks in the picture of a page; worker and command line only |
//!
//! Invariants: reading never fails for want of a mark, since many pages have none; a text that is no mark of
//! this program is passed over; a mark says nothing that was typed, only digests of 16 bits.

mod base45;
mod code;
mod model;
mod place;
mod print;
mod question;
pub mod read;

pub use code::{MODULE, squares};
pub use model::{Mark, dossier_tag, row_tag};
pub use place::{Destination, Part, Placement, destination_of, place, replaced_by};
pub use print::{Asked, Print};
pub use question::{Question, Questions};

use crate::dossier::FileRecord;

/// Most pages of a file on which marks are looked for.
pub const MOST_MARKED: u32 = 2_000;

impl FileRecord {
    /// The marks of its pages that can be read, in order of pages.
    pub fn page_marks(&self) -> impl Iterator<Item = (u32, Mark)> {
        self.marks.iter().filter_map(|mark| Some((mark.page, Mark::parse(&mark.text)?)))
    }
    /// Whether its marks tell which answers were printed: it has some, and not those of a blank form.
    pub fn tells_answers(&self) -> bool {
        self.page_marks().any(|(_, mark)| !mark.blank)
    }
}
