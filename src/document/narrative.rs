//! Texts written under mandated headings: Markdown → headings, paragraphs, lists, tables and pictures.

use pulldown_cmark::Alignment;

use super::markdown::{Written, WrittenCell, WrittenItem, parse};
use super::report::Composer;
use super::tables::cell;
use super::text::{STRONG, WEAK, clean};
use super::{
    Align, Blank, Block, CellKind, List, ListItem, Paragraph, Picture, Style, TableCell, TableRow, Wrap,
};
use crate::check::NOT_ANSWERED;
use crate::field::{Answer, FieldKind, Heading, OtherSection};
use crate::text::markdown::is_blank;
use crate::text::without_ordinal;

/// The widest column of a table, in characters that count for its share of the width.
const WIDEST: usize = 36;

impl<'a> Composer<'a> {
    /// A text written here: all of it under its headings, or what stands under one, without the heading.
    pub(super) fn narrative(&mut self, id: &str, part: Option<&str>, level: u16) {
        let Some((headings, answer)) = self.written(id) else { return };
        if let Some(part) = part {
            let optional = headings.iter().any(|heading| heading.code == part && heading.optional);
            return self.section(answer.map_or("", |answer| answer.part(part)), optional, level);
        }
        let others = answer.map(OtherSection::all).unwrap_or_default();
        self.others(&others, None, level);
        let mut under = None;
        for heading in headings {
            let mut level = level;
            if let Some(matter) = &heading.under {
                if under != Some(matter) {
                    self.title(matter, level);
                }
                under = Some(matter);
                level += 1;
            }
            self.title(&heading.label, level);
            self.section(answer.map_or("", |answer| answer.part(&heading.code)), heading.optional, level + 1);
            self.others(&others, Some(&heading.code), level);
        }
    }

    /// The headings of a text that is asked for, with what was written.
    fn written(&self, id: &str) -> Option<(&'a [Heading], Option<&'a Answer>)> {
        let field = self.procedure.field(id).filter(|_| self.report.asked.field(id))?;
        match &field.kind {
            FieldKind::Narrative { headings } => Some((headings, self.dossier.answers.get(id))),
            _ => None,
        }
    }

    /// The writer's own sections that follow a mandated one.
    fn others(&mut self, others: &[OtherSection], after: Option<&str>, level: u16) {
        for other in others.iter().filter(|other| other.after.as_deref() == after) {
            self.title(&other.title, level);
            self.section(&other.text, true, level + 1);
        }
    }

    /// A heading in the words that were written; a number of its own gives way to the program's.
    fn title(&mut self, text: &str, level: u16) {
        let numbered = self.numbered();
        self.plain_heading(if numbered { without_ordinal(text) } else { text }, level);
    }

    /// What stands under a heading, whose own headings begin at a level.
    fn section(&mut self, markdown: &str, optional: bool, level: u16) {
        if is_blank(markdown) {
            if optional {
                return;
            }
            let style = Style { align: Align::Start, ..self.look.body };
            let text = Paragraph { text: NOT_ANSWERED.to_owned(), style };
            return self.push(Block::Blank(Blank { text, lines: 3 }));
        }
        let written = parse(markdown);
        let levels = written.iter().filter_map(|it| match it {
            Written::Heading(level, _) => Some(*level),
            _ => None,
        });
        let top = levels.min().unwrap_or(1);
        let mut above = level - 1;
        for piece in written {
            match piece {
                Written::Heading(own, text) => {
                    // A heading is never more than one level below the one before it.
                    let own = (level + own - top).min(above + 1);
                    if own <= 3 {
                        above = own;
                        self.title(&text, own);
                    } else {
                        let text = format!("{STRONG}{}{WEAK}", clean(&text));
                        self.paragraphs([text], self.look.body);
                    }
                }
                Written::Paragraph(text) => self.paragraphs([text], self.look.body),
                Written::List(ordered, items) => self.written_list(ordered, &items),
                Written::Table(columns, head, rows) => self.written_table(&columns, head, rows),
                Written::Picture(caption, digest) => self.picture(&caption, &digest),
            }
        }
    }

