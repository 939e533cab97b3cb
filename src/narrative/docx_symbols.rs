//! Characters of symbol fonts, which stand in a document by font and number: ☑ is number 254 of Wingdings.

/// The character that a number of a font shows; `None` when that is not known.
pub(super) fn symbol(font: &str, number: u32) -> Option<char> {
    // Word keeps the numbers of symbol fonts in a private range.
    let own = if (0xF000..=0xF0FF).contains(&number) { number - 0xF000 } else { number };
    let (font, own) = (font.to_lowercase(), u8::try_from(own).ok());
    let known = match (font.as_str(), own?) {
        ("wingdings", 0xFE) | ("wingdings 2", 0x52) => '☑',
        ("wingdings", 0xFD) | ("wingdings 2", 0x53 | 0x54) => '☒',
        ("wingdings", 0x6F | 0x71 | 0x72 | 0xA8) | ("wingdings 2", 0xA3 | 0x2A) => '□',
        ("wingdings", 0x6E | 0xA7) | ("wingdings 2", 0xA2) => '■',
        ("wingdings", 0xFC) | ("wingdings 2", 0x50) => '√',
        ("wingdings", 0xFB) | ("wingdings 2", 0x4F) => '×',
        ("wingdings", 0x6C) | ("wingdings 2", 0x98) => '●',
        ("wingdings", 0xA1) => '○',
        ("wingdings", 0x75) => '◆',
        ("wingdings", 0xD8) => '➢',
        ("wingdings", 0xE0 | 0xE8) | ("symbol", 0xAE) => '→',
        ("wingdings", digit @ 0x81..=0x8A) => char::from_u32(0x2460 + u32::from(digit - 0x81))?,
        ("symbol", 0xB1) => '±',
        ("symbol", 0xB4) => '×',
        ("symbol", 0xB8) => '÷',
        ("symbol", 0xB0) => '°',
        ("symbol", 0xB7) => '•',
        ("symbol", 0xA3) => '≤',
        ("symbol", 0xB3) => '≥',
        ("symbol", 0xB9) => '≠',
        ("symbol", 0xA5) => '∞',
        ("wingdings" | "wingdings 2" | "wingdings 3" | "webdings" | "symbol", _) => return None,
        _ => char::from_u32(number).filter(|c| !c.is_control())?,
    };
    Some(known)
}
