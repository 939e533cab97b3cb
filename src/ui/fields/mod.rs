//! The field types on screen, one file per family; a mirror of [`crate::field`].
//!
//! [`Questions`] asks a list of fields of the open dossier. Each [`Question`] gets one answer and its
//! findings, and renders again only when one of them changes. The inputs inside are pure: value in,
//! edits out.
//!
//! Two rules hold everywhere. Nothing is dispatched while an input method composes ([`Control`]). And an
//! answer is put into its normal form, and its new findings are shown, when the field has been left, not
//! while it is typed in.

mod choice;
mod confirm;
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

pub use control::Control;
pub use question::{Look, dom_id};
pub use questions::{Asking, Questions};
