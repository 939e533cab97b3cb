//! Whose file is it: file names → rows of a roster.
//!
//! A name counts when it stands in the file's name, a number when it stands there whole or, to tell people of
//! one name apart, by its last digits. What fits several rows fits none: a wrong row is worse than a question.

use std::collections::HashMap;
use std::sync::Arc;

use super::{Attachment, Row};
use crate::field::FieldKind;
use crate::procedure::Roster;
use crate::text::comparable;

/// So many of a number's last digits tell people of one name apart.
const TAIL: usize = 4;
/// So many characters of a number are enough to find its row by the number alone.
const LONG: usize = 8;

/// Why a file is taken for a row's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    /// The row's number (证件号码) stands in the file's name.
    Number,
    /// The row's name stands in the file's name.
    Name,
}

/// A file with the row that its name speaks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// Id of the attachment.
    pub attachment: String,
    /// Id of the row.
    pub row: String,
    /// Why.
    pub sign: Sign,
}

/// The rows that the files' names speak for, in the files' order; files that speak for none or for several
/// are left out.
pub fn proposals<'a>(
    roster: &Roster,
    rows: &[Arc<Row>],
    files: impl Iterator<Item = &'a Attachment>,
) -> Vec<Proposal> {
    let known = Known::of(roster, rows);
    files
        .filter_map(|file| {
            let (row, sign) = known.row_of(&file.file.name)?;
            Some(Proposal { attachment: file.id.clone(), row: rows[row].id.clone(), sign })
        })
        .collect()
}

/// What the rows are known by.
struct Known {
    /// Positions of rows by name.
    names: HashMap<String, Vec<usize>>,
    /// Position and number of rows.
    numbers: Vec<(usize, String)>,
    /// Positions of rows by whole number.
    by_number: HashMap<String, Vec<usize>>,
}

impl Known {
    fn of(roster: &Roster, rows: &[Arc<Row>]) -> Self {
        let mut known = Self { names: HashMap::new(), numbers: Vec::new(), by_number: HashMap::new() };
        for (at, row) in rows.iter().enumerate() {
            let name = comparable(&row.name(roster));
            if name.chars().count() >= 2 {
                known.names.entry(name).or_default().push(at);
            }
            for field in &roster.fields {
                let Some(answer) = row.answers.get(&field.id) else { continue };
                let number = match field.kind {
                    FieldKind::IdDocument => comparable(answer.part("number")),
                    _ if roster.unique.contains(&field.id) => comparable(&field.kind.print_answer(answer)),
                    _ => continue,
                };
                if number.chars().count() >= LONG {
                    known.by_number.entry(number.clone()).or_default().push(at);
                    known.numbers.push((at, number));
                }
            }
        }
        known
    }

    fn row_of(&self, file: &str) -> Option<(usize, Sign)> {
        let stem = comparable(file.rsplit_once('.').map_or(file, |(stem, _)| stem));
        let parts: Vec<&str> = stem.split(|c: char| !c.is_ascii_alphanumeric()).collect();
        let mut numbered = parts.iter().filter_map(|part| self.by_number.get(*part)).flatten();
        if let Some(first) = numbered.next() {
            return numbered.all(|other| other == first).then_some((*first, Sign::Number));
        }
        match self.named(&stem).as_slice() {
            [] => None,
            [row] => Some((*row, Sign::Name)),
            // People of one name: the last digits of their numbers tell.
            several => {
                let told = |at: &usize| {
                    self.numbers.iter().filter(|(of, _)| of == at).any(|(_, number)| {
                        parts.iter().any(|part| part.len() >= TAIL && number.ends_with(part))
                    })
                };
                let mut told = several.iter().filter(|at| told(at));
                told.next().filter(|_| told.next().is_none()).map(|at| (*at, Sign::Number))
            }
        }
    }

    /// The rows whose name stands in the file's name: as a part of its own, else anywhere. Of names that
    /// overlap the longest counts; of names that do not, none.
    fn named(&self, stem: &str) -> Vec<usize> {
        let parts = stem.split(|c: char| !c.is_alphanumeric() && c != '·');
        let whole: Vec<&String> =
            parts.filter_map(|part| self.names.get_key_value(part)).map(|(name, _)| name).collect();
        let found = match whole.is_empty() {
            false => whole,
            true => self.names.keys().filter(|name| stem.contains(name.as_str())).collect(),
        };
        let Some(longest) = found.iter().max_by_key(|name| name.len()) else { return Vec::new() };
        let one = found.iter().all(|name| longest.contains(name.as_str()));
        if one { self.names[*longest].clone() } else { Vec::new() }
    }
}
