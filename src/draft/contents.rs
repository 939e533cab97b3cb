//! `draft.json`, format version 1.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::EXTENSION;
use crate::dossier::Dossier;
use crate::intake::MAX_FILE_BYTES;
use crate::package::{MAX_JSON_BYTES, folded, safe_name};

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

impl DraftFile {
    /// Its name; of an opened draft one that no system takes for anything else.
    pub fn name(&self) -> &str {
        self.path.strip_prefix(FOLDER).unwrap_or(&self.path)
    }
}

/// The name that a draft is saved under. Browsers keep a list of downloads that anybody may read, so whose dossier it
/// is stands only inside; the beginning of its id tells one dossier's drafts from another's. `saved` is RFC 3339.
pub fn file_name(dossier: &Dossier, saved: &str) -> String {
    const DIGITS: usize = 4;
    let day: String = saved.chars().take_while(|c| *c != 'T').filter(char::is_ascii_digit).collect();
    let own: String = dossier.id.chars().filter(char::is_ascii_alphanumeric).take(DIGITS).collect();
    format!("卷宗备份_{day}_{own}.{EXTENSION}")
}

/// How large the file of a draft at this path may be, for who writes it and who reads it.
pub(super) fn most_bytes(path: &str) -> u64 {
    match path {
        CONTENTS | DOSSIER => MAX_JSON_BYTES,
        _ => MAX_FILE_BYTES,
    }
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
            // Some file systems would overwrite one with the other.
            let fits = name == file.name && names.insert(folded(&name));
            let name = if fits { name } else { format!("{}.{}", file.sha256, file.media.extension()) };
            let path = format!("{FOLDER}{name}");
            files.push(DraftFile { path, sha256: file.sha256.clone(), size: file.size });
        }
        Self { format: FORMAT, saved: saved.to_owned(), files }
    }
}
