//! The print marks of the pages: which answers stand on each, as a QR code with a short code beside it.
//!
//! The mark stands in the lower right corner, in the margin, where no text and no seal comes.

use std::collections::BTreeSet;
use std::rc::Rc;

use super::model::MM;
use super::page::{Item, Mark, Page};
use super::paginate::{Press, paginate};
use super::structure::{Kind, NodeId, Structure};
use super::{Align, Block, Document, DocumentError, Face, Faces};
use crate::mark::{Asked, MODULE, Mark as PrintMark, Print, squares};

/// Distance of the code from the edges of the paper: what common printers leave blank, and some more.
const EDGE: f32 = 5.0 * MM;
/// Largest side of the code: it must fit into the margin beside the form.
const SIDE: f32 = 19.0 * MM;
/// Distance between the code and the text beside it: the quiet zone that readers need.
const QUIET: f32 = 4.0 * MODULE * MM;
/// Size of the text beside it.
const SIZE: f32 = 6.5;
/// The longest title beside the code, in characters.
const TITLE: usize = 36;

impl Document {
    /// The print marks of its pages, in order.
    pub fn page_marks(&self, faces: &Faces) -> Result<Vec<PrintMark>, DocumentError> {
        Ok(paginate(self, faces)?.pages.into_iter().filter_map(|page| page.print_mark).collect())
    }
}

impl Press<'_> {
    /// Sets the mark on every page of each print.
    pub(crate) fn set_print_marks(&mut self, document: &Document) -> Result<(), DocumentError> {
        if document.prints.is_empty() {
            return Ok(());
        }
        let asked = self.asked_by_page(document);
        let owners: Vec<usize> = self.owners(document);
        for (print, number) in document.prints.iter().zip(0..) {
            let pages: Vec<usize> = (0..self.pages.len()).filter(|page| owners[*page] == number).collect();
            let count = u16::try_from(pages.len()).unwrap_or(u16::MAX);
            for (page, number) in pages.into_iter().zip(1..=u16::MAX) {
                let mark = print.mark(number, count, &asked[page]);
                let items = self.code(print, &mark.text(), (number, count))?;
                self.pages[page].items.extend(items);
                self.pages[page].print_mark = Some(mark);
            }
        }
        Ok(())
    }

    /// The code with what stands beside it.
    fn code(
        &mut self,
        print: &Print,
        text: &str,
        (page, pages): (u16, u16),
    ) -> Result<Vec<Item>, DocumentError> {
        let rows = squares(text).ok_or(DocumentError::Write("打印标记的内容过长"))?;
        let square = (MODULE * MM).min(SIDE / rows.len() as f32);
        let side = rows.len() as f32 * square;
        let (x, y) = (self.sheet.width - EDGE - side, self.sheet.height - EDGE - side);
        let mut items = vec![Item::Code { squares: Rc::new(rows), x, y, square }];
        let title: String = match print.title.char_indices().nth(TITLE) {
            Some((end, _)) => format!("{}…", &print.title[..end]),
            None => print.title.clone(),
        };
        let lines = [title, format!("打印码 {}　第 {page} 张，共 {pages} 张", print.code())];
        let width = x - QUIET - self.sheet.left;
        for (text, below) in lines.into_iter().zip([SIZE * 1.45, 0.0]) {
            if let Some(line) = self.furniture(&text, Face::Body, SIZE, Align::End, width)? {
                let (x, baseline) = (self.sheet.left + line.x, self.sheet.height - EDGE - 0.6 - below);
                items.push(Item::Text { mark: Mark::Footer, line, x, baseline, grey: 90, turn: 0.0 });
            }
        }
        Ok(items)
    }

    /// The number of the print that each page belongs to.
    fn owners(&self, document: &Document) -> Vec<usize> {
        let mut owner = 0;
        let owner_of = |page: &Page| {
            let block = page.items.iter().filter_map(Item::node).map(|node| self.block_of(node)).min();
            if let Some(block) = block {
                owner = document.prints.iter().rposition(|print| print.from <= block).unwrap_or(0);
            }
            owner
        };
        self.pages.iter().map(owner_of).collect()
    }

    /// The block that a node belongs to.
    fn block_of(&self, node: NodeId) -> usize {
        self.ends.partition_point(|end| *end <= node)
    }

    /// The questions that are answered on each page.
    fn asked_by_page(&self, document: &Document) -> Vec<BTreeSet<u16>> {
        let mut asked = vec![BTreeSet::new(); self.pages.len()];
        for (page, asked) in self.pages.iter().zip(&mut asked) {
            let nodes: BTreeSet<NodeId> = page.items.iter().filter_map(Item::node).collect();
            for node in nodes {
                let block = self.block_of(node);
                let print = document.prints.iter().rev().find(|print| print.from <= block);
                match (print.and_then(|print| print.asked(block)), document.blocks.get(block)) {
                    (Some(Asked::Together(numbers)), _) => asked.extend(numbers),
                    (Some(Asked::Cells(cells)), Some(Block::Grid(grid))) => {
                        let start = block.checked_sub(1).map_or(0, |before| self.ends[before]);
                        let mut order: Vec<usize> = (0..grid.cells.len()).collect();
                        order.sort_by_key(|&at| (grid.cells[at].row, grid.cells[at].column));
                        let cell = cell_of(&self.structure, start, node).and_then(|at| order.get(at));
                        asked.extend(cell.and_then(|cell| cells.get(*cell)).into_iter().flatten());
                    }
                    _ => {}
                }
            }
        }
        asked
    }
}

/// Which cell of the grid whose nodes begin at `start` a node belongs to: cells come row by row, each before
/// its paragraphs.
fn cell_of(structure: &Structure, start: NodeId, node: NodeId) -> Option<usize> {
    let is_cell = |kind: &Kind| matches!(kind, Kind::Label(_) | Kind::Head(_) | Kind::Data(_));
    structure.nodes.get(start..=node)?.iter().filter(|node| is_cell(&node.kind)).count().checked_sub(1)
}
