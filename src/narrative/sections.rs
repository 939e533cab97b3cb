//! Pieces → sections: where a document is cut, and what each section seems to mean.
//!
//! A heading that is asked for opens a section, wherever it stands; one that nobody asks for stays in the section of
//! the heading above it, unless that only gathers others.

use std::collections::BTreeSet;

use super::Section;
use super::headings::marked;
use super::matching::{Known, meaning};
use crate::field::Heading;
use crate::text::{looks_blank, without_ordinal};

/// A piece of a document in reading order.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Piece {
    /// A heading with its level, 1 for the highest.
    Heading(u16, String),
    /// Markdown that stands alone: a paragraph, a list, a table, a picture.
    Text(String),
}

/// A heading among the others.
struct Head {
    title: String,
    /// Position of the heading above it.
    parent: Option<usize>,
    /// How many headings stand above it.
    depth: usize,
    /// Code of the mandated heading that it seems to be.
    means: Option<String>,
    /// A heading that is asked for stands below it.
    gathers: bool,
    /// Position of the heading in whose section it stands; its own where it opens one.
    home: usize,
}

/// Cuts a document at the headings that are asked for, and at all others that stand beside those.
pub(super) fn cut(pieces: Vec<Piece>, headings: &[Heading]) -> Vec<Section> {
    let known = Known::of(headings);
    let pieces = marked(pieces, &known);
    let heads = heads(&pieces, &known);
    // The first stands before all headings, each other one at the heading that opens it.
    let mut sections = vec![Section::default()];
    let mut of_head: Vec<usize> = Vec::new();
    for (at, head) in heads.iter().enumerate() {
        let opens = head.home == at;
        of_head.push(if opens { sections.len() } else { of_head[head.home] });
        if opens {
            let title = without_ordinal(&head.title).to_owned();
            sections.push(Section { title, text: String::new(), means: head.means.clone() });
        }
    }
    let (mut next, mut open) = (0, 0);
    for piece in pieces {
        match piece {
            Piece::Heading(_, title) => {
                let head = &heads[next];
                open = of_head[next];
                if head.home != next {
                    let below = head.depth - heads[head.home].depth;
                    sections[open].push(&format!("{} {title}", "#".repeat((below + 1).min(6))));
                }
                next += 1;
            }
            Piece::Text(text) => sections[open].push(&text),
        }
    }
    let gathers =
        |title: &str| heads.iter().any(|head| head.gathers && without_ordinal(&head.title) == title);
    let written: BTreeSet<String> = sections
        .iter()
        .filter(|section| !looks_blank(&section.text))
        .filter_map(|section| section.means.clone())
        .collect();
    // A heading that only gathers others says nothing itself, nor does the document's own title, nor one whose
    // text stands elsewhere, as in a table of contents.
    let mut first = true;
    sections.retain(|section| {
        if !looks_blank(&section.text) {
            first = false;
            return true;
        }
        let title = !section.title.is_empty() && std::mem::take(&mut first);
        match &section.means {
            Some(code) => !written.contains(code),
            None => {
                !(section.title.is_empty()
                    || title
                    || gathers(&section.title)
                    || known.is_matter(&section.title))
            }
        }
    });
    sections
}

/// The headings of a document, with what they mean and where they stand.
fn heads(pieces: &[Piece], known: &Known) -> Vec<Head> {
    let mut heads: Vec<Head> = Vec::new();
    let mut above: Vec<(u16, usize)> = Vec::new();
    for piece in pieces {
        let Piece::Heading(level, title) = piece else { continue };
        above.retain(|(other, _)| other < level);
        let parents: Vec<&str> = above.iter().map(|(_, at)| heads[*at].title.as_str()).collect();
        let means = meaning(known, title, &parents);
        let (at, parent) = (heads.len(), above.last().map(|(_, at)| *at));
        above.push((*level, at));
        let depth = above.len();
        heads.push(Head { title: title.clone(), parent, depth, means, gathers: false, home: at });
    }
    // The title of the whole document is none of its headings, whatever it is like.
    let meant = |heads: &[Head]| heads.iter().filter_map(|head| head.means.clone()).collect::<BTreeSet<_>>();
    let alone = heads.iter().filter(|head| head.parent.is_none()).count() == 1;
    if alone && meant(&heads[1..]).len() > 1 {
        heads[0].means = None;
    }
    settle(&mut heads, known);
    heads
}

/// Says of each heading in whose section it stands.
fn settle(heads: &mut [Head], known: &Known) {
    for at in 0..heads.len() {
        if heads[at].means.is_some() {
            let mut parent = heads[at].parent;
            while let Some(above) = parent.filter(|above| !heads[*above].gathers) {
                heads[above].gathers = true;
                parent = heads[above].parent;
            }
        }
    }
    for at in 0..heads.len() {
        let Some(parent) = heads[at].parent else { continue };
        let home = heads[parent].home;
        let (own, outer) = (heads[at].means.as_ref(), heads[home].means.as_ref());
        let stays = match (own, outer) {
            // Below one that is asked for, what is only like another of them is a part of it.
            (Some(own), Some(outer)) => own == outer || !known.names(&heads[at].title),
            (Some(_), None) => false,
            (None, Some(_)) => true,
            (None, None) => !heads[parent].gathers,
        };
        if stays {
            heads[at].home = home;
            heads[at].means = None;
        }
    }
}
