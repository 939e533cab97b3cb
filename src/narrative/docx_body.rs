//! The text of a `.docx` → pieces. Tracked changes are taken as accepted.

use std::collections::{BTreeMap, BTreeSet};

use super::docx_numbers::{Counters, Label};
use super::docx_paragraph::{Paragraph, line_starts, numbered};
use super::docx_parts::{Attributes, Lists, Step, Styles};
use super::docx_symbols::symbol;
use super::sections::Piece;

/// What the text refers to.
#[derive(Debug, Default)]
pub(super) struct Around {
    pub(super) styles: Styles,
    pub(super) lists: Lists,
    /// Texts of footnotes by id.
    pub(super) footnotes: BTreeMap<String, String>,
    /// Texts of endnotes by id.
    pub(super) endnotes: BTreeMap<String, String>,
    /// What stands in the text for a picture, by the id of its relation.
    pub(super) pictures: BTreeMap<String, String>,
    /// Those of pictures that cannot be printed.
    pub(super) unprintable: BTreeSet<String>,
}

/// The text while it is read.
#[derive(Debug)]
pub(super) struct Body<'a> {
    around: &'a Around,
    pub(super) pieces: Vec<Piece>,
    /// Paragraphs that are open: a text box stands inside the paragraph that holds it.
    paragraphs: Vec<Paragraph>,
    tables: Vec<Table>,
    /// Elements open below one that is skipped, with its name.
    skipped: Option<(String, usize)>,
    /// Open elements that say how a paragraph or a run is meant.
    properties: usize,
    in_text: bool,
    bold: bool,
    /// Text of a paragraph whose end was deleted: it goes on in the next.
    carried: Option<Paragraph>,
    pub(super) inserted: usize,
    pub(super) deleted: usize,
    /// Objects that cannot be taken over.
    pub(super) objects: usize,
    pub(super) contents: usize,
    /// Pictures that cannot be printed.
    pub(super) unprintable: usize,
    /// Drawings made of shapes.
    pub(super) shapes: usize,
    /// Characters of symbol fonts that are not known.
    pub(super) symbols: usize,
    /// Drawings that are open.
    drawings: Vec<Drawing>,
    counters: Counters,
}

/// What a drawing is made of.
#[derive(Clone, Copy, Debug, Default)]
struct Drawing {
    /// A shape that is a picture or a box of text is taken over; others are not.
    shape: bool,
    taken: bool,
    /// Several things that belong together.
    group: bool,
}

#[derive(Debug, Default)]
struct Table {
    rows: Vec<Vec<String>>,
    cell: Vec<String>,
    span: u32,
    continues: bool,
}

impl<'a> Body<'a> {
    pub(super) fn new(around: &'a Around) -> Self {
        Self {
            around,
            pieces: Vec::new(),
            paragraphs: Vec::new(),
            tables: Vec::new(),
            skipped: None,
            properties: 0,
            in_text: false,
            bold: false,
            carried: None,
            inserted: 0,
            deleted: 0,
            objects: 0,
            contents: 0,
            unprintable: 0,
            shapes: 0,
            symbols: 0,
            drawings: Vec::new(),
            counters: Counters::default(),
        }
    }

    pub(super) fn step(&mut self, step: Step<'_>) {
        if let Some((name, depth)) = &mut self.skipped {
            match step {
                Step::Open(own, _) if own == name => *depth += 1,
                Step::Close(own) if own == name && *depth == 0 => self.skipped = None,
                Step::Close(own) if own == name => *depth -= 1,
                _ => {}
            }
            return;
        }
        match step {
            Step::Open(name, attributes) => self.open(name, &attributes),
            Step::Close(name) => self.close(name),
            Step::Text(text) if self.in_text => self.text(text),
            Step::Text(_) => {}
        }
    }

