//! Pieces → sections: where a document is cut, and what each section seems to mean.

use super::Section;
use super::matching::{Known, meaning};
use crate::field::Heading;
use crate::text::{looks_blank, without_ordinal};

/// A piece of a document in reading order.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Piece {
    /// A heading with its level, 1 to 9.
    Heading(u16, String),
    /// Markdown that stands alone: a paragraph, a list, a table, a picture.
    Text(String),
}

/// Longest text that can be a heading where a document marks none.
const LONGEST_HEADING: usize = 40;

/// Cuts a document at the headings that are asked for, and at all others of their level or above.
pub(super) fn cut(pieces: Vec<Piece>, headings: &[Heading]) -> Vec<Section> {
    let pieces =
        if pieces.iter().any(|piece| matches!(piece, Piece::Heading(..))) { pieces } else { guess(pieces) };
    let known = Known::of(headings);
    let mut above: Vec<(u16, String)> = Vec::new();
    let mut meanings = Vec::new();
    for piece in &pieces {
        let Piece::Heading(level, title) = piece else { continue };
        above.retain(|(other, _)| other < level);
        let parents: Vec<&str> = above.iter().map(|(_, title)| title.as_str()).collect();
        meanings.push((*level, meaning(&known, title, &parents)));
        above.push((*level, title.clone()));
    }
    let all = || meanings.iter().map(|(level, _)| *level);
    let matched = meanings.iter().filter(|(_, found)| found.is_some()).map(|(level, _)| *level);
    let level = matched.max().or(all().min()).unwrap_or(1);
    let mut sections: Vec<Section> = Vec::new();
    let mut meanings = meanings.into_iter();
    let mut open = Section::default();
    for piece in pieces {
        match piece {
            Piece::Heading(own, title) => {
                let found = meanings.next().and_then(|(_, found)| found);
                if own > level && found.is_none() {
                    let marks = "#".repeat(usize::from(own - level + 1).min(6));
                    open.push(&format!("{marks} {title}"));
                    continue;
                }
                sections.push(std::mem::take(&mut open));
                open =
                    Section { title: without_ordinal(&title).to_owned(), text: String::new(), means: found };
            }
            Piece::Text(text) => open.push(&text),
        }
    }
    sections.push(open);
    sections.retain(|section| !(section.title.is_empty() && looks_blank(&section.text)));
    // A heading that only gathers others says nothing itself, nor does the document's own title.
    let mut first = true;
    sections.retain(|section| {
        let blank = looks_blank(&section.text);
        let title = std::mem::take(&mut first) || known.is_matter(&section.title);
        !(blank && section.means.is_none() && (section.title.is_empty() || title))
    });
    sections
}

/// Headings told by the numbers before them, in a document that marks none.
fn guess(pieces: Vec<Piece>) -> Vec<Piece> {
    let level = |text: &str| {
        let short = text.chars().count() <= LONGEST_HEADING && !text.contains('\n');
        let plain = text.trim_matches('*').trim();
        if !short || plain.ends_with(['。', '；', ';', '，', '：']) || without_ordinal(plain) == plain {
            return None;
        }
        match plain.chars().next() {
            Some('第') => Some(1),
            Some('（' | '(') => Some(3),
            Some(c) if c.is_ascii_digit() => None,
            Some(_) => Some(2),
            None => None,
        }
    };
    pieces
        .into_iter()
        .map(|piece| match piece {
            Piece::Text(text) => match level(&text) {
                Some(level) => Piece::Heading(level, text.trim_matches('*').trim().to_owned()),
                None => Piece::Text(text),
            },
            heading => heading,
        })
        .collect()
}
