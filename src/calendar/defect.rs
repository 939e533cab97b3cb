//! What can be wrong with a holiday table.

use std::fmt;

use chrono::NaiveDate;

use super::chinese_date;
use crate::json::Misfit;

/// A table that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CalendarError {
    /// Not JSON of the expected shape.
    #[error("节假日数据不是规定格式的JSON：{0}")]
    Format(Misfit),
    /// It contradicts itself or the law; every contradiction is listed.
    #[error("节假日数据自相矛盾：{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("；"))]
    Contradiction(Vec<TableDefect>),
}

/// One contradiction in a table, or between tables.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TableDefect {
    /// A version of the file format that this program does not know.
    UnknownFormat(u32),
    /// A year outside 1900 to 2199.
    NotAYear(i32),
    /// A text that is not a date `YYYY-MM-DD`.
    NotADate(String),
    /// A file whose name says one year and whose content another.
    NotTheYearOfItsFile(i32, i32),
    /// A holiday whose last day is before its first.
    Reversed(String),
    /// A day listed under another year; only December of the year before may be.
    OutsideItsYear(i32, NaiveDate),
    /// A day listed both as off and as worked.
    OffAndWork(NaiveDate),
    /// A make-up working day that is not a Saturday or Sunday.
    WorkOnAWeekday(NaiveDate),
    /// A day listed twice.
    Twice(NaiveDate),
    /// A fixed statutory holiday that is not off.
    StatutoryDayNotOff(NaiveDate),
    /// A statutory holiday that no entry names.
    HolidayMissing(i32, &'static str),
    /// A holiday that gives more or fewer days off than the law, make-up working days taken off.
    DaysOff {
        /// The holiday's name.
        name: String,
        /// The days off that the entry gives in all.
        given: i64,
        /// The statutory days, with the entry's own `extra_days`.
        due: i64,
    },
    /// No notice is named as the source.
    NoSource(i32),
    /// A year missing between two that are there.
    MissingYear(i32),
    /// Two tables of the same year.
    SameYear(i32),
}

impl fmt::Display for TableDefect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnknownFormat(format) => write!(f, "不认识的格式版本{format}"),
            Self::NotAYear(year) => write!(f, "“{year}”不是1900至2199之间的年份"),
            Self::NotADate(text) => write!(f, "“{text}”不是YYYY-MM-DD格式的日期"),
            Self::NotTheYearOfItsFile(name, content) => {
                write!(f, "文件名是{name}年，内容却是{content}年的安排")
            }
            Self::Reversed(name) => write!(f, "{name}的放假止日早于起日"),
            Self::OutsideItsYear(year, day) => {
                write!(f, "{}不属于{year}年，却列在{year}年表中", chinese_date(*day))
            }
            Self::OffAndWork(day) => write!(f, "{}既列为放假又列为上班", chinese_date(*day)),
            Self::WorkOnAWeekday(day) => {
                write!(f, "{}不是周六或周日，却列为调休上班", chinese_date(*day))
            }
            Self::Twice(day) => write!(f, "{}重复列出", chinese_date(*day)),
            Self::StatutoryDayNotOff(day) => {
                write!(f, "{}是法定节假日，却未列为放假", chinese_date(*day))
            }
            Self::HolidayMissing(year, name) => write!(f, "{year}年表中没有{name}"),
            Self::DaysOff { name, given, due } => write!(
                f,
                "{name}扣除周末和调休上班后放假{given}天，应为{due}天；请核对有无漏列的上班日，\
                 通知另有增减的，在extra_days中写明"
            ),
            Self::NoSource(year) => write!(f, "{year}年表没有写明所依据的通知"),
            Self::MissingYear(year) => write!(f, "缺少{year}年的表"),
            Self::SameYear(year) => write!(f, "{year}年的表有两份"),
        }
    }
}
