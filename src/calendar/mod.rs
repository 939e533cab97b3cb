//! Civil dates, the State Council's holiday tables (节假日安排) and the arithmetic of periods.
//!
//! Vocabulary: a *working day* (工作日) is Monday to Friday unless the arrangement of its year gives it
//! off, and a weekend day only where the arrangement makes it one (调休上班). A year is *published* when
//! its arrangement is in the tables. 未公布 is an answer of its own: past the last table nothing is
//! guessed, only bounded.
//!
//! Sources: 民法典 201 (the first day is not counted), 202 (a period of months ends on the
//! corresponding day, else on the last of the month), 203 (a last day off moves to the next working
//! day), 行政许可法 82 (working days exclude holidays), 全国年节及纪念日放假办法 for the statutory
//! holidays. Every arrangement names its notices in its own file, `www/calendar/<year>.json`.
//!
//! Left out on purpose: lunar holidays of years without a table, half-day holidays of parts of the
//! population, and what single provinces ordered. A later notice may reach back into December (29 to
//! 31 December 2018 are in the one of 2019); until it is there the year's own table is taken as final.

mod civil;
mod count;
mod deadline;
mod defect;
mod ics;
mod month;
mod print;
mod statutory;
mod table;
mod tables;
mod term;
mod working;

pub use civil::{DateDefect, parse_date, read_date};
pub use count::{Count, CountedDay, DayReason};
pub use deadline::MonthDeadline;
pub use defect::{CalendarError, TableDefect};
pub use ics::{Event, calendar_file};
pub use month::{add_months, add_years};
pub use print::{chinese_date, chinese_period, chinese_weekday};
pub use table::{Holiday, HolidayTable, Notice};
pub use tables::{BUILT_IN_YEARS, Calendar};
pub use term::{Deadline, Term};
pub use working::NotPublished;
