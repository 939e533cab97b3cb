//! A file → sections.

use std::collections::BTreeMap;

use encoding_rs::{Encoding, GB18030};
use serde::{Deserialize, Serialize};
use serde_bytes::ByteBuf;

use super::sections::{Piece, cut};
use super::{ImportError, ImportReason, Section, docx, plain};
use crate::dossier::{MediaType, Removed};
use crate::field::Heading;

/// The largest file that is read.
pub const MAX_FILE_BYTES: u64 = 50 * 1024 * 1024;
/// The most that the parts of a document may unpack to.
pub(super) const MAX_UNPACKED_BYTES: u64 = 200 * 1024 * 1024;

/// What was read.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Imported {
    /// The sections in order. What stands before the first heading is one without a title.
    pub sections: Vec<Section>,
    /// The pictures named in the texts, by SHA-256.
    pub pictures: BTreeMap<String, ImportedPicture>,
    /// What the user must know: one Chinese sentence each.
    pub remarks: Vec<String>,
}

/// A picture that came with a document.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ImportedPicture {
    /// A name for it.
    pub name: String,
    /// What it is.
    pub media: MediaType,
    /// Its content.
    pub bytes: ByteBuf,
    /// What was taken out of it.
    pub removed: Vec<Removed>,
}

/// What a reader makes of a file.
#[derive(Debug, Default)]
pub(super) struct Pieces {
    pub(super) pieces: Vec<Piece>,
    pub(super) pictures: BTreeMap<String, ImportedPicture>,
    pub(super) remarks: Vec<String>,
}

/// Reads a `.docx`, `.md` or text file and matches its sections with the headings.
pub fn read(name: &str, bytes: &[u8], headings: &[Heading]) -> Result<Imported, ImportError> {
    let fail = |reason| ImportError { name: name.to_owned(), reason };
    let size = bytes.len() as u64;
    if size == 0 {
        return Err(fail(ImportReason::Empty));
    }
    if size > MAX_FILE_BYTES {
        return Err(fail(ImportReason::TooLarge { size }));
    }
    let read = match bytes {
        [0xD0, 0xCF, 0x11, 0xE0, ..] => return Err(fail(ImportReason::Compound)),
        [b'P', b'K', 3 | 5, ..] => docx::read(bytes).map_err(fail)?,
        [b'%', b'P', b'D', b'F', ..] => return Err(fail(ImportReason::OtherKind(" PDF 文件"))),
        [b'{', b'\\', b'r', b't', b'f', ..] => return Err(fail(ImportReason::OtherKind(" RTF 文档"))),
        [0x89, b'P', b'N', b'G', ..] | [0xFF, 0xD8, 0xFF, ..] => {
            return Err(fail(ImportReason::OtherKind("图片")));
        }
        _ => plain::read(&decode(bytes).ok_or_else(|| fail(ImportReason::UnknownEncoding))?),
    };
    let Pieces { pieces, pictures, remarks } = read;
    let sections = cut(pieces, headings);
    if sections.is_empty() {
        return Err(fail(ImportReason::Blank));
    }
    Ok(Imported { sections, pictures, remarks })
}

/// Text in UTF-8, UTF-16 or GB 18030.
fn decode(bytes: &[u8]) -> Option<String> {
    let encoding = match Encoding::for_bom(bytes) {
        Some((encoding, _)) => encoding,
        None if std::str::from_utf8(bytes).is_ok() => encoding_rs::UTF_8,
        None => GB18030,
    };
    let (text, _, broken) = encoding.decode(bytes);
    (!broken && !text.contains('\0')).then(|| text.into_owned())
}
