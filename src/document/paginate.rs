//! Pagination: blocks → pages.

use std::collections::BTreeSet;
use std::rc::Rc;

use super::galley::{Galley, ShapedPiece, Strip, StripKind, galley};
use super::lines::{Line, compose};
use super::page::{Bookmark, Item, Mark, Page, Pages, Sheet};
use super::shape::shape;
use super::structure::{Kind, NodeId, Structure};
use super::{Align, Block, Document, DocumentError, Face, Faces, Paragraph, Piece, Style, Wrap};

/// Lays a document out.
pub(crate) fn paginate(document: &Document, faces: &Faces) -> Result<Pages, DocumentError> {
    let mut press = Press {
        faces,
        sheet: Sheet::FORM,
        pages: vec![Page::default()],
        structure: Structure::default(),
        bookmarks: Vec::new(),
        missing: BTreeSet::new(),
        y: Sheet::FORM.top,
    };
    for (number, block) in document.blocks.iter().enumerate() {
        match block {
            Block::Heading(heading) => press.paragraph(
                &heading.text,
                Kind::Heading(heading.level, heading.text.text.clone()),
                Some(heading.level),
            )?,
            Block::Paragraph(paragraph) => press.paragraph(paragraph, Kind::Paragraph, None)?,
            Block::Grid(grid) => {
                let after = press.height_of_lines(&document.blocks[number + 1..])?;
                press.grid(grid, after)?;
            }
            Block::PageBreak => press.new_page(),
        }
    }
    press.furnish(document.mark.as_deref())?;
    if press.missing.is_empty() {
        let Press { sheet, pages, structure, bookmarks, .. } = press;
        Ok(Pages { sheet, pages, structure, bookmarks })
    } else {
        Err(DocumentError::MissingGlyphs(press.missing))
    }
}

/// The pages while they are being filled.
pub(crate) struct Press<'a> {
    pub(crate) faces: &'a Faces,
    pub(crate) sheet: Sheet,
    pub(crate) pages: Vec<Page>,
    pub(crate) structure: Structure,
    pub(crate) bookmarks: Vec<Bookmark>,
    pub(crate) missing: BTreeSet<char>,
    /// Where the next block starts on the last page.
    pub(crate) y: f32,
}

