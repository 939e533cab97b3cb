//! Field types: what a person typed ([`Answer`]) → what it means ([`Value`]), with the problems found
//! on the way, how it is normalised when the person leaves the field, shown, printed and written as JSON.
//!
//! [`FieldKind`] carries the operations; each type's file states all of them together.
//!
//! Invariants: reading never loses what was typed; an [`Answer`] that cannot be read stays as it is;
//! normalising twice changes nothing more, and never changes what is read. A format rule blocks only
//! where its source is verified; every other doubt is a warning. No problem repeats an identity number.

mod answer;
mod kind;
mod operations;
mod problem;
mod value;
mod was;

mod approval_number;
mod choice;
mod confirm;
mod contents;
mod count;
mod currency;
mod date;
mod id_document;
mod money;
mod narrative;
mod number;
mod period;
mod person_name;
mod phone;
mod post_code;
mod running_text;
mod uscc;

pub use answer::Answer;
pub use kind::{ChoiceOption, FieldKind, Heading};
pub use narrative::{Narrative, OtherSection};
pub use problem::{Problem, Severity};
pub use value::{Capital, Money, Reading, Value};
pub use was::Was;

pub use crate::identity::mask;
