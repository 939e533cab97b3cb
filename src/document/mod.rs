//! Blocks → pages → PDF.
//!
//! A [`Document`] is a list of blocks with their wording and nothing about any particular form.
//! [`form::compose`] makes one of the official form as a grid, [`report::compose`] the reports, letters and
//! tables that a definition states under `documents`. Printing goes through these steps:
//!
//! | step | module | from → to |
//! |---|---|---|
//! | shaping | `shape` | text and style → clusters of glyphs, with the places where a line may end |
//! | composing | `lines` | clusters → lines: 避头尾, 标点挤压, justification on both edges |
//! | galleys | `galley` | pieces of a block or cell → strips at one width, which a page may part |
//! | the grid | `grid` | cells → column positions and row heights (CSS Grid, by taffy) |
//! | pagination | `paginate`; `flow`, `rows`, `table`, `contents` | blocks → pages of drawn items, each knowing its place in the structure |
//! | furniture | `furniture`, `marks` | headers, page numbers, the mark of a draft, the print mark |
//! | writing | `pdf`, `tags` | pages → a tagged PDF that is PDF/A-2a and PDF/UA-1 |
//!
//! Headings stay with what follows them, no line of a paragraph stands alone on a page, a table repeats its
//! head, and a place for a seal never has a page to itself. The sizes and distances of flowing documents
//! are named presets (`preset`).
//!
//! The faces ([`Faces`]) are files cut by `scripts/fonts`; their index ([`FaceIndex`]) says which of them
//! a document needs. Texts that were written in Markdown (`markdown`, `narrative`) may hold pictures (`picture`).
//!
//! # Invariants
//!
//! * Lengths inside the layout are points (1/72 inch), y downwards from the top of the page.
//! * Nothing that was typed is dropped: every line of every block stands on exactly one page.
//! * A character without a glyph is an error ([`DocumentError::MissingGlyphs`]), never a blank box; the
//!   checks report it beforehand through [`FaceIndex`].
//! * The same document and faces give the same bytes: no clock, no randomness.

pub mod form;
pub mod report;

mod answers;
mod asked;
mod bind;
mod blocks;
mod cells;
mod contents;
mod copies;
mod decision;
mod error;
mod faces;
mod flow;
mod front;
mod furniture;
mod galley;
mod grid;
mod index;
mod lines;
mod markdown;
mod marks;
mod model;
mod narrative;
mod notes;
mod numbers;
mod page;
mod paginate;
mod pdf;
mod picture;
mod plain;
mod preset;
mod records;
mod rows;
mod shape;
mod sheet;
mod structure;
mod table;
mod tables;
mod tags;
mod text;

pub use bind::{ForeignPage, Leaf, PageBookmark, bind, count_pages};
pub use blocks::{Blank, Contents, ContentsEntry, Cover, List, ListItem, Table, TableCell, TableRow};
pub use error::DocumentError;
pub use faces::Faces;
pub use front::Front;
pub use index::{FaceFile, FaceIndex, Role};
pub use model::{
    Align, Block, Cell, CellKind, Document, Face, Grid, Heading, Paragraph, Piece, Seal, Stamp, Style, Wrap,
};
pub use notes::{Notes, NotesTable};
pub use picture::Picture;
pub use records::{records, records_json};
pub use sheet::Sheet;