impl Press<'_> {
    pub(crate) fn new_page(&mut self) {
        self.pages.push(Page::default());
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

    /// The height of the paragraphs that follow directly.
    fn height_of_lines(&mut self, blocks: &[Block]) -> Result<f32, DocumentError> {
        let mut height = 0.0;
        for block in blocks {
            let Block::Paragraph(paragraph) = block else { break };
            let piece = Piece::Paragraph(paragraph.clone());
            let shaped = ShapedPiece::shape(self.faces, &piece, &mut self.missing)?;
            height += galley(&[shaped], self.sheet.text_width()).height();
        }
        Ok(height)
    }

    fn paragraph(
        &mut self,
        paragraph: &Paragraph,
        kind: Kind,
        bookmark: Option<u16>,
    ) -> Result<(), DocumentError> {
        let node = self.structure.add(None, kind);
        let piece = Piece::Paragraph(paragraph.clone());
        let shaped = ShapedPiece::shape(self.faces, &piece, &mut self.missing)?;
        let galley = galley(&[shaped], self.sheet.text_width());
        let mut start = 0;
        while start < galley.strips.len() {
            let mut count = galley.fitting(start, self.room());
            if count == 0 {
                if self.at_top() {
                    count = 1;
                } else {
                    self.new_page();
                    continue;
                }
            }
            if start == 0
                && let Some(level) = bookmark
            {
                self.bookmark(level, &paragraph.text);
            }
            let end = start + count;
            let (left, top) = (self.sheet.left, self.y);
            self.strips(&galley.strips[start..end], left, top, |_| Mark::Content(node));
            self.y += galley.strips[start..end].iter().map(|strip| strip.height).sum::<f32>();
            start = end;
            if start < galley.strips.len() {
                self.new_page();
            }
        }
        Ok(())
    }

    /// Draws strips below one another; `mark` tells where each numbered paragraph belongs.
    pub(crate) fn strips(&mut self, strips: &[Strip], left: f32, top: f32, mark: impl Fn(usize) -> Mark) {
        let mut y = top;
        for strip in strips {
            match &strip.kind {
                StripKind::Space => {}
                StripKind::Line { part, line, baseline } => {
                    self.line(mark(*part), line.clone(), left, y + baseline);
                }
                StripKind::Seal { diameter, centre, lines } => {
                    let radius = diameter / 2.0;
                    self.draw(Item::Ring { centre: (left + centre, y + radius), radius });
                    for (part, line, baseline) in lines {
                        self.line(mark(*part), line.clone(), left, y + baseline);
                    }
                }
            }
            y += strip.height;
        }
    }

    fn line(&mut self, mark: Mark, line: Rc<Line>, left: f32, baseline: f32) {
        self.draw(Item::Text { mark, x: left + line.x, line, baseline, grey: 0, turn: 0.0 });
    }

    /// Composes a text that is no part of the content: header, footer, watermark.
    fn furniture(
        &mut self,
        text: &str,
        face: Face,
        size: f32,
        align: Align,
        width: f32,
    ) -> Result<Option<Rc<Line>>, DocumentError> {
        let style = Style {
            face,
            size,
            leading: size,
            align,
            indent: 0.0,
            hang: 0.0,
            wrap: Wrap::Text,
            least_size: size,
            before: 0.0,
            after: 0.0,
        };
        let shaped = shape(self.faces, text, &style, &mut self.missing)?;
        Ok(compose(&shaped, &style, width).into_iter().next().map(Rc::new))
    }

    /// Sets the marks and the page numbers once the number of pages is known.
    fn furnish(&mut self, mark: Option<&str>) -> Result<(), DocumentError> {
        let sheet = self.sheet;
        let count = self.pages.len();
        if let Some(mark) = mark {
            let behind = self.furniture(mark, Face::Heading, 66.0, Align::Start, sheet.width * 2.0)?;
            let above = self.furniture(mark, Face::Heading, 10.5, Align::End, sheet.text_width())?;
            for page in &mut self.pages {
                let mut items = Vec::new();
                if let Some(line) = &behind {
                    items.push(watermark(&sheet, line.clone()));
                }
                if let Some(line) = above.clone() {
                    let (x, baseline) = (sheet.left + line.x - 6.0, sheet.top - 18.0);
                    let (width, height) = (line.width + 12.0, 18.0);
                    items.push(Item::Frame { x: x - 6.0, y: baseline - 13.0, width, height });
                    items.push(Item::Text { mark: Mark::Header, line, x, baseline, grey: 0, turn: 0.0 });
                }
                // The watermark is drawn first and lies under everything else.
                page.items.splice(0..0, items);
            }
        }
        if count > 1 {
            for number in 1..=count {
                let text = format!("第 {number} 页　共 {count} 页");
                let line = self.furniture(&text, Face::Body, 10.5, Align::Center, sheet.text_width())?;
                if let Some(line) = line {
                    let (x, baseline) = (sheet.left + line.x, sheet.height - 11.0 * super::model::MM);
                    self.pages[number - 1].items.push(Item::Text {
                        mark: Mark::Footer,
                        line,
                        x,
                        baseline,
                        grey: 0,
                        turn: 0.0,
                    });
                }
            }
        }
        Ok(())
    }
}

/// The mark across the page, rising to the right, its middle in the middle of the page.
fn watermark(sheet: &Sheet, line: Rc<Line>) -> Item {
    let turn: f32 = 52.0;
    let (sin, cos) = turn.to_radians().sin_cos();
    let (along, up) = (line.width / 2.0, line.size * 0.36);
    let x = sheet.width / 2.0 - along * cos + up * sin;
    let baseline = sheet.height / 2.0 + along * sin + up * cos;
    Item::Text { mark: Mark::Watermark, line, x, baseline, grey: 226, turn }
}

/// The structure nodes of a cell's paragraphs: the cell itself when there is only one.
pub(crate) fn part_nodes(structure: &mut Structure, cell: NodeId, galley: &Galley) -> Vec<NodeId> {
    if galley.parts <= 1 {
        vec![cell]
    } else {
        (0..galley.parts).map(|_| structure.add(Some(cell), Kind::Paragraph)).collect()
    }
}
