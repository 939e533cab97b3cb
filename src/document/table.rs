//! A grid on pages: which rows stand where, how a long row is continued, and the rules between cells.

use std::num::NonZeroU32;

use super::galley::{Galley, StripKind};
use super::grid::{LaidGrid, padding};
use super::page::{Item, Mark};
use super::paginate::{Press, part_nodes};
use super::structure::{Kind, NodeId, Span};
use super::{Cell, CellKind, Grid};

/// Widths of the rules in points: inside, and round the whole table.
pub(crate) const INNER: f32 = 0.5;
const OUTER: f32 = 1.0;

/// A row, or a part of it, on a page.
#[derive(Clone, Debug)]
struct Band {
    row: usize,
    top: f32,
    height: f32,
    /// For a row parted between pages: the strips of each of its cells that stand here.
    strips: Option<Vec<(usize, std::ops::Range<usize>)>>,
}

impl Press<'_> {
    /// Sets a grid, going on to new pages as needed. `after` is the height of what should stand on the
    /// same page below it.
    pub(crate) fn grid(&mut self, grid: &Grid, laid: &LaidGrid, after: f32) {
        let mut laid = laid.clone();
        laid.squeeze(self.room() - after);
        let nodes = self.table_nodes(grid, &laid);
        let mut setter = Setter { grid, laid: &laid, nodes, begun: vec![false; grid.cells.len()] };
        let mut bands = Vec::new();
        for row in 0..grid.rows.len() {
            let height = laid.rows[row];
            if height <= self.room() + 0.01 {
                bands.push(Band { row, top: self.y, height, strips: None });
                self.y += height;
                continue;
            }
            let fits_alone = height <= self.sheet.text_height();
            if !setter.splits(row) && fits_alone {
                setter.set(self, std::mem::take(&mut bands));
                self.new_page();
                bands.push(Band { row, top: self.y, height, strips: None });
                self.y += height;
                continue;
            }
            setter.part(self, row, &mut bands);
        }
        setter.set(self, bands);
    }

    /// Draws the rules round a table.
    pub(crate) fn frame(&mut self, (near, far): (f32, f32), (top, bottom): (f32, f32)) {
        let half = OUTER / 2.0;
        for (from, to) in [
            ((near - half, top), (far + half, top)),
            ((near - half, bottom), (far + half, bottom)),
            ((near, top), (near, bottom)),
            ((far, top), (far, bottom)),
        ] {
            self.draw(Item::Rule { from, to, width: OUTER });
        }
    }

    fn table_nodes(&mut self, grid: &Grid, laid: &LaidGrid) -> Vec<Vec<NodeId>> {
        let table = self.structure.add(None, Kind::Table(grid.summary.clone()));
        let mut nodes = vec![Vec::new(); grid.cells.len()];
        for row in 1..=grid.rows.len() {
            let mut cells: Vec<usize> =
                (0..grid.cells.len()).filter(|&at| usize::from(grid.cells[at].row) == row).collect();
            cells.sort_by_key(|&at| grid.cells[at].column);
            let parent = self.structure.add(Some(table), Kind::Row);
            for at in cells {
                let cell = &grid.cells[at];
                let count = |n: u16| NonZeroU32::new(u32::from(n)).unwrap_or(NonZeroU32::MIN);
                let span = Span { columns: count(cell.column_span), rows: count(cell.row_span) };
                let kind = match cell.kind {
                    CellKind::Label => Kind::Label(span),
                    CellKind::Head => Kind::Head(span),
                    CellKind::Data => Kind::Data(span),
                };
                let node = self.structure.add(Some(parent), kind);
                nodes[at] = part_nodes(&mut self.structure, node, &laid.galleys[at]);
            }
        }
        nodes
    }
}

/// Sets a grid's bands page by page.
struct Setter<'a> {
    grid: &'a Grid,
    laid: &'a LaidGrid,
    /// The structure nodes of each cell's paragraphs.
    nodes: Vec<Vec<NodeId>>,
    /// Whether a cell's content already stands on an earlier page.
    begun: Vec<bool>,
}

