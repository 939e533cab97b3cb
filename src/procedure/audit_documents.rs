//! Whether the printed documents of a definition hold together: ids, references, levels, CEL.

use std::collections::BTreeSet;

use super::audit::{Audit, is_name};
use super::expression::{Piece, template};
use super::{
    PaperContent, PrintedBlock, PrintedContent, PrintedGrid, PrintedItem, PrintedSeal, Roster, RosterTable,
};
use crate::field::FieldKind;

/// The id under which the official form is printed.
const FORM: &str = "form";

impl Audit<'_> {
    pub(super) fn documents(&mut self) {
        let procedure = self.procedure;
        let mut seen = BTreeSet::new();
        for (at, document) in procedure.documents.iter().enumerate() {
            let path = format!("documents[{at}]");
            if !is_name(&document.id) || document.id == FORM || !seen.insert(document.id.as_str()) {
                self.report(format!("{path}.id"), format!("文书名“{}”重复或不合规", document.id));
            }
            self.basis(&format!("{path}.basis"), &document.basis);
            self.text(&format!("{path}.title"), &document.title, None);
            if let Some(addressee) = &document.addressee {
                self.text(&format!("{path}.addressee"), addressee, None);
            }
            let material = document.material.as_ref().and_then(|id| procedure.material(id));
            if let (Some(id), None) = (&document.material, material) {
                self.report(format!("{path}.material"), format!("没有材料“{id}”"));
            }
            if let Some(slot) = &document.slot
                && !material.is_some_and(|material| material.slots.iter().any(|known| known.id == *slot))
            {
                self.report(format!("{path}.slot"), format!("所属材料没有名为“{slot}”的位置"));
            }
            if let Some(when) = &document.when {
                self.cel(&format!("{path}.when"), when, None);
            }
            if document.blocks.is_empty() {
                self.report(format!("{path}.blocks"), "文书没有内容");
            }
            if let Some(place) = &document.returns_to {
                self.place(&format!("{path}.returns_to"), &format!("materials/{place}"), None);
            }
            if document.for_each.is_some() && document.returns_to.is_none() {
                self.report(format!("{path}.returns_to"), "一行一份的文书要写明盖章扫描件放到哪里");
            }
            let row = document.for_each.as_ref().map(|id| (id, procedure.roster(id)));
            if let Some((id, None)) = row {
                self.report(format!("{path}.for_each"), format!("没有名为“{id}”的清单"));
            }
            // The title of each copy is a heading of level 1.
            let mut level = u16::from(row.is_some());
            let row = row.and_then(|(_, roster)| roster);
            self.blocks(&format!("{path}.blocks"), &document.blocks, row, &mut level);
        }
    }

    /// `row` is the roster whose row the blocks see; `level` the level of the heading before them.
    fn blocks(&mut self, path: &str, blocks: &[PrintedBlock], row: Option<&Roster>, level: &mut u16) {
        for (at, block) in blocks.iter().enumerate() {
            let path = format!("{path}[{at}]");
            if let Some(when) = &block.when {
                self.cel(&format!("{path}.when"), when, row);
            }
            match &block.content {
                PrintedContent::Heading(text, given) => {
                    self.text(&format!("{path}.heading"), text, row);
                    if !(1..=3).contains(given) {
                        self.report(format!("{path}.level"), "标题只有 1、2、3 级");
                    } else if *given > *level + 1 {
                        self.report(
                            format!("{path}.level"),
                            format!("{given} 级标题不能直接跟在 {level} 级之后"),
                        );
                    }
                    *level = *given;
                }
                PrintedContent::Paragraph(text) => self.text(&format!("{path}.paragraph"), text, row),
                PrintedContent::Fields(ids, caption) => {
                    for (index, id) in ids.iter().enumerate() {
                        self.question(&format!("{path}.fields[{index}]"), id, row);
                    }
                    self.caption(&path, caption.as_deref(), row);
                }
                PrintedContent::Answer(id) => self.question(&format!("{path}.answer"), id, row),
                PrintedContent::Narrative(id, part, given) => {
                    let path = format!("{path}.narrative");
                    match self.procedure.field(id).map(|field| &field.kind) {
                        Some(FieldKind::Narrative { headings }) => {
                            let known = |part: &String| headings.iter().any(|it| it.code == *part);
                            if part.as_ref().is_some_and(|part| !known(part)) {
                                self.report(path, "part 不是其中的一项");
                            } else if part.is_none() && (*given > *level + 1 || !(1..=2).contains(given)) {
                                self.report(path, "level 不能直接跟在上一级标题之后，或不是 1、2");
                            }
                        }
                        _ => self.report(path, format!("没有名为“{id}”的撰写内容")),
                    }
                }
                PrintedContent::Roster(table) => self.roster_table(&path, table, row),
                PrintedContent::Values(ids, caption) => {
                    for (index, id) in ids.iter().enumerate() {
                        if !self.procedure.values.iter().any(|value| value.id == *id) {
                            self.report(format!("{path}.values[{index}]"), format!("没有名为“{id}”的计算值"));
                        }
                    }
                    self.caption(&path, caption.as_deref(), row);
                }
                PrintedContent::List(items, _) => {
                    for (index, item) in items.iter().enumerate() {
                        let path = format!("{path}.list[{index}]");
                        match item {
                            PrintedItem::Always(text) => self.text(&path, text, row),
                            PrintedItem::Sometimes(item) => {
                                self.text(&format!("{path}.text"), &item.text, row);
                                self.cel(&format!("{path}.when"), &item.when, row);
                            }
                        }
                    }
                }
                PrintedContent::Seal(seal) => self.seal(&format!("{path}.seal"), seal, row),
                PrintedContent::Each(id, blocks) => match (self.procedure.roster(id), row) {
                    (Some(roster), None) => {
                        self.blocks(&format!("{path}.blocks"), blocks, Some(roster), level)
                    }
                    (None, _) => self.report(format!("{path}.each"), format!("没有名为“{id}”的清单")),
                    (_, Some(_)) => self.report(format!("{path}.each"), "each 之内不能再有 each"),
                },
                PrintedContent::Records(id, caption) => {
                    if !self.procedure.records.iter().any(|table| table.id == *id) {
                        self.report(format!("{path}.records"), format!("没有名为“{id}”的记录表"));
                    }
                    self.caption(&path, caption.as_deref(), row);
                }
                PrintedContent::Clocks(ids, caption) => {
                    for (index, id) in ids.iter().enumerate() {
                        if !self.procedure.clocks.iter().any(|clock| clock.id == *id) {
                            self.report(format!("{path}.clocks[{index}]"), format!("没有名为“{id}”的期限"));
                        }
                    }
                    self.caption(&path, caption.as_deref(), row);
                }
                PrintedContent::Grid(grid) => self.printed_grid(&format!("{path}.grid"), grid, row),
                PrintedContent::Decision | PrintedContent::PageBreak => {}
            }
        }
    }

    fn printed_grid(&mut self, path: &str, grid: &PrintedGrid, row: Option<&Roster>) {
        self.grid(path, (grid.columns.len(), grid.rows.len()), &grid.cells);
        for (at, cell) in grid.cells.iter().enumerate() {
            let path = format!("{path}.cells[{at}]");
            match &cell.content {
                PaperContent::Label(_) | PaperContent::VerticalLabel(_) => {}
                PaperContent::Field(id) => self.question(&format!("{path}.field"), id, row),
                PaperContent::Text(text) => self.text(&format!("{path}.text"), text, row),
                PaperContent::Statement(statement) => {
                    for text in &statement.paragraphs {
                        self.text(&format!("{path}.statement.paragraphs"), text, row);
                    }
                    self.question(&format!("{path}.statement.date_field"), &statement.date_field, row);
                }
            }
        }
    }

    /// Tables of records: ids, rosters, as many cells as columns, CEL.
    pub(super) fn records(&mut self) {
        let procedure = self.procedure;
        let mut seen: BTreeSet<&str> = procedure.rosters.iter().map(|roster| roster.id.as_str()).collect();
        for (at, table) in procedure.records.iter().enumerate() {
            let path = format!("records[{at}]");
            if !is_name(&table.id) || !seen.insert(&table.id) {
                self.report(format!("{path}.id"), format!("记录表名“{}”重复或不合规", table.id));
            }
            self.basis(&format!("{path}.basis"), &table.basis);
            for (index, part) in table.parts.iter().enumerate() {
                let path = format!("{path}.parts[{index}]");
                let Some(roster) = procedure.roster(&part.each) else {
                    self.report(format!("{path}.each"), format!("没有名为“{}”的清单", part.each));
                    continue;
                };
                if part.cells.len() != table.columns.len() {
                    let (cells, columns) = (part.cells.len(), table.columns.len());
                    self.report(format!("{path}.cells"), format!("有 {cells} 格，应为 {columns} 格"));
                }
                if let Some(when) = &part.when {
                    self.cel(&format!("{path}.when"), when, Some(roster));
                }
                for (at, cell) in part.cells.iter().enumerate() {
                    self.text(&format!("{path}.cells[{at}]"), cell, Some(roster));
                }
            }
        }
    }

    fn roster_table(&mut self, path: &str, table: &RosterTable, row: Option<&Roster>) {
        self.caption(path, table.caption.as_deref(), row);
        let Some(roster) = self.procedure.roster(&table.roster) else {
            return self.report(format!("{path}.roster"), format!("没有名为“{}”的清单", table.roster));
        };
        if let Some(only) = &table.only {
            self.cel(&format!("{path}.only"), only, Some(roster));
        }
        if table.columns.is_empty() {
            self.report(format!("{path}.columns"), "表格没有列");
        }
        for (index, column) in table.columns.iter().enumerate() {
            let path = format!("{path}.columns[{index}]");
            if roster.field(&column.field).is_none() {
                self.report(
                    format!("{path}.field"),
                    format!("清单“{}”没有字段“{}”", roster.id, column.field),
                );
            }
            if !(column.width.is_finite() && column.width > 0.0) {
                self.report(format!("{path}.width"), "列宽要大于 0");
            }
        }
    }

    fn seal(&mut self, path: &str, seal: &PrintedSeal, row: Option<&Roster>) {
        self.text(&format!("{path}.label"), &seal.label, row);
        let path = format!("{path}.date_field");
        self.question(&path, &seal.date_field, row);
        let inside = row.and_then(|roster| roster.field(&seal.date_field));
        let field = inside.or_else(|| self.procedure.field(&seal.date_field));
        if field.is_some_and(|field| field.kind != FieldKind::Date) {
            self.report(path, format!("“{}”不是日期", seal.date_field));
        }
    }

    fn caption(&mut self, path: &str, caption: Option<&str>, row: Option<&Roster>) {
        if let Some(caption) = caption {
            self.text(&format!("{path}.caption"), caption, row);
        }
    }

    /// A question of the row at hand, or of the procedure.
    fn question(&mut self, path: &str, id: &str, row: Option<&Roster>) {
        if row.is_none_or(|roster| roster.field(id).is_none()) {
            self.field(path, id);
        }
    }

    /// A text with CEL between braces.
    pub(super) fn text(&mut self, path: &str, text: &str, row: Option<&Roster>) {
        match template(text) {
            Err(reason) => self.report(path, reason),
            Ok(pieces) => {
                for piece in &pieces {
                    if let Piece::Value(expression) = piece {
                        self.names(path, expression, row);
                    }
                }
            }
        }
    }
}
