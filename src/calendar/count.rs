//! What a count of working days says.

use chrono::NaiveDate;

/// The outcome of counting a period of working days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Count {
    /// Every calendar day after the start up to the due day, or to the last published day, in order.
    pub days: Vec<CountedDay>,
    /// The due day, when every day up to it is published.
    pub due: Option<NaiveDate>,
    /// The earliest day the period can end; equals `due` when that is known. For an unpublished year
    /// any day but the fixed statutory holidays is taken as a working day, so no arrangement can make
    /// the period end before it.
    pub earliest: NaiveDate,
}

impl Count {
    /// The number of working days counted so far: all of them when the due day is known.
    pub fn counted(&self) -> u32 {
        self.days.iter().rev().find_map(|day| day.number).unwrap_or(0)
    }
}

/// One calendar day of a count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CountedDay {
    /// The day.
    pub date: NaiveDate,
    /// Its number among the working days, from 1; `None` when it is not a working day.
    pub number: Option<u32>,
    /// Why it counts or does not.
    pub reason: DayReason,
}

/// Why a day counts or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DayReason {
    /// An ordinary working day.
    Workday,
    /// A weekend day worked by arrangement (调休上班).
    MakeUpWorkday,
    /// Saturday or Sunday.
    Weekend,
    /// Off by the State Council's arrangement (放假).
    Holiday,
}

impl DayReason {
    /// Whether such a day is a working day.
    pub fn counts(self) -> bool {
        matches!(self, Self::Workday | Self::MakeUpWorkday)
    }

    /// The reason in Chinese: 工作日, 调休上班, 周末, 放假.
    pub fn label(self) -> &'static str {
        match self {
            Self::Workday => "工作日",
            Self::MakeUpWorkday => "调休上班",
            Self::Weekend => "周末",
            Self::Holiday => "放假",
        }
    }
}
