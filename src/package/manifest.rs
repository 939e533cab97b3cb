//! `manifest.json`, format version 1.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::digest::Digests;
use crate::dossier::{ProcedureRef, Removed};

/// What a package holds, and what it was made from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// Version of the package format; 1.
    pub format: u32,
    /// The program that wrote it.
    pub product: Product,
    /// The definition by which the filing was filled and checked.
    pub procedure: ProcedureRef,
    /// The definition's official title.
    pub title: String,
    /// Whether the filing passed its checks on that day.
    pub status: Status,
    /// The day on which it was checked and packed.
    pub day: NaiveDate,
    /// Every file but the manifest itself, in the order of the archive.
    pub files: Vec<ManifestFile>,
}

impl Manifest {
    /// The entry for a path.
    pub fn file(&self, path: &str) -> Option<&ManifestFile> {
        self.files.iter().find(|file| file.path == path)
    }
}

/// The program that wrote a package.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Product {
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: String,
}

impl Product {
    /// This program.
    pub fn this() -> Self {
        Self { name: "Beian 备案通".to_owned(), version: env!("CARGO_PKG_VERSION").to_owned() }
    }
}

/// Whether a package may be handed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Nothing blocked and nothing waited.
    Complete,
    /// 未通过自查.
    Draft,
}

/// One file of a package.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ManifestFile {
    /// Path inside the package, with `/`.
    pub path: String,
    /// Size, SHA-256 and SM3.
    #[serde(flatten)]
    pub digests: Digests,
    /// For an attachment: which one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attachment: Option<ManifestAttachment>,
}

/// Where an attachment belongs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ManifestAttachment {
    /// Its id in the dossier.
    pub id: String,
    /// Material number.
    pub material: String,
    /// Slot id.
    pub slot: String,
    /// The name it came with, to the letter.
    pub name: String,
    /// What was removed from the picture: the content is not the one that came, to the byte.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub removed: Vec<Removed>,
}