    fn written_list(&mut self, ordered: bool, items: &[WrittenItem]) {
        let body = self.look.body;
        let item = |item: &WrittenItem| {
            let (label, room) = match (item.number, item.depth) {
                (Some(number), 0) => (format!("{number}."), 1.5),
                (Some(number), _) => (format!("（{number}）"), 2.5),
                (None, 0) => ("•".to_owned(), 1.0),
                (None, _) => ("–".to_owned(), 1.0),
            };
            let indent = body.indent + f32::from(item.depth.min(4)) * 1.5;
            // Long numbers push their text further in.
            let room = room + 0.5 * (label.chars().count().saturating_sub(3) as f32);
            let style = Style { indent: indent + room, hang: indent + room, ..body };
            let label = Paragraph { text: label, style: Style { indent, align: Align::Start, ..body } };
            let text = item.text.iter().map(|text| Paragraph { text: text.clone(), style });
            ListItem { label, text: text.collect() }
        };
        let items: Vec<ListItem> = items.iter().filter(|item| !item.text.is_empty()).map(item).collect();
        if !items.is_empty() {
            self.push(Block::List(List { ordered, items }));
        }
    }

    fn written_table(&mut self, columns: &[Alignment], head: Vec<WrittenCell>, rows: Vec<Vec<WrittenCell>>) {
        let count = columns.len();
        let longest = |at: usize| {
            let cells = rows.iter().chain([&head]).filter_map(|row| row.get(at)).flatten();
            let widest =
                cells.map(|text| clean(text).chars().map(|c| 1 + usize::from(!c.is_ascii())).sum()).max();
            widest.unwrap_or(0_usize).div_ceil(2).clamp(3, WIDEST)
        };
        let widths = (0..count).map(|at| longest(at) as f32 + 2.0).collect();
        let (label, heads, data) = (self.label(), self.head(), self.look.cell);
        let style = |at: usize| match columns.get(at) {
            Some(Alignment::Center) => label,
            Some(Alignment::Right) => Style { align: Align::End, ..data },
            _ => data,
        };
        let whole = |cells: Vec<WrittenCell>, kind: CellKind| {
            let mut laid: Vec<TableCell> = cells
                .into_iter()
                .take(count)
                .enumerate()
                .map(|(at, text)| cell(kind, text, if kind == CellKind::Head { heads } else { style(at) }))
                .collect();
            laid.resize_with(count, || cell(kind, [], data));
            TableRow { cells: laid }
        };
        let blank_head = head.iter().all(Vec::is_empty);
        let mut laid: Vec<TableRow> = Vec::new();
        laid.extend(rows.into_iter().map(|row| whole(row, CellKind::Data)));
        if laid.is_empty() {
            laid.push(whole(Vec::new(), CellKind::Data));
        }
        let head = if blank_head { Vec::new() } else { vec![whole(head, CellKind::Head)] };
        self.laid_table(None, widths, head, laid);
    }

    /// A picture with its caption below; one that is not in the dossier is said to be missing.
    fn picture(&mut self, caption: &str, digest: &str) {
        let caption = clean(caption);
        let known = self
            .dossier
            .attachments
            .iter()
            .find(|it| !digest.is_empty() && it.file.sha256.starts_with(digest));
        let bytes = known.and_then(|known| self.files.get(&known.file.sha256).map(|bytes| (known, bytes)));
        let picture = bytes.and_then(|(known, bytes)| {
            let alt = if caption.is_empty() { known.file.name.clone() } else { caption.clone() };
            Picture::read(bytes, known.file.media, alt)
        });
        let style = Style { after: self.look.space.1, before: 0.0, ..self.look.caption() };
        let style = Style { face: self.look.cell.face, wrap: Wrap::Balanced, ..style };
        match picture {
            Some(picture) => {
                self.push(Block::Picture(picture));
                if !caption.is_empty() {
                    self.paragraphs([caption], style);
                }
            }
            None => self.paragraphs([format!("（缺少图片：{caption}）")], style),
        }
    }
}
