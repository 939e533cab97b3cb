//! The block model: what stands in a document, before any measuring.

use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDate};

use super::text::{STRONG, WEAK};
use super::{Blank, Contents, Cover, List, Picture, Sheet, Table};
use crate::mark::Print;

/// A document ready to be laid out.
#[derive(Clone, Debug, PartialEq)]
pub struct Document {
    /// The title in the metadata and the first bookmark.
    pub title: String,
    /// One sentence about it, in the metadata; may be empty.
    pub description: String,
    /// Language tag, e.g. `zh-CN`.
    pub language: String,
    /// When its content was last changed. Stands in for a clock.
    pub stamp: Stamp,
    /// A word set in the header and behind the text of each page, e.g. `未通过自查`.
    pub mark: Option<String>,
    /// A word set in the same way on every page, whatever else is: of an example, `示例`.
    pub always: Option<&'static str>,
    /// Of a document in copies for rows: the ids of the rows whose copies carry the mark; `None` = every page.
    pub marked: Option<BTreeSet<String>>,
    /// The paper.
    pub sheet: Sheet,
    /// A line above the text of every page but the first.
    pub header: Option<String>,
    /// The blocks in reading order.
    pub blocks: Vec<Block>,
    /// What the print marks of its pages say: each copy has its own. Empty = no marks.
    pub prints: Vec<Print>,
}

impl Document {
    /// What is set in the header and behind the text of a page; `marked`: one that carries the mark.
    pub(super) fn words_over(&self, marked: bool) -> Option<String> {
        let mark = self.mark.as_deref().filter(|_| marked);
        let words: Vec<&str> = self.always.into_iter().chain(mark).collect();
        (!words.is_empty()).then(|| words.join("，"))
    }

    /// Every character that is set, with its face; page numbers included.
    pub fn characters(&self) -> BTreeSet<(Face, char)> {
        let mut characters = BTreeSet::new();
        characters.extend("0123456789第页共　 ".chars().map(|c| (Face::Body, c)));
        if !self.prints.is_empty() {
            characters.extend("ABCDEFGHJKMNPQRSTVWXYZ-…打印码第张，共".chars().map(|c| (Face::Body, c)));
            let titles = self.prints.iter().flat_map(|print| print.title.chars());
            characters.extend(titles.map(|c| (Face::Body, c)));
        }
        characters.extend(self.header.iter().flat_map(|header| header.chars()).map(|c| (Face::Body, c)));
        characters.extend(self.words_over(true).iter().flat_map(|it| it.chars()).map(|c| (Face::Heading, c)));
        let mut add = |p: &Paragraph| {
            let mut face = p.style.face;
            characters.extend(p.text.chars().map(|c| {
                face = match c {
                    STRONG => p.style.face.heavier(),
                    WEAK => p.style.face,
                    _ => face,
                };
                (face, c)
            }));
        };
        for block in &self.blocks {
            block.each_paragraph(&mut add);
            if let Block::Contents(contents) = block {
                for (level, text) in self.headings() {
                    if let Some(style) = contents.levels.get(usize::from(level) - 1) {
                        add(&Paragraph { text: text.to_owned(), style: *style });
                    }
                }
            }
        }
        characters
    }

    /// The headings in order, the title apart, each with its level.
    pub(crate) fn headings(&self) -> impl Iterator<Item = (u16, &str)> {
        self.blocks.iter().filter_map(|block| match block {
            Block::Heading(heading) if heading.level > 0 => Some((heading.level, heading.text.text.as_str())),
            _ => None,
        })
    }
}

/// A moment in civil time with its distance from UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// Year.
    pub year: u16,
    /// Month, 1–12.
    pub month: u8,
    /// Day, 1–31.
    pub day: u8,
    /// Hour.
    pub hour: u8,
    /// Minute.
    pub minute: u8,
    /// Second.
    pub second: u8,
    /// Minutes east of UTC.
    pub offset_minutes: i16,
}

impl Stamp {
    /// The start of a day in China.
    pub fn midnight(day: NaiveDate) -> Self {
        Self {
            year: u16::try_from(day.year()).unwrap_or(0),
            month: u8::try_from(day.month()).unwrap_or(1),
            day: u8::try_from(day.day()).unwrap_or(1),
            hour: 0,
            minute: 0,
            second: 0,
            offset_minutes: 480,
        }
    }
}

/// One block of a document.
#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    /// A heading; also a bookmark.
    Heading(Heading),
    /// A paragraph.
    Paragraph(Paragraph),
    /// A list.
    List(List),
    /// A bordered grid.
    Grid(Grid),
    /// The title of the table that follows; stands on its page.
    Caption(Paragraph),
    /// A table of rows.
    Table(Table),
    /// A picture; what follows, its caption, stands on its page.
    Picture(Picture),
    /// The place for seal and date at the end; never alone on its page.
    Seal(Seal),
    /// A place left blank.
    Blank(Blank),
    /// A cover.
    Cover(Cover),
    /// The table of contents.
    Contents(Contents),
    /// What follows starts on a new page.
    PageBreak,
    /// What follows is a copy of its own, of the row with this id: it starts on a new page and counts its
    /// pages from 1.
    Copy(String),
}

