//! A document as plain text: for golden tests, and for people who read a difference.

use std::fmt::Write as _;

use super::text::clean;
use super::{Block, Cell, Document, Grid, Piece};

impl Document {
    /// The document as plain text: one line per paragraph and one per row of the grid, whose cells
    /// stand between `│`. A cell that begins in an earlier row is shown as `〃`.
    pub fn text(&self) -> String {
        let mut out = String::new();
        if let Some(mark) = &self.mark {
            line(&mut out, &format!("〔{mark}〕"));
        }
        for block in &self.blocks {
            match block {
                Block::Heading(heading) => line(&mut out, &clean(&heading.text.text)),
                Block::Paragraph(paragraph) => line(&mut out, &clean(&paragraph.text)),
                Block::Grid(grid) => grid_text(&mut out, grid),
                Block::PageBreak => line(&mut out, "────"),
            }
        }
        out
    }
}

fn grid_text(out: &mut String, grid: &Grid) {
    for row in 1..=grid.rows.len() {
        let mut cells: Vec<&Cell> = grid
            .cells
            .iter()
            .filter(|cell| {
                let first = usize::from(cell.row);
                (first..first + usize::from(cell.row_span)).contains(&row)
            })
            .collect();
        cells.sort_by_key(|cell| cell.column);
        let texts: Vec<String> = cells
            .iter()
            .map(|cell| if usize::from(cell.row) == row { cell_text(cell) } else { "〃".to_owned() })
            .collect();
        line(out, &format!("│{}│", texts.join("│")));
    }
}

fn cell_text(cell: &Cell) -> String {
    let mut lines = Vec::new();
    for piece in &cell.pieces {
        match piece {
            Piece::Paragraph(paragraph) | Piece::Upright(paragraph) => lines.push(clean(&paragraph.text)),
            Piece::Seal(seal) => lines.extend(seal.lines.iter().map(|line| clean(&line.text))),
        }
    }
    lines.join("／")
}

fn line(out: &mut String, text: &str) {
    // Writing to a string cannot fail.
    let _ = writeln!(out, "{text}");
}
