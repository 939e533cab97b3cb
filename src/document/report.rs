//! Reports, letters and tables of records: a definition's `documents` and a dossier → a document.
//!
//! Titles, headings and texts are the definition's, with the results of CEL put in; answers are printed
//! whole, and what is missing is said to be missing. Conditions and CEL are worked out by `check`.

use std::collections::BTreeMap;

use super::answers::{Printed, print};
use super::form::changed;
use super::numbers::ordinal;
use super::preset::Look;
use super::text::{clean, paragraphs};
use super::{
    Align, Blank, Block, Contents, Cover, Document, Heading, List, ListItem, Paragraph, Style, Wrap,
};
use crate::check::{Engine, Memory, NOT_ANSWERED, PrintedTitle, Report, Texts};
use crate::dossier::{Dossier, Row};
use crate::field::Answer;
use crate::mark::Print;
use crate::procedure::expression::{Expression, Piece, ROW, template};
use crate::procedure::{
    Field, Preset, PrintedBlock, PrintedContent, PrintedDocument, PrintedItem, PrintedSeal, Procedure, Roster,
};

/// What documents are composed from.
#[derive(Clone, Copy, Debug)]
pub struct Checked<'a> {
    /// The engine of the definition.
    pub engine: &'a Engine,
    /// What it knows of the dossier from the check that gave the report.
    pub memory: &'a Memory,
    /// That report.
    pub report: &'a Report,
    /// The dossier.
    pub dossier: &'a Dossier,
    /// The contents of its pictures by SHA-256.
    pub files: &'a BTreeMap<String, Vec<u8>>,
}

impl<'a> Checked<'a> {
    /// The documents that a package of this dossier holds, in the definition's order.
    pub fn documents(&self) -> impl Iterator<Item = (&'a PrintedDocument, &'a PrintedTitle)> {
        let procedure = self.engine.procedure();
        self.report.packed().filter_map(|printed| Some((procedure.document(&printed.id)?, printed)))
    }
}

/// Composes a document. `mark` is set on every page. Of one that is printed for each row of a roster, only the
/// copy of the row with the id `row`, if that is given.
pub fn compose(
    checked: &Checked<'_>,
    document: &PrintedDocument,
    row: Option<&str>,
    mark: Option<&str>,
) -> Document {
    let look = Look::of(document.preset, document.landscape);
    let mut composed = Document {
        title: document.title.clone(),
        description: checked.engine.procedure().title.clone(),
        language: "zh-CN".to_owned(),
        stamp: changed(checked.engine.procedure(), Some(checked.dossier)),
        mark: mark.map(str::to_owned),
        always: checked.dossier.example_mark(),
        marked: None,
        sheet: look.sheet,
        header: None,
        blocks: Vec::new(),
        prints: Vec::new(),
    };
    if let Some(texts) = checked.memory.texts() {
        let mut composer = Composer::new(checked, texts, document);
        match &document.for_each {
            Some(roster) => composed.marked = composer.copies(roster, row, mark.is_some()),
            None => composer.whole(mark.is_some()),
        }
        composed.title = composer.title;
        composed.header = (look.header && document.for_each.is_none()).then(|| composed.title.clone());
        composed.blocks = composer.blocks;
        composed.prints = composer.prints;
    }
    composed
}

pub(super) fn holds(texts: &Texts<'_>, when: &str) -> bool {
    Expression::parse(when).is_ok_and(|when| texts.holds(&when))
}

/// Makes the blocks of one document.
pub(super) struct Composer<'a> {
    pub(super) procedure: &'a Procedure,
    pub(super) report: &'a Report,
    pub(super) dossier: &'a Dossier,
    pub(super) files: &'a BTreeMap<String, Vec<u8>>,
    pub(super) look: Look,
    pub(super) document: &'a PrintedDocument,
    pub(super) texts: Texts<'a>,
    /// The row at hand, inside `each`.
    pub(super) row: Option<(&'a Roster, &'a Row)>,
    /// Headings counted so far on each level.
    counts: [usize; 3],
    pub(super) title: String,
    pub(super) blocks: Vec<Block>,
    /// The print marks of the copies composed so far.
    pub(super) prints: Vec<Print>,
}

impl<'a> Composer<'a> {
    fn new(checked: &Checked<'a>, texts: Texts<'a>, document: &'a PrintedDocument) -> Self {
        let mut composer = Self {
            procedure: checked.engine.procedure(),
            report: checked.report,
            dossier: checked.dossier,
            files: checked.files,
            look: Look::of(document.preset, document.landscape),
            document,
            texts,
            row: None,
            counts: [0; 3],
            title: String::new(),
            blocks: Vec::new(),
            prints: Vec::new(),
        };
        let known = checked.report.documents.iter().find(|printed| printed.id == document.id);
        composer.title = match known {
            Some(printed) => printed.title.clone(),
            None => composer.fill(&document.title).replace('\n', ""),
        };
        composer
    }

