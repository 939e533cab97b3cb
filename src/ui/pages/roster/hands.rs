//! What the reader's acts do: to the page's own state, or to the rows.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::rc::Rc;
use std::sync::Arc;

use yew::prelude::*;

use super::columns::typed_in_place;
use super::edits;
use super::keys::{Act, Spot};
use super::order::sorted;
use super::table::Table;
use super::tools::Deed;
use super::view::Wanted;
use crate::dossier::{Edit, Row};
use crate::field::Answer;
use crate::procedure::{Field, Roster};
use crate::ui::browser;
use crate::ui::fields::AnswerAt;
use crate::ui::state::{Action, Dispatcher, Notice, Notify};

/// The cell at hand.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Hand {
    /// Id of its row; the first row shown when there is none.
    pub(super) row: Option<String>,
    pub(super) column: usize,
    /// It is being answered.
    pub(super) editing: bool,
}

/// The row open as questions.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Opened {
    pub(super) row: String,
    /// The field that focus moves to.
    pub(super) field: Option<String>,
    /// Shows what was found even at fields that have not been visited.
    pub(super) insist: bool,
}

/// The page as it is now, and the ways to change it.
pub(super) struct Hands {
    pub(super) dispatch: Dispatcher,
    pub(super) notify: Notify,
    pub(super) table: Table,
    /// The cell at hand among the rows shown.
    pub(super) at: Spot,
    pub(super) hand: UseStateHandle<Hand>,
    pub(super) opened: UseStateHandle<Option<Opened>>,
    pub(super) selected: UseStateHandle<Rc<BTreeSet<String>>>,
    pub(super) wanted: UseStateHandle<Wanted>,
    /// What stood in the cell when answering it began.
    pub(super) before: Rc<RefCell<Option<Answer>>>,
    /// The column that the rows were last ordered by, and whether falling.
    pub(super) ordered: Rc<RefCell<Option<(usize, bool)>>>,
}

impl Hands {
    fn roster(&self) -> &Roster {
        &self.table.procedure.rosters[self.table.roster]
    }

    fn rows(&self) -> &[Arc<Row>] {
        self.table.dossier.rows(&self.roster().id)
    }

    fn row(&self, place: usize) -> Option<&Arc<Row>> {
        self.rows().get(*self.table.shown.get(place)?)
    }

    /// The row and the field of a cell that the row asks for.
    fn cell(&self, spot: Spot) -> Option<(&Arc<Row>, &Field)> {
        let (row, field) = (self.row(spot.row)?, self.table.columns.get(spot.column)?.field(self.roster())?);
        self.table.standings.asks(&self.roster().id, &row.id, &field.id).then_some((row, field))
    }

    fn edit_cell(&self, row: &Row, field: &Field, answer: Option<Answer>) {
        let roster = self.roster().id.clone();
        let at = AnswerAt::Cell(roster.into(), row.id.clone().into(), field.id.clone().into());
        self.dispatch.edit(at.edit(answer));
        self.dispatch.dispatch(Action::Seal);
    }

    /// Positions of the rows that a deed is about: those selected, or the one at hand.
    pub(super) fn concerned(&self) -> Vec<usize> {
        let rows = self.rows();
        if self.selected.is_empty() {
            return self.table.shown.get(self.at.row).copied().into_iter().collect();
        }
        (0..rows.len()).filter(|at| self.selected.contains(&rows[*at].id)).collect()
    }

    fn hold(&self, row: Option<String>, column: usize, editing: bool) {
        self.hand.set(Hand { row, column, editing });
    }

    /// Opens a row as questions.
    pub(super) fn open(&self, row: String, field: Option<String>) {
        self.hold(Some(row.clone()), self.at.column, false);
        self.opened.set(Some(Opened { row, field, insist: false }));
    }

