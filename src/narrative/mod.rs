//! Written documents coming in: a `.docx` or `.md` file → sections → the mandated headings.
//!
//! Vocabulary: a *section* is a heading with all that stands below it; sections are *matched* to the headings of a
//! question of the type `narrative`, and a section that nobody asks for is kept as one of the writer's own.
//!
//! | step | module |
//! |---|---|
//! | reading | `docx` (with `docx_parts`, `docx_numbers`, `docx_symbols`, `docx_paragraph`, `docx_body`), `plain` → pieces: headings, Markdown, pictures |
//! | cutting | `headings` finds those that are not marked, `sections` → sections, each with what it seems to mean |
//! | searching | `pages`: a finished document's text → the pages of the headings |
//! | placing | `placing` → an answer; light enough for the page |
//!
//! Invariants: nothing is executed or fetched; everything is limited before it is unpacked; no visible character
//! of the file is dropped: what cannot be taken over is said in a remark.

mod docx;
mod docx_body;
mod docx_numbers;
mod docx_paragraph;
mod docx_parts;
mod docx_symbols;
mod error;
mod headings;
mod matching;
mod pages;
mod placing;
mod plain;
mod read;
mod sections;

pub use error::{ImportError, ImportReason};
pub use pages::search;
pub use placing::{Onto, Placing, Section, place};
pub use read::{Imported, ImportedPicture, MAX_FILE_BYTES, read};
