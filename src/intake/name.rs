//! Showing a name that somebody else chose.

use crate::text::{is_bidi_control, is_invisible};

/// Whether a character changes the direction of text or cannot be seen, and so can hide what a name is.
pub(crate) fn is_deceptive(c: char) -> bool {
    is_invisible(c)
        || is_bidi_control(c)
        || matches!(c, '\u{200C}' | '\u{200D}' | '\u{2028}' | '\u{2029}' | '\u{2061}'..='\u{206F}')
        || matches!(c, '\u{3164}' | '\u{FFF9}'..='\u{FFFD}')
}

/// Whether a character would act on what shows it instead of being seen: begin a line, move a terminal's cursor, turn
/// the direction of the text around it.
pub(crate) fn acts(c: char) -> bool {
    c.is_control() || is_deceptive(c)
}

/// A text made safe to show as one line: what cannot be seen is written out, so that no text from outside can add to,
/// hide or rewrite what stands beside it.
pub(crate) fn visible(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match acts(c) {
            true => out.push_str(&format!("<U+{:04X}>", u32::from(c))),
            false => out.push(c),
        }
    }
    out
}

/// A name made safe to show in a message: as [`visible`], and cut where it is too long.
pub(crate) fn shown(name: &str) -> String {
    const LONGEST: usize = 80;
    match name.char_indices().nth(LONGEST) {
        Some((end, _)) => visible(&name[..end]) + "…",
        None => visible(name),
    }
}
