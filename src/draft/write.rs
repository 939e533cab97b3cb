//! Writing a draft, one file after the other.

use std::fmt;
use std::io::{self, Read, Write};

use zip::write::{SimpleFileOptions, StreamWriter as ZipStream};
use zip::{CompressionMethod, System, ZipWriter};

use super::contents::{CONTENTS, DOSSIER, most_bytes};
use super::{Contents, DraftError};
use crate::digest::Sha256ing;
use crate::dossier::Dossier;
use crate::envelope::{PassphraseKey, StreamWriter, encrypt_under};
use crate::intake::shown;
use crate::package::{MAX_ENTRIES, MAX_PACKAGE_BYTES};

/// The work factor for new drafts: 128 MiB of memory, a second or two in a browser. A draft leaves the machine, and
/// whoever finds it has all the time to guess.
pub const WORK_FACTOR: u8 = 17;

/// How much of a content is read at a time.
const PIECE: usize = 64 * 1024;
/// At most so much is written around each file.
const FRAME: u64 = 2048;

/// A draft that is being written.
pub struct DraftWriter<W: Write> {
    zip: ZipWriter<ZipStream<StreamWriter<W>>>,
    contents: Contents,
    next: usize,
    /// The file of which a piece has been written.
    begun: Option<Sha256ing>,
}

impl<W: Write> DraftWriter<W> {
    /// Begins a draft under a passphrase, whose key was drawn for it; with [`WORK_FACTOR`] unless there is a reason.
    /// `saved` is RFC 3339. The files follow in the order of [`contents`](Self::contents). What could not be opened
    /// again is refused here, before anything is written.
    pub fn begin(key: PassphraseKey, dossier: &Dossier, saved: &str, out: W) -> Result<Self, DraftError> {
        let contents = Contents::of(dossier, saved);
        let parts = [(CONTENTS, json(&contents)?), (DOSSIER, json(dossier)?)];
        let own = parts.iter().map(|(_, text)| text.len() as u64);
        let sizes = own.chain(contents.files.iter().map(|file| file.size));
        let total = sizes.fold(0, |total: u64, size| total.saturating_add(size).saturating_add(FRAME));
        if contents.files.len() + parts.len() > MAX_ENTRIES || total > MAX_PACKAGE_BYTES {
            return Err(DraftError::TooLarge);
        }
        let large = |name: &str, path: &str, mend| DraftError::FileTooLarge {
            name: shown(name),
            limit: most_bytes(path),
            mend,
        };
        if parts.iter().any(|(path, text)| text.len() as u64 > most_bytes(path)) {
            return Err(large("填写内容", DOSSIER, "减少填写内容和附件"));
        }
        if let Some(file) = contents.files.iter().find(|file| file.size > most_bytes(&file.path)) {
            return Err(large(file.name(), &file.path, "压缩或者拆分该文件"));
        }
        let zip = ZipWriter::new_stream(encrypt_under(key, out)?);
        let mut writer = Self { zip, contents, next: 0, begun: None };
        for (path, text) in &parts {
            writer.entry(path)?;
            writer.zip.write_all(text)?;
        }
        Ok(writer)
    }

    /// What it holds.
    pub fn contents(&self) -> &Contents {
        &self.contents
    }

    /// Adds the next file.
    pub fn add(&mut self, mut content: impl Read) -> Result<(), DraftError> {
        let mut piece = vec![0; PIECE];
        loop {
            match content.read(&mut piece) {
                Ok(0) => return self.end_file(),
                Ok(count) => self.put(&piece[..count])?,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error.into()),
            }
        }
    }

    /// Adds a piece of the next file.
    pub fn put(&mut self, piece: &[u8]) -> Result<(), DraftError> {
        self.begin_file()?.update(piece);
        Ok(self.zip.write_all(piece)?)
    }

    /// Ends the file of which pieces were added, and holds it against its record.
    pub fn end_file(&mut self) -> Result<(), DraftError> {
        let (size, sha256) = std::mem::take(self.begin_file()?).finish();
        let file = &self.contents.files[self.next];
        if (size, &sha256) != (file.size, &file.sha256) {
            return Err(DraftError::FileChanged(shown(file.name())));
        }
        (self.begun, self.next) = (None, self.next + 1);
        Ok(())
    }

    /// Ends the draft and gives back where it was written to. Without this it is one that nobody can open.
    pub fn finish(self) -> Result<W, DraftError> {
        let envelope = self.zip.finish().map_err(failed)?.into_inner();
        Ok(envelope.finish()?)
    }

    /// The file that is being added.
    fn begin_file(&mut self) -> Result<&mut Sha256ing, DraftError> {
        if self.begun.is_none() {
            let path = self.contents.files.get(self.next).ok_or(DraftError::TooLarge)?.path.clone();
            self.entry(&path)?;
        }
        Ok(self.begun.get_or_insert_default())
    }

    fn entry(&mut self, path: &str) -> Result<(), DraftError> {
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Stored)
            .large_file(true)
            .system(System::Unix)
            .unix_permissions(0o644);
        self.zip.start_file(path, options).map_err(failed)
    }
}

impl<W: Write> fmt::Debug for DraftWriter<W> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DraftWriter").finish_non_exhaustive()
    }
}

fn json(value: &impl serde::Serialize) -> Result<Vec<u8>, DraftError> {
    serde_json::to_vec(value).map_err(|_| DraftError::TooLarge)
}

fn failed(error: zip::result::ZipError) -> DraftError {
    match error {
        zip::result::ZipError::Io(error) => error.into(),
        _ => DraftError::TooLarge,
    }
}
