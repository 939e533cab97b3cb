//! Reading an archive that anybody may have made: every limit and every name is checked before anything
//! is unpacked, and nothing is ever written to disk.

use std::collections::BTreeSet;
use std::io::{Cursor, Read as _};

use zip::read::{ArchiveOffset, Config, ZipFileEntry};
use zip::{CompressionMethod, ZipArchive, ZipReadOptions};

use super::PackageError;
use super::layout::{FILING_PATH, FINDINGS_PATH, MANIFEST_PATH};
use crate::intake::{MAX_FILE_BYTES, is_deceptive, shown};

/// Most entries that a package may have.
pub const MAX_ENTRIES: usize = 2000;
/// Largest package, packed or unpacked. A browser tab holds it several times over while it works.
pub const MAX_PACKAGE_BYTES: u64 = 512 * 1024 * 1024;
/// Largest JSON file in a package.
pub const MAX_JSON_BYTES: u64 = 16 * 1024 * 1024;

/// Longest path in bytes.
const MAX_PATH_BYTES: usize = 500;
/// An entry may unpack to this many times its packed size; scans and text stay far below.
const MAX_RATIO: u64 = 200;
/// Small entries are harmless at any ratio.
const RATIO_MATTERS_FROM: u64 = 1024 * 1024;
/// Bits of a Unix mode that tell the type of a file, and the types that may occur.
const UNIX_TYPE: u32 = 0o170_000;
const UNIX_PLAIN: [u32; 3] = [0, 0o100_000, 0o040_000];

/// One file of an archive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    /// Path with `/`, checked.
    pub(super) path: String,
    /// The content; `None` when it cannot be unpacked.
    pub(super) bytes: Option<Vec<u8>>,
}

/// Reads all files of an archive in its own order. Check sums of the archive are left aside: the digests
/// of the manifest say more, and say which file was changed.
pub(super) fn read(bytes: &[u8]) -> Result<Vec<Entry>, PackageError> {
    let mut archive = open(bytes)?;
    if archive.has_duplicate_names() {
        return Err(PackageError::Duplicate);
    }
    if archive.len() > MAX_ENTRIES {
        return Err(PackageError::TooManyEntries);
    }
    let mut total: u64 = 0;
    let mut seen = BTreeSet::new();
    let mut paths = Vec::with_capacity(archive.len());
    for index in 0..archive.len() {
        let entry = archive.by_index_data(index).map_err(|_| PackageError::Damaged)?;
        let path = check_entry(&entry)?;
        total = total.saturating_add(entry.size());
        if total > MAX_PACKAGE_BYTES {
            return Err(PackageError::Oversized);
        }
        // File systems that ignore case would overwrite one with the other.
        if !seen.insert(path.to_lowercase()) {
            return Err(PackageError::UnsafeName { path: shown(&path), reason: "重名" });
        }
        if !entry.is_dir() {
            paths.push((index, path, entry.size()));
        }
    }
    archive.validate_header_consistency().map_err(|_| PackageError::Damaged)?;
    Ok(paths
        .into_iter()
        .map(|(index, path, size)| Entry { path, bytes: unpack(&mut archive, index, size) })
        .collect())
}

type Archive<'a> = ZipArchive<Cursor<&'a [u8]>>;

/// Finds the directory at the end of the archive.
fn open(bytes: &[u8]) -> Result<Archive<'_>, PackageError> {
    const LOCAL_HEADER: &[u8] = b"PK\x03\x04";
    if bytes.is_empty() {
        return Err(PackageError::Empty);
    }
    if !bytes.starts_with(LOCAL_HEADER) {
        return Err(PackageError::NotAPackage);
    }
    if bytes.len() as u64 > MAX_PACKAGE_BYTES {
        return Err(PackageError::Oversized);
    }
    if !has_end(bytes) {
        return Err(PackageError::Truncated);
    }
    let config = Config { archive_offset: ArchiveOffset::Known(0) };
    ZipArchive::with_config(config, Cursor::new(bytes)).map_err(|_| PackageError::Damaged)
}

/// Whether the record that ends an archive is there with the whole of its comment.
fn has_end(bytes: &[u8]) -> bool {
    const SIGNATURE: &[u8] = b"PK\x05\x06";
    const LENGTH: usize = 22;
    const LONGEST: usize = LENGTH + 65_535;
    let tail = &bytes[bytes.len().saturating_sub(LONGEST)..];
    tail.windows(LENGTH).enumerate().any(|(at, record)| {
        let comment = usize::from(u16::from_le_bytes([record[LENGTH - 2], record[LENGTH - 1]]));
        record.starts_with(SIGNATURE) && at + LENGTH + comment <= tail.len()
    })
}

/// Checks what the directory says about an entry and gives its path, without the `/` of a folder.
fn check_entry(entry: &ZipFileEntry<'_>) -> Result<String, PackageError> {
    // Names are read as UTF-8 whatever the flag says; the old code pages would turn them into nonsense.
    let path = std::str::from_utf8(entry.name_raw()).map_err(|_| PackageError::UnsafeName {
        path: shown(&String::from_utf8_lossy(entry.name_raw())),
        reason: "文件名不是 UTF-8 编码",
    })?;
    let path = if entry.is_dir() { path.trim_end_matches('/') } else { path };
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
    let limit = match path {
        MANIFEST_PATH | FILING_PATH | FINDINGS_PATH => MAX_JSON_BYTES,
        _ => MAX_FILE_BYTES,
    };
    if entry.size() > limit || (entry.is_dir() && entry.size() > 0) {
        return Err(PackageError::EntryTooLarge { path: shown(path) });
    }
    let packed = entry.compressed_size().max(1);
    if entry.size() > RATIO_MATTERS_FROM && entry.size() / packed > MAX_RATIO {
        return Err(PackageError::Suspicious { path: shown(path) });
    }
    Ok(path.to_owned())
}

/// Why a path must not be taken over, if there is a reason.
fn unsafe_path(path: &str) -> Option<&'static str> {
    if path.is_empty() {
        return Some("文件名为空");
    }
    if path.len() > MAX_PATH_BYTES {
        return Some("文件名过长");
    }
    if path.contains('\\') {
        return Some("含反斜杠");
    }
    if path.starts_with('/') || path.as_bytes().get(1) == Some(&b':') {
        return Some("绝对路径");
    }
    if path.split('/').any(|part| matches!(part, "" | "." | "..")) {
        return Some("含上级目录或空目录名");
    }
    if path.chars().any(|c| c.is_control() || is_deceptive(c)) {
        return Some("含控制字符或不可见字符");
    }
    None
}

/// Unpacks one entry; `None` when it is damaged or longer or shorter than it claims.
fn unpack(archive: &mut Archive<'_>, index: usize, size: u64) -> Option<Vec<u8>> {
    let options = ZipReadOptions::new().ignore_crc32(true);
    let file = archive.by_index_with_options(index, options).ok()?;
    let mut bytes = Vec::with_capacity(usize::try_from(size).ok()?);
    file.take(size + 1).read_to_end(&mut bytes).ok()?;
    (bytes.len() as u64 == size).then_some(bytes)
}
