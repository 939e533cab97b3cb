//! The holiday tables: which there are, by which notice, and every year as a picture of twelve months.

mod months;
mod page;

pub use page::CalendarPage;
