//! The record of an attached file.

use std::collections::BTreeMap;

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
pub struct TextSeen {
    /// Pages that have text; 0 for a scan.
    pub pages: u32,
    /// The page of each heading that was found, by code.
    pub headings: BTreeMap<String, u32>,
    /// The names that were looked for, and whether they stand in it.
    pub names: BTreeMap<String, bool>,
}

/// A file at its place. One file may stand at several places and is stored once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Attachment {
    /// Unique in the dossier.
    pub id: String,
    /// Material number.
    pub material: String,
    /// Slot id.
    pub slot: String,
    /// The file.
    #[serde(flatten)]
    pub file: FileRecord,
    /// Of a stamped scan of the form without a print mark: what stood on the form when it was attached, as
    /// [`Dossier::print_state`](super::Dossier::print_state) gives it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub printed: Option<BTreeMap<String, String>>,
    /// What was found in its text, where the material's headings are looked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<Box<TextSeen>>,
    /// Id of the row that it belongs to, at a place with one file for each row of a roster.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub row: Option<String>,
}
