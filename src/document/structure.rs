//! The logical structure of a document: what readers hear who do not see the page.

use std::num::NonZeroU32;

/// What a node is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A heading with its level and wording.
    Heading(u16, String),
    /// The title of a flowing document.
    Title,
    /// A paragraph.
    Paragraph,
    /// A picture with what it shows.
    Figure(String),
    /// A list; whether its labels count.
    List(bool),
    /// An item of a list.
    ListItem,
    /// The label of an item.
    ListLabel,
    /// The text of an item.
    ListBody,
    /// A table of contents.
    Contents,
    /// An entry of a table of contents.
    ContentsItem,
    /// What leads to another place.
    Link,
    /// A table with its summary.
    Table(String),
    /// The head of a table.
    TableHead,
    /// The rows of a table that has a head.
    TableBody,
    /// A row.
    Row,
    /// A cell that names others of its row or rows.
    Label(Span),
    /// A cell that names those below it.
    Head(Span),
    /// A cell with an answer or text.
    Data(Span),
}

/// Columns and rows covered by a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Span {
    pub(crate) columns: NonZeroU32,
    pub(crate) rows: NonZeroU32,
}

/// A node's number.
pub(crate) type NodeId = usize;

/// One node.
#[derive(Clone, Debug)]
pub(crate) struct Node {
    pub(crate) kind: Kind,
    pub(crate) children: Vec<NodeId>,
}

/// The nodes of a document, in reading order below their parents.
#[derive(Clone, Debug, Default)]
pub(crate) struct Structure {
    pub(crate) nodes: Vec<Node>,
    pub(crate) roots: Vec<NodeId>,
}

impl Structure {
    /// Adds a node below `parent`, or at the top.
    pub(crate) fn add(&mut self, parent: Option<NodeId>, kind: Kind) -> NodeId {
        let id = self.nodes.len();
        self.nodes.push(Node { kind, children: Vec::new() });
        match parent {
            Some(parent) => self.nodes[parent].children.push(id),
            None => self.roots.push(id),
        }
        id
    }
}
