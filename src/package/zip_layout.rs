//! The bytes of an archive around its contents: what stands before each entry, and the directory at the end.
//!
//! Everything is known before the first byte is written, so that an archive goes out front to back, into a file, an
//! envelope or pieces for the browser, and nothing is ever gone back to. Nothing is compressed: scans and PDFs already
//! are, and stored bytes do not depend on the version of a compressor. Limits keep archives below the sizes at which
//! ZIP64 begins.

use chrono::{Datelike as _, NaiveDate};

use crate::digest::{Digesting, Digests};

/// Names are UTF-8 (language encoding flag), which Windows needs to show Chinese names rightly.
const UTF8: u16 = 1 << 11;
/// Version 1.0: stored files and nothing else.
const VERSION: u16 = 10;
/// Made on Unix.
const MADE_BY: u16 = 3 << 8 | VERSION;
/// A plain file that its owner may write and everybody read.
const MODE: u32 = 0o100_644 << 16;

/// Size, digests and check sum of a content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Measured {
    /// Size, SHA-256 and SM3.
    pub digests: Digests,
    /// The check sum that a ZIP entry states.
    pub crc32: u32,
}

impl Measured {
    /// Measures a content.
    pub fn of(bytes: &[u8]) -> Self {
        Self::known(Digests::of(bytes), bytes)
    }

    /// The same, where the digests are known.
    pub(super) fn known(digests: Digests, bytes: &[u8]) -> Self {
        Self { digests, crc32: crc32(bytes) }
    }
}

/// The check sum that a ZIP entry states of its content.
pub fn crc32(bytes: &[u8]) -> u32 {
    crc32fast::hash(bytes)
}

/// Measures a content that comes piece by piece.
#[derive(Clone, Debug, Default)]
pub(super) struct Measuring {
    digests: Digesting,
    crc32: crc32fast::Hasher,
}

impl Measuring {
    /// Takes the next piece.
    pub(super) fn update(&mut self, piece: &[u8]) {
        self.digests.update(piece);
        self.crc32.update(piece);
    }

    /// What all pieces come to.
    pub(super) fn finish(self) -> Measured {
        Measured { digests: self.digests.finish(), crc32: self.crc32.finalize() }
    }
}

/// The frame of an archive, entry by entry.
pub(super) struct Layout {
    /// MS-DOS time and date of all entries.
    stamp: [u8; 4],
    directory: Vec<u8>,
    entries: u16,
    /// Where the next entry begins.
    at: u32,
}

impl Layout {
    /// An archive of which all entries date from midnight of this day.
    pub(super) fn new(day: NaiveDate) -> Self {
        Self { stamp: stamp(day), directory: Vec::new(), entries: 0, at: 0 }
    }

    /// What stands before the content of the next entry; `None` when the archive would become too large.
    pub(super) fn entry(&mut self, path: &str, size: u64, crc32: u32) -> Option<Vec<u8>> {
        let (size, length) = (u32::try_from(size).ok()?, u16::try_from(path.len()).ok()?);
        let flags = if path.is_ascii() { 0 } else { UTF8 };
        let mut common = Vec::with_capacity(26);
        [VERSION, flags, 0].iter().for_each(|part| common.extend(part.to_le_bytes()));
        common.extend(self.stamp);
        [crc32, size, size].iter().for_each(|part| common.extend(part.to_le_bytes()));
        [length, 0].iter().for_each(|part| common.extend(part.to_le_bytes()));
        let head = [b"PK\x03\x04", common.as_slice(), path.as_bytes()].concat();

        let listed = &mut self.directory;
        listed.extend(b"PK\x01\x02");
        listed.extend(MADE_BY.to_le_bytes());
        listed.extend(&common);
        // No comment, first disk, no internal attributes.
        listed.extend([0; 6]);
        listed.extend(MODE.to_le_bytes());
        listed.extend(self.at.to_le_bytes());
        listed.extend(path.as_bytes());

        self.entries = self.entries.checked_add(1)?;
        self.at = self.at.checked_add(u32::try_from(head.len()).ok()?)?.checked_add(size)?;
        Some(head)
    }

    /// What stands after the last content; `None` when the archive would become too large.
    pub(super) fn end(mut self) -> Option<Vec<u8>> {
        let size = u32::try_from(self.directory.len()).ok()?;
        self.at.checked_add(size)?;
        let end = &mut self.directory;
        end.extend(b"PK\x05\x06\0\0\0\0");
        end.extend(self.entries.to_le_bytes());
        end.extend(self.entries.to_le_bytes());
        end.extend(size.to_le_bytes());
        end.extend(self.at.to_le_bytes());
        end.extend([0; 2]);
        Some(self.directory)
    }
}

/// Midnight of the day in MS-DOS form; ZIP cannot state years outside 1980 to 2107.
fn stamp(day: NaiveDate) -> [u8; 4] {
    let years = day.year().checked_sub(1980).and_then(|years| u16::try_from(years).ok());
    // Months and days are at most 31.
    #[expect(clippy::cast_possible_truncation, reason = "months and days are small")]
    let date = match years.filter(|years| *years < 128) {
        Some(years) => years << 9 | (day.month() as u16) << 5 | day.day() as u16,
        None => 1 << 5 | 1,
    };
    let [low, high] = date.to_le_bytes();
    [0, 0, low, high]
}
