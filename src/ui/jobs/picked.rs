//! A file that the user picked, read in the worker at any place: the browser fetches what is asked for from the disk, and
//! the file never is in memory as a whole.

use std::io::{self, Read, Seek, SeekFrom};

use js_sys::Uint8Array;
use web_sys::{File, FileReaderSync};

use crate::js_bytes;

/// How much is fetched at a time.
const PIECE: usize = 1024 * 1024;

/// A picked file. Only works in a worker, where reading may wait.
#[derive(Debug)]
pub struct Picked {
    file: File,
    reader: FileReaderSync,
    size: u64,
    at: u64,
    /// What was fetched last, and where it begins.
    piece: Vec<u8>,
    piece_at: u64,
}

impl Picked {
    /// A file from its beginning; `None` outside a worker.
    pub fn new(file: File) -> Option<Self> {
        let (size, reader) = (crate::ui::files::size(&file), FileReaderSync::new().ok()?);
        Some(Self { file, reader, size, at: 0, piece: Vec::new(), piece_at: 0 })
    }

    #[expect(clippy::cast_precision_loss, reason = "sizes of files are far below 2^53")]
    fn fetch(&mut self) -> io::Result<()> {
        let gone = |_| io::Error::other("文件无法读取，请确认文件没有被移走、修改或占用后重试");
        let end = self.size.min(self.at + PIECE as u64);
        let part = self.file.slice_with_f64_and_f64(self.at as f64, end as f64).map_err(gone)?;
        let part = self.reader.read_as_array_buffer(&part).map_err(gone)?;
        let part = Uint8Array::new(&part);
        self.piece.resize(part.length() as usize, 0);
        part.copy_to(&mut self.piece);
        js_bytes::free(&part);
        self.piece_at = self.at;
        Ok(())
    }
}

impl Read for Picked {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.at >= self.size || buffer.is_empty() {
            return Ok(0);
        }
        if !(self.piece_at..self.piece_at + self.piece.len() as u64).contains(&self.at) {
            self.fetch()?;
        }
        let from = usize::try_from(self.at - self.piece_at).unwrap_or(usize::MAX);
        let there = self.piece.get(from..).unwrap_or_default();
        let length = there.len().min(buffer.len());
        buffer[..length].copy_from_slice(&there[..length]);
        self.at += length as u64;
        Ok(length)
    }
}

impl Seek for Picked {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let target = match to {
            SeekFrom::Start(at) => Some(at),
            SeekFrom::Current(by) => self.at.checked_add_signed(by),
            SeekFrom::End(by) => self.size.checked_add_signed(by),
        };
        self.at = target.ok_or(io::ErrorKind::InvalidInput)?;
        Ok(self.at)
    }
}