    /// For texts that stand in no document; `None` before the dossier was checked.
    pub(super) fn outside(checked: &Checked<'a>) -> Option<Self> {
        static NOWHERE: PrintedDocument = PrintedDocument {
            id: String::new(),
            title: String::new(),
            preset: Preset::Compact,
            landscape: false,
            cover: false,
            contents: false,
            numbered: false,
            material: None,
            slot: None,
            addressee: None,
            basis: Vec::new(),
            when: None,
            for_each: None,
            returns_to: None,
            blocks: Vec::new(),
        };
        checked.memory.texts().map(|texts| Self::new(checked, texts, &NOWHERE))
    }

    /// The title, on a cover or above the text, the table of contents and the addressee.
    pub(super) fn begin(&mut self) {
        let document = self.document;
        if document.cover {
            let foot = first_seal(&document.blocks).map(|seal| self.seal_lines(seal)).unwrap_or_default();
            let style = self.look.cover_foot;
            self.blocks.push(Block::Cover(Cover {
                title: self.display(self.look.cover),
                foot: foot.into_iter().map(|text| Paragraph { text, style }).collect(),
            }));
        } else {
            let text = self.display(self.look.title);
            self.blocks.push(Block::Heading(Heading::new(0, text)));
        }
        if document.contents {
            let title = Style { size: self.look.body.size + 2.0, ..self.look.caption() };
            let style = Style { leading: self.look.body.leading * 1.5, least_size: title.size, ..title };
            let title = Paragraph { text: "目　录".to_owned(), style };
            self.blocks.push(Block::Contents(Contents {
                title,
                levels: self.look.contents(),
                entries: None,
            }));
            self.blocks.push(Block::PageBreak);
        }
        if let Some(addressee) = &document.addressee {
            let text = self.fill(addressee);
            self.blocks.push(Block::Paragraph(Paragraph { text, style: self.look.flush() }));
        }
    }

    /// The title as it is set: a line end in it is where it may be parted.
    pub(super) fn display(&self, style: Style) -> Paragraph {
        let text = self.fill(&self.document.title);
        let wrap = if text.contains('\n') { Wrap::Phrases } else { style.wrap };
        Paragraph { text, style: Style { wrap, ..style } }
    }

    pub(super) fn blocks(&mut self, blocks: &'a [PrintedBlock]) {
        for block in blocks {
            if block.when.as_ref().is_none_or(|when| holds(&self.texts, when)) {
                self.block(&block.content);
            }
        }
    }

    fn block(&mut self, content: &'a PrintedContent) {
        match content {
            PrintedContent::Heading(text, level) => self.heading(text, *level),
            PrintedContent::Paragraph(text) => {
                let text = self.fill(text);
                self.paragraphs(paragraphs(&text), self.look.body);
            }
            PrintedContent::Fields(ids, caption) => {
                let rows = ids.iter().filter_map(|id| {
                    let field = self.field(id)?;
                    self.asks(id)
                        .then(|| (field.label.clone(), self.printed(field).lines("无", NOT_ANSWERED)))
                });
                let rows = rows.collect();
                self.pairs(caption.as_deref(), rows);
            }
            PrintedContent::Answer(id) => self.answer(id),
            PrintedContent::Narrative(id, part, level) => self.narrative(id, part.as_deref(), *level),
            PrintedContent::Roster(table) => self.roster(table),
            PrintedContent::Values(ids, caption) => {
                let shown = |id: &String| self.report.values.get(id).cloned().flatten();
                let values = self.procedure.values.iter().filter(|value| ids.contains(&value.id));
                let rows = values.map(|value| {
                    let text = shown(&value.id)
                        .map_or_else(|| "（资料不足，尚不能得出）".to_owned(), |text| text + &value.unit);
                    (value.title.clone(), vec![text])
                });
                let rows = rows.collect();
                self.pairs(caption.as_deref(), rows);
            }
            PrintedContent::Decision => self.decision(),
            PrintedContent::List(items, numbered) => self.list(items, *numbered),
            PrintedContent::Seal(seal) => self.seal(seal),
            PrintedContent::Each(roster, blocks) => self.each(roster, blocks),
            PrintedContent::Records(id, caption) => self.record_table(id, caption.as_deref()),
            PrintedContent::Clocks(ids, caption) => self.clocks(ids, caption.as_deref()),
            PrintedContent::Grid(grid) => self.grid(grid),
            PrintedContent::PageBreak => self.push(Block::PageBreak),
        }
    }

    pub(super) fn push(&mut self, block: Block) {
        self.blocks.push(block);
    }

    pub(super) fn paragraphs(&mut self, texts: impl IntoIterator<Item = String>, style: Style) {
        self.blocks.extend(texts.into_iter().map(|text| Block::Paragraph(Paragraph { text, style })));
    }

    fn heading(&mut self, text: &str, level: u16) {
        let text = self.fill(text);
        self.plain_heading(&text, level);
    }

    /// Whether headings are numbered by the program.
    pub(super) fn numbered(&self) -> bool {
        self.document.numbered
    }

