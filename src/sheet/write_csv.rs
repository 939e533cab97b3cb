//! Writing CSV: UTF-8 with its mark, which Excel needs to see, and lines ended as RFC 4180 has them.
//!
//! A program that opens the file may take a cell that begins with `=`, `+`, `-` or `@` for a formula and
//! carry it out. As OWASP recommends, such a cell gets an apostrophe in front, which reading takes away.
//! Control characters, which no cell shows and which make a file look like none of text, are left out.

use std::borrow::Cow;

/// What a formula may begin with; full-width forms are taken for formulas too.
const BEGINNINGS: [char; 10] = ['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'];

/// The CSV of a table.
pub fn write_csv<'a>(lines: impl IntoIterator<Item = Vec<Cow<'a, str>>>) -> Vec<u8> {
    let mut out = "\u{FEFF}".as_bytes().to_vec();
    for line in lines {
        for (at, text) in line.iter().enumerate() {
            if at > 0 {
                out.push(b',');
            }
            let shown = shown(text);
            let text = defused(&shown);
            // A line of one blank cell would be a blank line, which is no line.
            let quoted = text.contains(['"', ',', '\n', '\r']) || (text.is_empty() && line.len() == 1);
            if quoted {
                out.push(b'"');
                out.extend(text.replace('"', "\"\"").as_bytes());
                out.push(b'"');
            } else {
                out.extend(text.as_bytes());
            }
        }
        out.extend(b"\r\n");
    }
    out
}

/// A text without control characters.
fn shown(text: &str) -> Cow<'_, str> {
    let hidden = |c: char| c.is_control() && !matches!(c, '\t' | '\n' | '\r');
    if text.contains(hidden) { text.replace(hidden, "").into() } else { text.into() }
}

/// A text that no program takes for a formula.
fn defused(text: &str) -> Cow<'_, str> {
    if is_armed(text) { format!("'{text}").into() } else { text.into() }
}

/// The text that was defused; any other stays as it is.
pub(super) fn undefused(text: &str) -> &str {
    text.strip_prefix('\'').filter(|rest| is_armed(rest)).unwrap_or(text)
}

/// Whether a text begins a formula, also behind apostrophes: so that taking one away is always right.
fn is_armed(text: &str) -> bool {
    text.trim_start_matches('\'').starts_with(BEGINNINGS)
}
