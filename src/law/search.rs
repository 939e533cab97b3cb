//! Searching the texts and what belongs to them.
//!
//! Several words must all be found. Width, case and blanks make no difference (经办人 finds 经 办 人), and
//! an article may be called by figures (12条 finds 第十二条).

use std::ops::Range;

use crate::text;

/// What somebody looks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Query {
    terms: Vec<Vec<char>>,
}

impl Query {
    /// Reads what was typed; `None` when there is nothing but blanks.
    pub fn new(typed: &str) -> Option<Self> {
        let terms: Vec<_> = typed
            .split(|c: char| text::fold(c).is_whitespace())
            .map(|word| in_words(&word.chars().map(folded).collect::<Vec<_>>()))
            .filter(|term| !term.is_empty())
            .collect();
        (!terms.is_empty()).then_some(Self { terms })
    }

    /// Whether every word is found in one of these texts.
    pub fn finds<'a>(&self, texts: impl IntoIterator<Item = &'a str>) -> bool {
        let texts: Vec<Vec<char>> =
            texts.into_iter().map(|text| letters(text).map(|(_, c)| c).collect()).collect();
        let holds = |term: &Vec<char>| texts.iter().any(|text| text.windows(term.len()).any(|w| w == term));
        self.terms.iter().all(holds)
    }

    /// Where words are found in a text: ranges of bytes, in order, none touching another.
    pub fn marks(&self, text: &str) -> Vec<Range<usize>> {
        let letters: Vec<_> = letters(text).collect();
        let mut marked = vec![false; letters.len()];
        for term in &self.terms {
            for (at, window) in letters.windows(term.len()).enumerate() {
                if window.iter().map(|(_, c)| c).eq(term) {
                    marked[at..at + term.len()].fill(true);
                }
            }
        }
        let mut ranges: Vec<Range<usize>> = Vec::new();
        let mut open = false;
        for ((start, _), is_marked) in letters.iter().zip(marked) {
            let end = start + text[*start..].chars().next().map_or(0, char::len_utf8);
            match ranges.last_mut() {
                Some(last) if is_marked && open => last.end = end,
                _ if is_marked => ranges.push(*start..end),
                _ => {}
            }
            open = is_marked;
        }
        ranges
    }
}

/// A text cut at its marks: each piece with whether it is marked.
pub fn pieces<'a>(text: &'a str, marks: &[Range<usize>]) -> Vec<(&'a str, bool)> {
    let mut pieces = Vec::new();
    let mut at = 0;
    for mark in marks {
        pieces.push((&text[at..mark.start], false));
        pieces.push((&text[mark.clone()], true));
        at = mark.end;
    }
    pieces.push((&text[at..], false));
    pieces.retain(|(piece, _)| !piece.is_empty());
    pieces
}

/// The characters that count, each with the place of the original.
fn letters(text: &str) -> impl Iterator<Item = (usize, char)> + '_ {
    text.char_indices().map(|(at, c)| (at, folded(c))).filter(|(_, c)| !c.is_whitespace())
}

fn folded(c: char) -> char {
    text::fold(c).to_ascii_lowercase()
}

/// Figures before 条 or 款 in the numerals that the texts use.
fn in_words(term: &[char]) -> Vec<char> {
    let mut out = Vec::with_capacity(term.len());
    let mut rest = term;
    while let Some(first) = rest.first() {
        let figures = rest.iter().take_while(|c| c.is_ascii_digit()).count();
        let number = rest[..figures].iter().collect::<String>().parse::<u32>();
        match (number, rest.get(figures)) {
            (Ok(number @ 1..=99), Some('条' | '款')) => {
                out.extend(numeral(number).chars());
                rest = &rest[figures..];
            }
            _ => {
                let taken = figures.max(1);
                out.extend(if figures == 0 { std::slice::from_ref(first) } else { &rest[..figures] });
                rest = &rest[taken..];
            }
        }
    }
    out
}

/// 1 to 99 as articles are numbered, e.g. 十二.
fn numeral(number: u32) -> String {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let digit = |n: u32| DIGITS.get(n as usize).copied().unwrap_or_default();
    match number / 10 {
        0 => digit(number).to_owned(),
        1 => format!("十{}", digit(number % 10)),
        tens => format!("{}十{}", digit(tens), digit(number % 10)),
    }
}
