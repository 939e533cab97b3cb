//! Clocks: statutory periods as they run, each with its last day and whether it was kept.

use std::fmt;
use std::sync::Arc;

use cel::Value as Cel;
use chrono::NaiveDate;

use super::finding::Place;
use super::scope::{Evaluated, View};
use crate::calendar::{Calendar, Term};
use crate::procedure::expression::Expression;
use crate::procedure::{Clock, Procedure};

/// A statutory period that runs. Its days are counted only where they are shown, by
/// [`Calendar::count`](crate::calendar::Calendar::count).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClockReport {
    /// The clock's id.
    pub id: String,
    /// The row's id, of a clock for each row.
    pub row: Option<String>,
    /// The day from which the period runs; it is not counted.
    pub start: NaiveDate,
    /// How long it is.
    pub term: Term,
    /// The last day; `None` while a holiday arrangement on which it depends is not published.
    pub due: Option<NaiveDate>,
    /// The earliest day that the last day can be; equals `due` when that is known.
    pub earliest: NaiveDate,
    /// Of a period before its start: the working day before a last day that is off, as an advice.
    pub advised: Option<NaiveDate>,
    /// The day on which the duty was fulfilled.
    pub done: Option<NaiveDate>,
}

/// How a period stands on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// It has passed and nothing was done (逾期).
    Overdue,
    /// Whether it has passed depends on an arrangement that is not published (未公布).
    Unknown,
    /// It runs (期限内).
    Running,
    /// Done, but after its last day (逾期办理).
    Late,
    /// Done in time (按期办理).
    InTime,
}

impl Standing {
    /// In Chinese.
    pub fn label(self) -> &'static str {
        match self {
            Self::Overdue => "已逾期",
            Self::Unknown => "待公布后确定",
            Self::Running => "期限内",
            Self::Late => "逾期办理",
            Self::InTime => "按期办理",
        }
    }

    /// Whether something is still to be done.
    pub fn is_open(self) -> bool {
        matches!(self, Self::Overdue | Self::Unknown | Self::Running)
    }
}

/// What is left of a period on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Left {
    /// All of it: it has not begun.
    All,
    /// Its last day.
    LastDay,
    /// So many working days.
    Workdays(u32),
    /// So many days, where holiday arrangements are not published yet.
    Days(i64),
}

impl fmt::Display for Left {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::All => f.write_str("期限还没有开始"),
            Self::LastDay => f.write_str("是期限的最后一日"),
            Self::Workdays(days) => write!(f, "还有 {days} 个工作日"),
            Self::Days(days) => write!(f, "还有 {days} 日"),
        }
    }
}

impl ClockReport {
    /// The clock as it runs from a day; `None` past the ends of representable time.
    pub(super) fn new(
        clock: &Clock,
        row: Option<&str>,
        (start, term): (NaiveDate, Term),
        done: Option<NaiveDate>,
        calendar: &Calendar,
    ) -> Option<Self> {
        let start = clock.not_before.map_or(start, |first| start.max(first));
        let deadline = calendar.deadline(start, term)?;
        let (due, earliest, advised) = (deadline.due, deadline.earliest, deadline.advised);
        let (id, row) = (clock.id.clone(), row.map(str::to_owned));
        Some(Self { id, row, start, term, due, earliest, advised, done })
    }

    /// What is left of it on a day up to its last. A period of one day is there as soon as that is known.
    pub fn left(&self, calendar: &Calendar, today: NaiveDate) -> Left {
        let last = self.last();
        if !self.term.is_moment() && today < self.start && self.start <= last {
            return Left::All;
        }
        if today == last {
            return Left::LastDay;
        }
        let days = calendar.workdays_between(today, last);
        days.map_or_else(|_| Left::Days((last - today).num_days()), Left::Workdays)
    }

    /// How it stands on a day.
    pub fn standing(&self, today: NaiveDate) -> Standing {
        let (day, kept, missed) = match self.done {
            Some(done) => (done, Standing::InTime, Standing::Late),
            None => (today, Standing::Running, Standing::Overdue),
        };
        match self.due {
            _ if day <= self.earliest => kept,
            Some(_) => missed,
            None => Standing::Unknown,
        }
    }

    /// Where the day of fulfilment is entered, else the day from which the period runs.
    pub fn place(&self, procedure: &Procedure) -> Option<Place> {
        let clock = procedure.clock(&self.id)?;
        let field = clock.done.as_ref().unwrap_or(&clock.start).clone();
        Some(match &clock.each {
            Some(roster) => Place::Row(roster.clone(), self.row.clone(), Some(field)),
            None => Place::Field(field),
        })
    }

    /// The last day, or the earliest that it can be.
    pub fn last(&self) -> NaiveDate {
        self.due.unwrap_or(self.earliest)
    }
}

/// A clock ready to be looked at.
#[derive(Debug)]
pub(super) struct CompiledClock {
    pub(super) clock: Clock,
    when: Option<Expression>,
    /// The day from which it is counted, where that is not the answer to its start.
    from: Option<Expression>,
    /// The parameter that holds its length.
    length: Option<Expression>,
}

impl CompiledClock {
    /// Compiles; the error is the reason.
    pub(super) fn new(clock: &Clock) -> Result<Self, String> {
        let parsed = |text: Option<&str>| text.map(Expression::parse).transpose();
        let (when, from) = (parsed(clock.when.as_deref())?, parsed(clock.counted_from.as_deref())?);
        Ok(Self { clock: clock.clone(), when, from, length: parsed(clock.length.parameter())? })
    }

    /// What decides whether it runs, and from when.
    pub(super) fn expressions(&self) -> impl Iterator<Item = &Expression> {
        self.when.iter().chain(&self.from)
    }

    /// The clock as it runs where its condition is known to hold. `day` gives the date in a field.
    pub(super) fn run(
        &self,
        view: &View<'_>,
        row: Option<&str>,
        day: impl Fn(&str) -> Option<NaiveDate>,
        calendar: &Calendar,
    ) -> Option<Arc<ClockReport>> {
        let answered = day(&self.clock.start)?;
        if view.holds(self.when.as_ref()) != Some(true) {
            return None;
        }
        let start = match &self.from {
            None => answered,
            Some(from) => match view.evaluate(from) {
                Evaluated::Value(Cel::String(day)) => day.parse().ok()?,
                _ => return None,
            },
        };
        // Past its last day a parameter has no value, and nothing is counted by it.
        let term = self.clock.term(|_| match view.evaluate(self.length.as_ref()?) {
            Evaluated::Value(Cel::Int(number)) => Some(number),
            _ => None,
        })?;
        let done = self.clock.done.as_deref().and_then(day);
        ClockReport::new(&self.clock, row, (start, term), done, calendar).map(Arc::new)
    }
}