impl Block {
    /// Shows every paragraph of the block in reading order.
    pub(crate) fn each_paragraph(&self, see: &mut dyn FnMut(&Paragraph)) {
        match self {
            Self::Heading(heading) => see(&heading.text),
            Self::Paragraph(paragraph) | Self::Caption(paragraph) => see(paragraph),
            Self::List(list) => {
                for item in &list.items {
                    see(&item.label);
                    item.text.iter().for_each(&mut *see);
                }
            }
            Self::Grid(grid) => {
                for piece in grid.cells.iter().flat_map(|cell| &cell.pieces) {
                    match piece {
                        Piece::Paragraph(paragraph) | Piece::Upright(paragraph) => see(paragraph),
                        Piece::Seal(seal) => seal.lines.iter().for_each(&mut *see),
                    }
                }
            }
            Self::Table(table) => {
                let cells = table.head.iter().chain(&table.rows).flat_map(|row| &row.cells);
                cells.flat_map(|cell| &cell.text).for_each(see);
            }
            Self::Seal(seal) => seal.lines.iter().for_each(see),
            Self::Blank(blank) => see(&blank.text),
            Self::Cover(cover) => {
                see(&cover.title);
                cover.foot.iter().for_each(see);
            }
            Self::Contents(contents) => see(&contents.title),
            Self::Picture(_) | Self::PageBreak | Self::Copy(_) => {}
        }
    }
}

/// A heading.
#[derive(Clone, Debug, PartialEq)]
pub struct Heading {
    /// 0 for the title of a flowing document, 1 for its parts and for the title of a form.
    pub level: u16,
    /// Its wording.
    pub text: Paragraph,
    /// Its bookmark, where that is not its wording.
    pub bookmark: Option<String>,
}

impl Heading {
    /// A heading whose wording is its bookmark.
    pub fn new(level: u16, text: Paragraph) -> Self {
        Self { level, text, bookmark: None }
    }
}

/// A run of text in one style.
#[derive(Clone, Debug, PartialEq)]
pub struct Paragraph {
    /// Its wording, without line breaks. What stands between the noncharacters U+FDD0 and U+FDD1 is emphasised.
    pub text: String,
    /// How it is set.
    pub style: Style,
}

/// How a paragraph is set. Lengths in points.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Style {
    /// The face.
    pub face: Face,
    /// Font size.
    pub size: f32,
    /// Distance from baseline to baseline.
    pub leading: f32,
    /// How lines stand between the edges.
    pub align: Align,
    /// First-line indent in characters.
    pub indent: f32,
    /// Indent of the lines after the first in characters.
    pub hang: f32,
    /// Where lines may end.
    pub wrap: Wrap,
    /// The smallest size to which the text may shrink when a word (a number, a code) is wider than
    /// its cell; equal to `size` when it may not.
    pub least_size: f32,
    /// Space before, not at the top of a page.
    pub before: f32,
    /// Space after.
    pub after: f32,
}

/// The faces a style can ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Face {
    /// The text face (宋体).
    Body,
    /// The heavier face of titles (小标宋).
    Heading,
    /// The face of first-level headings (黑体).
    Sans,
}

impl Face {
    /// The face of what is emphasised in a text of this one.
    pub(crate) fn heavier(self) -> Self {
        match self {
            Self::Body => Self::Heading,
            heavy => heavy,
        }
    }
}

/// How lines stand between the edges.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// Flush left.
    Start,
    /// Centred.
    Center,
    /// Flush right.
    End,
    /// Flush on both edges; the last line flush left.
    Justify,
}

/// Where lines may end, besides 避头尾.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wrap {
    /// Anywhere between Han characters and between words.
    Text,
    /// At spaces as long as that is possible: the options of a choice stay whole.
    Phrases,
    /// In lines of about the same length: labels.
    Balanced,
}

/// A bordered grid in CSS Grid terms; a table in the document's structure.
#[derive(Clone, Debug, PartialEq)]
pub struct Grid {
    /// What the table holds, for readers who do not see it.
    pub summary: String,
    /// Relative widths of the columns (`fr`).
    pub columns: Vec<f32>,
    /// Least heights of the rows in points.
    pub rows: Vec<f32>,
    /// The cells in reading order.
    pub cells: Vec<Cell>,
}

/// A cell of a grid. Lines are counted from 1.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    /// First column line.
    pub column: u16,
    /// First row line.
    pub row: u16,
    /// Columns covered.
    pub column_span: u16,
    /// Rows covered.
    pub row_span: u16,
    /// Heading or data.
    pub kind: CellKind,
    /// Bookmark to this cell.
    pub bookmark: Option<String>,
    /// May be continued on the next page.
    pub splits: bool,
    /// What stands in it.
    pub pieces: Vec<Piece>,
}

/// What a cell is in the table's structure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CellKind {
    /// Names the cells after it in its row or rows.
    Label,
    /// Names the cells below it in its column.
    Head,
    /// Holds an answer or a text.
    Data,
}

/// A piece of a cell's content.
#[derive(Clone, Debug, PartialEq)]
pub enum Piece {
    /// A paragraph.
    Paragraph(Paragraph),
    /// Characters set one below the other.
    Upright(Paragraph),
    /// The place for seal and date.
    Seal(Seal),
}

/// The place for a seal (公章): a circle with the words that the seal will cover.
#[derive(Clone, Debug, PartialEq)]
pub struct Seal {
    /// Diameter in points; a round seal of an enterprise or institution is 45 mm at most (国发〔1999〕25号).
    /// 0 = a place to sign by hand, without a circle.
    pub diameter: f32,
    /// The lines set in the middle of the circle.
    pub lines: Vec<Paragraph>,
}

/// Points in a millimetre.
pub(crate) const MM: f32 = 72.0 / 25.4;
