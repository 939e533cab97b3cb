//! Conditions of which a part may be enough: `a || b` holds as soon as one holds, `a && b` fails as soon
//! as one fails, whatever the other comes to (three-valued logic after Kleene).

use std::collections::BTreeSet;

use cel::Value as Cel;

use super::changes::Reads;
use super::finding::Place;
use super::scope::{Evaluated, View};
use crate::procedure::expression::{Expression, Junction};

/// A condition taken apart at its outermost `||` and `&&`.
#[derive(Debug)]
pub(super) enum Condition {
    One(Box<Expression>),
    Joined(Junction, Vec<Condition>),
}

/// What a condition comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Truth {
    /// It holds, or does not.
    Known(bool),
    /// It depends on these answers; on none when it waits for a holiday table or cannot be worked out.
    Open(BTreeSet<Place>),
}

impl Condition {
    /// Parses CEL.
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        Ok(Self::of(Expression::parse(text)?))
    }

    fn of(expression: Expression) -> Self {
        match expression.operands() {
            Some((junction, operands)) => {
                Self::Joined(junction, operands.into_iter().map(Self::of).collect())
            }
            None => Self::One(Box::new(expression)),
        }
    }

    /// Adds what it reads.
    pub(super) fn note_reads(&self, reads: &mut Reads) {
        match self {
            Self::One(expression) => reads.add(expression),
            Self::Joined(_, conditions) => conditions.iter().for_each(|it| it.note_reads(reads)),
        }
    }

    /// What it comes to.
    pub(super) fn truth(&self, view: &View<'_>) -> Truth {
        match self {
            Self::One(expression) => match view.evaluate(expression) {
                Evaluated::Value(Cel::Bool(holds)) => Truth::Known(holds),
                Evaluated::Waiting(places) => Truth::Open(places),
                Evaluated::Value(_) | Evaluated::Broken(_) => Truth::Open(BTreeSet::new()),
            },
            Self::Joined(junction, conditions) => {
                let decisive = *junction == Junction::Any;
                let mut open = None::<BTreeSet<Place>>;
                for condition in conditions {
                    match condition.truth(view) {
                        Truth::Known(holds) if holds == decisive => return Truth::Known(decisive),
                        Truth::Known(_) => {}
                        Truth::Open(places) => open.get_or_insert_default().extend(places),
                    }
                }
                open.map_or(Truth::Known(!decisive), Truth::Open)
            }
        }
    }
}
