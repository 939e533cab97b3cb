//! The tables of flowing documents: names and values, the rows of a roster, statutory periods.

use super::answers::{Printed, is_centred, print};
use super::report::Composer;
use super::{Align, Block, CellKind, Face, Paragraph, Style, Table, TableCell, TableRow, Wrap};
use crate::calendar::chinese_date;
use crate::dossier::Row;
use crate::procedure::expression::Expression;
use crate::procedure::{Field, PrintedColumn, RosterTable};

impl<'a> Composer<'a> {
    /// Names and values in two columns; nothing without rows.
    pub(super) fn pairs(&mut self, caption: Option<&str>, rows: Vec<(String, Vec<String>)>) {
        if rows.is_empty() {
            return;
        }
        let label = self.label();
        let value = Style { align: Align::Justify, ..self.look.cell };
        let row = |(name, lines): (String, Vec<String>)| TableRow {
            cells: vec![cell(CellKind::Label, [name], label), cell(CellKind::Data, lines, value)],
        };
        let rows = rows.into_iter().map(row).collect();
        self.table(caption, vec![3.0, 7.0], Vec::new(), rows);
    }

    /// The rows of a roster.
    pub(super) fn roster(&mut self, table: &'a RosterTable) {
        let Some(roster) = self.procedure.roster(&table.roster) else { return };
        let columns: Vec<(&PrintedColumn, &Field)> =
            table.columns.iter().filter_map(|column| Some((column, roster.field(&column.field)?))).collect();
        let mut widths: Vec<f32> = columns.iter().map(|(column, _)| column.width).collect();
        let mut head: Vec<String> = columns
            .iter()
            .map(|(column, field)| column.title.as_ref().unwrap_or(&field.label).clone())
            .collect();
        if table.numbered {
            self.number(&mut widths, &mut head);
        }
        let wanted = self.wanted_rows(table);
        let label = self.label();
        let mut laid: Vec<TableRow> = wanted
            .into_iter()
            .enumerate()
            .map(|(at, row)| {
                let number = table.numbered.then(|| cell(CellKind::Label, [(at + 1).to_string()], label));
                let answers = columns.iter().map(|(_, field)| {
                    let asked = self.report.asked.cell(&roster.id, &row.id, &field.id);
                    let printed =
                        if asked { print(field, row.answers.get(&field.id)) } else { Printed::Nothing };
                    let style = if is_centred(field) { label } else { self.look.cell };
                    cell(CellKind::Data, printed.lines("—", "未填写"), style)
                });
                TableRow { cells: number.into_iter().chain(answers).collect() }
            })
            .collect();
        if laid.is_empty() {
            laid.push(self.nothing(widths.len()));
        }
        let caption = table.caption.as_ref().map(|caption| self.fill(caption));
        let caption = match (caption, roster.unofficial) {
            (Some(caption), true) => Some(format!("{caption}（非官方样式）")),
            (None, true) => Some(format!("{}（非官方样式）", roster.title)),
            (caption, false) => caption,
        };
        self.table(caption.as_deref(), widths, head, laid);
    }

