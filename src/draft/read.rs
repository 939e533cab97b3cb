//! Opening a draft, one file after the other.

use std::fmt;
use std::io::{Read, Seek};

use serde::Deserialize;
use serde::de::DeserializeOwned;
use zip::ZipArchive;
use zip::result::ZipError;

use super::contents::{CONTENTS, DOSSIER, FORMAT};
use super::{Contents, DraftError};
use crate::digest::sha256_hex;
use crate::dossier::Dossier;
use crate::envelope::{Opened, open_with_passphrase};
use crate::intake::{MAX_FILE_BYTES, shown};
use crate::package::MAX_JSON_BYTES;

/// A draft that is open.
pub struct DraftReader<R: Read + Seek> {
    zip: ZipArchive<Opened<R>>,
    contents: Contents,
    dossier: Dossier,
}

/// What every format has.
#[derive(Deserialize)]
struct Head {
    format: u32,
}

impl<R: Read + Seek> DraftReader<R> {
    /// Opens a draft with its passphrase and reads all but the files.
    pub fn open(passphrase: &str, input: R) -> Result<Self, DraftError> {
        let mut zip = ZipArchive::new(open_with_passphrase(passphrase, input)?).map_err(unreadable)?;
        let text = read(&mut zip, CONTENTS, MAX_JSON_BYTES)?;
        let Head { format } = parse(&text)?;
        if format > FORMAT {
            return Err(DraftError::Newer(format));
        }
        let contents = parse(&text)?;
        let text = read(&mut zip, DOSSIER, MAX_JSON_BYTES)?;
        let Head { format } = parse(&text)?;
        if format > FORMAT {
            return Err(DraftError::Newer(format));
        }
        let dossier = parse(&text)?;
        Ok(Self { zip, contents, dossier })
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
        let file = self.contents.files.get(at).ok_or(DraftError::NotADraft)?;
        let damaged = || DraftError::FileDamaged(shown(file.path.rsplit('/').next().unwrap_or_default()));
        let bytes = read(&mut self.zip, &file.path, MAX_FILE_BYTES).map_err(|error| match error {
            DraftError::NotADraft => damaged(),
            other => other,
        })?;
        if sha256_hex(&bytes) == file.sha256 { Ok(bytes) } else { Err(damaged()) }
    }
}

impl<R: Read + Seek> fmt::Debug for DraftReader<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DraftReader").finish_non_exhaustive()
    }
}

fn read<R: Read + Seek>(zip: &mut ZipArchive<R>, path: &str, most: u64) -> Result<Vec<u8>, DraftError> {
    let file = zip.by_name(path).map_err(unreadable)?;
    if file.size() > most {
        return Err(DraftError::NotADraft);
    }
    let size = usize::try_from(file.size()).map_err(|_| DraftError::NotADraft)?;
    let mut bytes = Vec::with_capacity(size);
    file.take(most + 1).read_to_end(&mut bytes)?;
    if bytes.len() == size { Ok(bytes) } else { Err(DraftError::NotADraft) }
}

/// A fault of the envelope is told as such.
fn unreadable(error: ZipError) -> DraftError {
    match error {
        ZipError::Io(error) => error.into(),
        _ => DraftError::NotADraft,
    }
}

fn parse<T: DeserializeOwned>(text: &[u8]) -> Result<T, DraftError> {
    let text = std::str::from_utf8(text).map_err(|_| DraftError::NotADraft)?;
    crate::json::from_str(text).map_err(|_| DraftError::NotADraft)
}
