//! Characters as they arrive in Chinese forms: full-width letters and digits, invisible marks, Han
//! ranges, radicals pasted out of PDF files.
//!
//! Vocabulary: *folding* maps a character to the ordinary one that looks and means the same; a *code*
//! is a number-like text (identity numbers, dates, amounts) in which white space and dashes carry no
//! meaning; *running text* is everything that people read.
//!
//! Invariant: every function here is idempotent, and none drops a visible character.
//!
//! Left out on purpose: Unicode normalisation tables (they would weigh more than the rest of the
//! page's logic); what matters of them for Chinese filings is listed here.

mod clean;
mod compatibility;
mod han;
pub mod markdown;
mod ordinal;
mod placeholder;
mod standard;
mod width;

pub use clean::{comparable, grapheme_count, paragraphs, single_line};
pub use han::{gb18030_private_use, is_han, is_private_use, unify_radical};
pub use ordinal::{chinese_numeral, without_ordinal};
pub use placeholder::placeholder;
pub use standard::standards;
pub use width::{compact, fold, is_bidi_control, is_dash, is_invisible, looks_blank, strip_blanks, tidy};
