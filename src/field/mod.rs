//! Field types: what a person typed ([`Answer`]) → what it means ([`Value`]), with the problems found
//! on the way, how it is normalised when the person leaves the field, shown, printed and written as JSON.
//!
//! Invariant: reading never loses what was typed; an [`Answer`] that cannot be read stays as it is.
//! A format rule blocks only where its source is verified; every other doubt is a warning.

mod answer;
mod kind;
mod problem;
mod value;

pub use crate::identity::mask;
pub use answer::Answer;
pub use kind::{ChoiceOption, FieldKind};
pub use problem::{Problem, Severity};
pub use value::{Capital, Money, Reading, Value};