    /// The rows of a roster that a table shows.
    pub(super) fn wanted_rows(&self, table: &'a RosterTable) -> Vec<&'a Row> {
        let rows = self.dossier.rows(&table.roster).iter().enumerate();
        let only = table.only.as_deref().and_then(|only| Expression::parse(only).ok());
        let wanted = |at: usize| match &only {
            None => true,
            Some(only) => self.texts.at_row(&table.roster, at).is_some_and(|texts| texts.holds(only)),
        };
        rows.filter(|(at, _)| wanted(*at)).map(|(_, row)| &**row).collect()
    }

    /// A table of records, its lines numbered.
    pub(super) fn record_table(&mut self, id: &str, caption: Option<&str>) {
        let Some(table) = self.procedure.records.iter().find(|table| table.id == id) else { return };
        let lines = self.records(table);
        let mut widths: Vec<f32> = table.columns.iter().map(|column| column.width).collect();
        let mut head: Vec<String> = table.columns.iter().map(|column| column.title.clone()).collect();
        self.number(&mut widths, &mut head);
        let (label, value) = (self.label(), Style { align: Align::Start, ..self.look.cell });
        let mut rows: Vec<TableRow> = (1..)
            .zip(lines)
            .map(|(number, line): (usize, _)| {
                let number = cell(CellKind::Label, [number.to_string()], label);
                let cells = line.into_iter().map(|text| cell(CellKind::Data, [text], value));
                TableRow { cells: std::iter::once(number).chain(cells).collect() }
            })
            .collect();
        if rows.is_empty() {
            rows.push(self.nothing(widths.len()));
        }
        self.table(caption, widths, head, rows);
    }

    /// A first column that counts the lines, wide enough for 序号 and four digits.
    fn number(&self, widths: &mut Vec<f32>, head: &mut Vec<String>) {
        let width = self.look.sheet.text_width();
        let room = 2.0 * self.look.padding.1 + 2.4 * self.look.cell.size;
        widths.insert(0, widths.iter().sum::<f32>() * room / (width - room));
        head.insert(0, "序号".to_owned());
    }

    /// The only line of a table without lines.
    fn nothing(&self, columns: usize) -> TableRow {
        let span = u16::try_from(columns).unwrap_or(u16::MAX);
        TableRow { cells: vec![TableCell { span, ..cell(CellKind::Data, ["无".to_owned()], self.label()) }] }
    }

    /// Statutory periods of the dossier as a whole: when each begins and ends.
    pub(super) fn clocks(&mut self, ids: &[String], caption: Option<&str>) {
        let wanted = |id: &String| ids.is_empty() || ids.contains(id);
        let rows: Vec<TableRow> = self
            .procedure
            .clocks
            .iter()
            .filter(|clock| clock.each.is_none() && wanted(&clock.id))
            .map(|clock| {
                let running = self.report.clocks.iter().find(|running| running.id == clock.id);
                let held = |name: &str| self.procedure.parameters.get(name)?.value.number();
                let term = running.map(|running| running.term).or_else(|| clock.term(held));
                let length = term.map_or_else(|| "—".to_owned(), |term| term.label().replace(' ', ""));
                let (start, end) = match running {
                    None => ("未填写".to_owned(), "—".to_owned()),
                    Some(running) => {
                        let end = running.due.map_or_else(
                            || format!("节假日安排未公布，最早{}", chinese_date(running.earliest)),
                            chinese_date,
                        );
                        (chinese_date(running.start), end)
                    }
                };
                let basis: Vec<&str> = clock.basis.iter().map(|code| self.procedure.cite(code)).collect();
                let (centred, plain) = (self.label(), self.look.cell);
                TableRow {
                    cells: vec![
                        cell(CellKind::Label, [clock.title.clone()], plain),
                        cell(CellKind::Data, [length], centred),
                        cell(CellKind::Data, [start], centred),
                        cell(CellKind::Data, [end], centred),
                        cell(CellKind::Data, [basis.join("、")], plain),
                    ],
                }
            })
            .collect();
        if !rows.is_empty() {
            let head = ["期限", "长度", "起算日", "届满日", "依据"].map(str::to_owned).to_vec();
            self.table(caption, vec![1.9, 1.3, 2.1, 2.1, 2.6], head, rows);
        }
    }

    pub(super) fn table(
        &mut self,
        caption: Option<&str>,
        columns: Vec<f32>,
        head: Vec<String>,
        rows: Vec<TableRow>,
    ) {
        let caption = caption.map(|caption| self.fill(caption));
        let style = self.head();
        let head = if head.is_empty() {
            Vec::new()
        } else {
            let cells = head.into_iter().map(|text| cell(CellKind::Head, [text], style)).collect();
            vec![TableRow { cells }]
        };
        self.laid_table(caption, columns, head, rows);
    }

    /// A table with its caption.
    pub(super) fn laid_table(
        &mut self,
        caption: Option<String>,
        columns: Vec<f32>,
        head: Vec<TableRow>,
        rows: Vec<TableRow>,
    ) {
        let look = &self.look;
        let summary = caption.clone().unwrap_or_else(|| "各栏名称在上或在左，内容在下或在右".to_owned());
        let table = Table { summary, columns, head, rows, padding: look.padding, space: look.space };
        if let Some(text) = caption {
            let style = look.caption();
            self.push(Block::Caption(Paragraph { text, style }));
        }
        self.push(Block::Table(table));
    }

    /// How the heads of columns stand.
    pub(super) fn head(&self) -> Style {
        Style { face: Face::Heading, ..self.label() }
    }

    /// How labels and short values stand in cells.
    pub(super) fn label(&self) -> Style {
        Style { align: Align::Center, wrap: Wrap::Balanced, ..self.look.cell }
    }
}

pub(super) fn cell(kind: CellKind, lines: impl IntoIterator<Item = String>, style: Style) -> TableCell {
    let text = lines.into_iter().map(|text| Paragraph { text, style }).collect();
    TableCell { kind, span: 1, text }
}
