//! The columns of the table, from a roster's fields.

use crate::field::FieldKind;
use crate::procedure::{Field, Procedure, Roster};

/// A column of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Column {
    /// The row's number, with the box that selects it.
    Number,
    /// What was found about the row.
    State,
    /// The answers to a field, by its position in the roster.
    Field(usize),
    /// The states that a state machine finds the rows in, by its position in the procedure.
    Machine(usize),
}

/// Number, name and state of a row, and the states that machines find it in; then the other fields in the
/// order of the definition.
pub(super) fn columns(procedure: &Procedure, roster: &Roster) -> Vec<Column> {
    let name = roster.fields.iter().position(|field| field.id == roster.row_name).unwrap_or(0);
    let others = (0..roster.fields.len()).filter(|at| *at != name);
    let front = [Column::Number, Column::Field(name), Column::State];
    let machines = procedure.machines.iter().enumerate().filter(|(_, machine)| machine.of == roster.id);
    let machines = machines.map(|(at, _)| Column::Machine(at));
    front.into_iter().chain(machines).chain(others.map(Column::Field)).collect()
}

/// Where the row's name stands among [`columns`].
pub(super) const NAME: usize = 1;

impl Column {
    /// The field whose answers stand in it.
    pub(super) fn field(self, roster: &Roster) -> Option<&Field> {
        match self {
            Self::Field(at) => roster.fields.get(at),
            Self::Number | Self::State | Self::Machine(_) => None,
        }
    }

    /// What stands over it.
    pub(super) fn title<'p>(self, procedure: &'p Procedure, roster: &'p Roster) -> &'p str {
        match self {
            Self::Number => "序号",
            Self::State => "状态",
            Self::Field(at) => roster.fields.get(at).map_or("", |field| field.label.as_str()),
            Self::Machine(at) => procedure.machines.get(at).map_or("", |machine| machine.title.as_str()),
        }
    }

    /// Its width in `rem`.
    pub(super) fn width(self, roster: &Roster) -> f64 {
        match self {
            Self::Number => 5.0,
            Self::State => 9.5,
            Self::Machine(_) => 8.0,
            Self::Field(_) => self.field(roster).map_or(10.0, |field| match &field.kind {
                _ if field.id == roster.row_name => 14.0,
                FieldKind::Contents { .. } | FieldKind::Narrative { .. } | FieldKind::LongText { .. } => 18.0,
                FieldKind::Text { max } if *max > 20 => 15.0,
                FieldKind::Uscc | FieldKind::IdDocument | FieldKind::Period => 15.0,
                FieldKind::Text { .. } | FieldKind::Money | FieldKind::ApprovalNumber => 12.0,
                FieldKind::Choice { .. } | FieldKind::Date | FieldKind::Phone => 11.0,
                FieldKind::Count { .. } | FieldKind::PersonName => 9.0,
                FieldKind::PostCode | FieldKind::Confirm => 7.0,
            }),
        }
    }
}

/// Whether an answer to this field is typed in its cell: one line, nothing hidden. All others are
/// answered in the row's panel.
pub(super) fn typed_in_place(field: &Field) -> bool {
    let one_line = matches!(
        field.kind,
        FieldKind::Text { .. }
            | FieldKind::PersonName
            | FieldKind::Uscc
            | FieldKind::ApprovalNumber
            | FieldKind::Phone
            | FieldKind::PostCode
            | FieldKind::Date
            | FieldKind::Count { .. }
    );
    one_line && !field.sensitive && !field.unknown
}
