//! Files as the user hands them over: their size told, their content read.

use js_sys::Uint8Array;
use wasm_bindgen_futures::JsFuture;
use web_sys::File;

/// How much is read at a time.
const PIECE: u64 = 8 * 1024 * 1024;

/// Why a file's content could not be had. Each displays as one sentence.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// A folder, or a file that is gone or locked.
    #[error("“{name}”无法读取，请确认它是文件而不是文件夹、没有被移走，也没有被其他程序占用。")]
    Unreadable {
        /// The file's name.
        name: String,
    },
    /// The user cancelled.
    #[error("已取消。")]
    Cancelled,
}

/// A file's size.
pub fn size(file: &File) -> u64 {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "sizes are whole and small")]
    let size = file.size() as u64;
    size
}

/// A number of bytes in words, e.g. `3.4 MB`.
pub fn size_text(bytes: u64) -> String {
    const UNITS: [&str; 4] = ["KB", "MB", "GB", "TB"];
    if bytes < 1024 {
        return format!("{bytes} 字节");
    }
    // In whole numbers: printing fractions is a large part of a small program.
    let (mut size, mut unit) = (1024, 0);
    while bytes / size >= 1000 && unit + 1 < UNITS.len() {
        size *= 1024;
        unit += 1;
    }
    let rounded = |parts: u64| (bytes.saturating_mul(parts) + size / 2) / size;
    if unit > 0 && bytes / size < 100 {
        return format!("{}.{} {}", rounded(10) / 10, rounded(10) % 10, UNITS[unit]);
    }
    format!("{} {}", rounded(1), UNITS[unit])
}

/// Reads a whole file, a piece at a time; whether it is too large is for the caller to ask first. `proceed` is told the share done and says whether to go on.
pub async fn read(file: &File, proceed: impl Fn(f64) -> bool) -> Result<Uint8Array, ReadError> {
    let name = file.name();
    let size = size(file);
    let unreadable = || ReadError::Unreadable { name: name.clone() };
    #[expect(clippy::cast_possible_truncation, reason = "files are refused by size before")]
    let content = Uint8Array::new_with_length(size as u32);
    let mut at = 0;
    // An empty file is read too: a folder looks like one until it is read.
    loop {
        let end = (at + PIECE).min(size);
        #[expect(clippy::cast_precision_loss, reason = "files are refused by size before")]
        let piece = file.slice_with_f64_and_f64(at as f64, end as f64).map_err(|_| unreadable())?;
        let piece = JsFuture::from(piece.array_buffer()).await.map_err(|_| unreadable())?;
        #[expect(clippy::cast_possible_truncation, reason = "files are refused by size before")]
        content.set(&Uint8Array::new(&piece), at as u32);
        at = end;
        #[expect(clippy::cast_precision_loss, reason = "files are refused by size before")]
        let share = if size == 0 { 1.0 } else { at as f64 / size as f64 };
        if !proceed(share) {
            return Err(ReadError::Cancelled);
        }
        if at >= size {
            return Ok(content);
        }
    }
}
