//! Pagination: blocks → pages.

use std::rc::Rc;

use super::contents::Entry;
use super::galley::{self, Galley, Strip, StripKind};
use super::grid::{LaidGrid, lay_out};
use super::lines::Line;
use super::page::{Bookmark, Item, Mark, Page, Pages};
use super::rows::LaidTable;
use super::shape::Shaper;
use super::structure::{Kind, NodeId, Structure};
use super::{
    Block, Contents, Cover, Document, DocumentError, Faces, Grid, Heading, List, Paragraph, Picture, Sheet,
    Table,
};

/// Lays a document out.
pub(crate) fn paginate(document: &Document, faces: &Faces) -> Result<Pages, DocumentError> {
    let mut press = Press::new(document.sheet, faces);
    let laid: Vec<Laid<'_>> =
        document.blocks.iter().map(|block| press.measure(block)).collect::<Result<_, _>>()?;
    for (number, block) in laid.iter().enumerate() {
        press.place(document, block, &laid[number + 1..])?;
        press.ends.push(press.structure.nodes.len());
    }
    press.fill_contents()?;
    press.furnish(document)?;
    let Press { sheet, pages, structure, bookmarks, shaper, .. } = press;
    if shaper.missing.is_empty() {
        Ok(Pages { sheet, pages, structure, bookmarks })
    } else {
        Err(DocumentError::MissingGlyphs(shaper.missing))
    }
}

