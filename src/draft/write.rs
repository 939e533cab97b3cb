//! Writing a draft, one file after the other.

use std::fmt;
use std::io::Write;

use zip::write::{SimpleFileOptions, StreamWriter as ZipStream};
use zip::{CompressionMethod, System, ZipWriter};

use super::contents::{CONTENTS, DOSSIER};
use super::{Contents, DraftError};
use crate::digest::sha256_hex;
use crate::dossier::Dossier;
use crate::envelope::{StreamWriter, WORK_FACTOR, encrypt_with_passphrase};

/// A draft that is being written.
pub struct DraftWriter<W: Write> {
    zip: ZipWriter<ZipStream<StreamWriter<W>>>,
    contents: Contents,
    next: usize,
}

impl<W: Write> DraftWriter<W> {
    /// Begins a draft under a passphrase. `saved` is RFC 3339. The files follow in the order of
    /// [`contents`](Self::contents).
    pub fn begin(passphrase: &str, dossier: &Dossier, saved: &str, out: W) -> Result<Self, DraftError> {
        let contents = Contents::of(dossier, saved);
        let envelope = encrypt_with_passphrase(passphrase, WORK_FACTOR, out)?;
        let mut writer = Self { zip: ZipWriter::new_stream(envelope), contents, next: 0 };
        let (contents, dossier) = (json(&writer.contents)?, json(dossier)?);
        writer.entry(CONTENTS, &contents)?;
        writer.entry(DOSSIER, &dossier)?;
        Ok(writer)
    }

    /// What it holds.
    pub fn contents(&self) -> &Contents {
        &self.contents
    }

    /// Adds the content of the next file.
    pub fn add(&mut self, bytes: &[u8]) -> Result<(), DraftError> {
        let file = self.contents.files.get(self.next).cloned().ok_or(DraftError::TooLarge)?;
        if sha256_hex(bytes) != file.sha256 {
            let name = file.path.rsplit('/').next().unwrap_or_default();
            return Err(DraftError::FileChanged(name.to_owned()));
        }
        self.next += 1;
        self.entry(&file.path, bytes)
    }

    /// Ends the draft and gives back where it was written to. Without this it is one that nobody can open.
    pub fn finish(self) -> Result<W, DraftError> {
        let envelope = self.zip.finish().map_err(failed)?.into_inner();
        Ok(envelope.finish()?)
    }

    fn entry(&mut self, path: &str, bytes: &[u8]) -> Result<(), DraftError> {
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Stored)
            .large_file(true)
            .system(System::Unix)
            .unix_permissions(0o644);
        self.zip.start_file(path, options).map_err(failed)?;
        Ok(self.zip.write_all(bytes)?)
    }
}

impl<W: Write> fmt::Debug for DraftWriter<W> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DraftWriter").finish_non_exhaustive()
    }
}

fn json(value: &impl serde::Serialize) -> Result<Vec<u8>, DraftError> {
    serde_json::to_vec_pretty(value).map_err(|_| DraftError::TooLarge)
}

fn failed(error: zip::result::ZipError) -> DraftError {
    match error {
        zip::result::ZipError::Io(error) => error.into(),
        _ => DraftError::TooLarge,
    }
}
