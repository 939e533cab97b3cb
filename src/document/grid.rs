//! The bordered grid: column positions and row heights by CSS Grid (taffy), the same algorithm that
//! lays the form out on screen.

use taffy::prelude::{
    AvailableSpace, Display, FromLength, GridTemplateComponent, MaxTrackSizingFunction,
    MinTrackSizingFunction, Size, TaffyMaxContent, TaffyTree, auto, fr, length, line, minmax, span,
};
use taffy::{DetailedLayoutInfo, Line, compute_leaf_layout};

use super::galley::{Galley, ShapedPiece, galley};
use super::model::MM;
use super::shape::Shaper;
use super::{Cell, CellKind, DocumentError, Grid};

/// Empty room inside a cell: above and below, left and right.
pub(crate) fn padding(cell: &Cell) -> (f32, f32) {
    match cell.kind {
        CellKind::Label | CellKind::Head => (1.3 * MM, 1.0 * MM),
        CellKind::Data => (1.3 * MM, 2.2 * MM),
    }
}

/// A grid measured. Its rows have at least their stated heights; [`LaidGrid::squeeze`] lets them go
/// below these.
#[derive(Clone, Debug)]
pub(crate) struct LaidGrid {
    /// Left edges of the columns, then the right edge of the last.
    pub(crate) columns: Vec<f32>,
    /// Heights of the rows.
    pub(crate) rows: Vec<f32>,
    /// The heights that the rows' contents need.
    least: Vec<f32>,
    /// The cells' contents, in the grid's order.
    pub(crate) galleys: Vec<Galley>,
}

impl LaidGrid {
    /// Lowers the rows towards what their contents need until the grid is `room` high, if that
    /// suffices: a form that almost fits stays on its page.
    pub(crate) fn squeeze(&mut self, room: f32) {
        let height: f32 = self.rows.iter().sum();
        let least: f32 = self.least.iter().sum();
        if height > room && least <= room && height > least {
            let part = (room - least) / (height - least);
            for (row, least) in self.rows.iter_mut().zip(&self.least) {
                *row = least + (*row - least) * part;
            }
        }
    }
}

/// Measures a grid `width` wide.
pub(crate) fn lay_out(shaper: &mut Shaper<'_>, grid: &Grid, width: f32) -> Result<LaidGrid, DocumentError> {
    check(grid)?;
    let shaped = grid
        .cells
        .iter()
        .map(|cell| cell.pieces.iter().map(|piece| ShapedPiece::shape(shaper, piece)).collect())
        .collect::<Result<Vec<Vec<ShapedPiece>>, _>>()?;

    let (columns, rows) = tracks(grid, &shaped, width, 1.0)?;
    let (_, least) = tracks(grid, &shaped, width, 0.0)?;
    let galleys = grid
        .cells
        .iter()
        .zip(&shaped)
        .map(|(cell, pieces)| {
            let left = columns[usize::from(cell.column) - 1];
            let right = columns[usize::from(cell.column + cell.column_span) - 1];
            galley(pieces, right - left - 2.0 * padding(cell).1)
        })
        .collect();
    Ok(LaidGrid { columns, rows, least, galleys })
}

/// Column lines and row heights, with the stated least heights of the rows scaled by `stated`.
fn tracks(
    grid: &Grid,
    shaped: &[Vec<ShapedPiece>],
    width: f32,
    stated: f32,
) -> Result<(Vec<f32>, Vec<f32>), DocumentError> {
    let mut tree: TaffyTree<usize> = TaffyTree::new();
    tree.disable_rounding();
    let failed = |_| DocumentError::BadGrid("无法计算版面".to_owned());
    let mut children = Vec::with_capacity(grid.cells.len());
    for (number, cell) in grid.cells.iter().enumerate() {
        let (block, inline) = padding(cell);
        let style = taffy::Style {
            grid_column: Line { start: line(to_line(cell.column)), end: span(cell.column_span) },
            grid_row: Line { start: line(to_line(cell.row)), end: span(cell.row_span) },
            padding: taffy::Rect {
                left: length(inline),
                right: length(inline),
                top: length(block),
                bottom: length(block),
            },
            ..taffy::Style::default()
        };
        children.push(tree.new_leaf_with_context(style, number).map_err(failed)?);
    }
    let column = |&part: &f32| -> GridTemplateComponent<String> { minmax(length(0.0), fr(part)) };
    let row = |&least: &f32| -> GridTemplateComponent<String> {
        minmax(MinTrackSizingFunction::from_length(least * stated), MaxTrackSizingFunction::MAX_CONTENT)
    };
    let style = taffy::Style {
        display: Display::Grid,
        size: Size { width: length(width), height: auto() },
        grid_template_columns: grid.columns.iter().map(column).collect(),
        grid_template_rows: grid.rows.iter().map(row).collect(),
        ..taffy::Style::default()
    };
    let root = tree.new_with_children(style, &children).map_err(failed)?;
    let room = Size { width: AvailableSpace::Definite(width), height: AvailableSpace::MaxContent };
    tree.compute_layout_with_measure(root, room, |input, _, cell, style| {
        compute_leaf_layout(
            input,
            style,
            |_, _| 0.0,
            |_, available| {
                let width = available.width.into_option().unwrap_or(width);
                let height = cell.as_ref().map_or(0.0, |&&mut cell| galley(&shaped[cell], width).height());
                Size { width, height }
            },
        )
    })
    .map_err(failed)?;

    let DetailedLayoutInfo::Grid(info) = tree.detailed_layout_info(root) else {
        return Err(DocumentError::BadGrid("无法计算版面".to_owned()));
    };
    let mut columns: Vec<f32> = info.columns.positions.iter().map(|column| column.start).collect();
    columns.extend(info.columns.positions.last().map(|column| column.end));
    let rows: Vec<f32> = info.rows.positions.iter().map(|row| row.end - row.start).collect();
    if columns.len() != grid.columns.len() + 1 || rows.len() != grid.rows.len() {
        return Err(DocumentError::BadGrid("单元格超出表格范围".to_owned()));
    }
    Ok((columns, rows))
}

/// Every cell must lie inside the grid.
fn check(grid: &Grid) -> Result<(), DocumentError> {
    let inside = |first: u16, span: u16, count: usize| {
        first >= 1 && span >= 1 && usize::from(first) + usize::from(span) - 1 <= count
    };
    let fits = grid.cells.iter().all(|cell| {
        inside(cell.column, cell.column_span, grid.columns.len())
            && inside(cell.row, cell.row_span, grid.rows.len())
    });
    if fits { Ok(()) } else { Err(DocumentError::BadGrid("单元格超出表格范围".to_owned())) }
}

fn to_line(number: u16) -> i16 {
    i16::try_from(number).unwrap_or(i16::MAX)
}
