//! Words and marks that a template leaves where something was to be filled in.

use std::sync::LazyLock;

/// Words that stand for what is not yet known.
const WORDS: [&str; 16] = [
    "待定",
    "待补",
    "待填",
    "待确认",
    "待核实",
    "示例",
    "样例",
    "某某",
    "此处填写",
    "请填写",
    "请输入",
    "（填写",
    "(填写",
    "TODO",
    "TBD",
    "Lorem ipsum",
];

/// Marks that are placeholders when repeated.
const REPEATED: [char; 9] = ['X', 'x', '×', '✕', '╳', '＊', '*', '_', '＿'];

/// Brackets that are placeholders when nothing stands in them.
const BRACKETS: [(char, char); 6] =
    [('【', '】'), ('〔', '〕'), ('[', ']'), ('［', '］'), ('（', '）'), ('(', ')')];

/// What all of these begin with: most texts hold none of it.
static BEGINNINGS: LazyLock<Vec<char>> = LazyLock::new(|| {
    let words = WORDS.iter().filter_map(|word| word.chars().next());
    words.chain(REPEATED).chain(BRACKETS.iter().map(|(open, _)| *open)).collect()
});

/// The first placeholder in a text, as it stands there.
///
/// A run of `X` counts only where it is no part of a word or number (`Exxon`, `XXL`, `1XX2`).
pub fn placeholder(text: &str) -> Option<&str> {
    if !text.contains(&BEGINNINGS[..]) {
        return None;
    }
    let word = WORDS.iter().find_map(|word| text.find(word).map(|at| (at, word.len())));
    let found = [word, repeated(text), empty_brackets(text)].into_iter().flatten().min();
    found.map(|(at, length)| &text[at..at + length])
}

/// Where a run of at least two of the same mark begins, and how many bytes it has.
fn repeated(text: &str) -> Option<(usize, usize)> {
    let mut before = None::<char>;
    let mut rest = text.char_indices().peekable();
    while let Some((at, c)) = rest.next() {
        let mut end = at + c.len_utf8();
        let mut count = 1;
        while let Some((next, _)) = rest.next_if(|(_, next)| *next == c) {
            end = next + c.len_utf8();
            count += 1;
        }
        let letter = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
        let inside = c.is_ascii_alphabetic() && (letter(before) || letter(rest.peek().map(|(_, c)| *c)));
        // Two underscores or asterisks may be a mark of emphasis.
        let least = if matches!(c, 'X' | 'x' | '×' | '✕' | '╳') { 2 } else { 3 };
        if REPEATED.contains(&c) && count >= least && !inside {
            return Some((at, end - at));
        }
        before = Some(c);
    }
    None
}

fn empty_brackets(text: &str) -> Option<(usize, usize)> {
    text.char_indices().find_map(|(at, c)| {
        let (_, close) = BRACKETS.iter().find(|(open, _)| *open == c)?;
        let inside = &text[at + c.len_utf8()..];
        let length = inside.find(*close)?;
        inside[..length].trim().is_empty().then_some((at, c.len_utf8() + length + close.len_utf8()))
    })
}
