//! The field types on screen, one file per family; a mirror of [`crate::field`].
//!
//! [`Questions`] asks a list of fields of the open dossier, [`Cells`] those of a row. Each [`Question`]
//! gets one answer, by its address [`AnswerAt`], and its findings, and renders again only when one of
//! them changes. The inputs inside are pure: value in,
//! edits out.
//!
//! Two rules hold everywhere. Nothing is dispatched while an input method composes ([`Control`]). And an
//! answer is put into its normal form, and its new findings are shown, when the field has been left, not
//! while it is typed in.

mod at;
mod choice;
mod confirm;
mod contents;
mod control;
mod date;
mod id_document;
mod input;
mod leaving;
mod long_text;
mod money;
mod parts;
mod period;
mod question;
mod questions;
mod selection;

pub use at::{AnswerAt, dom_id};
pub use control::Control;
pub use question::Look;
pub use questions::{Asking, Cells, Questions};
