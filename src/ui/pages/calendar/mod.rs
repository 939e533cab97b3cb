//! The holiday tables: which there are, by which notice, and every year as a picture of twelve
//! months, and the count of any period.

mod count;
mod months;
mod page;

pub use page::CalendarPage;