    /// Does what is asked of the grid.
    pub(super) fn act(&self, act: &Act) {
        match *act {
            Act::Go(spot) => self.hold(self.row(spot.row).map(|row| row.id.clone()), spot.column, false),
            Act::Edit(spot) => match self.cell(spot) {
                Some((row, field)) if typed_in_place(field) => {
                    *self.before.borrow_mut() = row.answers.get(&field.id).cloned();
                    self.hold(Some(row.id.clone()), spot.column, true);
                }
                _ => self.act(&Act::Open(spot)),
            },
            Act::Open(spot) => {
                let Some(row) = self.row(spot.row) else { return };
                let field = self.cell(spot).map(|(_, field)| field.id.clone());
                self.hold(Some(row.id.clone()), spot.column, false);
                self.opened.set(Some(Opened { row: row.id.clone(), field, insist: false }));
            }
            Act::Leave(back) => {
                if let Some((row, field)) = self.cell(self.at).filter(|_| back) {
                    self.edit_cell(row, field, self.before.borrow().clone());
                }
                self.hand.set(Hand { editing: false, ..(*self.hand).clone() });
            }
            Act::Select(place, range) => self.select(place, range),
            Act::SelectAll => {
                let all = || self.table.shown.iter().map(|at| self.rows()[*at].id.clone()).collect();
                let now = if self.selected.len() >= self.table.shown.len() { BTreeSet::new() } else { all() };
                self.selected.set(Rc::new(now));
            }
            Act::Clear => {
                if let Some((row, field)) = self.cell(self.at) {
                    self.edit_cell(row, field, None);
                }
            }
            Act::Remove => self.remove(),
            Act::Move(down) => self.shift(down),
            Act::Sort(column) => self.sort(column, *self.ordered.borrow() == Some((column, false))),
        }
    }

    /// Does what is asked of the bar.
    pub(super) fn deed(&self, deed: Deed) {
        match deed {
            Deed::Add => self.add(),
            Deed::Duplicate => {
                let (roster, rows) = (&self.roster().id, self.rows());
                let (edit, first) = edits::duplicate(roster, rows, &self.concerned(), browser::new_id);
                self.dispatch.edit(edit);
                self.selected.set(Rc::default());
                self.hold(first, self.at.column, false);
            }
            Deed::Up => self.shift(false),
            Deed::Down => self.shift(true),
            Deed::Remove => self.remove(),
            Deed::Deselect => self.selected.set(Rc::default()),
            Deed::Sort { column, falling } => self.sort(column, falling),
        }
    }

    /// Adds a row and opens it.
    pub(super) fn add(&self) {
        let row = browser::new_id();
        self.wanted.set(Wanted::default());
        self.dispatch.edit(edits::add(&self.roster().id, row.clone()));
        self.open(row, None);
    }

    fn select(&self, place: usize, range: bool) {
        let Some(row) = self.row(place) else { return };
        let mut now = BTreeSet::clone(&self.selected);
        if range {
            let (from, to) = (self.at.row.min(place), self.at.row.max(place));
            now.extend((from..=to).filter_map(|place| self.row(place)).map(|row| row.id.clone()));
        } else if !now.remove(&row.id) {
            now.insert(row.id.clone());
        }
        self.hold(Some(row.id.clone()), self.at.column, false);
        self.selected.set(Rc::new(now));
    }

    fn remove(&self) {
        let (rows, gone) = (self.rows(), self.concerned());
        let Some(first) = gone.first().copied() else { return };
        let stays = |at: &&usize| gone.binary_search(at).is_err();
        let after = self.table.shown.iter().filter(stays).find(|at| **at > first);
        let next = after.or_else(|| self.table.shown.iter().rev().find(stays));
        self.hold(next.map(|at| rows[*at].id.clone()), self.at.column, false);
        self.selected.set(Rc::default());
        let (edit, back) = edits::remove(&self.roster().id, rows, &gone);
        self.dispatch.edit(edit);
        let message = match gone.len() {
            1 => format!("已删除第 {} 行。", first + 1),
            many => format!("已删除 {many} 行。"),
        };
        let dispatch = self.dispatch.clone();
        self.notify.show(Notice::done(message).undone_by(move || dispatch.edit(back.clone())));
    }

    fn shift(&self, down: bool) {
        let at = self.table.shown.get(self.at.row).filter(|_| self.wanted.all());
        if let Some(edit) = at.and_then(|at| edits::shift(&self.roster().id, self.rows(), *at, down)) {
            self.dispatch.edit(edit);
            // Whatever row was the first by default is now named, so that the hand moves with it.
            self.hold(self.row(self.at.row).map(|row| row.id.clone()), self.at.column, false);
        }
    }

    fn sort(&self, column: usize, falling: bool) {
        let (roster, rows) = (self.roster(), self.rows());
        let Some(field) = self.table.columns.get(column).and_then(|column| column.field(roster)) else {
            return;
        };
        let list = sorted(rows, field, falling);
        *self.ordered.borrow_mut() = Some((column, falling));
        if list.iter().zip(rows).any(|(now, then)| !Arc::ptr_eq(now, then)) {
            self.dispatch.edit(Edit::Rows(roster.id.clone(), list));
        }
        let word = if falling { "降序" } else { "升序" };
        self.notify.done(format!("各行已按“{}”{word}重排，可以撤销。", field.label));
    }
}
