//! Names: of the package, and of what is inside it.
//!
//! A name is never a reason to lose something: what a file system cannot hold is replaced by a look-alike
//! or by `_`, Chinese and rare characters stay, and the original name stands in the manifest.

use chrono::NaiveDate;
use icu_normalizer::ComposingNormalizerBorrowed;
use unicode_segmentation::UnicodeSegmentation;

use crate::dossier::Dossier;
use crate::intake::is_deceptive;
use crate::procedure::Procedure;

/// The mark of a filing that has not passed its checks: in the package's name, and on every printed page.
pub const DRAFT_MARK: &str = "未通过自查";

/// Longest name in characters as people count them; leaves room for the folders before it on Windows.
const LONGEST_NAME: usize = 60;
/// Longest name in bytes; file systems commonly stop at 255.
const LONGEST_NAME_BYTES: usize = 180;

/// The package's own file name: `备案材料_<机构名称>_<YYYYMMDD>.zip`, with 未通过自查 after the first part
/// when the checks have not passed, and 示例 before that of an example.
pub fn file_name(procedure: &Procedure, dossier: &Dossier, ready: bool, today: NaiveDate) -> String {
    // The name of whose filing it is, else the dossier's own name.
    let name = dossier.subject(procedure).next();
    let body = name.map_or_else(|| dossier.name.clone(), |(_, name)| name);
    let marks = dossier.example_mark().into_iter().chain((!ready).then_some(DRAFT_MARK));
    let marks: String = marks.map(|mark| format!("{mark}_")).collect();
    format!("备案材料_{marks}{}_{}.zip", safe_name(&body, "未命名"), today.format("%Y%m%d"))
}

/// Makes a text fit to be one part of a path on Windows, macOS and Linux. Never empty: `fallback` stands
/// in for a text of which nothing would remain.
pub fn safe_name(text: &str, fallback: &str) -> String {
    let mut name: String = text.trim().chars().map(safe_char).collect();
    // Windows drops dots and spaces at the end; a dot at the start hides the file elsewhere.
    while name.ends_with(['.', ' ']) {
        name.pop();
    }
    if name.starts_with('.') {
        name.replace_range(..1, "_");
    }
    let name = shorten(&name);
    if name.chars().all(|c| c == '_' || c.is_whitespace()) {
        return fallback.to_owned();
    }
    if is_device_name(&name) { format!("_{name}") } else { name }
}

/// Splits `身份证.正面.JPG` into `身份证.正面` and drops the extension, which says nothing reliable.
pub(super) fn stem(name: &str) -> &str {
    match name.rsplit_once('.') {
        Some((stem, extension)) if !stem.trim().is_empty() && is_extension(extension) => stem,
        _ => name,
    }
}

fn is_extension(text: &str) -> bool {
    (1..=5).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_alphanumeric())
}

/// The full-width twin of a character that paths cannot hold, `_` for what cannot be seen.
fn safe_char(c: char) -> char {
    match c {
        '/' => '／',
        '\\' => '＼',
        ':' => '：',
        '*' => '＊',
        '?' => '？',
        '"' => '＂',
        '<' => '＜',
        '>' => '＞',
        '|' => '｜',
        _ if c.is_control() || is_deceptive(c) => '_',
        _ if c.is_whitespace() && c != '\u{3000}' => ' ',
        _ => c,
    }
}

/// Cuts at a character as people count them, so that no character is torn from its marks.
fn shorten(name: &str) -> String {
    let mut short = String::new();
    for grapheme in name.graphemes(true).take(LONGEST_NAME) {
        if short.len() + grapheme.len() > LONGEST_NAME_BYTES {
            break;
        }
        short.push_str(grapheme);
    }
    while short.ends_with(['.', ' ']) {
        short.pop();
    }
    short
}

/// Names that Windows keeps for devices, with or without an extension.
pub(super) fn is_device_name(name: &str) -> bool {
    let base = name.split('.').next().unwrap_or(name).trim_end().to_ascii_uppercase();
    let numbered = |prefix: &str| {
        let rest = base.strip_prefix(prefix).unwrap_or_default();
        rest.chars().count() == 1 && rest.chars().all(|c| c.is_ascii_digit() || matches!(c, '¹' | '²' | '³'))
    };
    matches!(base.as_str(), "CON" | "PRN" | "AUX" | "NUL" | "CONIN$" | "CONOUT$")
        || numbered("COM")
        || numbered("LPT")
}

/// What file systems that ignore case and compatibility forms make of a path: two paths of which this is the same
/// would overwrite each other somewhere.
pub(crate) fn folded(path: &str) -> String {
    let normalizer = ComposingNormalizerBorrowed::new_nfkc();
    // Once more after the change of case, which can take a text out of its normal form.
    normalizer.normalize(&normalizer.normalize(path).to_lowercase()).into_owned()
}
