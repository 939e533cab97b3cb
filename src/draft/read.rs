//! Opening a draft, one file after the other.

use std::collections::BTreeSet;
use std::fmt;
use std::io::{Read, Seek};

use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::contents::{CONTENTS, DOSSIER, FOLDER, FORMAT, most_bytes};
use super::{Contents, DraftError, DraftFile};
use crate::digest::Sha256ing;
use crate::dossier::Dossier;
use crate::envelope::{EnvelopeError, Opened, PassphraseKey, open_with_key};
use crate::intake::shown;
use crate::package::Archive;

/// A draft that is open.
pub struct DraftReader<R: Read + Seek> {
    archive: Archive<Opened<R>>,
    contents: Contents,
    dossier: Dossier,
}

/// What every format has.
#[derive(Deserialize)]
struct Head {
    format: u32,
}

impl<R: Read + Seek> DraftReader<R> {
    /// Opens a draft with its passphrase's key, [`PassphraseKey::of`], and reads all but the files. Anybody may have
    /// written it: names, sizes and numbers are held to those of a package before anything is unpacked.
    pub fn open(key: &PassphraseKey, input: R) -> Result<Self, DraftError> {
        let mut archive = Archive::open_with(open_with_key(key, input)?, &most_bytes)?;
        let contents: Contents = read(&mut archive, CONTENTS)?;
        let dossier = read(&mut archive, DOSSIER)?;
        let (mut paths, mut digests) = (BTreeSet::new(), BTreeSet::new());
        for file in &contents.files {
            // No content is taken twice, which would make a small file a large folder.
            let is_new = paths.insert(&file.path) && digests.insert(&file.sha256);
            let is_name = file.path.strip_prefix(FOLDER).is_some_and(|name| !name.contains('/'));
            if !is_new || !is_name {
                return Err(DraftError::NotADraft);
            }
            let there = archive.entry(&file.path).is_some_and(|entry| entry.size == file.size);
            if !there {
                return Err(damaged(file));
            }
        }
        Ok(Self { archive, contents, dossier })
    }

    /// The same with the passphrase itself.
    pub fn open_with_passphrase(passphrase: &str, mut input: R) -> Result<Self, DraftError> {
        let key = PassphraseKey::of(passphrase, &mut input)?;
        input.rewind().map_err(EnvelopeError::from)?;
        Self::open(&key, input)
    }

    /// What it holds.
    pub fn contents(&self) -> &Contents {
        &self.contents
    }

    /// The dossier.
    pub fn dossier(&self) -> &Dossier {
        &self.dossier
    }

    /// The content of the file at this position of [`contents`](Self::contents), held against its digest.
    pub fn content(&mut self, at: usize) -> Result<Vec<u8>, DraftError> {
        let mut bytes = Vec::new();
        self.pieces(at, |piece| bytes.extend(piece))?;
        Ok(bytes)
    }

    /// The same piece by piece. What `take` was told counts only once this has come to its end, where the content has
    /// been held against its digest.
    pub fn pieces(&mut self, at: usize, mut take: impl FnMut(&[u8])) -> Result<(), DraftError> {
        let file = self.contents.files.get(at).ok_or(DraftError::NotADraft)?;
        let entry = self.archive.entry(&file.path).cloned().ok_or_else(|| damaged(file))?;
        let mut digesting = Sha256ing::default();
        let whole = self.archive.read(&entry, |piece| {
            digesting.update(piece);
            take(piece);
        })?;
        let (_, sha256) = digesting.finish();
        if whole && sha256 == file.sha256 { Ok(()) } else { Err(damaged(file)) }
    }
}

impl<R: Read + Seek> fmt::Debug for DraftReader<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DraftReader").finish_non_exhaustive()
    }
}

fn damaged(file: &DraftFile) -> DraftError {
    DraftError::FileDamaged(shown(file.name()))
}

/// Reads one of the JSON files; a later format is told apart from a damaged file.
fn read<T: DeserializeOwned>(archive: &mut Archive<impl Read + Seek>, path: &str) -> Result<T, DraftError> {
    let entry = archive.entry(path).cloned().ok_or(DraftError::NotADraft)?;
    let text = archive.content(&entry)?.ok_or(DraftError::NotADraft)?;
    let Head { format } = parse(&text)?;
    if format > FORMAT { Err(DraftError::Newer(format)) } else { parse(&text) }
}

fn parse<T: DeserializeOwned>(text: &[u8]) -> Result<T, DraftError> {
    let text = std::str::from_utf8(text).map_err(|_| DraftError::NotADraft)?;
    crate::json::from_str(text).map_err(|_| DraftError::NotADraft)
}
