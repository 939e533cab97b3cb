//! Reading an archive that anybody may have made: every limit and every name is checked before anything
//! is unpacked, one entry is read at a time, and nothing is ever written to disk.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Read, Seek, SeekFrom};

use zip::read::{ArchiveOffset, Config, ZipFileEntry};
use zip::{CompressionMethod, ZipArchive, ZipReadOptions};

use super::PackageError;
use super::layout::{FILING_PATH, FINDINGS_PATH, MANIFEST_PATH};
use super::names::folded;
use super::paths::unsafe_path;
use super::source::Source;
use crate::intake::{MAX_FILE_BYTES, shown};

/// Most entries that a package may have: tables and certificates of some thousand people.
pub const MAX_ENTRIES: usize = 20_000;
/// Largest package, packed or unpacked: all places in it can be told in 32 bits, as every archiver reads them.
pub const MAX_PACKAGE_BYTES: u64 = 4000 * 1024 * 1024;
/// Largest JSON file in a package: twice what the records of [`MAX_ENTRIES`] files take.
pub const MAX_JSON_BYTES: u64 = 32 * 1024 * 1024;

/// How much is read at a time.
pub(super) const PIECE: usize = 256 * 1024;
/// An entry may unpack to this many times its packed size; scans and text stay far below.
const MAX_RATIO: u64 = 200;
/// Largest directory: that of [`MAX_ENTRIES`] long names, with room for what other archivers note beside them.
const LARGEST_DIRECTORY: u64 = 64 * 1024 * 1024;
/// Small entries are harmless at any ratio.
const RATIO_MATTERS_FROM: u64 = 1024 * 1024;
/// Bits of a Unix mode that tell the type of a file, and the types that may occur.
const UNIX_TYPE: u32 = 0o170_000;
const UNIX_PLAIN: [u32; 3] = [0, 0o100_000, 0o040_000];

/// One file of an archive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Entry {
    /// Path with `/`, checked.
    pub(crate) path: String,
    /// Bytes that it claims to unpack to.
    pub(crate) size: u64,
    /// Its number in the directory.
    index: usize,
}

/// An archive whose directory holds nothing to fear.
pub(crate) struct Archive<R> {
    zip: ZipArchive<Source<R>>,
    source: Source<R>,
    /// All files in the order of the directory.
    pub(crate) entries: Vec<Entry>,
    /// Whether there are entries of folders, which no package of ours has.
    pub(super) has_folders: bool,
}

impl<R: Read + Seek> Archive<R> {
    /// Reads the directory of a package. Check sums of the archive are left aside: the digests of the manifest say more,
    /// and say which file was changed.
    pub(super) fn open(reader: R) -> Result<Self, PackageError> {
        Self::open_with(reader, &|path| most_bytes(path))
    }

    /// The same for another archive of ours: `most` says how large the file at a path may be.
    pub(crate) fn open_with(reader: R, most: &dyn Fn(&str) -> u64) -> Result<Self, PackageError> {
        let mut source = Source::new(reader);
        let mut zip = open(&mut source)?;
        let checked = check_all(&mut zip, &mut source, most);
        let (entries, has_folders) = source.or(checked)?;
        Ok(Self { zip, source, entries, has_folders })
    }

    /// Reads an entry, telling `take` piece by piece. False when it is damaged, or longer or shorter than it claims.
    pub(crate) fn read(&mut self, entry: &Entry, mut take: impl FnMut(&[u8])) -> Result<bool, PackageError> {
        let options = ZipReadOptions::new().ignore_crc32(true);
        let whole = || -> io::Result<bool> {
            let file = self.zip.by_index_with_options(entry.index, options)?;
            let mut limited = file.take(entry.size + 1);
            let (mut piece, mut length) = (vec![0; PIECE.min(to_usize(entry.size) + 1)], 0);
            loop {
                match limited.read(&mut piece)? {
                    0 => return Ok(length == entry.size),
                    count => {
                        length += count as u64;
                        take(&piece[..count]);
                    }
                }
            }
        };
        let read = whole().unwrap_or(false);
        self.source.or(Ok(read))
    }

