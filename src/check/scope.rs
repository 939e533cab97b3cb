//! What expressions see: answers as CEL values, and which answers are still missing.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, PoisonError, RwLock};

use cel::{Context, Env, ExecutionError, Value as Cel};
use chrono::NaiveDate;

use super::finding::Place;
use super::functions::{self, Files, IN_FORCE, NOT_PUBLISHED};
use super::light::{LightList, LightMap};
use super::values::show;
use crate::calendar::Calendar;
use crate::dossier::{Attachment, Dossier};
use crate::procedure::expression::{Expression, Piece, ROW};
use crate::procedure::{ParameterValue, Procedure};
use crate::text::comparable;

/// The outcome of evaluating an expression.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Evaluated {
    /// A value.
    Value(Cel),
    /// Waits for these answers; empty when it waits for a holiday table.
    Waiting(BTreeSet<Place>),
    /// The expression is wrong for these values.
    Broken(String),
}

/// The variables and functions of a check. Lives as long as the dossier is checked; answers are bound
/// anew as they change.
pub(super) struct Scope {
    context: Context<'static, 'static>,
    files: Arc<RwLock<Files>>,
    /// The places to be filled in before a name has a value.
    missing: BTreeMap<String, BTreeSet<Place>>,
    /// The same for a field of the rows of a roster.
    missing_cells: BTreeMap<(String, String), BTreeSet<Place>>,
    /// The fields outside rosters whose answer is 不清楚.
    unknown: BTreeSet<Place>,
}

impl Scope {
    /// A scope with parameters, `today` and the functions.
    pub(super) fn new(env: Arc<Env>, procedure: &Procedure, today: NaiveDate, calendar: &Calendar) -> Self {
        let mut context = Context::with_env(env);
        let files = Arc::<RwLock<Files>>::default();
        functions::register(&mut context, calendar, &files, &procedure.parameters);
        context.add_variable_from_value("today", today.to_string());
        let mut missing = BTreeMap::new();
        for (name, parameter) in &procedure.parameters {
            match parameter.on(today) {
                Some(ParameterValue::Number(number)) => {
                    context.add_variable_from_value(name.as_str(), *number);
                }
                Some(ParameterValue::Text(text)) => {
                    context.add_variable_from_value(name.as_str(), text.as_str());
                }
                // Past its last day nothing is guessed: what reads it waits.
                None => drop(missing.insert(name.clone(), BTreeSet::from([Place::Field(name.clone())]))),
            }
        }
        Self { context, files, missing, missing_cells: BTreeMap::new(), unknown: BTreeSet::new() }
    }

    /// Makes the number of files and pages at each place visible, and the standards that they cite.
    pub(super) fn count_files(&self, dossier: &Dossier) {
        let mut files = Files::default();
        for Attachment { material, slot, file, text, .. } in &dossier.attachments {
            let entry = files.counts.entry(format!("{material}/{slot}")).or_default();
            entry.0 += 1;
            entry.1 += i64::from(file.pages);
            let standards = text.iter().flat_map(|text| &text.standards);
            files.cited.extend(standards.map(|standard| (material.clone(), comparable(standard))));
        }
        *self.files.write().unwrap_or_else(PoisonError::into_inner) = files;
    }

    /// Gives a name its value.
    pub(super) fn bind(&mut self, name: &str, value: Cel) {
        self.missing.remove(name);
        self.context.add_variable_from_value(name, value);
    }

    /// Says what must be filled in before a name has a value.
    pub(super) fn wait_for(&mut self, name: &str, places: BTreeSet<Place>) {
        self.missing.insert(name.to_owned(), places);
    }

    /// Says whether the answer of a field is 不清楚.
    pub(super) fn note_unknown(&mut self, field: &str, unknown: bool) {
        let place = Place::Field(field.to_owned());
        if unknown {
            self.unknown.insert(place);
        } else {
            self.unknown.remove(&place);
        }
    }

    /// Makes the rows of a roster visible as a list. `missing` holds the places to be filled in by field.
    pub(super) fn bind_rows(
        &mut self,
        roster: &str,
        rows: LightList,
        missing: BTreeMap<String, BTreeSet<Place>>,
    ) {
        self.context.add_variable_as_val(roster, Box::new(rows));
        self.missing_cells.retain(|(list, _), _| list != roster);
        self.missing_cells
            .extend(missing.into_iter().map(|(field, places)| ((roster.to_owned(), field), places)));
    }

    /// The view of everything outside rows.
    pub(super) fn view(&self) -> View<'_> {
        View { scope: self, context: None, row: None }
    }

    /// The view from a row: `row` is bound to its map.
    pub(super) fn view_from<'s>(&'s self, row: &LightMap, at: RowPlace<'s>) -> View<'s> {
        let mut context = self.context.new_inner_scope();
        context.add_variable_as_val(ROW, Box::new(row.clone()));
        View { scope: self, context: Some(context), row: Some(at) }
    }
}

