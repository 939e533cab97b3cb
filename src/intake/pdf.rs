//! PDF: whether it is whole, opens without a password, and how many pages it has.

use hayro_syntax::{DecryptionError, LoadPdfError, Pdf};

use super::Reason;
use super::kind::Kind;
use crate::dossier::MediaType;

const PDF: Kind = Kind::Accepted(MediaType::Pdf);

/// Where the end mark has to stand, counted from the end; common readers look no further than 1,024 bytes,
/// and some scanners write padding after it.
const END_WITHIN: usize = 4096;

/// Counts the pages of a PDF that anybody can open.
pub(super) fn count_pages(bytes: &[u8]) -> Result<u32, Reason> {
    // The parser repairs a file without its end by guessing; pages would be lost without a word.
    let tail = bytes.trim_ascii_end();
    let tail = tail.iter().rposition(|byte| *byte != 0).map_or(tail, |last| &tail[..=last]);
    let tail = &tail[tail.len().saturating_sub(END_WITHIN)..];
    if !tail.windows(5).any(|window| window == b"%%EOF") {
        return Err(Reason::Truncated(PDF));
    }
    let pdf = Pdf::new(bytes.to_vec()).map_err(|error| match error {
        LoadPdfError::Decryption(DecryptionError::PasswordProtected) => Reason::Password,
        LoadPdfError::Decryption(_) => Reason::UnknownEncryption,
        LoadPdfError::Invalid => Reason::Damaged(PDF),
    })?;
    match u32::try_from(pdf.pages().len()) {
        Ok(0) => Err(Reason::NoPages),
        Ok(pages) => Ok(pages),
        Err(_) => Err(Reason::Damaged(PDF)),
    }
}
