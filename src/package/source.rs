//! Where an archive is read from. Faults of the source are told apart from faults of the archive: a disk that cannot be
//! read, or an envelope of which a piece was changed, is no damaged ZIP.

use std::cell::RefCell;
use std::io::{self, Read, Seek, SeekFrom};
use std::rc::Rc;

use super::PackageError;

/// A reader with one position for all its clones, that remembers the first fault of what it reads from.
pub(super) struct Source<R>(Rc<RefCell<Inner<R>>>);

struct Inner<R> {
    reader: R,
    at: u64,
    length: Option<u64>,
    fault: Option<String>,
}

impl<R> Source<R> {
    pub(super) fn new(reader: R) -> Self {
        Self(Rc::new(RefCell::new(Inner { reader, at: 0, length: None, fault: None })))
    }

    /// The outcome of an attempt, or the source's own fault, which comes before what followed from it.
    pub(super) fn or<T>(&self, outcome: Result<T, PackageError>) -> Result<T, PackageError> {
        match &self.0.borrow().fault {
            Some(reason) => Err(PackageError::Source(reason.clone())),
            None => outcome,
        }
    }
}

impl<R> Clone for Source<R> {
    fn clone(&self) -> Self {
        Self(Rc::clone(&self.0))
    }
}

impl<R> Inner<R> {
    fn told<T>(&mut self, outcome: io::Result<T>) -> io::Result<T> {
        if let Err(error) = &outcome
            && error.kind() != io::ErrorKind::Interrupted
        {
            self.fault.get_or_insert_with(|| match error.get_ref() {
                // A reader with a sentence of its own.
                Some(own) => own.to_string(),
                None => format!("文件无法读取（{error}），请确认文件没有被移走或占用后重试"),
            });
        }
        outcome
    }
}

impl<R: Read> Read for Source<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let mut inner = self.0.borrow_mut();
        let read = inner.reader.read(buffer);
        if let Ok(count) = read {
            inner.at += count as u64;
        }
        inner.told(read)
    }
}

impl<R: Seek> Seek for Source<R> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let mut inner = self.0.borrow_mut();
        let length = match inner.length {
            Some(length) => length,
            None => {
                let end = inner.reader.seek(SeekFrom::End(0));
                let length = inner.told(end)?;
                inner.length = Some(length);
                length
            }
        };
        let target = match to {
            SeekFrom::Start(at) => Some(at),
            SeekFrom::Current(by) => inner.at.checked_add_signed(by),
            SeekFrom::End(by) => length.checked_add_signed(by),
        };
        // What an archive says about places outside itself is its own fault, not that of the source.
        let Some(target) = target.filter(|target| *target <= length) else {
            return Err(io::ErrorKind::InvalidInput.into());
        };
        let sought = inner.reader.seek(SeekFrom::Start(target));
        inner.at = inner.told(sought)?;
        Ok(target)
    }
}
