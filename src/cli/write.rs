//! Writing a file as a whole or not at all.
//!
//! What is written goes to another name beside it first, reaches the disk, and takes its own name in one step. A run
//! that is killed leaves the old file or the whole new one, and at worst a temporary file, which the next run with the
//! same name removes: a temporary file in use is locked, one that nobody holds belongs to a run that has died.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write as _};
use std::path::{Path, PathBuf};

use super::error::{Defect, Failure};

/// Writes a file.
pub(super) fn write_whole(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    write_to(path, |file| file.write_all(bytes).map_err(|error| refused(path, &error)))
}

/// Writes a file piece by piece.
pub(super) fn write_pieces<T>(
    path: &Path,
    write: impl FnOnce(&mut dyn FnMut(&[u8])) -> Result<T, Failure>,
) -> Result<T, Failure> {
    write_to(path, |file| {
        let mut failed = None;
        let made = write(&mut |piece| {
            if failed.is_none() {
                failed = file.write_all(piece).err();
            }
        })?;
        failed.map_or(Ok(made), |error| Err(refused(path, &error)))
    })
}

/// Writes a file through a writer.
pub(super) fn write_to<T>(
    path: &Path,
    write: impl FnOnce(&mut BufWriter<&File>) -> Result<T, Failure>,
) -> Result<T, Failure> {
    let (temporary, file) = begin(path)?;
    let attempt = || {
        let mut writer = BufWriter::with_capacity(1 << 20, &file);
        let made = write(&mut writer)?;
        let ended = writer.flush().and_then(|()| file.sync_all()).and_then(|()| fs::rename(&temporary, path));
        ended.map_err(|error| refused(path, &error))?;
        sync_folder(path);
        Ok(made)
    };
    let made = attempt();
    if made.is_err() {
        // What is left of the attempt is of no use; that it cannot be removed either changes nothing.
        let _ = fs::remove_file(&temporary);
    }
    made
}

/// Creates the temporary file, locked, and removes those of runs that have died.
fn begin(path: &Path) -> Result<(PathBuf, File), Failure> {
    let temporary =
        temporary(path).ok_or_else(|| Defect::new(path, "不是可以写入的文件名，请核对 --out 参数。"))?;
    remove_stale(path);
    for _ in 0..3 {
        let file = File::create(&temporary).map_err(|error| refused(path, &error))?;
        // Not every file system can lock; without, a stale file is only taken for one in use.
        let _ = file.try_lock();
        // Between creating and locking, another run may have taken it for stale.
        if temporary.is_file() {
            return Ok((temporary, file));
        }
    }
    Err(refused(path, &io::ErrorKind::ResourceBusy.into()))
}

/// Removes temporary files of this name that no run holds.
fn remove_stale(path: &Path) {
    let Some(name) = path.file_name().map(|name| name.to_string_lossy()) else { return };
    for entry in fs::read_dir(folder(path)).into_iter().flatten().flatten() {
        let other = entry.file_name();
        let number = other.to_str().and_then(|other| {
            other.strip_prefix('.')?.strip_prefix(&*name)?.strip_prefix('.')?.strip_suffix(".tmp")
        });
        let is_ours = number.is_some_and(|it| !it.is_empty() && it.bytes().all(|b| b.is_ascii_digit()));
        if is_ours && File::open(entry.path()).is_ok_and(|file| file.try_lock().is_ok()) {
            // One that cannot be removed is in nobody's way.
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// Makes the new name reach the disk, where folders can be made to.
fn sync_folder(path: &Path) {
    if let Ok(folder) = File::open(folder(path)) {
        let _ = folder.sync_all();
    }
}

fn folder(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Why a file cannot be written.
pub(super) fn refused(path: &Path, error: &io::Error) -> Failure {
    Defect::unwritable(path, error).into()
}

/// A hidden name in the same folder, so that renaming stays within one file system.
fn temporary(path: &Path) -> Option<PathBuf> {
    let name = path.file_name()?.to_string_lossy();
    Some(path.with_file_name(format!(".{name}.{}.tmp", std::process::id())))
}