    /// The content of an entry; `None` when it is damaged.
    pub(crate) fn content(&mut self, entry: &Entry) -> Result<Option<Vec<u8>>, PackageError> {
        // What an entry claims was limited before, and what it really holds is never taken beyond its claim.
        let mut bytes = Vec::with_capacity(to_usize(entry.size));
        let whole = self.read(entry, |piece| bytes.extend(piece))?;
        Ok(whole.then_some(bytes))
    }

    /// The entry at a path.
    pub(crate) fn entry(&self, path: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.path == path)
    }

    /// The whole archive from its first byte, piece by piece.
    pub(super) fn bytes(&mut self, mut take: impl FnMut(&[u8])) -> Result<(), PackageError> {
        let mut through = || -> io::Result<()> {
            self.source.seek(SeekFrom::Start(0))?;
            let mut piece = vec![0; PIECE];
            loop {
                match self.source.read(&mut piece)? {
                    0 => return Ok(()),
                    count => take(&piece[..count]),
                }
            }
        };
        let read = through().map_err(|_| PackageError::Damaged);
        self.source.or(read)
    }

    /// So many bytes at a place; fewer at the end.
    pub(super) fn bytes_at(&mut self, at: u64, length: u64) -> Result<Vec<u8>, PackageError> {
        let mut bytes = Vec::new();
        let mut read = || -> io::Result<()> {
            self.source.seek(SeekFrom::Start(at))?;
            self.source.by_ref().take(length).read_to_end(&mut bytes)?;
            Ok(())
        };
        let read = read().map_err(|_| PackageError::Damaged);
        self.source.or(read)?;
        Ok(bytes)
    }
}

fn to_usize(size: u64) -> usize {
    usize::try_from(size).unwrap_or(usize::MAX - 1)
}

/// Finds the directory at the end of the archive.
fn open<R: Read + Seek>(source: &mut Source<R>) -> Result<ZipArchive<Source<R>>, PackageError> {
    const LOCAL_HEADER: &[u8] = b"PK\x03\x04";
    let ends = ends(source);
    let (start, length, tail) = source.or(ends.map_err(|_| PackageError::Damaged))?;
    if length == 0 {
        return Err(PackageError::Empty);
    }
    if !start.starts_with(LOCAL_HEADER) {
        return Err(PackageError::NotAPackage);
    }
    if length > MAX_PACKAGE_BYTES {
        return Err(PackageError::Oversized);
    }
    let end = End::find(&tail, length).ok_or(PackageError::Truncated)?;
    if usize::from(end.entries) > MAX_ENTRIES {
        return Err(PackageError::TooManyEntries);
    }
    let leads = end.leads(source).map_err(|_| PackageError::Damaged);
    if !source.or(leads)? {
        return Err(PackageError::Damaged);
    }
    let config = Config { archive_offset: ArchiveOffset::Known(0) };
    let opened = ZipArchive::with_config(config, source.clone()).map_err(|_| PackageError::Damaged);
    source.or(opened)
}

/// The first bytes, the length, and the bytes among which the archive ends.
fn ends<R: Read + Seek>(source: &mut Source<R>) -> io::Result<(Vec<u8>, u64, Vec<u8>)> {
    let length = source.seek(SeekFrom::End(0))?;
    let (mut start, mut tail) = (Vec::new(), Vec::new());
    source.seek(SeekFrom::Start(0))?;
    source.by_ref().take(4).read_to_end(&mut start)?;
    source.seek(SeekFrom::Start(length.saturating_sub(LONGEST_END)))?;
    source.read_to_end(&mut tail)?;
    Ok((start, length, tail))
}

