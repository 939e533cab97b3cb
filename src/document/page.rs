//! Pages as lists of drawn items, each with its place in the structure.

use std::rc::Rc;

use super::lines::Line;
use super::model::MM;
use super::structure::{NodeId, Structure};

/// Paper and margins in points.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sheet {
    pub(crate) width: f32,
    pub(crate) height: f32,
    pub(crate) top: f32,
    pub(crate) bottom: f32,
    pub(crate) left: f32,
    pub(crate) right: f32,
}

impl Sheet {
    /// A4 with the type area's width of GB/T 9704 (binding edge 28 mm, 156 mm wide), higher than
    /// there so that the form keeps to one page.
    pub(crate) const FORM: Self = Self {
        width: 210.0 * MM,
        height: 297.0 * MM,
        top: 21.0 * MM,
        bottom: 18.0 * MM,
        left: 28.0 * MM,
        right: 26.0 * MM,
    };

    pub(crate) fn text_width(&self) -> f32 {
        self.width - self.left - self.right
    }

    pub(crate) fn text_bottom(&self) -> f32 {
        self.height - self.bottom
    }
}

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
    /// Nothing, but a place in the structure: an empty cell.
    Blank { node: NodeId },
    /// A straight rule.
    Rule { from: (f32, f32), to: (f32, f32), width: f32 },
    /// A dashed circle.
    Ring { centre: (f32, f32), radius: f32 },
    /// A frame round a mark.
    Frame { x: f32, y: f32, width: f32, height: f32 },
}

impl Item {
    /// The node whose content it is.
    pub(crate) fn node(&self) -> Option<NodeId> {
        match self {
            Self::Text { mark: Mark::Content(node), .. } | Self::Blank { node } => Some(*node),
            _ => None,
        }
    }
}

/// A page.
#[derive(Clone, Debug, Default)]
pub(crate) struct Page {
    pub(crate) items: Vec<Item>,
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
