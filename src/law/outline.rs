//! How a text is set: headings, articles, lists, tables, in the text's own order.
//!
//! It follows from where the clauses stand ([`LawClause::path`]): 第…条 begins an article, whose number
//! opens its first paragraph; 第…款 and 第…项 are paragraphs and items; any other part is a heading over
//! what follows. A clause with a [`Layout`] of its own brings the rows of its table with it.

use super::{LawClause, LawText, Layout};

/// A piece of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece<'a> {
    /// A heading, e.g. 一、适用范围; the outermost is of level 1.
    Heading(usize, &'a str),
    /// Running text.
    Running(Running<'a>),
    /// A table (附件1) or a form (附件2) with its rows in order.
    Table(&'a LawClause, Vec<&'a LawClause>),
}

/// A clause as running text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Running<'a> {
    /// The clause.
    pub clause: &'a LawClause,
    /// The number of the article that begins here, e.g. 第五条.
    pub number: Option<&'a str>,
    /// Its lines; a heading among them with its level.
    pub lines: Vec<(&'a str, Option<usize>)>,
}

/// Lays a text out.
pub fn outline(text: &LawText) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut before: &[String] = &[];
    let mut set: Vec<&str> = Vec::new();
    let mut rest = text.clauses.iter().peekable();
    while let Some(clause) = rest.next() {
        if clause.layout != Layout::Running {
            let mut rows = Vec::new();
            while let Some(row) = rest.next_if(|row| row.path.first() == clause.path.first()) {
                rows.push(row);
            }
            pieces.push(Piece::Table(clause, rows));
            before = &clause.path;
            continue;
        }
        for (at, part) in clause.path.iter().enumerate() {
            if is_heading(part)
                && before.get(..=at) != clause.path.get(..=at)
                && !set.contains(&part.as_str())
            {
                pieces.push(Piece::Heading(at + 1, part));
                set.push(part);
            }
        }
        let number = clause.path.first().filter(|part| is_article(part) && before.first() != Some(part));
        let lines: Vec<_> = clause.text.lines().map(|line| (line, level(text, line))).collect();
        set.extend(lines.iter().filter(|(_, level)| level.is_some()).map(|(line, _)| *line));
        before = &clause.path;
        pieces.push(Piece::Running(Running { clause, number: number.map(String::as_str), lines }));
    }
    pieces
}

fn is_heading(part: &str) -> bool {
    !part.starts_with('第')
}

fn is_article(part: &str) -> bool {
    part.starts_with('第') && part.ends_with('条')
}

/// The level of a line that is a heading: one that the path of some clause names.
fn level(text: &LawText, line: &str) -> Option<usize> {
    let at = |clause: &LawClause| clause.path.iter().position(|part| part == line && is_heading(part));
    text.clauses.iter().find_map(at).map(|at| at + 1)
}
