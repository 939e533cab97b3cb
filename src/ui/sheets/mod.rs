//! Rosters as sheets: the import dialog, the template, the export.
//!
//! [`SheetTools`] is all that a page needs: it shows the buttons, opens [`ImportDialog`] and applies what
//! comes of it as one edit that can be undone. Nothing is read or written here; the worker does that.

mod changes;
mod dialog;
mod mapping;
mod options;
mod source;
mod tools;

pub use dialog::{ImportDialog, ImportDialogProps};
pub use tools::{SheetTools, SheetToolsProps};
