//! The table of contents: set before the pages of its headings are known, filled in when they are.

use std::rc::Rc;

use super::galley::{StripKind, paragraphs};
use super::lines::Line;
use super::page::{Item, Link, Mark};
use super::paginate::Press;
use super::structure::{Kind, NodeId};
use super::{Align, Contents, Document, DocumentError, Face, Paragraph};

/// Where an entry leads.
#[derive(Clone, Copy)]
enum To {
    /// To a heading of the document, counted without the title.
    Heading(usize),
    /// To a page of the bound volume, counted from 0.
    Page(usize),
}

/// An entry that waits for its page number.
pub(crate) struct Entry {
    /// Where it leads.
    to: To,
    /// The entry's node.
    node: NodeId,
    text: String,
    size: f32,
    /// Page, counted from 0, and the item that keeps the number's place there.
    page: usize,
    item: usize,
    /// Top and bottom of the entry's last line, its baseline and where its text ends.
    band: (f32, f32),
    baseline: f32,
    end: f32,
}

impl Press<'_> {
    /// Sets the table of contents of a document.
    pub(crate) fn contents(&mut self, contents: &Contents, document: &Document) -> Result<(), DocumentError> {
        let width = self.sheet.text_width();
        let title = paragraphs(&mut self.shaper, std::slice::from_ref(&contents.title), width)?;
        let node = self.structure.add(None, Kind::Paragraph);
        self.flow(&title, 0.0, |_| node);
        let list = self.structure.add(None, Kind::Contents);
        let listed: Vec<(u16, &str, To)> = match &contents.entries {
            Some(entries) => entries.iter().map(|e| (e.level, e.text.as_str(), To::Page(e.page))).collect(),
            None => {
                let headings = document.headings().enumerate();
                headings.map(|(number, (level, text))| (level, text, To::Heading(number))).collect()
            }
        };
        for (level, text, to) in listed {
            let Some(style) = contents.levels.get(usize::from(level).saturating_sub(1)) else { continue };
            let paragraph = Paragraph { text: text.to_owned(), style: *style };
            // Three digits and the dots before them.
            let galley = paragraphs(&mut self.shaper, &[paragraph], width - style.size * 3.0)?;
            let item = self.structure.add(Some(list), Kind::ContentsItem);
            let node = self.structure.add(Some(item), Kind::Link);
            self.flow(&galley, 0.0, |_| node);
            let last = galley.strips.iter().rev().find_map(|strip| match &strip.kind {
                StripKind::Line { line, baseline, .. } => Some((strip.height, line, baseline)),
                _ => None,
            });
            let Some((height, line, baseline)) = last else { continue };
            let top = self.y - style.after - height;
            self.draw(Item::Blank { node });
            self.draw(Item::Leader { from: 0.0, to: 0.0, y: 0.0 });
            let page = self.pages.len() - 1;
            self.entries.push(Entry {
                to,
                node,
                text: text.to_owned(),
                size: style.size,
                page,
                item: self.pages[page].items.len() - 2,
                band: (top, top + height),
                baseline: top + baseline,
                end: self.sheet.left + line.x + line.width,
            });
        }
        Ok(())
    }

    /// Writes the page numbers once every heading has its place.
    pub(crate) fn fill_contents(&mut self) -> Result<(), DocumentError> {
        let right = self.sheet.width - self.sheet.right;
        for entry in std::mem::take(&mut self.entries) {
            let (page, y, number) = match entry.to {
                To::Page(page) => (page, 0.0, page + 1),
                To::Heading(heading) => match self.headings.get(heading) {
                    Some(&(page, y)) => (page, y, self.number_of(page)),
                    None => continue,
                },
            };
            let number = number.to_string();
            let line =
                self.furniture(&number, Face::Body, entry.size, Align::Start, self.sheet.text_width())?;
            let Some(line) = line else { continue };
            let x = right - line.width;
            let gap = entry.size / 2.0;
            let leader =
                Item::Leader { from: entry.end + gap, to: x - gap, y: entry.baseline - entry.size * 0.1 };
            let (left, text) = (self.sheet.left, format!("{} 第{number}页", entry.text));
            let here = &mut self.pages[entry.page];
            here.items[entry.item] = number_item(entry.node, line, x, entry.baseline);
            here.items[entry.item + 1] = leader;
            here.links.push(Link {
                node: entry.node,
                text,
                area: (left, entry.band.0, right, entry.band.1),
                to: (page, y),
            });
        }
        Ok(())
    }

    /// The number printed on a page; covers are not counted.
    pub(crate) fn number_of(&self, page: usize) -> usize {
        self.pages[..=page].iter().filter(|page| !page.is_cover).count()
    }
}

fn number_item(node: NodeId, line: Rc<Line>, x: f32, baseline: f32) -> Item {
    Item::Text { mark: Mark::Content(node), line, x, baseline, grey: 0, turn: 0.0 }
}
