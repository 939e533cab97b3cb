//! Width folding and the marks that nobody sees.

/// Full-width ASCII (！ to ～) and the ideographic space become their ordinary forms; all else stays.
pub fn fold(c: char) -> char {
    match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        '\u{3000}' => ' ',
        '\u{FFE5}' => '¥',
        _ => c,
    }
}

/// Any of the dashes and minus signs that input methods and word processors produce.
pub fn is_dash(c: char) -> bool {
    matches!(
        c,
        '-' | '\u{2010}'
            ..='\u{2015}'
                | '\u{2212}'
                | '\u{2500}'
                | '\u{2E3A}'
                | '\u{2E3B}'
                | '\u{30FC}'
                | '\u{FE58}'
                | '\u{FE63}'
                | '\u{FF0D}'
                | '\u{FF70}'
    )
}

/// Marks without width or meaning in Chinese text: zero-width space, byte order mark, soft hyphen,
/// word joiner, direction marks. They come along with pasted text and cannot be seen to be deleted.
pub fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{00AD}' | '\u{034F}' | '\u{061C}' | '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{2060}' | '\u{FEFF}'
    )
}

/// Direction overrides and isolates, which can make a text look different from what it is.
pub fn is_bidi_control(c: char) -> bool {
    matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// The normal form of a code: width folded, upper case, without blanks, dashes or invisible marks.
pub fn compact(text: &str) -> String {
    text.chars().map(fold).filter(|c| !is_blank(*c) && !is_dash(*c)).map(|c| c.to_ascii_uppercase()).collect()
}

/// A text with its width folded and every blank and invisible mark removed.
pub fn strip_blanks(text: &str) -> String {
    text.chars().map(fold).filter(|c| !is_blank(*c)).collect()
}

/// A typed code that could not be read, made presentable: one line, trimmed, otherwise as typed.
///
/// Shown when a field is left, so that nothing visible of an unreadable answer is lost.
pub fn tidy(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if !is_blank(c) {
            out.push(c);
        } else if !c.is_whitespace() {
            continue;
        } else if !out.is_empty() && !out.ends_with(' ') {
            out.push(' ');
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// Whether a text shows nothing at all: white space, controls and invisible marks only.
pub fn looks_blank(text: &str) -> bool {
    text.chars().all(is_blank)
}

/// White space, controls and marks that carry nothing in a code.
fn is_blank(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || is_invisible(c)
        || is_bidi_control(c)
        || matches!(c, '\u{200C}' | '\u{200D}' | '\u{3164}')
}

/// Folds full-width letters and digits only: in running text full-width punctuation is right.
pub(super) fn fold_alphanumeric(c: char) -> char {
    match c {
        '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' => fold(c),
        _ => c,
    }
}