    fn open(&mut self, name: &str, attributes: &Attributes) {
        match name {
            "p" => {
                let carried = self.carried.take().map(|it| Paragraph { joins: false, ..it });
                self.paragraphs.push(carried.unwrap_or_default());
            }
            "pPr" | "rPr" | "tcPr" => {
                self.properties += 1;
            }
            // The mark of a deleted paragraph end stands among the properties.
            "del" | "moveFrom" if self.properties > 0 => self.paragraph(|it| it.joins = true),
            "ins" | "moveTo" if self.properties > 0 => {}
            "del" | "moveFrom" => {
                self.deleted += 1;
                self.skip(name);
            }
            "ins" | "moveTo" => self.inserted += 1,
            "Fallback" | "instrText" | "delText" => self.skip(name),
            // How it was before a change of its properties.
            name if name.ends_with("PrChange") => self.skip(name),
            "r" => self.bold = false,
            "b" if self.properties == 1 => self.bold = attributes.is_on(),
            "pStyle" => {
                let style = attributes.get("val").unwrap_or_default().to_owned();
                self.paragraph(|it| it.style = style);
            }
            "outlineLvl" => self.paragraph(|it| it.own.outline = attributes.number("val")),
            "numId" => self.paragraph(|it| it.own.list = attributes.number("val")),
            "ilvl" => self.paragraph(|it| it.own.depth = attributes.number("val")),
            "t" => self.in_text = self.properties == 0,
            "tab" if self.properties == 0 => self.text(" "),
            "noBreakHyphen" => self.text("-"),
            "br" | "cr" if attributes.get("type").is_none_or(|kind| kind == "textWrapping") => {
                self.line_break()
            }
            "footnoteReference" => self.note(&self.around.footnotes, attributes),
            "endnoteReference" => self.note(&self.around.endnotes, attributes),
            "sym" if self.properties == 0 => self.symbol(attributes),
            "drawing" | "pict" => self.drawings.push(Drawing::default()),
            "wsp" | "shape" | "rect" | "oval" | "roundrect" | "line" | "polyline" | "curve" | "arc"
                // A rule across the page is a shape too.
                if attributes.get("hr").is_none() =>
            {
                self.drawing(|it| it.shape = true);
            }
            "wgp" | "wpc" | "group" => self.drawing(|it| it.group = true),
            "txbxContent" => self.drawing(|it| it.taken = true),
            "blip" | "imagedata" => {
                self.drawing(|it| it.taken = true);
                let id = attributes.get("embed").or_else(|| attributes.get("id"));
                let picture = id.and_then(|id| self.around.pictures.get(id)).cloned();
                self.unprintable += usize::from(id.is_some_and(|id| self.around.unprintable.contains(id)));
                if let Some(picture) = picture {
                    self.paragraph(|it| it.pictures.push(picture));
                }
            }
            "OLEObject" | "chart" | "relIds" => self.objects += 1,
            "tbl" => self.tables.push(Table::default()),
            "tr" => self.table(|it| it.rows.push(Vec::new())),
            "tc" => self.table(|it| (it.span, it.continues) = (1, false)),
            "gridSpan" => self.table(|it| it.span = attributes.number("val").unwrap_or(1).clamp(1, 60)),
            "vMerge" => {
                self.table(|it| it.continues = attributes.get("val").is_none_or(|val| val == "continue"))
            }
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            "pPr" | "rPr" | "tcPr" => self.properties = self.properties.saturating_sub(1),
            "t" => self.in_text = false,
            "p" => self.end_paragraph(),
            "drawing" | "pict" => {
                let done = self.drawings.pop().unwrap_or_default();
                self.shapes += usize::from(done.group || (done.shape && !done.taken));
            }
            "tc" => self.table(|it| {
                let text = std::mem::take(&mut it.cell).join("<br>");
                let cells = std::iter::once(if it.continues { String::new() } else { text });
                let spare = (1..it.span).map(|_| String::new());
                if let Some(row) = it.rows.last_mut() {
                    row.extend(cells.chain(spare));
                }
            }),
            "tbl" => self.end_table(),
            _ => {}
        }
    }

    fn skip(&mut self, name: &str) {
        self.skipped = Some((name.to_owned(), 0));
    }

    fn paragraph(&mut self, act: impl FnOnce(&mut Paragraph)) {
        if let Some(open) = self.paragraphs.last_mut() {
            act(open);
        }
    }

    fn drawing(&mut self, act: impl FnOnce(&mut Drawing)) {
        if let Some(open) = self.drawings.last_mut() {
            act(open);
        }
    }

    /// A note, where it is referred to.
    fn note(&mut self, notes: &BTreeMap<String, String>, attributes: &Attributes) {
        let note = attributes.get("id").and_then(|id| notes.get(id));
        if let Some(note) = note.filter(|note| !note.trim().is_empty()) {
            self.text(&format!("（注：{}）", note.trim()));
        }
    }

