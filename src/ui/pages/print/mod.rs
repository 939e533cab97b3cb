//! Print the form, stamp it, take the scan back.

mod form_print;
mod page;
mod readiness;

pub(in crate::ui::pages) use form_print::FormPrint;
pub use page::PrintPage;
