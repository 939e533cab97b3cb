//! Headings that a document does not mark as such: told by their wording, or by the numbers before them.

use std::collections::BTreeMap;

use super::matching::Known;
use super::sections::Piece;
use crate::text::without_ordinal;

/// Longest text that can be a heading where a document marks none.
const LONGEST_HEADING: usize = 40;
/// The level of a kind of matter without a number, in a document that marks no headings.
const MATTER: u16 = 1;
/// The level of what is asked for without a number, there.
const ASKED: u16 = 2;

/// Shortest wording that makes a heading of a paragraph that is neither bold nor numbered: 人员 alone may be anything.
const PLAIN: usize = 4;

/// A paragraph that may be a heading.
struct Line {
    title: String,
    /// The whole of it is set in bold.
    bold: bool,
}

impl Line {
    fn of(text: &str) -> Option<Self> {
        let text = text.trim();
        let title = text.replace("**", "").replace('\\', "").trim().to_owned();
        let long = title.chars().count() > LONGEST_HEADING || title.contains('\n');
        // Items of lists, tables and pictures.
        let other = text.starts_with(['-', '|', '!', '>', '`']);
        if long || other || title.ends_with(['。', '；', ';', '，', '、']) {
            return None;
        }
        let number = |c: char| !c.is_alphanumeric() || c.is_ascii_digit();
        let bold = text.split_once("**").and_then(|(before, rest)| Some((before, rest.split_once("**")?.1)));
        let bold = bold.is_some_and(|(before, after)| {
            before.chars().all(number) && !after.chars().any(|c| c.is_alphanumeric() || c == '*')
        });
        Some(Self { title, bold })
    }

    /// Whether it is the wording of a mandated heading.
    fn is_asked(&self, known: &Known) -> bool {
        let told = self.bold || rank(&self.title).is_some() || self.title.chars().count() >= PLAIN;
        told && known.names(&self.title)
    }
}

/// The pieces, with those paragraphs as headings that are meant as such: the ones that are nothing but the wording of
/// a mandated heading and, where a document marks none at all, short ones with a number.
pub(super) fn marked(pieces: Vec<Piece>, known: &Known) -> Vec<Piece> {
    let marks = pieces.iter().any(|piece| matches!(piece, Piece::Heading(..)));
    let mut levels = if marks { Levels::of(&pieces, known) } else { Levels::default() };
    pieces
        .into_iter()
        .map(|piece| match piece {
            Piece::Heading(level, title) => {
                levels.last = level;
                Piece::Heading(level, title)
            }
            Piece::Text(text) => {
                let found = Line::of(&text).and_then(|line| {
                    let level = if marks { levels.named(&line, known) } else { levels.told(&line, known) };
                    Some(Piece::Heading(level?, line.title))
                });
                found.unwrap_or(Piece::Text(text))
            }
        })
        .collect()
}

/// What is known of a document's levels.
#[derive(Default)]
struct Levels {
    /// Of headings that are marked: their level by the kind of their number.
    by_rank: BTreeMap<Option<u16>, u16>,
    /// The level of the last heading.
    last: u16,
    /// The level of the last kind of matter.
    matter: u16,
}

impl Levels {
    /// Those of the headings that a document marks.
    fn of(pieces: &[Piece], known: &Known) -> Self {
        let mut levels = Self::default();
        for piece in pieces {
            let Piece::Heading(level, title) = piece else { continue };
            let rank = rank(title);
            if rank.is_some() || known.names(title) {
                levels.by_rank.entry(rank).or_insert(*level);
            }
        }
        levels
    }

    /// The level of a paragraph in a document that marks headings; `None` when it is none.
    fn named(&mut self, line: &Line, known: &Known) -> Option<u16> {
        let below = self.last + 1;
        line.is_asked(known).then(|| *self.by_rank.entry(rank(&line.title)).or_insert(below))
    }

    /// The level of a paragraph in a document that marks none; `None` when it is none.
    fn told(&mut self, line: &Line, known: &Known) -> Option<u16> {
        let title = line.title.trim_end_matches('：');
        let matter = known.is_named_matter(title);
        let rank = rank(title);
        let numbered = rank.filter(|rank| !line.title.ends_with('：') && (*rank < ARABIC || line.bold));
        let asked = || rank.unwrap_or(if self.matter > 0 { self.matter + 1 } else { ASKED });
        let level = match (matter, line.is_asked(known)) {
            (true, _) => rank.unwrap_or(MATTER),
            (false, true) => asked(),
            (false, false) => numbered?,
        };
        if matter || known.is_matter(title) {
            self.matter = level;
        }
        Some(level)
    }
}

/// The rank of the first Arabic number; those below it have more parts.
const ARABIC: u16 = 10;

/// How high the kind of number stands that a heading begins with, the higher the lower: 第一章, 一、, （一）, 1., 1.1.
/// `None` without a number.
fn rank(title: &str) -> Option<u16> {
    let rest = without_ordinal(title);
    let number = title.trim().strip_suffix(rest).filter(|number| !number.is_empty())?;
    let parts = number.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty()).count();
    Some(match number.chars().next()? {
        '第' => 4,
        '（' | '(' => 8,
        _ if number.contains(['）', ')']) => 20,
        c if c.is_ascii_digit() => ARABIC + 2 * u16::try_from(parts.min(4) - 1).unwrap_or(0),
        _ => 6,
    })
}
