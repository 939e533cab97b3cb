//! What stands on pages beside the content: headers, page numbers, the mark of a draft.

use std::rc::Rc;

use super::lines::{Line, compose};
use super::page::{Item, Mark, Page};
use super::paginate::Press;
use super::{Align, Document, DocumentError, Face, Sheet, Style, Wrap};

/// 小五, the size of running headers.
const HEADER: f32 = 9.0;
/// 五号, the size of page numbers and of the mark in the header.
const NUMBER: f32 = 10.5;

impl Press<'_> {
    /// Composes a text that is no part of the content: header, footer, watermark.
    pub(crate) fn furniture(
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
        let shaped = self.shaper.shape(text, &style)?;
        Ok(compose(&shaped, &style, width).into_iter().next().map(Rc::new))
    }

    /// Sets headers, marks and page numbers once the number of pages is known.
    pub(crate) fn furnish(&mut self, document: &Document) -> Result<(), DocumentError> {
        self.set_header(document.header.as_deref())?;
        self.set_mark(document)?;
        self.set_numbers()?;
        self.set_print_marks(document)
    }

    /// The header over a thin rule; not on covers, nor on the first page, where the title stands.
    fn set_header(&mut self, header: Option<&str>) -> Result<(), DocumentError> {
        let Some(header) = header else { return Ok(()) };
        let sheet = self.sheet;
        let Some(line) = self.furniture(header, Face::Body, HEADER, Align::Start, sheet.text_width())? else {
            return Ok(());
        };
        let (left, right) = (sheet.left, sheet.width - sheet.right);
        let y = sheet.top - sheet.top.min(36.0) / 3.0;
        for page in self.pages.iter_mut().skip(1).filter(|page| !page.is_cover) {
            let (x, baseline) = (left + line.x, y - 4.5);
            page.items.push(Item::Text {
                mark: Mark::Header,
                line: line.clone(),
                x,
                baseline,
                grey: 70,
                turn: 0.0,
            });
            page.items.push(Item::Rule { from: (left, y), to: (right, y), width: 0.4 });
        }
        Ok(())
    }

    fn set_mark(&mut self, document: &Document) -> Result<(), DocumentError> {
        self.set_words(document, true)?;
        if document.marked.is_some() { self.set_words(document, false) } else { Ok(()) }
    }

    /// Sets what stands over the pages that carry the mark, or over the others.
    fn set_words(&mut self, document: &Document, marked: bool) -> Result<(), DocumentError> {
        let Some(words) = document.words_over(marked) else { return Ok(()) };
        let sheet = self.sheet;
        let behind = self.furniture(&words, Face::Heading, 66.0, Align::Start, sheet.width * 2.0)?;
        let above = self.furniture(&words, Face::Heading, NUMBER, Align::End, sheet.text_width())?;
        let carries = |page: &Page| match (&document.marked, &page.copy) {
            (Some(marked), Some(copy)) => marked.contains(&**copy),
            _ => true,
        };
        for page in self.pages.iter_mut().filter(|page| carries(page) == marked) {
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
        Ok(())
    }

    fn set_numbers(&mut self) -> Result<(), DocumentError> {
        let sheet = self.sheet;
        let numbered: Vec<usize> = (0..self.pages.len()).filter(|&page| !self.pages[page].is_cover).collect();
        // Each copy counts its own pages.
        let copies: Vec<Vec<usize>> =
            numbered.chunk_by(|a, b| self.pages[*a].copy == self.pages[*b].copy).map(<[_]>::to_vec).collect();
        for copy in copies.iter().filter(|copy| copy.len() > 1) {
            for (number, page) in copy.iter().enumerate() {
                let text = format!("第 {} 页　共 {} 页", number + 1, copy.len());
                if let Some(line) =
                    self.furniture(&text, Face::Body, NUMBER, Align::Center, sheet.text_width())?
                {
                    let (x, baseline) = (sheet.left + line.x, sheet.height - sheet.number);
                    let mark = Mark::Footer;
                    self.pages[*page].items.push(Item::Text { mark, line, x, baseline, grey: 0, turn: 0.0 });
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