    /// A heading in these words.
    pub(super) fn plain_heading(&mut self, text: &str, level: u16) {
        let at = usize::from(level.clamp(1, 3)) - 1;
        let mut text = clean(text);
        if self.document.numbered {
            self.counts[at] += 1;
            self.counts[at + 1..].fill(0);
            text = ordinal(at, self.counts[at]) + &text;
        }
        let text = Paragraph { text, style: self.look.headings[at] };
        self.push(Block::Heading(Heading::new(level.clamp(1, 3), text)));
    }

    /// A long answer as paragraphs, or a place to write it by hand.
    fn answer(&mut self, id: &str) {
        let Some(field) = self.field(id) else { return };
        if !self.asks(id) {
            return;
        }
        match self.printed(field) {
            Printed::Text(text) => self.paragraphs(paragraphs(&text), self.look.body),
            Printed::Nothing => self.paragraphs(["无。".to_owned()], self.look.body),
            Printed::Missing => {
                let style = Style { align: Align::Start, ..self.look.body };
                let text = Paragraph { text: NOT_ANSWERED.to_owned(), style };
                self.push(Block::Blank(Blank { text, lines: 3 }));
            }
        }
    }

    fn list(&mut self, items: &[PrintedItem], ordered: bool) {
        let texts: Vec<String> = items
            .iter()
            .filter_map(|item| match item {
                PrintedItem::Always(text) => Some(self.fill(text)),
                PrintedItem::Sometimes(item) => holds(&self.texts, &item.when).then(|| self.fill(&item.text)),
            })
            .collect();
        if texts.is_empty() {
            return;
        }
        let (indent, body) = (self.look.body.indent, self.look.body);
        let hanging = indent + if ordered { 1.5 } else { 1.0 };
        let style = Style { indent: hanging, hang: hanging, ..body };
        let label = Style { indent, align: Align::Start, ..body };
        let item = |(number, text): (usize, String)| ListItem {
            label: Paragraph {
                text: if ordered { format!("{}.", number + 1) } else { "•".to_owned() },
                style: label,
            },
            text: paragraphs(&text).map(|text| Paragraph { text, style }).collect(),
        };
        let items = texts.into_iter().enumerate().map(item).collect();
        self.push(Block::List(List { ordered, items }));
    }

    fn seal_lines(&self, seal: &PrintedSeal) -> Vec<String> {
        let date = self.field(&seal.date_field).map(|field| self.printed(field));
        let date = match date {
            Some(Printed::Text(text)) => text,
            // Room to write the day by hand.
            _ => "　　年　　月　　日".to_owned(),
        };
        vec![self.fill(&seal.label), date]
    }

    fn seal(&mut self, seal: &PrintedSeal) {
        let lines = self.seal_lines(seal);
        let mut place = self.look.seal(lines);
        if seal.signature {
            place.lines[0].text.push_str("＿＿＿＿＿＿＿＿");
            place.diameter = 0.0;
        }
        if seal.bare {
            place.diameter = 0.0;
        }
        self.push(Block::Seal(place));
    }

    /// A field of the row at hand, or of the procedure.
    pub(super) fn field(&self, id: &str) -> Option<&'a Field> {
        let inside = self.row.and_then(|(roster, _)| roster.field(id));
        inside.or_else(|| self.procedure.field(id))
    }

    pub(super) fn asks(&self, id: &str) -> bool {
        match self.row {
            Some((roster, row)) if roster.field(id).is_some() => {
                self.report.asked.cell(&roster.id, &row.id, id)
            }
            _ => self.report.asked.field(id),
        }
    }

    pub(super) fn answer_of(&self, id: &str) -> Option<&'a Answer> {
        match self.row {
            Some((roster, row)) if roster.field(id).is_some() => row.answers.get(id),
            _ => self.dossier.answers.get(id),
        }
    }

    fn printed(&self, field: &Field) -> Printed {
        print(field, self.answer_of(&field.id))
    }

    /// A text with what its CEL comes to. The bare name of a question prints its answer.
    pub(super) fn fill(&self, text: &str) -> String {
        // The definition's audit has seen that the text can be read.
        let pieces = template(text).unwrap_or_default();
        let shown = pieces.iter().map(|piece| match piece {
            Piece::Text(text) => text.clone(),
            Piece::Value(expression) => match self.named(expression) {
                Some(printed) => printed.inline(NOT_ANSWERED),
                None => self.texts.text(expression),
            },
        });
        shown.collect()
    }

    /// The answer that an expression names, when it does nothing else.
    pub(super) fn named(&self, expression: &Expression) -> Option<Printed> {
        let (list, id) = expression.name()?;
        let (field, asked) = match (list, self.row) {
            (Some(ROW), Some((roster, _))) => (roster.field(id)?, self.asks(id)),
            (None, _) => (self.procedure.field(id)?, self.report.asked.field(id)),
            _ => return None,
        };
        let answer = match list {
            Some(_) => self.row.and_then(|(_, row)| row.answers.get(id)),
            None => self.dossier.answers.get(id),
        };
        Some(if asked { print(field, answer) } else { Printed::Nothing })
    }
}

fn first_seal(blocks: &[PrintedBlock]) -> Option<&PrintedSeal> {
    blocks.iter().find_map(|block| match &block.content {
        PrintedContent::Seal(seal) => Some(seal),
        _ => None,
    })
}
