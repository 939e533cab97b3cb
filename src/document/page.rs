//! Pages as lists of drawn items, each with its place in the structure.

use std::rc::Rc;
use std::sync::Arc;

use super::lines::Line;
use super::structure::{NodeId, Structure};
use super::{Picture, Sheet};
use crate::mark::Mark as PrintMark;

/// What an item is to a reader who does not see the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mark {
    /// Content of a node.
    Content(NodeId),
    /// A running header.
    Header,
    /// A running footer.
    Footer,
    /// Behind the text.
    Watermark,
    /// Rules and circles; a label repeated on a continued page.
    Decoration,
}

/// A drawn item. Positions in points from the upper left corner of the page.
#[derive(Clone, Debug)]
pub(crate) enum Item {
    /// A line of text; `turn` in degrees about its start, counter-clockwise.
    Text { mark: Mark, line: Rc<Line>, x: f32, baseline: f32, grey: u8, turn: f32 },
    /// A picture.
    Picture { node: NodeId, picture: Arc<Picture>, x: f32, y: f32, width: f32, height: f32 },
    /// Nothing, but a place in the structure: an empty cell.
    Blank { node: NodeId },
    /// A straight rule.
    Rule { from: (f32, f32), to: (f32, f32), width: f32 },
    /// Dots that lead the eye from one text to another.
    Leader { from: f32, to: f32, y: f32 },
    /// The squares of a QR code, from its upper left corner.
    Code { squares: Rc<Vec<Vec<bool>>>, x: f32, y: f32, square: f32 },
    /// A dashed circle.
    Ring { centre: (f32, f32), radius: f32 },
    /// A frame round a mark.
    Frame { x: f32, y: f32, width: f32, height: f32 },
}

impl Item {
    /// The node whose content it is.
    pub(crate) fn node(&self) -> Option<NodeId> {
        match self {
            Self::Text { mark: Mark::Content(node), .. }
            | Self::Blank { node }
            | Self::Picture { node, .. } => Some(*node),
            _ => None,
        }
    }
}

/// A page.
#[derive(Clone, Debug, Default)]
pub(crate) struct Page {
    pub(crate) items: Vec<Item>,
    /// What leads to other pages when it is pressed.
    pub(crate) links: Vec<Link>,
    /// A cover: no number, no header.
    pub(crate) is_cover: bool,
    /// Of which row it is a copy, where a document is printed once for each row of a roster.
    pub(crate) copy: Option<Rc<str>>,
    /// What its QR code says.
    pub(crate) print_mark: Option<PrintMark>,
}

/// A place on a page that leads to another.
#[derive(Clone, Debug)]
pub(crate) struct Link {
    /// The node that it belongs to.
    pub(crate) node: NodeId,
    /// What it says.
    pub(crate) text: String,
    /// Left, top, right and bottom.
    pub(crate) area: (f32, f32, f32, f32),
    /// Page, counted from 0, and height on it.
    pub(crate) to: (usize, f32),
}

/// A bookmark.
#[derive(Clone, Debug)]
pub(crate) struct Bookmark {
    pub(crate) level: u16,
    pub(crate) text: String,
    pub(crate) page: usize,
    pub(crate) y: f32,
}

/// A document laid out.
#[derive(Clone, Debug)]
pub(crate) struct Pages {
    pub(crate) sheet: Sheet,
    pub(crate) pages: Vec<Page>,
    pub(crate) structure: Structure,
    pub(crate) bookmarks: Vec<Bookmark>,
}
