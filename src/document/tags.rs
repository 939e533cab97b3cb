//! The structure → krilla's tag tree.

use std::num::{NonZeroU16, NonZeroU32};

use krilla::tagging::{
    Identifier, ListNumbering, Node as TagNode, TableHeaderScope, Tag, TagGroup, TagKind, TagTree,
};

use super::structure::{Kind, NodeId, Span, Structure};

/// Builds the tag tree; `content` holds for each node the marked content that belongs to it.
pub(crate) fn tag_tree(structure: &Structure, content: &[Vec<Identifier>]) -> TagTree {
    let mut tree = TagTree::new();
    groups(structure, content).into_iter().for_each(|group| tree.push(group));
    tree
}

/// The groups at the top of the tree.
pub(crate) fn groups(structure: &Structure, content: &[Vec<Identifier>]) -> Vec<TagGroup> {
    structure.roots.iter().map(|&root| group(structure, content, root)).collect()
}

fn group(structure: &Structure, content: &[Vec<Identifier>], id: NodeId) -> TagGroup {
    let node = &structure.nodes[id];
    let leaves = content[id].iter().copied().map(TagNode::from);
    let groups = node.children.iter().map(|&child| TagNode::from(group(structure, content, child)));
    TagGroup::with_children(tag(&node.kind), leaves.chain(groups).collect())
}

fn tag(kind: &Kind) -> TagKind {
    match kind {
        Kind::Heading(level, text) => {
            let level = NonZeroU16::new(*level).unwrap_or(NonZeroU16::MIN);
            Tag::Hn(level, Some(text.clone())).into()
        }
        Kind::Title => Tag::Title.into(),
        Kind::Figure(alt) => Tag::Figure(Some(alt.clone())).into(),
        Kind::Paragraph => Tag::P.into(),
        Kind::List(true) => Tag::L(ListNumbering::Decimal).into(),
        Kind::List(false) => Tag::L(ListNumbering::Disc).into(),
        Kind::ListItem => Tag::LI.into(),
        Kind::ListLabel => Tag::Lbl.into(),
        Kind::ListBody => Tag::LBody.into(),
        Kind::Contents => Tag::TOC.into(),
        Kind::ContentsItem => Tag::TOCI.into(),
        Kind::Link => Tag::Link.into(),
        Kind::Table(summary) => Tag::Table.with_summary(Some(summary.clone())).into(),
        Kind::TableHead => Tag::THead.into(),
        Kind::TableBody => Tag::TBody.into(),
        Kind::Row => Tag::TR.into(),
        Kind::Label(span) => header(TableHeaderScope::Row, *span),
        Kind::Head(span) => header(TableHeaderScope::Column, *span),
        Kind::Data(span) => {
            Tag::TD.with_col_span(several(span.columns)).with_row_span(several(span.rows)).into()
        }
    }
}

fn header(scope: TableHeaderScope, span: Span) -> TagKind {
    Tag::TH(scope).with_col_span(several(span.columns)).with_row_span(several(span.rows)).into()
}

/// A span of one is not stated.
fn several(span: NonZeroU32) -> Option<NonZeroU32> {
    (span.get() > 1).then_some(span)
}
