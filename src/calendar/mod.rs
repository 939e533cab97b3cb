//! Civil dates, holiday tables and working-day arithmetic (to be written).
use std::collections::BTreeMap;
use chrono::NaiveDate;

/// Holiday tables by year. A year without a table is 未公布.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Calendar {
    tables: BTreeMap<i32, ()>,
}

/// The outcome of counting a period of working days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Count {
    /// Every calendar day after the start up to the due day (or to the last published day), in order.
    pub days: Vec<CountedDay>,
    /// The due day, when every day up to it is published.
    pub due: Option<NaiveDate>,
    /// The earliest day the period can end; equals `due` when that is known.
    pub earliest: NaiveDate,
}

/// One calendar day of a count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CountedDay {
    /// The day.
    pub date: NaiveDate,
    /// Its number among the working days, from 1; `None` when it is not a working day.
    pub number: Option<u32>,
    /// Why: 工作日, 周六, 周日, 法定节假日/调休放假, 调休上班.
    pub reason: DayReason,
}

/// Why a day counts or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DayReason {
    /// An ordinary working day.
    Workday,
    /// A working weekend day by arrangement (调休上班).
    MakeUpWorkday,
    /// Saturday or Sunday.
    Weekend,
    /// Off by the State Council's arrangement (放假).
    Holiday,
}