/// A row and what is missing in it.
#[derive(Clone, Copy)]
pub(super) struct RowPlace<'s> {
    pub(super) roster: &'s str,
    pub(super) row: &'s str,
    /// Names that have no value, with the fields that must be answered first.
    pub(super) missing: &'s BTreeMap<String, Vec<String>>,
}

impl RowPlace<'_> {
    /// The row, or a field of it.
    pub(super) fn place(&self, field: Option<&str>) -> Place {
        Place::Row(self.roster.to_owned(), Some(self.row.to_owned()), field.map(str::to_owned))
    }
}

/// Where expressions are evaluated: outside rows, or at one row.
pub(super) struct View<'s> {
    scope: &'s Scope,
    context: Option<Context<'s, 'static>>,
    row: Option<RowPlace<'s>>,
}

impl<'s> View<'s> {
    /// A place as a rule names it: `row` and `row/<field>` are at the row at hand.
    pub(super) fn place(&self, text: &str) -> Place {
        let inside = text.strip_prefix(ROW).and_then(|rest| match rest.strip_prefix('/') {
            Some(field) => Some(Some(field)),
            None => rest.is_empty().then_some(None),
        });
        match (self.row, inside) {
            (Some(row), Some(field)) => row.place(field),
            _ => Place::from(text.to_owned()),
        }
    }

    /// Evaluates, or says what is waited for: names, and answers of the row at hand, for all that are read; answers of
    /// the rows of a list only where one of those that are needed is missing.
    pub(super) fn evaluate(&self, expression: &Expression) -> Evaluated {
        if let Some(waits) = self.waits(expression) {
            return Evaluated::Waiting(waits);
        }
        let resolved = match &self.context {
            Some(context) => context.resolve(&expression.tree),
            None => self.scope.context.resolve(&expression.tree),
        };
        match resolved {
            Ok(value) => Evaluated::Value(value),
            Err(ExecutionError::FunctionError { message, .. }) if message == NOT_PUBLISHED => {
                Evaluated::Waiting(BTreeSet::new())
            }
            Err(ExecutionError::FunctionError { function, message }) if function == IN_FORCE => {
                Evaluated::Waiting(BTreeSet::from([Place::Field(message)]))
            }
            Err(error) => match self.lacks(expression) {
                Some(places) => Evaluated::Waiting(places),
                None => Evaluated::Broken(error_kind(&error)),
            },
        }
    }

    /// Whether the answer at a place is 不清楚.
    pub(super) fn is_unknown(&self, place: &Place) -> bool {
        self.scope.unknown.contains(place)
    }

    /// Whether a condition holds; an absent condition does. `None` while it waits.
    pub(super) fn holds(&self, condition: Option<&Expression>) -> Option<bool> {
        let Some(condition) = condition else { return Some(true) };
        match self.evaluate(condition) {
            Evaluated::Value(Cel::Bool(holds)) => Some(holds),
            _ => None,
        }
    }

    /// Fills a message; days in Chinese form.
    pub(super) fn fill(&self, pieces: &[Piece]) -> String {
        pieces
            .iter()
            .map(|piece| match piece {
                Piece::Text(text) => text.clone(),
                Piece::Value(expression) => match self.evaluate(expression) {
                    Evaluated::Value(value) => show(&value).unwrap_or_else(|| "（无）".to_owned()),
                    Evaluated::Waiting(_) => "（未公布）".to_owned(),
                    Evaluated::Broken(_) => "（无）".to_owned(),
                },
            })
            .collect()
    }

    /// The names, and the answers of the row at hand, that an expression waits for; `None` when there are none.
    fn waits(&self, expression: &Expression) -> Option<BTreeSet<Place>> {
        let mut waiting = None::<BTreeSet<Place>>;
        let mut add = |places: &BTreeSet<Place>| {
            waiting.get_or_insert_default().extend(places.iter().cloned());
        };
        if !self.scope.missing.is_empty() {
            expression.reads.iter().filter_map(|name| self.scope.missing.get(name)).for_each(&mut add);
        }
        let Some(row) = self.row else { return waiting };
        for (_, field) in expression.cells.iter().filter(|(list, _)| list == ROW) {
            if let Some(fields) = row.missing.get(field) {
                add(&fields.iter().map(|field| row.place(Some(field))).collect());
            }
        }
        waiting
    }

    /// The answers missing in rows of lists that an expression reads, where it cannot do without; `None` when there
    /// are none.
    fn lacks(&self, expression: &Expression) -> Option<BTreeSet<Place>> {
        let cells = expression.cells.iter().filter_map(|cell| self.scope.missing_cells.get(cell));
        cells.cloned().reduce(|mut all, more| {
            all.extend(more);
            all
        })
    }
}

/// The error's kind without the applicant's values.
fn error_kind(error: &ExecutionError) -> String {
    let text = format!("{error:?}");
    text.split(['(', ' ', '{']).next().unwrap_or_default().to_owned()
}