/// The record that ends an archive, with the longest comment.
const LONGEST_END: u64 = END as u64 + 65_535;
/// The same without its comment.
const END: usize = 22;

/// The record that ends an archive, and says how large its directory is. Where it is not as it should be, other readers
/// go on to an earlier record, or to a larger one before it, which may say anything: such an archive is not read at all.
struct End {
    /// Where it stands.
    at: u64,
    /// Its disk, and that on which the directory begins; all is on the first.
    disks: [u16; 2],
    /// Entries on its disk.
    here: u16,
    /// Entries.
    entries: u16,
    /// Bytes of the directory.
    size: u32,
    /// Where the directory begins.
    start: u32,
}

impl End {
    /// The last one that is there with the whole of its comment. `tail` are the last bytes of an archive of this length.
    fn find(tail: &[u8], length: u64) -> Option<Self> {
        const SIGNATURE: &[u8] = b"PK\x05\x06";
        let short = |record: &[u8], at: usize| u16::from_le_bytes([record[at], record[at + 1]]);
        let long =
            |record: &[u8], at: usize| u32::from(short(record, at + 2)) << 16 | u32::from(short(record, at));
        let ends_here = |at: usize, record: &[u8]| {
            record.starts_with(SIGNATURE) && at + END + usize::from(short(record, END - 2)) <= tail.len()
        };
        let mut records = tail.windows(END).enumerate().rev();
        let (at, record) = records.find(|(at, record)| ends_here(*at, record))?;
        Some(Self {
            at: length - tail.len() as u64 + at as u64,
            disks: [short(record, 4), short(record, 6)],
            here: short(record, 8),
            entries: short(record, 10),
            size: long(record, 12),
            start: long(record, 16),
        })
    }

    /// Whether it leads to a directory that ends where it stands itself, and so is the one that every reader takes.
    fn leads<R: Read + Seek>(&self, source: &mut Source<R>) -> io::Result<bool> {
        const LISTED: &[u8] = b"PK\x01\x02";
        // The largest numbers stand for others in a ZIP64 record, which a package is too small to need.
        let is_plain = self.disks == [0, 0] && self.here == self.entries && self.start < u32::MAX;
        let (start, size) = (u64::from(self.start), u64::from(self.size));
        if !is_plain || size > LARGEST_DIRECTORY || start + size != self.at {
            return Ok(false);
        }
        let mut first = Vec::new();
        source.seek(SeekFrom::Start(start))?;
        source.by_ref().take(LISTED.len() as u64).read_to_end(&mut first)?;
        Ok(self.entries == 0 || first == LISTED)
    }
}

/// Checks the whole directory: all files, and whether there are folders.
fn check_all<R: Read + Seek>(
    zip: &mut ZipArchive<Source<R>>,
    source: &mut Source<R>,
    most: &dyn Fn(&str) -> u64,
) -> Result<(Vec<Entry>, bool), PackageError> {
    if zip.len() > MAX_ENTRIES {
        return Err(PackageError::TooManyEntries);
    }
    if zip.has_duplicate_names() {
        let path = twice(source, zip.central_directory_start()).map_err(|_| PackageError::Damaged)?;
        return Err(PackageError::Duplicate { path });
    }
    let mut total: u64 = 0;
    // Paths, and whether each is a folder, by what file systems make of their names.
    let mut seen: BTreeMap<String, (String, bool)> = BTreeMap::new();
    let mut entries = Vec::with_capacity(zip.len());
    let mut has_folders = false;
    for index in 0..zip.len() {
        let entry = zip.by_index_data(index).map_err(|_| PackageError::Damaged)?;
        let path = check_entry(&entry, most)?;
        total = total.saturating_add(entry.size());
        if total > MAX_PACKAGE_BYTES {
            return Err(PackageError::Oversized);
        }
        if let Some((other, _)) = seen.insert(folded(&path), (path.clone(), entry.is_dir())) {
            return Err(PackageError::Colliding { path: shown(&path), other: shown(&other) });
        }
        if entry.is_dir() {
            has_folders = true;
        } else {
            entries.push(Entry { path, size: entry.size(), index });
        }
    }
    // A file cannot at the same time be the folder of another.
    for entry in &entries {
        let folders = entry.path.char_indices().filter(|(_, c)| *c == '/').map(|(at, _)| &entry.path[..at]);
        for folder in folders {
            if let Some((other, false)) = seen.get(&folded(folder)) {
                return Err(PackageError::Colliding { path: shown(&entry.path), other: shown(other) });
            }
        }
    }
    zip.validate_header_consistency().map_err(|_| PackageError::Damaged)?;
    Ok((entries, has_folders))
}