    /// A character of a symbol font; 〓 for one that is not known.
    fn symbol(&mut self, attributes: &Attributes) {
        let number = attributes.get("char").and_then(|char| u32::from_str_radix(char, 16).ok());
        let found = number.and_then(|number| symbol(attributes.get("font").unwrap_or_default(), number));
        self.symbols += usize::from(found.is_none());
        self.text(found.unwrap_or('〓').encode_utf8(&mut [0; 4]));
    }

    fn table(&mut self, act: impl FnOnce(&mut Table)) {
        if let Some(open) = self.tables.last_mut() {
            act(open);
        }
    }

    fn text(&mut self, text: &str) {
        let bold = self.bold;
        let in_table = !self.tables.is_empty();
        self.paragraph(|it| it.push(text, bold, in_table));
    }

    fn line_break(&mut self) {
        let end = if self.tables.is_empty() { "\n" } else { "<br>" };
        self.paragraph(|it| {
            it.calm();
            it.markdown.push_str(end);
            it.plain.push(' ');
        });
    }

    fn end_paragraph(&mut self) {
        let Some(mut done) = self.paragraphs.pop() else { return };
        done.calm();
        if done.joins {
            self.carried = Some(done);
            return;
        }
        if self.around.styles.is_contents(&done.style) {
            self.contents += 1;
            return;
        }
        let text = done.markdown.trim().to_owned();
        let styled = self.around.styles.meant(&done.style);
        let outline = done.own.outline.or(styled.outline).filter(|level| *level < 9);
        let list = done.own.list.or(styled.list).filter(|list| *list != 0);
        let depth = done.own.depth.or(styled.depth).unwrap_or(0);
        let around = self.around;
        let label = list.and_then(|list| self.counters.next(&around.lists, list, depth));
        if let Some(table) = self.tables.last_mut() {
            let text = match label {
                Some(Label::Bullet) if !text.is_empty() => format!("• {text}"),
                Some(Label::Counted(number) | Label::Written(number)) => numbered(&number, &text),
                _ => text,
            };
            table.cell.extend(Some(text).filter(|text| !text.is_empty()));
            table.cell.append(&mut done.pictures);
            return;
        }
        let title = done.plain.split_whitespace().collect::<Vec<_>>().join(" ");
        match (outline, label) {
            _ if title.is_empty() => {}
            (Some(level), label) => {
                let level = u16::try_from(level + 1).unwrap_or(9);
                let title = match label {
                    // Articles are referred to by their numbers.
                    Some(Label::Written(number)) if number.contains('条') => numbered(&number, &title),
                    _ => title,
                };
                self.pieces.push(Piece::Heading(level, title));
            }
            (None, Some(Label::Written(number))) => {
                self.pieces.push(Piece::Text(line_starts(&numbered(&number, &text))));
            }
            (None, Some(label)) => {
                let label = if label == Label::Bullet { "-" } else { "1." };
                let indent = " ".repeat(3 * depth.min(6) as usize);
                let inside = format!("\n{indent}{}", " ".repeat(label.len() + 1));
                let text = text.replace('\n', &inside);
                self.pieces.push(Piece::Text(format!("{indent}{label} {text}")));
            }
            (None, None) => self.pieces.push(Piece::Text(line_starts(&text))),
        }
        self.pieces.extend(done.pictures.into_iter().map(Piece::Text));
    }

    fn end_table(&mut self) {
        let Some(table) = self.tables.pop() else { return };
        let columns = table.rows.iter().map(Vec::len).max().unwrap_or(0);
        if table.rows.iter().flatten().all(|cell| cell.trim().is_empty()) {
            return;
        }
        if let Some(outer) = self.tables.last_mut() {
            let lines = table.rows.iter().map(|row| row.join("　")).filter(|line| !line.trim().is_empty());
            outer.cell.extend(lines);
            return;
        }
        let line = |row: &[String]| {
            let cells = (0..columns).map(|at| row.get(at).map_or("", String::as_str));
            format!("| {} |", cells.collect::<Vec<_>>().join(" | "))
        };
        let mut lines: Vec<String> = table.rows.iter().map(|row| line(row)).collect();
        lines.insert(1, format!("|{}", "---|".repeat(columns)));
        self.pieces.push(Piece::Text(lines.join("\n")));
    }
}
