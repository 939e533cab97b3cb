//! Running text in its normal form, its length, and texts compared.

use unicode_segmentation::UnicodeSegmentation;

use super::compatibility::unify_compatibility;
use super::han::{is_han, unify_radical};
use super::width::{fold, fold_alphanumeric, is_dash, is_invisible};

/// The number of characters as people count them: grapheme clusters.
pub fn grapheme_count(text: &str) -> usize {
    text.graphemes(true).count()
}

/// One line of running text in normal form: full-width letters and digits folded, radicals unified,
/// invisible marks gone, a line break between Chinese characters gone and elsewhere one space, runs of
/// spaces one space, both ends trimmed. Full-width punctuation stays.
pub fn single_line(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut gap = Gap::None;
    for c in text.chars().filter(|c| !is_invisible(*c)) {
        if c.is_whitespace() {
            gap = gap.max(if is_line_break(c) { Gap::Break } else { Gap::Space });
            continue;
        }
        let c = unify_radical(fold_alphanumeric(c));
        let joined = out.chars().next_back().is_none_or(|last| gap == Gap::Break && hugs(last) && hugs(c));
        if gap != Gap::None && !joined {
            out.push(' ');
        }
        gap = Gap::None;
        out.push(c);
    }
    out
}

/// Several paragraphs in normal form: as [`single_line`] inside a line, but lines are kept, their
/// leading indent too; blank lines at both ends go, and several in a row become one.
pub fn paragraphs(text: &str) -> String {
    let text = text.replace("\r\n", "\n");
    let mut lines: Vec<String> = Vec::new();
    for line in text.split(is_line_break) {
        let body = single_line(line);
        let blank = body.is_empty();
        if blank && lines.last().is_none_or(String::is_empty) {
            continue;
        }
        let indent: String = line
            .chars()
            .filter(|c| !is_invisible(*c))
            .take_while(|c| c.is_whitespace())
            .map(|c| if c == '\t' { '\u{3000}' } else { c })
            .collect();
        lines.push(if blank { body } else { indent + &body });
    }
    while lines.last().is_some_and(String::is_empty) {
        lines.pop();
    }
    lines.join("\n")
}

/// A form in which two writings of the same name are equal: width, case, brackets, dashes, dots,
/// blanks, radicals, compatibility ideographs and invisible marks make no difference.
pub fn comparable(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_whitespace() && !is_invisible(*c))
        .map(|c| match unify_compatibility(unify_radical(fold(c))) {
            '〔' | '【' | '［' | '﹙' => '(',
            '〕' | '】' | '］' | '﹚' => ')',
            '•' | '‧' | '・' | '･' | '∙' | '⋅' => '·',
            '“' | '”' | '「' | '」' => '"',
            '‘' | '’' => '\'',
            c if is_dash(c) => '-',
            c => c.to_ascii_uppercase(),
        })
        .collect()
}

/// What stood between two visible characters; a break outweighs a space.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Gap {
    None,
    Space,
    Break,
}

fn is_line_break(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{0B}' | '\u{0C}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// Characters beside which a line break stands for nothing: Han and full-width punctuation.
fn hugs(c: char) -> bool {
    is_han(c)
        || matches!(c, '\u{3001}'..='\u{303F}' | '\u{FF01}'..='\u{FF5E}' | '“' | '”' | '‘' | '’' | '…' | '—')
}