/// The first name that the directory states twice, made safe for display. `start` is where the directory begins.
fn twice<R: Read + Seek>(source: &mut Source<R>, start: u64) -> io::Result<String> {
    const HEAD: usize = 46;
    let mut directory = Vec::new();
    source.seek(SeekFrom::Start(start))?;
    source.by_ref().take(LARGEST_DIRECTORY).read_to_end(&mut directory)?;
    let (mut rest, mut seen) = (directory.as_slice(), BTreeSet::new());
    while rest.starts_with(b"PK\x01\x02") && rest.len() >= HEAD {
        let length = |at: usize| usize::from(u16::from_le_bytes([rest[at], rest[at + 1]]));
        let (name, further) = (length(28), length(30) + length(32));
        let Some(stated) = rest.get(HEAD..HEAD + name) else { break };
        if !seen.insert(stated) {
            return Ok(shown(&String::from_utf8_lossy(stated)));
        }
        rest = rest.get(HEAD + name + further..).unwrap_or_default();
    }
    Ok(String::new())
}

/// How large the file of a package at this path may be, for who writes it and who reads it.
pub(super) fn most_bytes(path: &str) -> u64 {
    match path {
        MANIFEST_PATH | FILING_PATH | FINDINGS_PATH => MAX_JSON_BYTES,
        _ => MAX_FILE_BYTES,
    }
}

/// Checks what the directory says about an entry and gives its path, without the `/` of a folder.
fn check_entry(entry: &ZipFileEntry<'_>, most: &dyn Fn(&str) -> u64) -> Result<String, PackageError> {
    // Names are read as UTF-8 whatever the flag says; the old code pages would turn them into nonsense.
    let path = std::str::from_utf8(entry.name_raw()).map_err(|_| PackageError::UnsafeName {
        path: shown(&String::from_utf8_lossy(entry.name_raw())),
        reason: "文件名不是 UTF-8 编码",
    })?;
    let path = if entry.is_dir() { path.strip_suffix('/').unwrap_or(path) } else { path };
    if let Some(reason) = unsafe_path(path) {
        return Err(PackageError::UnsafeName { path: shown(path), reason });
    }
    let mode = entry.unix_mode().unwrap_or(0);
    if entry.is_symlink() || !UNIX_PLAIN.contains(&(mode & UNIX_TYPE)) {
        return Err(PackageError::UnsafeName { path: shown(path), reason: "符号链接或特殊文件" });
    }
    if entry.encrypted() {
        return Err(PackageError::Encrypted { path: shown(path) });
    }
    if !matches!(entry.compression(), CompressionMethod::Stored | CompressionMethod::Deflated) {
        return Err(PackageError::Unsupported { path: shown(path) });
    }
    if entry.size() > most(path) || (entry.is_dir() && entry.size() > 0) {
        return Err(PackageError::EntryTooLarge { path: shown(path) });
    }
    let packed = entry.compressed_size().max(1);
    if entry.size() > RATIO_MATTERS_FROM && entry.size() / packed > MAX_RATIO {
        return Err(PackageError::Suspicious { path: shown(path) });
    }
    Ok(path.to_owned())
}
