//! Beian 备案通: fill, check, print and package an official filing (备案) with no server.
//!
//! The modules, in the order in which each may use those before it:
//!
//! | module | holds |
//! |---|---|
//! | [`digest`] | SHA-256 and SM3 of a content |
//! | [`json`] | where and why a JSON text does not fit |
//! | [`text`] | characters as they arrive: width folding, invisible marks, Han ranges |
//! | [`calendar`] | civil dates, holiday tables, working-day arithmetic |
//! | [`identity`] | numbers that name somebody: 统一社会信用代码, resident ID, other documents, phone, post code |
//! | [`field`] | the field types: what a person types → what it means → how it is shown and printed |
//! | [`procedure`] | the definition (事项): sections, fields, rosters, materials, rules, the decision, the printed grid |
//! | [`law`] | the official texts, what the program does about each clause, and what cites it |
//! | [`dossier`] | the answers and attachments of one filing (卷宗), its edits and their undoing |
//! | [`mark`] | the mark on each printed page, by which its scan is recognised |
//! | [`check`] | field checks, material checks, rules, the decision → findings and the verdict |
//! | [`intake`] | what comes in: file type by content, page counts, reasons to refuse |
//! | [`document`] | blocks → pages → PDF |
//! | [`sheet`] | rosters as XLSX and CSV, in and out |
//! | [`narrative`] | written documents (`.docx`, `.md`) in: sections under the mandated headings |
//! | [`package`] | canonical JSON, manifest, digests, ZIP out and in, verification |
//! | [`envelope`] | `age` files: for a recipient, under a passphrase, and opened again |
//! | [`volume`] | the bound volume: one PDF of everything in official order |
//! | [`draft`] | the portable draft (备份文件 `.beian`): a dossier with its files, encrypted |
//! | [`keyring`] | passphrase → identity → the keys that seal what is kept |
//! | [`jobs`] | the heavy jobs as data: inspect, print, pack, open, verify |
//! | `js_bytes` | large bytes that JavaScript holds, taken over and given back; browser only |
//! | [`vault`] | the local store behind a trait: memory, IndexedDB |
//! | `ui` | the page (Yew); browser only |
//! | `cli` | the command line; native only |
//!
//! # Architecture invariants
//!
//! * Everything above `vault` is pure: no browser, no clock, no randomness, no I/O. `today`, time
//!   stamps and ids are arguments. `tests/native/tidy.rs` enforces it. The one exception is `envelope`,
//!   whose keys and salts are drawn anew each time.
//! * The program knows field types, functions and document blocks; it does not know any particular
//!   form. Labels, wording, rules and the grid are data in `www/procedures/<id>/procedure.json`.
//! * Checks return findings, all of them; errors are for failures of storage, parsing or printing and
//!   never carry what an applicant typed.
//! * The same dossier and day give the same bytes, unless they are put into an envelope.

pub mod calendar;
pub mod check;
#[cfg(not(target_arch = "wasm32"))]
pub mod cli;
pub mod digest;
pub mod document;
pub mod dossier;
pub mod draft;
pub mod envelope;
pub mod field;
pub mod identity;
pub mod intake;
pub mod jobs;
#[cfg(target_arch = "wasm32")]
mod js_bytes;
pub mod json;
pub mod keyring;
pub mod law;
pub mod mark;
pub mod narrative;
pub mod package;
pub mod procedure;
pub mod sheet;
pub mod text;
#[cfg(target_arch = "wasm32")]
pub mod ui;
pub mod vault;
pub mod volume;
