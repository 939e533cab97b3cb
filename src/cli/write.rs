//! Writing a file as a whole or not at all.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write as _};
use std::path::{Path, PathBuf};

use super::error::{Defect, Failure};

/// Writes a file: first under another name beside it, then in one step under its own.
pub(super) fn write_whole(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let temporary =
        temporary(path).ok_or_else(|| Defect::new(path, "不是可以写入的文件名，请核对 --out 参数。"))?;
    let written = write_through(&temporary, bytes).and_then(|()| fs::rename(&temporary, path));
    written.map_err(|error| {
        // What is left of the attempt is of no use; that it cannot be removed either changes nothing.
        let _ = fs::remove_file(&temporary);
        refused(path, &error)
    })
}

/// Writes a file piece by piece, in the same way.
pub(super) fn write_pieces<T>(
    path: &Path,
    write: impl FnOnce(&mut dyn FnMut(&[u8])) -> Result<T, Failure>,
) -> Result<T, Failure> {
    let temporary =
        temporary(path).ok_or_else(|| Defect::new(path, "不是可以写入的文件名，请核对 --out 参数。"))?;
    let attempt = || {
        let mut failed = None;
        let mut file = BufWriter::new(File::create(&temporary).map_err(|error| refused(path, &error))?);
        let made = write(&mut |piece| {
            if failed.is_none() {
                failed = file.write_all(piece).err();
            }
        })?;
        let ended = failed.map_or_else(|| file.flush(), Err).and_then(|()| fs::rename(&temporary, path));
        ended.map(|()| made).map_err(|error| refused(path, &error))
    };
    let made = attempt();
    if made.is_err() {
        let _ = fs::remove_file(&temporary);
    }
    made
}

/// Why a file cannot be written.
fn refused(path: &Path, error: &io::Error) -> Failure {
    Defect::unwritable(path, error).into()
}

fn write_through(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = File::create(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

/// A hidden name in the same folder, so that renaming stays within one file system.
fn temporary(path: &Path) -> Option<PathBuf> {
    let name = path.file_name()?.to_string_lossy();
    Some(path.with_file_name(format!(".{name}.{}.tmp", std::process::id())))
}
