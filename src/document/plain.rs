//! A document as plain text: for golden tests, and for people who read a difference.

use std::fmt::Write as _;

use super::text::clean;
use super::{Block, Cell, Document, Grid, Piece, TableCell};

impl Document {
    /// The document as plain text: one line per paragraph and one per row of the grid, whose cells
    /// stand between `│`. A cell that begins in an earlier row is shown as `〃`.
    pub fn text(&self) -> String {
        let mut out = String::new();
        if let Some(mark) = self.words_over(true) {
            line(&mut out, &format!("〔{mark}〕"));
        }
        for block in &self.blocks {
            match block {
                Block::Heading(heading) => {
                    let marks = "#".repeat(usize::from(heading.level));
                    let text = clean(&heading.text.text);
                    line(&mut out, format!("{marks} {text}").trim_start());
                }
                Block::Paragraph(p) | Block::Caption(p) => line(&mut out, &clean(&p.text)),
                Block::List(list) => {
                    for item in &list.items {
                        let text: Vec<String> = item.text.iter().map(|p| clean(&p.text)).collect();
                        line(&mut out, &format!("{} {}", item.label.text, text.join("／")));
                    }
                }
                Block::Table(table) => {
                    for row in table.head.iter().chain(&table.rows) {
                        let text = |cell: &TableCell| {
                            cell.text.iter().map(|p| clean(&p.text)).collect::<Vec<_>>().join("／")
                        };
                        let cells: Vec<String> = row.cells.iter().map(text).collect();
                        line(&mut out, &format!("│{}│", cells.join("│")));
                    }
                }
                Block::Seal(seal) => {
                    let lines: Vec<String> = seal.lines.iter().map(|line| clean(&line.text)).collect();
                    line(&mut out, &format!("〔印章〕{}", lines.join("／")));
                }
                Block::Blank(blank) => line(&mut out, &format!("{}＿＿＿", clean(&blank.text.text))),
                Block::Cover(cover) => {
                    line(&mut out, &clean(&cover.title.text));
                    cover.foot.iter().for_each(|p| line(&mut out, &clean(&p.text)));
                    line(&mut out, "────");
                }
                Block::Contents(contents) => {
                    line(&mut out, &clean(&contents.title.text));
                    for (level, text) in self.headings() {
                        if usize::from(level) <= contents.levels.len() {
                            line(&mut out, &format!("{}{}…", "　".repeat(usize::from(level)), clean(text)));
                        }
                    }
                }
                Block::Grid(grid) => grid_text(&mut out, grid),
                Block::Picture(picture) => line(&mut out, &format!("〔图〕{}", clean(&picture.alt))),
                Block::PageBreak | Block::Copy(_) => line(&mut out, "────"),
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
