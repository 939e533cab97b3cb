//! The inspection of one file.

use super::kind::Kind;
use super::{IntakeError, Reason, image, pdf};
use crate::digest::Digests;
use crate::dossier::{FileRecord, MediaType};

/// Largest file that is taken in.
pub const MAX_FILE_BYTES: u64 = 100 * 1024 * 1024;

/// Refuses a file by its size alone, so that a huge file need not be read first.
pub fn refuse_by_size(name: &str, size: u64) -> Result<(), IntakeError> {
    let reason = match size {
        0 => Reason::Empty,
        _ if size > MAX_FILE_BYTES => Reason::TooLarge { size },
        _ => return Ok(()),
    };
    Err(IntakeError { name: name.to_owned(), reason })
}

/// Takes a file in: tells its type by its content, makes sure that it can be opened, counts its pages
/// and digests it.
pub fn inspect(name: &str, bytes: &[u8]) -> Result<FileRecord, IntakeError> {
    let (media, pages) = examine(name, bytes)?;
    let Digests { size, sha256, sm3 } = Digests::of(bytes);
    Ok(FileRecord { name: name.to_owned(), media, size, sha256, sm3, pages, marks: Vec::new(), seen: None })
}

/// The type and the number of pages alone, for content whose digests are known.
pub fn examine(name: &str, bytes: &[u8]) -> Result<(MediaType, u32), IntakeError> {
    refuse_by_size(name, bytes.len() as u64)?;
    let examined = match Kind::of(bytes) {
        Kind::Accepted(MediaType::Pdf) => pdf::count_pages(bytes).map(|pages| (MediaType::Pdf, pages)),
        Kind::Accepted(MediaType::Jpeg) => image::check_jpeg(bytes).map(|()| (MediaType::Jpeg, 1)),
        Kind::Accepted(MediaType::Png) => image::check_png(bytes).map(|()| (MediaType::Png, 1)),
        Kind::Accepted(MediaType::Tiff) => image::check_tiff(bytes).map(|pages| (MediaType::Tiff, pages)),
        Kind::Accepted(MediaType::WebP) => image::check_webp(bytes).map(|()| (MediaType::WebP, 1)),
        kind => Err(Reason::WrongKind(kind)),
    };
    examined.map_err(|reason| IntakeError { name: name.to_owned(), reason })
}
