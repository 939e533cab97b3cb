//! Objects as they come, then the table that finds them.
//!
//! The file is written from front to back and never read again: first the objects of the attached pages,
//! under numbers of their own, then the file that krilla made of the pages as it is, then those of its
//! objects that are put in another's place, and one cross-reference table over all of them.

use std::collections::BTreeMap;

use pdf_writer::Chunk;

use super::VolumeError;

/// Objects of attached pages are numbered from here; those of the pages stay below.
const FIRST: i32 = 1_000_000;

/// What has been written.
#[derive(Debug)]
pub(super) struct Writer {
    at: u64,
    offsets: BTreeMap<i32, u64>,
    next: i32,
}

impl Writer {
    /// Begins a file.
    pub(super) fn begin(out: &mut dyn FnMut(&[u8])) -> Self {
        let mut writer = Self { at: 0, offsets: BTreeMap::new(), next: FIRST };
        writer.put(b"%PDF-1.7\n%\x80\x80\x80\x80\n\n", out);
        writer
    }

    /// The number for a further object.
    pub(super) fn next(&mut self) -> pdf_writer::Ref {
        let number = pdf_writer::Ref::new(self.next);
        self.next += 1;
        number
    }

    /// The number that [`next`](Self::next) would give; [`used`](Self::used) says which were.
    pub(super) fn peek(&self) -> i32 {
        self.next
    }

    /// Numbers up to this one are taken.
    pub(super) fn used(&mut self, next: i32) {
        self.next = self.next.max(next);
    }

    /// Writes the objects of a chunk.
    pub(super) fn chunk(&mut self, chunk: &Chunk, out: &mut dyn FnMut(&[u8])) -> Result<(), VolumeError> {
        let bytes = chunk.as_bytes();
        let mut from = 0;
        for number in chunk.refs().map(pdf_writer::Ref::get) {
            // An object begins where the one before it has ended; what looks the same inside a stream is
            // not preceded by the end of an object.
            let start = find_object(bytes, from, number).ok_or(VolumeError::Structure)?;
            self.offsets.insert(number, self.at + start as u64);
            from = start + 1;
        }
        self.put(bytes, out);
        Ok(())
    }

    /// Writes the file of the pages, the objects put in place of its own, and the table.
    pub(super) fn finish(
        mut self,
        pages: &[u8],
        instead: &Chunk,
        out: &mut dyn FnMut(&[u8]),
    ) -> Result<(), VolumeError> {
        let (table, trailer) = read_table(pages).ok_or(VolumeError::Structure)?;
        let base = self.at;
        self.offsets.extend(table.into_iter().map(|(number, offset)| (number, base + offset)));
        self.put(pages, out);
        self.put(b"\n", out);
        self.chunk(instead, out)?;
        let start = self.at;
        let mut text = String::from("xref\n0 1\n0000000000 65535 f\r\n");
        let entries: Vec<(i32, u64)> =
            self.offsets.iter().map(|(number, offset)| (*number, *offset)).collect();
        for run in entries.chunk_by(|a, b| a.0 + 1 == b.0) {
            text.push_str(&format!("{} {}\n", run[0].0, run.len()));
            run.iter().for_each(|(_, offset)| text.push_str(&format!("{offset:010} 00000 n\r\n")));
            self.put(text.as_bytes(), out);
            text.clear();
        }
        let size = entries.last().map_or(1, |(number, _)| number + 1);
        let trailer = format!("trailer\n<<\n  /Size {size}{trailer}\nstartxref\n{start}\n%%EOF\n");
        self.put(trailer.as_bytes(), out);
        Ok(())
    }

    fn put(&mut self, bytes: &[u8], out: &mut dyn FnMut(&[u8])) {
        self.at += bytes.len() as u64;
        out(bytes);
    }
}

/// Where the object `number` begins, at or after `from`.
fn find_object(bytes: &[u8], from: usize, number: i32) -> Option<usize> {
    let head = format!("{number} 0 obj");
    let head = head.as_bytes();
    let mut at = from;
    loop {
        at += bytes.get(at..)?.windows(head.len()).position(|window| window == head)?;
        let before = bytes[..at].trim_ascii_end();
        if before.is_empty() || before.ends_with(b"endobj") {
            return Some(at);
        }
        at += 1;
    }
}

/// The cross-reference table of a file with exactly one: object numbers with their offsets, and what its
/// trailer says after `/Size n`.
fn read_table(file: &[u8]) -> Option<(Vec<(i32, u64)>, String)> {
    let tail = file.len().saturating_sub(64);
    let mark = tail + file[tail..].windows(9).rposition(|window| window == b"startxref")?;
    let offset: usize =
        std::str::from_utf8(&file[mark + 9..]).ok()?.split_whitespace().next()?.parse().ok()?;
    let text = String::from_utf8_lossy(file.get(offset..mark)?);
    let (table, trailer) = text.strip_prefix("xref")?.split_once("trailer")?;
    let mut found = Vec::new();
    let mut words = table.split_whitespace();
    while let Some(first) = words.next() {
        let (first, count): (i32, i32) = (first.parse().ok()?, words.next()?.parse().ok()?);
        for number in first..first + count {
            let (offset, _, kind) = (words.next()?.parse().ok()?, words.next()?, words.next()?);
            if kind == "n" {
                found.push((number, offset));
            }
        }
    }
    let (_, after) = trailer.split_once("/Size")?;
    let after = after.trim_start().trim_start_matches(|c: char| c.is_ascii_digit());
    Some((found, after.trim_end().to_owned()))
}
