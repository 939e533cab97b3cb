//! Print the form, stamp it, take the scan back.

mod form_print;
mod page;
mod readiness;

pub use page::PrintPage;
