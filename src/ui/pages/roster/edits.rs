//! What can be done with rows, as edits. Positions are those in the roster, from 0.

use std::sync::Arc;

use crate::dossier::{Edit, Row};

/// A row without answers at the end. `id` is a new one.
pub(super) fn add(roster: &str, id: String) -> Edit {
    let row = Row { id, answers: Default::default() };
    Edit::AddRow(roster.to_owned(), usize::MAX, Arc::new(row))
}

/// Copies of rows, each right after its row; gives the id of the first copy too. `new_id` makes ids.
pub(super) fn duplicate(
    roster: &str,
    rows: &[Arc<Row>],
    positions: &[usize],
    new_id: impl Fn() -> String,
) -> (Edit, Option<String>) {
    let (mut edits, mut first) = (Vec::new(), None);
    for (added, at) in positions.iter().enumerate() {
        let Some(row) = rows.get(*at) else { continue };
        let copy = Row { id: new_id(), answers: row.answers.clone() };
        first.get_or_insert_with(|| copy.id.clone());
        edits.push(Edit::AddRow(roster.to_owned(), at + added + 1, Arc::new(copy)));
    }
    (Edit::Together(edits), first)
}

/// Removes rows; with the edit that brings them back where they were, whatever was edited meanwhile.
pub(super) fn remove(roster: &str, rows: &[Arc<Row>], positions: &[usize]) -> (Edit, Edit) {
    let rest = rows.iter().enumerate().filter(|(at, _)| positions.binary_search(at).is_err());
    let gone = positions.iter().filter_map(|at| rows.get(*at).map(|row| (*at, row)));
    let edit = Edit::Rows(roster.to_owned(), rest.map(|(_, row)| row.clone()).collect());
    let back = gone.flat_map(|(at, row)| {
        // It may have come back by another way in the meantime.
        let absent = Edit::RemoveRow(roster.to_owned(), row.id.clone());
        [absent, Edit::AddRow(roster.to_owned(), at, row.clone())]
    });
    (edit, Edit::Together(back.collect()))
}

/// Moves a row by one place; `None` at the end of the list.
pub(super) fn shift(roster: &str, rows: &[Arc<Row>], at: usize, down: bool) -> Option<Edit> {
    let to = if down { at + 1 } else { at.checked_sub(1)? };
    let row = rows.get(at).filter(|_| to < rows.len())?;
    Some(Edit::Together(vec![
        Edit::RemoveRow(roster.to_owned(), row.id.clone()),
        Edit::AddRow(roster.to_owned(), to, row.clone()),
    ]))
}
