//! Showing a name that somebody else chose.

use crate::text::{is_bidi_control, is_invisible};

/// Whether a character changes the direction of text or cannot be seen, and so can hide what a name is.
pub(crate) fn is_deceptive(c: char) -> bool {
    is_invisible(c)
        || is_bidi_control(c)
        || matches!(c, '\u{200C}' | '\u{200D}' | '\u{2028}' | '\u{2029}' | '\u{2061}'..='\u{206F}')
        || matches!(c, '\u{3164}' | '\u{FFF9}'..='\u{FFFD}')
}

/// A name made safe to show in a message: what cannot be seen is written out, what is too long is cut.
pub(crate) fn shown(name: &str) -> String {
    const LONGEST: usize = 80;
    let mut text = String::new();
    for (count, c) in name.chars().enumerate() {
        if count == LONGEST {
            text.push('…');
            break;
        }
        if c.is_control() || is_deceptive(c) {
            text.push_str(&format!("<U+{:04X}>", u32::from(c)));
        } else {
            text.push(c);
        }
    }
    text
}
