//! `draft.json`, format version 1.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::dossier::Dossier;
use crate::package::safe_name;

/// Version of the format.
pub(super) const FORMAT: u32 = 1;
/// The parts of the ZIP.
pub(super) const CONTENTS: &str = "draft.json";
pub(super) const DOSSIER: &str = "dossier.json";
pub(super) const FOLDER: &str = "files/";

/// What a draft holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contents {
    /// Version of the format; 1.
    pub format: u32,
    /// When it was saved, RFC 3339.
    pub saved: String,
    /// The attached files, each content once, in the order in which they follow.
    pub files: Vec<DraftFile>,
}

/// One content of a draft.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftFile {
    /// Where it lies in the ZIP: `files/` and a name.
    pub path: String,
    /// Lower-case hex.
    pub sha256: String,
    /// Bytes.
    pub size: u64,
}

impl Contents {
    /// What a draft of a dossier holds.
    pub fn of(dossier: &Dossier, saved: &str) -> Self {
        let (mut digests, mut names) = (BTreeSet::new(), BTreeSet::new());
        let mut files = Vec::new();
        for file in dossier.attachments.iter().map(|attachment| &attachment.file) {
            if !digests.insert(file.sha256.as_str()) {
                continue;
            }
            let name = safe_name(&file.name, "");
            // File systems that ignore case would overwrite one with the other.
            let fits = name == file.name && names.insert(name.to_lowercase());
            let name = if fits { name } else { format!("{}.{}", file.sha256, file.media.extension()) };
            let path = format!("{FOLDER}{name}");
            files.push(DraftFile { path, sha256: file.sha256.clone(), size: file.size });
        }
        Self { format: FORMAT, saved: saved.to_owned(), files }
    }
}
