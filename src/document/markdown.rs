//! Markdown → what stands one below the other: headings, paragraphs, lists, tables, pictures.
//!
//! Tables are taken from GitHub's Markdown; everything else is CommonMark, but for one thing: every line is a
//! paragraph of its own, as people in offices write. HTML is text like any other. Nothing is dropped: what has
//! no look of its own is printed as a paragraph.

use pulldown_cmark::{Alignment, Event, Options, Parser, Tag, TagEnd};

use super::text::{STRONG, WEAK};
use crate::text::markdown::PICTURE;

/// A piece of a written text. Texts may hold [`STRONG`] and [`WEAK`].
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Written {
    /// A heading with its level, 1 to 6.
    Heading(u16, String),
    /// A paragraph.
    Paragraph(String),
    /// A list with its items, nested ones among them.
    List(bool, Vec<WrittenItem>),
    /// A table: how its columns stand, its head, its rows. A cell holds paragraphs.
    Table(Vec<Alignment>, Vec<WrittenCell>, Vec<Vec<WrittenCell>>),
    /// A picture: its caption and the beginning of its digest.
    Picture(String, String),
}

/// The paragraphs of a cell.
pub(super) type WrittenCell = Vec<String>;

/// An item of a list.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct WrittenItem {
    /// How far it is nested, from 0.
    pub(super) depth: u8,
    /// Its number in an ordered list.
    pub(super) number: Option<u64>,
    /// Its paragraphs.
    pub(super) text: Vec<String>,
}

/// Parses a text.
pub(super) fn parse(markdown: &str) -> Vec<Written> {
    let mut reader = Reader::default();
    for event in Parser::new_ext(markdown, Options::ENABLE_TABLES) {
        reader.event(event);
    }
    reader.paragraph();
    reader.out
}

#[derive(Default)]
struct Reader {
    out: Vec<Written>,
    /// The line at hand.
    line: String,
    /// The lists around, each with the number of its next item.
    lists: Vec<Option<u64>>,
    items: Vec<WrittenItem>,
    table: Option<(Vec<Alignment>, Vec<Vec<WrittenCell>>)>,
    cell: WrittenCell,
    /// Pictures met inside a list or a table; they stand after it.
    later: Vec<Written>,
    /// The picture whose caption is being read.
    picture: Option<String>,
    strong: usize,
}

impl Reader {
    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) | Event::Code(text) => self.text(&text),
            Event::InlineHtml(html) if html.starts_with("<br") => self.paragraph(),
            Event::Html(text) | Event::InlineHtml(text) => self.text(&text),
            Event::SoftBreak | Event::HardBreak => self.paragraph(),
            _ => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::List(first) => {
                self.paragraph();
                self.lists.push(first);
            }
            Tag::Item => {
                self.paragraph();
                let depth = u8::try_from(self.lists.len().saturating_sub(1)).unwrap_or(u8::MAX);
                let number = self.lists.last_mut().and_then(|next| {
                    let number = (*next)?;
                    *next = Some(number + 1);
                    Some(number)
                });
                self.items.push(WrittenItem { depth, number, text: Vec::new() });
            }
            Tag::Table(columns) => self.table = Some((columns, Vec::new())),
            Tag::TableHead | Tag::TableRow => {
                if let Some((_, rows)) = &mut self.table {
                    rows.push(Vec::new());
                }
            }
            Tag::Strong | Tag::Emphasis => {
                self.strong += 1;
                if self.strong == 1 {
                    self.line.push(STRONG);
                }
            }
            Tag::Image { dest_url, .. } => {
                self.paragraph();
                self.picture = Some(dest_url.strip_prefix(PICTURE).unwrap_or(&dest_url).to_owned());
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph | TagEnd::CodeBlock | TagEnd::HtmlBlock | TagEnd::Item => self.paragraph(),
            TagEnd::Heading(level) => {
                let text = std::mem::take(&mut self.line);
                if !text.trim().is_empty() {
                    self.out.push(Written::Heading(level as u16, text.trim().to_owned()));
                }
            }
            TagEnd::List(ordered) => {
                self.lists.pop();
                if self.lists.is_empty() {
                    let items = std::mem::take(&mut self.items);
                    self.out.push(Written::List(ordered, items));
                    self.out.append(&mut self.later);
                }
            }
            TagEnd::TableCell => {
                self.paragraph();
                let cell = std::mem::take(&mut self.cell);
                if let Some(row) = self.table.as_mut().and_then(|(_, rows)| rows.last_mut()) {
                    row.push(cell);
                }
            }
            TagEnd::Table => {
                if let Some((columns, mut rows)) = self.table.take() {
                    let body = rows.split_off(rows.len().min(1));
                    self.out.push(Written::Table(columns, rows.pop().unwrap_or_default(), body));
                    self.out.append(&mut self.later);
                }
            }
            TagEnd::Strong | TagEnd::Emphasis => {
                self.strong = self.strong.saturating_sub(1);
                if self.strong == 0 {
                    self.line.push(WEAK);
                }
            }
            TagEnd::Image => {
                let caption = std::mem::take(&mut self.line);
                let picture =
                    Written::Picture(caption.trim().to_owned(), self.picture.take().unwrap_or_default());
                if self.lists.is_empty() && self.table.is_none() {
                    self.out.push(picture);
                } else {
                    if self.table.is_some() {
                        self.cell.push(format!("（图：{caption}）"));
                    }
                    self.later.push(picture);
                }
            }
            _ => {}
        }
    }

    /// Takes text in; each of its lines but the last is whole.
    fn text(&mut self, text: &str) {
        let mut lines = text.split('\n');
        self.line.extend(lines.next());
        for line in lines {
            self.paragraph();
            self.line.push_str(line);
        }
    }

    /// Ends the line at hand, if there is something on it. What is emphasised goes on on the next one.
    fn paragraph(&mut self) {
        let mut text = std::mem::take(&mut self.line);
        if self.strong > 0 {
            text.push(WEAK);
            self.line.push(STRONG);
        }
        let text = text.trim();
        if text.chars().all(|c| c == STRONG || c == WEAK || c.is_whitespace()) {
            return;
        }
        if self.table.is_some() {
            self.cell.push(text.to_owned());
        } else if let (false, Some(item)) = (self.lists.is_empty(), self.items.last_mut()) {
            item.text.push(text.to_owned());
        } else {
            self.out.push(Written::Paragraph(text.to_owned()));
        }
    }
}
