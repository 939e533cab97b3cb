//! The text of a `.docx` → pieces. Tracked changes are taken as accepted.

use std::collections::BTreeMap;

use super::docx_parts::{Attributes, Lists, Meant, Step, Styles};
use super::sections::Piece;

/// What the text refers to.
#[derive(Debug, Default)]
pub(super) struct Around {
    pub(super) styles: Styles,
    pub(super) lists: Lists,
    /// Texts of footnotes by id.
    pub(super) notes: BTreeMap<String, String>,
    /// What stands in the text for a picture, by the id of its relation.
    pub(super) pictures: BTreeMap<String, String>,
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
}

#[derive(Clone, Debug, Default)]
struct Paragraph {
    style: String,
    own: Meant,
    markdown: String,
    plain: String,
    /// Whether emphasis is open in `markdown`, from here.
    heavy: Option<usize>,
    joins: bool,
    /// Pictures in it, with the caption that the next one gets.
    pictures: Vec<String>,
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
            "footnoteReference" | "endnoteReference" => {
                let note = attributes.get("id").and_then(|id| self.around.notes.get(id)).cloned();
                if let Some(note) = note.filter(|note| !note.trim().is_empty()) {
                    self.text(&format!("（注：{}）", note.trim()));
                }
            }
            "blip" | "imagedata" => {
                let id = attributes.get("embed").or_else(|| attributes.get("id"));
                let picture = id.and_then(|id| self.around.pictures.get(id)).cloned();
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
        if let Some(table) = self.tables.last_mut() {
            table.cell.extend(Some(text).filter(|text| !text.is_empty()));
            table.cell.append(&mut done.pictures);
            return;
        }
        let styled = self.around.styles.meant(&done.style);
        let outline = done.own.outline.or(styled.outline).filter(|level| *level < 9);
        let list = done.own.list.or(styled.list).filter(|list| *list != 0);
        let depth = done.own.depth.or(styled.depth).unwrap_or(0);
        let title = done.plain.split_whitespace().collect::<Vec<_>>().join(" ");
        match (outline, list.and_then(|list| self.around.lists.label(list, depth))) {
            _ if title.is_empty() => {}
            (Some(level), _) => {
                self.pieces.push(Piece::Heading(u16::try_from(level + 1).unwrap_or(9), title));
            }
            (None, Some(label)) => {
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

impl Paragraph {
    fn push(&mut self, text: &str, bold: bool, in_table: bool) {
        self.plain.push_str(text);
        let heavy = bold && !text.trim().is_empty();
        if heavy && self.heavy.is_none() {
            self.heavy = Some(self.markdown.len());
        } else if !bold && !text.trim().is_empty() {
            self.calm();
        }
        escape(text, in_table, &mut self.markdown);
    }

    /// Ends emphasis. Marks at its edges stay outside: beside Han characters they would undo it.
    fn calm(&mut self) {
        let Some(start) = self.heavy.take() else { return };
        let heavy = self.markdown.split_off(start);
        let edge = |c: char| !c.is_alphanumeric();
        let inner = heavy.trim_matches(edge);
        let at = heavy.find(inner).unwrap_or(0);
        if inner.is_empty() {
            self.markdown.push_str(&heavy);
        } else {
            let (before, after) = (&heavy[..at], &heavy[at + inner.len()..]);
            self.markdown.push_str(&format!("{before}**{inner}**{after}"));
        }
    }
}

/// Text so that it means itself in Markdown.
fn escape(text: &str, in_table: bool, out: &mut String) {
    let mut before = out.chars().next_back().unwrap_or(' ');
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        let next = rest.peek().copied().unwrap_or(' ');
        let special = match c {
            '\\' | '*' | '`' | '<' | '&' => true,
            '|' => in_table,
            '_' => !(before.is_alphanumeric() && next.is_alphanumeric()),
            '!' => next == '[',
            _ => false,
        };
        if special {
            out.push('\\');
        }
        out.push(if matches!(c, '\n' | '\r' | '\u{a0}') { ' ' } else { c });
        before = c;
    }
}

/// Lines whose first characters would make something else of them.
fn line_starts(text: &str) -> String {
    let line = |line: &str| {
        let line = line.trim();
        let digits = line.trim_start_matches(|c: char| c.is_ascii_digit());
        if digits.len() < line.len() && digits.starts_with(['.', ')']) {
            let number = &line[..line.len() - digits.len()];
            return format!("{number}\\{digits}");
        }
        if line.starts_with(['#', '>', '-', '+', '=', '[', '|', '~']) {
            format!("\\{line}")
        } else {
            line.to_owned()
        }
    };
    text.split('\n').map(line).collect::<Vec<_>>().join("\n")
}
