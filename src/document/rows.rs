//! Tables of rows on pages: the head repeated on each, rows parted only when they must be.

use std::num::NonZeroU32;
use std::ops::Range;

use super::galley::{Galley, paragraphs};
use super::page::{Item, Mark};
use super::paginate::{Press, part_nodes};
use super::shape::Shaper;
use super::structure::{Kind, NodeId, Span};
use super::table::INNER;
use super::{CellKind, DocumentError, Table, TableRow};

/// A table measured.
#[derive(Debug)]
pub(crate) struct LaidTable {
    /// Left edges of the columns, then the right edge of the last.
    edges: Vec<f32>,
    head: Vec<LaidRow>,
    rows: Vec<LaidRow>,
    padding: (f32, f32),
}

/// A row measured.
#[derive(Debug)]
struct LaidRow {
    height: f32,
    cells: Vec<LaidCell>,
}

#[derive(Debug)]
struct LaidCell {
    /// The first and the last of the edges between which it stands.
    edges: (usize, usize),
    galley: Galley,
}

impl LaidTable {
    /// Measures a table `width` wide.
    pub(crate) fn lay_out(shaper: &mut Shaper<'_>, table: &Table, width: f32) -> Result<Self, DocumentError> {
        let parts: f32 = table.columns.iter().sum();
        if table.columns.is_empty() || parts <= 0.0 {
            return Err(DocumentError::BadGrid("表格没有列".to_owned()));
        }
        let mut edges = vec![0.0];
        let mut x = 0.0;
        for part in &table.columns {
            x += width * part / parts;
            edges.push(x);
        }
        let cells = table.head.iter().chain(&table.rows).flat_map(|row| &row.cells);
        shaper.prepare(cells.flat_map(|cell| &cell.text))?;
        let mut rows = |rows: &[TableRow]| -> Result<Vec<LaidRow>, DocumentError> {
            rows.iter().map(|row| lay_out_row(shaper, row, &edges, table.padding)).collect()
        };
        let (head, rows) = (rows(&table.head)?, rows(&table.rows)?);
        Ok(Self { edges, head, rows, padding: table.padding })
    }

    /// Whether it cannot be parted between rows.
    pub(crate) fn is_one_row(&self) -> bool {
        self.rows.len() == 1
    }

    fn head_height(&self) -> f32 {
        self.head.iter().map(|row| row.height).sum()
    }

    /// The head with the first two rows, or with as much of the first as a page of this height begins
    /// with when that row is parted.
    pub(crate) fn lead(&self, page: f32) -> f32 {
        let head = self.head_height();
        let Some(first) = self.rows.first() else { return head };
        if first.height > page - head {
            let lead = first.cells.iter().map(|cell| cell.galley.lead()).fold(0.0, f32::max);
            return head + lead + 2.0 * self.padding.0;
        }
        let two = head + first.height + self.rows.get(1).map_or(0.0, |row| row.height);
        if two <= page / 2.0 { two } else { head + first.height }
    }

    /// What must stand on the page of a row together with it: the last row keeps company to the last but
    /// one, and what follows the table to the last.
    fn company(&self, row: usize, tail: f32) -> f32 {
        let last = self.rows.len() - 1;
        match row {
            0 => 0.0,
            row if row == last => tail,
            row if row + 1 == last => self.rows[last].height + tail,
            _ => 0.0,
        }
    }
}

fn lay_out_row(
    shaper: &mut Shaper<'_>,
    row: &TableRow,
    edges: &[f32],
    (block, inline): (f32, f32),
) -> Result<LaidRow, DocumentError> {
    let mut at = 0;
    let mut cells = Vec::with_capacity(row.cells.len());
    for cell in &row.cells {
        let end = at + usize::from(cell.span.max(1));
        if end >= edges.len() {
            return Err(DocumentError::BadGrid("单元格超出表格范围".to_owned()));
        }
        let galley = paragraphs(shaper, &cell.text, edges[end] - edges[at] - 2.0 * inline)?;
        cells.push(LaidCell { edges: (at, end), galley });
        at = end;
    }
    let height = cells.iter().map(|cell| cell.galley.height()).fold(0.0, f32::max) + 2.0 * block;
    Ok(LaidRow { height, cells })
}

