//! Where an answer stands: a field outside rosters, or a cell of one.

use yew::AttrValue;

use crate::check::Place;
use crate::dossier::Edit;
use crate::field::Answer;
use crate::procedure::{Field, Procedure};

/// The address of an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AnswerAt {
    /// A field outside rosters, by id.
    Field(AttrValue),
    /// A cell: roster, row and field, each by id.
    Cell(AttrValue, AttrValue, AttrValue),
}

impl AnswerAt {
    /// The address that a place is; `None` for materials and for rows as a whole.
    pub fn of(place: &Place) -> Option<Self> {
        match place {
            Place::Field(field) => Some(Self::Field(field.clone().into())),
            Place::Row(roster, Some(row), Some(field)) => {
                Some(Self::Cell(roster.clone().into(), row.clone().into(), field.clone().into()))
            }
            Place::Material(..) | Place::Row(..) => None,
        }
    }

    /// The same as a place.
    pub fn place(&self) -> Place {
        match self {
            Self::Field(field) => Place::Field(field.to_string()),
            Self::Cell(roster, row, field) => {
                Place::Row(roster.to_string(), Some(row.to_string()), Some(field.to_string()))
            }
        }
    }

    /// The question answered.
    pub fn field<'p>(&self, procedure: &'p Procedure) -> Option<&'p Field> {
        match self {
            Self::Field(field) => procedure.field(field),
            Self::Cell(roster, _, field) => procedure.roster(roster)?.field(field),
        }
    }

    /// The edit that puts an answer here.
    pub fn edit(&self, answer: Option<Answer>) -> Edit {
        match self {
            Self::Field(field) => Edit::Answer(field.to_string(), answer),
            Self::Cell(roster, row, field) => {
                Edit::RowAnswer(roster.to_string(), row.to_string(), field.to_string(), answer)
            }
        }
    }

    /// Id of the element that takes focus.
    pub fn dom_id(&self) -> String {
        match self {
            Self::Field(field) => dom_id(field),
            Self::Cell(_, row, field) => format!("f-{row}-{field}"),
        }
    }
}

/// Id of the element that takes focus for a field outside rosters.
pub fn dom_id(field: &str) -> String {
    format!("f-{field}")
}
