//! Text as it can be printed: which characters are set, which only steer and are left out.

use std::ops::Range;

/// What follows is set in a heavier face. Unicode keeps this noncharacter for use inside a program.
pub(crate) const STRONG: char = '\u{fdd0}';
/// What follows is set as before.
pub(crate) const WEAK: char = '\u{fdd1}';

/// The character that is set for `c`; `None` for characters that print nothing by nature.
///
/// Line ends and tabs become spaces. Controls, byte order marks, joiners, direction marks and
/// variation selectors have no shape of their own in Chinese text and are left out: an ideographic
/// variation sequence prints as its base character.
pub(crate) fn printable(c: char) -> Option<char> {
    match c {
        '\t' | '\n' | '\r' | '\u{2028}' | '\u{2029}' | '\u{85}' | '\u{b}' | '\u{c}' => Some(' '),
        '\u{a0}' | '\u{202f}' | '\u{2007}' => Some(' '),
        STRONG | WEAK | '\u{fdd2}'..='\u{fdef}' => None,
        '\u{0}'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{ad}' => None,
        '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' => None,
        '\u{fe00}'..='\u{fe0f}' | '\u{e0000}'..='\u{e0fff}' => None,
        '\u{fff0}'..='\u{fffb}' | '\u{fffe}' | '\u{ffff}' => None,
        c => Some(c),
    }
}

/// `text` with every character in its printable form.
pub(crate) fn clean(text: &str) -> String {
    text.chars().filter_map(printable).collect()
}

/// `text` as [`clean`] gives it, with the ranges that are set in a heavier face.
pub(crate) fn spans(text: &str) -> (String, Vec<Range<usize>>) {
    let (mut clean, mut heavy) = (String::with_capacity(text.len()), Vec::new());
    let mut start = None;
    for c in text.chars() {
        match c {
            STRONG => start = start.or(Some(clean.len())),
            WEAK => heavy.extend(start.take().map(|start| start..clean.len())),
            c => clean.extend(printable(c)),
        }
    }
    heavy.extend(start.map(|start| start..clean.len()));
    heavy.retain(|range| !range.is_empty());
    (clean, heavy)
}

/// The paragraphs of a typed text: split at line ends, each cleaned; blank lines are left out.
pub(crate) fn paragraphs(text: &str) -> impl Iterator<Item = String> + '_ {
    text.split(['\n', '\r', '\u{2028}', '\u{2029}', '\u{85}'])
        .map(|line| clean(line).trim().to_owned())
        .filter(|line| !line.is_empty())
}

/// The kinds of character that line composition tells apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Class {
    /// A Han character, or another that stands in a full-width cell.
    Han,
    /// Full-width closing punctuation, whose right half is empty: 。，、；：）」》
    Closing,
    /// Full-width opening punctuation, whose left half is empty: （「《
    Opening,
    /// A dash or ellipsis, which continues into the next one.
    Long,
    /// A space.
    Space,
    /// A letter or digit.
    Letter,
    /// A box to tick, which stays with what follows it.
    Box,
    /// Anything else.
    Other,
}

impl Class {
    /// The class of a character.
    pub(crate) fn of(c: char) -> Self {
        match c {
            '。' | '，' | '、' | '；' | '：' | '）' | '」' | '』' | '》' | '〉' | '】' | '〕' | '］'
            | '｝' | '！' | '？' | '．' | '”' | '’' => Self::Closing,
            '“' | '‘' | '（' | '「' | '『' | '《' | '〈' | '【' | '〔' | '［' | '｛' => {
                Self::Opening
            }
            '—' | '…' | '⸺' => Self::Long,
            ' ' | '\u{3000}' | '\u{2002}'..='\u{200a}' => Self::Space,
            '□' | '☐' | '☑' | '☒' => Self::Box,
            '\u{2e80}'..='\u{2fff}'
            | '〇'
            | '\u{3040}'..='\u{30ff}'
            | '\u{3100}'..='\u{312f}'
            | '\u{3190}'..='\u{31bf}'
            | '\u{3400}'..='\u{4dbf}'
            | '\u{4e00}'..='\u{9fff}'
            | '\u{f900}'..='\u{faff}'
            | '\u{20000}'..='\u{3ffff}' => Self::Han,
            c if c.is_alphanumeric() => Self::Letter,
            _ => Self::Other,
        }
    }

    /// Whether room may be added beside it when a line is stretched.
    pub(crate) fn stretches(self) -> bool {
        matches!(self, Self::Han | Self::Closing | Self::Opening | Self::Space | Self::Box)
    }
}