/// What of a row stands on a page: all of it, or these strips of its cells.
type Share<'a> = Option<&'a [Range<usize>]>;

impl Press<'_> {
    /// Sets a table. What follows and is `tail` high gets company: the last row goes on to its page.
    pub(crate) fn table(&mut self, table: &Table, laid: &LaidTable, tail: f32) {
        if !self.at_top() {
            self.y += table.space.0;
        }
        let page = self.sheet.text_height();
        let company = if laid.is_one_row() { table.space.1 + tail } else { 0.0 };
        self.keep_together(laid.lead(page) + company);
        let root = self.structure.add(None, Kind::Table(table.summary.clone()));
        let (head, body) = if table.head.is_empty() {
            (root, root)
        } else {
            (self.structure.add(Some(root), Kind::TableHead), self.structure.add(Some(root), Kind::TableBody))
        };
        let mut part = Part::begin(self, laid);
        for (row, laid_row) in table.head.iter().zip(&laid.head) {
            let nodes = self.row_nodes(head, row, laid_row);
            part.row(self, laid_row, laid_row.height, &Marks::Content(&nodes), None);
        }
        for (number, (row, laid_row)) in table.rows.iter().zip(&laid.rows).enumerate() {
            let tail = if tail > 0.0 { tail + table.space.1 } else { 0.0 };
            let company = laid.company(number, tail);
            // Company is kept where the row itself fits.
            let company = if laid_row.height + company > page - laid.head_height() { 0.0 } else { company };
            let nodes = self.row_nodes(body, row, laid_row);
            let marks = Marks::Content(&nodes);
            if laid_row.height + company > self.room() + 0.01 {
                if laid_row.height > page - laid.head_height() {
                    self.part_row(&mut part, laid, laid_row, &marks);
                    continue;
                }
                part.turn(self);
            }
            part.row(self, laid_row, laid_row.height, &marks, None);
        }
        part.end(self);
        self.y += table.space.1;
    }

    /// Parts a row between as many pages as it needs.
    fn part_row(&mut self, part: &mut Part<'_>, laid: &LaidTable, row: &LaidRow, marks: &Marks<'_>) {
        let block = laid.padding.0;
        let mut begun = vec![0; row.cells.len()];
        loop {
            let shares: Vec<Range<usize>> = row
                .cells
                .iter()
                .zip(&begun)
                .map(|(cell, &start)| start..start + cell.galley.fitting(start, self.room() - 2.0 * block))
                .collect();
            let fresh = part.rows == laid.head.len();
            let stuck = shares.iter().all(Range::is_empty);
            if stuck && !fresh {
                part.turn(self);
                continue;
            }
            let shares: Vec<Range<usize>> = row
                .cells
                .iter()
                .zip(shares)
                .map(|(cell, share)| {
                    let left = cell.galley.strips.len() - share.start;
                    if stuck { share.start..share.start + left.min(1) } else { share }
                })
                .collect();
            let height =
                row.cells.iter().zip(&shares).map(|(cell, share)| cell.galley.height_of(share.clone()));
            let height = height.fold(0.0, f32::max) + 2.0 * block;
            let left_over = row.cells.iter().zip(&shares).any(|(cell, s)| s.end < cell.galley.strips.len());
            // A row that goes on fills its page, so that the frame closes at the bottom edge.
            let height = if left_over { height.max(self.room()) } else { height };
            part.row(self, row, height, marks, Some(&shares));
            if !left_over {
                return;
            }
            begun = shares.into_iter().map(|share| share.end).collect();
            part.turn(self);
        }
    }

    /// The nodes of a row's paragraphs, cell by cell.
    fn row_nodes(&mut self, parent: NodeId, row: &TableRow, laid: &LaidRow) -> Vec<Vec<NodeId>> {
        let node = self.structure.add(Some(parent), Kind::Row);
        let cells = row.cells.iter().zip(&laid.cells);
        cells
            .map(|(cell, laid)| {
                let columns = NonZeroU32::new(u32::from(cell.span)).unwrap_or(NonZeroU32::MIN);
                let span = Span { columns, rows: NonZeroU32::MIN };
                let kind = match cell.kind {
                    CellKind::Label => Kind::Label(span),
                    CellKind::Head => Kind::Head(span),
                    CellKind::Data => Kind::Data(span),
                };
                let node = self.structure.add(Some(node), kind);
                part_nodes(&mut self.structure, node, &laid.galley)
            })
            .collect()
    }
}