/// A block measured at the width of the page.
pub(crate) enum Laid<'a> {
    Heading(&'a Heading, Galley),
    Paragraph(Galley),
    Caption(Galley),
    List(&'a List, Vec<Galley>),
    Grid(&'a Grid, Box<LaidGrid>),
    Table(&'a Table, LaidTable),
    Picture(&'a Picture, Galley),
    Seal(Galley),
    Blank(Galley),
    Cover(&'a Cover, Galley, Galley),
    Contents(&'a Contents),
    PageBreak,
    Copy(&'a str),
}

impl Laid<'_> {
    /// The height that must stand on the page of the heading above it; a page is `page` high.
    fn lead(&self, page: f32) -> f32 {
        match self {
            Self::Heading(_, galley) | Self::Caption(galley) | Self::Seal(galley) | Self::Blank(galley) => {
                galley.height()
            }
            Self::Picture(_, galley) => galley.height(),
            Self::Paragraph(galley) => galley.lead(),
            Self::List(_, items) => items.first().map_or(0.0, Galley::lead),
            Self::Grid(_, laid) => laid.rows.first().copied().unwrap_or(0.0),
            Self::Table(table, laid) => table.space.0 + laid.lead(page),
            Self::Cover(..) | Self::Contents(_) | Self::PageBreak | Self::Copy(_) => 0.0,
        }
    }
}

/// The pages while they are being filled.
pub(crate) struct Press<'a> {
    pub(crate) sheet: Sheet,
    pub(crate) shaper: Shaper<'a>,
    pub(crate) pages: Vec<Page>,
    pub(crate) structure: Structure,
    pub(crate) bookmarks: Vec<Bookmark>,
    /// Page and height of each heading placed so far, the title apart.
    pub(crate) headings: Vec<(usize, f32)>,
    /// The entries of the table of contents, still without page numbers.
    pub(crate) entries: Vec<Entry>,
    /// The number of nodes in the structure after each block.
    pub(crate) ends: Vec<NodeId>,
    /// Where the next block starts on the last page.
    pub(crate) y: f32,
}

impl<'a> Press<'a> {
    fn new(sheet: Sheet, faces: &'a Faces) -> Self {
        Self {
            sheet,
            shaper: Shaper::new(faces),
            pages: vec![Page::default()],
            structure: Structure::default(),
            bookmarks: Vec::new(),
            headings: Vec::new(),
            entries: Vec::new(),
            ends: Vec::new(),
            y: sheet.top,
        }
    }

    /// For texts beside the pages of documents.
    pub(crate) fn beside(sheet: Sheet, faces: &'a Faces) -> Self {
        Self::new(sheet, faces)
    }

    /// Whether every character that was set has a glyph.
    pub(crate) fn complete(self) -> Result<(), DocumentError> {
        if self.shaper.missing.is_empty() {
            Ok(())
        } else {
            Err(DocumentError::MissingGlyphs(self.shaper.missing))
        }
    }
}

impl Press<'_> {
    fn measure<'b>(&mut self, block: &'b Block) -> Result<Laid<'b>, DocumentError> {
        let width = self.sheet.text_width();
        let shaper = &mut self.shaper;
        let one = std::slice::from_ref::<Paragraph>;
        Ok(match block {
            Block::Heading(heading) => {
                Laid::Heading(heading, galley::paragraphs(shaper, one(&heading.text), width)?)
            }
            Block::Paragraph(paragraph) => {
                Laid::Paragraph(galley::paragraphs(shaper, one(paragraph), width)?)
            }
            Block::Caption(caption) => Laid::Caption(galley::paragraphs(shaper, one(caption), width)?),
            Block::List(list) => {
                let items = list.items.iter().map(|item| galley::list_item(shaper, item, width));
                Laid::List(list, items.collect::<Result<_, _>>()?)
            }
            Block::Grid(grid) => Laid::Grid(grid, Box::new(lay_out(shaper, grid, width)?)),
            Block::Table(table) => Laid::Table(table, LaidTable::lay_out(shaper, table, width)?),
            Block::Picture(picture) => Laid::Picture(picture, picture.galley(&self.sheet)),
            Block::Seal(seal) => Laid::Seal(galley::seal(shaper, seal, width)?),
            Block::Blank(blank) => Laid::Blank(galley::blank(shaper, blank, width)?),
            Block::Cover(cover) => {
                let title = galley::paragraphs(shaper, one(&cover.title), width)?;
                Laid::Cover(cover, title, galley::paragraphs(shaper, &cover.foot, width)?)
            }
            Block::Contents(contents) => Laid::Contents(contents),
            Block::PageBreak => Laid::PageBreak,
            Block::Copy(of) => Laid::Copy(of),
        })
    }

    fn place(
        &mut self,
        document: &Document,
        block: &Laid<'_>,
        after: &[Laid<'_>],
    ) -> Result<(), DocumentError> {
        match block {
            Laid::Heading(heading, galley) => {
                let kept = kept_with(after, self.sheet.text_height());
                self.heading(heading, galley, kept);
            }
            Laid::Paragraph(galley) => {
                let node = self.structure.add(None, Kind::Paragraph);
                self.flow(galley, tail(after), |_| node);
            }
            Laid::Caption(galley) => {
                self.keep_together(galley.height() + kept_with(after, self.sheet.text_height()));
                let node = self.structure.add(None, Kind::Paragraph);
                self.flow(galley, 0.0, |_| node);
            }
            Laid::List(list, items) => self.list(list, items, tail(after)),
            Laid::Grid(grid, laid) => {
                let below = after.iter().map_while(|block| match block {
                    Laid::Paragraph(galley) => Some(galley.height()),
                    _ => None,
                });
                self.grid(grid, laid, below.sum());
            }
            Laid::Table(table, laid) => self.table(table, laid, tail(after)),
            Laid::Picture(picture, galley) => {
                let caption = match after.first() {
                    Some(Laid::Paragraph(caption)) => caption.lead(),
                    _ => 0.0,
                };
                self.keep_together(galley.height() + caption);
                let node = self.structure.add(None, Kind::Figure(picture.alt.clone()));
                self.flow(galley, 0.0, |_| node);
            }
            Laid::Seal(galley) | Laid::Blank(galley) => self.whole(galley),
            Laid::Cover(cover, title, foot) => self.cover(cover, title, foot),
            Laid::Contents(contents) => self.contents(contents, document)?,
            Laid::PageBreak => {
                if !self.at_top() {
                    self.new_page();
                }
            }
            Laid::Copy(of) => {
                if !self.at_top() {
                    self.new_page();
                }
                if let Some(page) = self.pages.last_mut() {
                    page.copy = Some(Rc::from(*of));
                }
            }
        }
        Ok(())
    }

    pub(crate) fn new_page(&mut self) {
        let copy = self.pages.last().and_then(|page| page.copy.clone());
        self.pages.push(Page { copy, ..Page::default() });
        self.y = self.sheet.top;
    }

    pub(crate) fn at_top(&self) -> bool {
        self.y <= self.sheet.top
    }

    pub(crate) fn room(&self) -> f32 {
        self.sheet.text_bottom() - self.y
    }

    pub(crate) fn draw(&mut self, item: Item) {
        if let Some(page) = self.pages.last_mut() {
            page.items.push(item);
        }
    }

    pub(crate) fn bookmark(&mut self, level: u16, text: &str) {
        let page = self.pages.len() - 1;
        self.bookmarks.push(Bookmark { level, text: text.to_owned(), page, y: self.y });
    }

    /// Draws strips below one another; `mark` tells where each numbered paragraph belongs.
    pub(crate) fn strips(&mut self, strips: &[Strip], left: f32, top: f32, mark: impl Fn(usize) -> Mark) {
        let mut y = top;
        for strip in strips {
            match &strip.kind {
                StripKind::Space => {}
                StripKind::Line { part, line, baseline, beside } => {
                    if let Some((part, line)) = beside {
                        self.line(mark(*part), line.clone(), left, y + baseline);
                    }
                    self.line(mark(*part), line.clone(), left, y + baseline);
                }
                StripKind::Rule { width } => {
                    self.draw(Item::Rule { from: (left, y), to: (left + width, y), width: 0.5 });
                }
                StripKind::Picture { picture, x, width } => {
                    if let Mark::Content(node) = mark(0) {
                        let (picture, x, width) = (picture.clone(), left + x, *width);
                        self.draw(Item::Picture { node, picture, x, y, width, height: strip.height });
                    }
                }
                StripKind::Seal { diameter, centre, lines } => {
                    let radius = diameter / 2.0;
                    if radius > 0.0 {
                        let middle = y + strip.height / 2.0;
                        self.draw(Item::Ring { centre: (left + centre, middle), radius });
                    }
                    for (part, line, baseline) in lines {
                        self.line(mark(*part), line.clone(), left, y + baseline);
                    }
                }
            }
            y += strip.height;
        }
    }

    pub(crate) fn line(&mut self, mark: Mark, line: Rc<Line>, left: f32, baseline: f32) {
        self.draw(Item::Text { mark, x: left + line.x, line, baseline, grey: 0, turn: 0.0 });
    }
}

/// The height of what must stand on the same page as a heading before it.
fn kept_with(after: &[Laid<'_>], page: f32) -> f32 {
    let mut height = 0.0;
    for (at, block) in after.iter().enumerate() {
        height += block.lead(page);
        if let Laid::Table(table, laid) = block
            && laid.is_one_row()
        {
            height += table.space.1 + tail(&after[at + 1..]);
        }
        if !matches!(block, Laid::Heading(..) | Laid::Caption(_)) {
            break;
        }
    }
    height
}

/// The height of what may not stand alone after a text.
fn tail(after: &[Laid<'_>]) -> f32 {
    match after.first() {
        Some(Laid::Seal(galley)) => galley.height(),
        _ => 0.0,
    }
}

/// The structure nodes of a cell's paragraphs: the cell itself when there is only one.
pub(crate) fn part_nodes(structure: &mut Structure, cell: NodeId, galley: &Galley) -> Vec<NodeId> {
    if galley.parts <= 1 {
        vec![cell]
    } else {
        (0..galley.parts).map(|_| structure.add(Some(cell), Kind::Paragraph)).collect()
    }
}
