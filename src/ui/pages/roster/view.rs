//! Which rows are shown.
//!
//! A row that is being edited must not vanish under the reader's hands: a list that was narrowed down is
//! worked out anew when another one is asked for, or when rows came or went, not when an answer changes.

use std::rc::Rc;
use std::sync::Arc;

use super::cell::searched;
use super::standing::Standings;
use crate::dossier::Row;
use crate::procedure::Roster;
use crate::text::comparable;

/// What the reader asked to see.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Wanted {
    /// Text that the row must contain.
    pub(super) text: String,
    /// Only rows about which something was found.
    pub(super) open: bool,
}

impl Wanted {
    /// Whether all rows are wanted.
    pub(super) fn all(&self) -> bool {
        self.text.trim().is_empty() && !self.open
    }
}

/// Works out which rows are shown, and remembers it.
#[derive(Debug, Default)]
pub(super) struct View {
    wanted: Wanted,
    /// Ids of all rows when it was worked out.
    ids: Vec<String>,
    shown: Rc<Vec<usize>>,
    /// What a search looks through, by position, and for which row it was made.
    texts: Vec<(Arc<Row>, String)>,
}

impl View {
    /// Positions of the rows shown, in order.
    pub(super) fn shown(
        &mut self,
        roster: &Roster,
        rows: &[Arc<Row>],
        wanted: &Wanted,
        standings: &Standings,
    ) -> Rc<Vec<usize>> {
        let same_rows =
            || self.ids.len() == rows.len() && self.ids.iter().zip(rows).all(|(id, row)| *id == row.id);
        let current =
            *wanted == self.wanted && if wanted.all() { self.shown.len() == rows.len() } else { same_rows() };
        if !current {
            self.shown = if wanted.all() {
                Rc::new((0..rows.len()).collect())
            } else {
                self.ids = rows.iter().map(|row| row.id.clone()).collect();
                Rc::new(self.narrowed(roster, rows, wanted, standings))
            };
            self.wanted = wanted.clone();
        }
        Rc::clone(&self.shown)
    }

    fn narrowed(
        &mut self,
        roster: &Roster,
        rows: &[Arc<Row>],
        wanted: &Wanted,
        standings: &Standings,
    ) -> Vec<usize> {
        let text = comparable(&wanted.text);
        if !text.is_empty() {
            self.read(roster, rows);
        }
        let fits = |at: &usize| {
            (!wanted.open || standings.about(&rows[*at].id).next().is_some())
                && (text.is_empty() || self.texts[*at].1.contains(&text))
        };
        (0..rows.len()).filter(fits).collect()
    }

    /// Brings the texts that are searched up to date.
    fn read(&mut self, roster: &Roster, rows: &[Arc<Row>]) {
        self.texts.truncate(rows.len());
        for (at, row) in rows.iter().enumerate() {
            let text = || comparable(&searched(&roster.fields, &row.answers));
            match self.texts.get_mut(at) {
                Some((known, _)) if Arc::ptr_eq(known, row) => {}
                Some(entry) => *entry = (row.clone(), text()),
                None => self.texts.push((row.clone(), text())),
            }
        }
    }
}
