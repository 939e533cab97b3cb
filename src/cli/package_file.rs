//! A package's file on the disk, plain or encrypted, opened as often as there are readers for it.

use std::fs::{self, File};
use std::io::{BufReader, Read, Seek};
use std::path::{Path, PathBuf};

use super::error::Defect;
use crate::envelope::{self, EnvelopeError, Identity};
use crate::package::{Beside, MAX_PACKAGE_BYTES, PackageError, is_signature_of};

/// What a package is read from.
pub(super) trait Content: Read + Seek {}
impl<T: Read + Seek> Content for T {}

/// A package's file.
pub(super) struct PackageFile<'a> {
    path: &'a Path,
    /// Opens it where it is encrypted.
    identity: Option<&'a Identity>,
    /// Bytes of the file.
    pub(super) size: u64,
}

impl<'a> PackageFile<'a> {
    /// Finds out whether it is a file, and not too large to be a package.
    pub(super) fn find(path: &'a Path, identity: Option<&'a Identity>) -> Result<Self, Defect> {
        let size = fs::metadata(path).map_err(|error| Defect::unreadable(path, &error))?.len();
        // Encryption adds a four-thousandth.
        if size > MAX_PACKAGE_BYTES + MAX_PACKAGE_BYTES / 1000 {
            return Err(Defect::new(path, PackageError::Oversized.to_string()));
        }
        Ok(Self { path, identity, size })
    }

    /// Opens it from its beginning.
    pub(super) fn open(&self) -> Result<Box<dyn Content>, Defect> {
        let unreadable = |error: &std::io::Error| Defect::unreadable(self.path, error);
        let mut file = File::open(self.path).map_err(|error| unreadable(&error))?;
        let mut start = Vec::new();
        file.by_ref().take(64).read_to_end(&mut start).map_err(|error| unreadable(&error))?;
        file.rewind().map_err(|error| unreadable(&error))?;
        if !envelope::is_envelope(&start) {
            return Ok(Box::new(BufReader::new(file)));
        }
        let failed = |error: EnvelopeError| Defect::new(self.path, format!("{error}。"));
        let Some(identity) = self.identity else {
            let reason = "是加密给接收方的备案包，请用 --identity 给出接收方的私钥文件。";
            return Err(Defect::new(self.path, reason));
        };
        Ok(Box::new(envelope::open_with_identity(identity, file).map_err(failed)?))
    }

    /// The files of signatures that lie beside it.
    pub(super) fn signatures(&self) -> Vec<Beside> {
        let name = self.path.file_name().unwrap_or_default().to_string_lossy();
        let folder = self.path.parent().filter(|folder| !folder.as_os_str().is_empty());
        let entries = fs::read_dir(folder.unwrap_or(Path::new("."))).into_iter().flatten().flatten();
        let named = entries.filter_map(|entry| Some((entry.file_name().into_string().ok()?, entry.path())));
        let mut found: Vec<(String, PathBuf)> =
            named.filter(|(other, _)| is_signature_of(other, &name)).collect();
        found.sort();
        found.into_iter().filter_map(|(name, path)| Some(Beside::of(name, &fs::read(path).ok()?))).collect()
    }
}

/// Reads a file with an identity.
pub(super) fn identity(path: &Path) -> Result<Identity, Defect> {
    let text = zeroize::Zeroizing::new(super::json::read_text(path)?);
    text.parse().map_err(|error: EnvelopeError| Defect::new(path, format!("{error}。")))
}