/// Where the paragraphs of a row belong.
enum Marks<'a> {
    /// Nodes by cell and paragraph.
    Content(&'a [Vec<NodeId>]),
    /// A head that is repeated, and not read again.
    Again,
}

/// The part of a table on one page, with its rules while they grow.
struct Part<'a> {
    laid: &'a LaidTable,
    top: f32,
    /// Rows on this page, those of the head included.
    rows: usize,
    /// Where the rule along each edge inside the table began, while it goes on.
    open: Vec<Option<f32>>,
}

impl<'a> Part<'a> {
    fn begin(press: &Press<'_>, laid: &'a LaidTable) -> Self {
        Self { laid, top: press.y, rows: 0, open: vec![None; laid.edges.len()] }
    }

    /// Goes on on the next page, below the head.
    fn turn(&mut self, press: &mut Press<'_>) {
        self.end(press);
        press.new_page();
        *self = Self::begin(press, self.laid);
        for row in &self.laid.head {
            self.row(press, row, row.height, &Marks::Again, None);
        }
    }

    /// Sets a row, or the share of it that stands on this page.
    fn row(
        &mut self,
        press: &mut Press<'_>,
        row: &LaidRow,
        height: f32,
        marks: &Marks<'_>,
        share: Share<'_>,
    ) {
        let (left, top) = (press.sheet.left, press.y);
        let (block, inline) = self.laid.padding;
        for (number, cell) in row.cells.iter().enumerate() {
            let galley = &cell.galley;
            let strips = share.map_or(0..galley.strips.len(), |share| share[number].clone());
            if let (Marks::Content(nodes), true, 0) = (marks, galley.strips.is_empty(), strips.start) {
                press.draw(Item::Blank { node: nodes[number][0] });
            }
            let mark = |part: usize| match marks {
                Marks::Content(nodes) => Mark::Content(nodes[number][part.min(nodes[number].len() - 1)]),
                Marks::Again => Mark::Decoration,
            };
            // A row that is parted reads on from the top; in others the text stands in the middle.
            let spare = height - 2.0 * block - galley.height_of(strips.clone());
            let above = if share.is_some() { block } else { block + spare.max(0.0) / 2.0 };
            press.strips(
                &galley.strips[strips],
                left + self.laid.edges[cell.edges.0] + inline,
                top + above,
                mark,
            );
        }
        if self.rows > 0 {
            let right = left + self.laid.edges[self.laid.edges.len() - 1];
            press.draw(Item::Rule { from: (left, top), to: (right, top), width: INNER });
        }
        for edge in 1..self.open.len() - 1 {
            let stands = row.cells.iter().any(|cell| cell.edges.0 == edge);
            match (stands, self.open[edge]) {
                (true, None) => self.open[edge] = Some(top),
                (false, Some(from)) => {
                    self.upright(press, edge, from, top);
                    self.open[edge] = None;
                }
                _ => {}
            }
        }
        self.rows += 1;
        press.y += height;
    }

    fn upright(&self, press: &mut Press<'_>, edge: usize, from: f32, to: f32) {
        let x = press.sheet.left + self.laid.edges[edge];
        press.draw(Item::Rule { from: (x, from), to: (x, to), width: INNER });
    }

    /// Closes the frame.
    fn end(&self, press: &mut Press<'_>) {
        let (top, bottom) = (self.top, press.y);
        for (edge, from) in self.open.iter().enumerate() {
            if let Some(from) = from {
                self.upright(press, edge, *from, bottom);
            }
        }
        let near = press.sheet.left;
        press.frame((near, near + self.laid.edges[self.laid.edges.len() - 1]), (top, bottom));
    }
}