impl Setter<'_> {
    fn cells_of(&self, row: usize) -> impl Iterator<Item = (usize, &Cell)> {
        self.grid
            .cells
            .iter()
            .enumerate()
            .filter(move |(_, cell)| usize::from(cell.row) - 1 == row && cell.row_span == 1)
    }

    fn splits(&self, row: usize) -> bool {
        self.cells_of(row).any(|(_, cell)| cell.splits)
    }

    /// Parts a row between as many pages as it needs.
    fn part(&mut self, press: &mut Press<'_>, row: usize, bands: &mut Vec<Band>) {
        let page = press.sheet.text_height();
        let mut done: Vec<(usize, usize)> = self
            .cells_of(row)
            .filter(|(at, cell)| {
                cell.splits || self.laid.galleys[*at].height() + 2.0 * padding(cell).0 > page
            })
            .map(|(at, _)| (at, 0))
            .collect();
        loop {
            let mut strips = Vec::new();
            let mut height = 0.0_f32;
            let mut progress = false;
            let mut left_over = false;
            for (at, start) in &mut done {
                let galley = &self.laid.galleys[*at];
                let (block, _) = padding(&self.grid.cells[*at]);
                let mut count = galley.fitting(*start, press.room() - 2.0 * block);
                if count == 0 && press.at_top() && *start < galley.strips.len() {
                    count = 1;
                }
                let end = *start + count;
                height = height.max(2.0 * block + height_of(galley, *start..end));
                progress |= count > 0;
                left_over |= end < galley.strips.len();
                strips.push((*at, *start..end));
                *start = end;
            }
            // Cells that stay whole, such as the row's label, need their room as well.
            for (at, cell) in self.cells_of(row).filter(|(at, _)| !done.iter().any(|(d, _)| d == at)) {
                height = height.max(2.0 * padding(cell).0 + self.laid.galleys[at].height());
            }
            if progress && height <= press.room() + 0.01 || press.at_top() {
                // A row that goes on fills its page, so that the frame closes at the bottom edge.
                let height = if left_over { height.max(press.room()) } else { height };
                bands.push(Band { row, top: press.y, height, strips: Some(strips) });
                press.y += height;
                if !left_over {
                    return;
                }
            } else {
                for ((_, start), (_, range)) in done.iter_mut().zip(&strips) {
                    *start = range.start;
                }
            }
            self.set(press, std::mem::take(bands));
            press.new_page();
        }
    }

    /// Draws the bands of one page: contents, then rules.
    fn set(&mut self, press: &mut Press<'_>, bands: Vec<Band>) {
        let (Some(first), Some(last)) = (bands.first(), bands.last()) else { return };
        let (top, bottom) = (first.top, last.top + last.height);
        let left = press.sheet.left;
        let columns: Vec<f32> = self.laid.columns.iter().map(|x| left + x).collect();
        let (near, far) = (columns[0], columns[columns.len() - 1]);

        for (at, cell) in self.grid.cells.iter().enumerate() {
            let rows = usize::from(cell.row) - 1..usize::from(cell.row + cell.row_span) - 1;
            let mut here = bands.iter().filter(|band| rows.contains(&band.row));
            let Some(start) = here.next() else { continue };
            let end = here.next_back().unwrap_or(start);
            let (y0, y1) = (start.top, end.top + end.height);
            let x0 = columns[usize::from(cell.column) - 1];
            let x1 = columns[usize::from(cell.column + cell.column_span) - 1];
            self.content(press, at, (x0, y0, y1), start);
            if cell.column > 1 {
                press.draw(Item::Rule { from: (x0, y0), to: (x0, y1), width: INNER });
            }
            if y0 > top {
                press.draw(Item::Rule { from: (x0, y0), to: (x1, y0), width: INNER });
            }
        }
        press.frame((near, far), (top, bottom));
    }

    /// Draws what of a cell stands in a band, in the middle of its height.
    fn content(&mut self, press: &mut Press<'_>, at: usize, (x0, y0, y1): (f32, f32, f32), band: &Band) {
        let (grid, laid) = (self.grid, self.laid);
        let cell = &grid.cells[at];
        let galley = &laid.galleys[at];
        let nodes = self.nodes[at].clone();
        let (block, inline) = padding(cell);
        let parted = band.strips.as_ref().and_then(|strips| strips.iter().find(|(cell, _)| *cell == at));
        let range = parted.map_or(0..galley.strips.len(), |(_, range)| range.clone());
        let again = self.begun[at] && parted.is_none();
        if !self.begun[at]
            && let Some(bookmark) = &cell.bookmark
        {
            let y = std::mem::replace(&mut press.y, y0);
            press.bookmark(2, bookmark);
            press.y = y;
        }
        self.begun[at] = true;
        let strips = &galley.strips[range.clone()];
        // A label that is repeated on the next page is not read twice.
        let mark = |part: usize| {
            if again { Mark::Decoration } else { Mark::Content(nodes[part.min(nodes.len() - 1)]) }
        };
        let empty = !strips.iter().any(|s| matches!(s.kind, StripKind::Line { .. } | StripKind::Seal { .. }));
        if empty
            && !again
            && range.start == 0
            && let Some(&node) = nodes.first()
        {
            press.draw(Item::Blank { node });
        }
        let spare = (y1 - y0 - 2.0 * block - height_of(galley, range)).max(0.0);
        let seal = strips.iter().position(|strip| matches!(strip.kind, StripKind::Seal { .. }));
        let (above, below) = strips.split_at(seal.unwrap_or(strips.len()));
        // Long texts begin at the top, a seal's place stands at the bottom, the rest in the middle.
        let top = if cell.splits || seal.is_some() { y0 + block } else { y0 + block + spare / 2.0 };
        press.strips(above, x0 + inline, top, mark);
        let height: f32 = above.iter().map(|strip| strip.height).sum();
        press.strips(below, x0 + inline, top + height + spare, mark);
    }
}

fn height_of(galley: &Galley, range: std::ops::Range<usize>) -> f32 {
    galley.strips[range].iter().map(|strip| strip.height).sum()
}
