//! The record of an attached file.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Seen;

/// What a file is, by its content.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum MediaType {
    /// PDF.
    #[serde(rename = "application/pdf")]
    Pdf,
    /// JPEG.
    #[serde(rename = "image/jpeg")]
    Jpeg,
    /// PNG.
    #[serde(rename = "image/png")]
    Png,
    /// TIFF, perhaps with several pages.
    #[serde(rename = "image/tiff")]
    Tiff,
    /// WebP.
    #[serde(rename = "image/webp")]
    WebP,
}

impl MediaType {
    /// The IANA name.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Tiff => "image/tiff",
            Self::WebP => "image/webp",
        }
    }

    /// The usual extension, without the dot.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Jpeg => "jpg",
            Self::Png => "png",
            Self::Tiff => "tif",
            Self::WebP => "webp",
        }
    }
}

/// The print mark that was read on a page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PageMark {
    /// Page of the file, from 1.
    pub page: u32,
    /// Its text, which [`Mark::parse`](crate::mark::Mark::parse) reads.
    pub text: String,
}

/// A file as it was taken in: its content's identity and what was seen in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct FileRecord {
    /// The name it came with; shown and exported, never used as a path.
    pub name: String,
    /// By content.
    pub media: MediaType,
    /// Bytes.
    pub size: u64,
    /// Lower-case hex; also the key under which the content is stored.
    pub sha256: String,
    /// Lower-case hex (GB/T 32905).
    pub sm3: String,
    /// Pages; 1 for an image that is not TIFF.
    pub pages: u32,
    /// The print marks that were read on its pages.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub marks: Vec<PageMark>,
    /// What was seen on them; absent of files that were taken in before pages were looked at.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seen: Option<Box<Seen>>,
}

/// What was found in the text of a file at its place.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TextSeen {
    /// Pages that have text; 0 for a scan.
    pub pages: u32,
    /// The page of each heading that was found, by code.
    pub headings: BTreeMap<String, u32>,
    /// The names that were looked for, and whether they stand in it.
    pub names: BTreeMap<String, bool>,
    /// Words and marks that were left where something was to be filled in, each with the first page on which it
    /// stands; absent of texts that were searched before these were looked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub placeholders: Option<BTreeMap<String, u32>>,
    /// The standards that it cites, as [`standards`](crate::text::standards) writes them.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub standards: BTreeSet<String>,
}

/// A file at its place. One file may stand at several places and is stored once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(from = "StoredAttachment", into = "StoredAttachment")]
pub struct Attachment {
    /// Unique in the dossier.
    pub id: String,
    /// Material number.
    pub material: String,
    /// Slot id.
    pub slot: String,
    /// The file.
    pub file: FileRecord,
    /// Of a stamped scan of the form without a print mark, or with that of a blank form: what stood on the form when
    /// it was attached, as [`Dossier::print_state`](super::Dossier::print_state) gives it.
    pub printed: Option<BTreeMap<String, String>>,
    /// What was found in its text, where the material's headings are looked for.
    pub text: Option<Box<TextSeen>>,
    /// Id of the row that it belongs to, at a place with one file for each row of a roster.
    pub row: Option<String>,
}

/// An [`Attachment`] as it is written, the record of its file flat in it. Not by `flatten`: that reads and writes
/// by a second copy of the code for everything in a record, which the first screens would wait for.
#[derive(Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(
    rename = "Attachment",
    description = "A file at its place. One file may stand at several places and is stored once."
)]
struct StoredAttachment {
    /// Unique in the dossier.
    id: String,
    /// Material number.
    material: String,
    /// Slot id.
    slot: String,
    /// The name it came with; shown and exported, never used as a path.
    name: String,
    /// By content.
    media: MediaType,
    /// Bytes.
    size: u64,
    /// Lower-case hex; also the key under which the content is stored.
    sha256: String,
    /// Lower-case hex (GB/T 32905).
    sm3: String,
    /// Pages; 1 for an image that is not TIFF.
    pages: u32,
    /// The print marks that were read on its pages.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    marks: Vec<PageMark>,
    /// What was seen on them; absent of files that were taken in before pages were looked at.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    seen: Option<Box<Seen>>,
    /// Of a stamped scan of the form without a print mark, or with that of a blank form: what stood on the form when
    /// it was attached, as [`Dossier::print_state`](super::Dossier::print_state) gives it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    printed: Option<BTreeMap<String, String>>,
    /// What was found in its text, where the material's headings are looked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    text: Option<Box<TextSeen>>,
    /// Id of the row that it belongs to, at a place with one file for each row of a roster.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    row: Option<String>,
}

impl From<StoredAttachment> for Attachment {
    fn from(stored: StoredAttachment) -> Self {
        let StoredAttachment {
            id,
            material,
            slot,
            name,
            media,
            size,
            sha256,
            sm3,
            pages,
            marks,
            seen,
            printed,
            text,
            row,
        } = stored;
        let file = FileRecord { name, media, size, sha256, sm3, pages, marks, seen };
        Self { id, material, slot, printed, text, row, file }
    }
}

impl From<Attachment> for StoredAttachment {
    fn from(attachment: Attachment) -> Self {
        let Attachment { id, material, slot, printed, text, row, file } = attachment;
        let FileRecord { name, media, size, sha256, sm3, pages, marks, seen } = file;
        Self { id, material, slot, name, media, size, sha256, sm3, pages, marks, seen, printed, text, row }
    }
}
