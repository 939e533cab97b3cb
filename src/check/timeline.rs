//! What falls on which day: the deadlines of clocks and the events of state machines, in one list.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};
use serde::Serialize;

use super::{ClockReport, Place, Report, Standing};
use crate::calendar::{Event, chinese_date};
use crate::dossier::{Dossier, Row};
use crate::field::{FieldKind, Value};
use crate::procedure::{Clock, Procedure};

/// Something that falls on a day.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark<'a> {
    /// The day; of a deadline that is not known yet the earliest that it can be.
    pub day: NaiveDate,
    /// The clock, of a deadline; `None` for an event.
    pub clock: Option<(&'a Clock, &'a ClockReport, Standing)>,
    /// What it is, e.g. `报送证书出具信息`, or the kind of event.
    pub title: &'a str,
    /// What names the row; blank for the dossier as a whole.
    pub name: String,
    /// Where it is entered.
    pub place: Place,
}

impl Mark<'_> {
    /// How it stands; `None` for an event.
    pub fn standing(&self) -> Option<Standing> {
        self.clock.map(|(_, _, standing)| standing)
    }
}

/// The months of a timeline, with the numbers of their marks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Month {
    /// The first day.
    pub first: NaiveDate,
    /// By day of the month and kind: how many.
    pub days: BTreeMap<(u32, MarkKind), usize>,
}

/// What kind of mark it is, in the order of urgency.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MarkKind {
    /// A deadline that was missed.
    Overdue,
    /// A deadline to come, or one not known yet.
    Open,
    /// A deadline that was met, or met late.
    Done,
    /// An event.
    Event,
}

impl MarkKind {
    /// All kinds.
    pub const ALL: [Self; 4] = [Self::Overdue, Self::Open, Self::Done, Self::Event];

    /// In Chinese.
    pub fn label(self) -> &'static str {
        match self {
            Self::Overdue => "已逾期",
            Self::Open => "待办",
            Self::Done => "已办",
            Self::Event => "状态变化",
        }
    }
}

impl Month {
    /// How many marks of a kind there are.
    pub fn count(&self, kind: MarkKind) -> usize {
        self.days.iter().filter(|((_, of), _)| *of == kind).map(|(_, count)| count).sum()
    }
}

/// All marks of a dossier: what is overdue first, then what is open, by day; then what is past, the latest
/// first.
pub fn marks<'a>(
    procedure: &'a Procedure,
    dossier: &Dossier,
    report: &'a Report,
    today: NaiveDate,
) -> Vec<Mark<'a>> {
    let mut rows: BTreeMap<&str, BTreeMap<&str, &Row>> = BTreeMap::new();
    for roster in &procedure.rosters {
        let listed = dossier.rows(&roster.id).iter().map(|row| (row.id.as_str(), row.as_ref()));
        rows.insert(&roster.id, listed.collect());
    }
    let deadlines = report.clocks.iter().filter_map(|running| {
        let clock = procedure.clock(&running.id)?;
        let roster = clock.each.as_ref().and_then(|id| procedure.roster(id));
        let row = roster.zip(running.row.as_ref()).and_then(|(roster, row)| {
            rows.get(roster.id.as_str())?.get(row.as_str()).map(|row| row.name(roster))
        });
        Some(Mark {
            day: running.last(),
            clock: Some((clock, running, running.standing(today))),
            title: &clock.title,
            name: row.unwrap_or_default(),
            place: running.place(procedure)?,
        })
    });
    let mut marks: Vec<Mark<'a>> = deadlines.collect();
    for machine in &procedure.machines {
        let Some(roster) = procedure.roster(&machine.events) else { continue };
        let kinds = match roster.field(&machine.event).map(|field| &field.kind) {
            Some(FieldKind::Choice { options }) => options.as_slice(),
            _ => &[],
        };
        for row in dossier.rows(&roster.id) {
            let value = |field: &str| roster.field(field)?.kind.read(row.answers.get(field)?).value;
            let (Some(Value::Date(day)), Some(Value::Choice { code, .. })) =
                (value(&machine.on), value(&machine.event))
            else {
                continue;
            };
            let Some(kind) = kinds.iter().find(|kind| kind.code == code) else { continue };
            let place = Place::Row(roster.id.clone(), Some(row.id.clone()), Some(machine.on.clone()));
            marks.push(Mark { day, clock: None, title: &kind.label, name: row.name(roster), place });
        }
    }
    let order = |mark: &Mark<'_>| match mark.standing() {
        Some(standing) if standing.is_open() => (standing == Standing::Overdue, Some(mark.day), None),
        _ => (false, None, Some(Reverse(mark.day))),
    };
    marks.sort_by_cached_key(|mark| {
        let (overdue, open, past) = order(mark);
        (!overdue, open.is_none(), open, past)
    });
    marks
}

/// The months in which something falls, and that of today, in order.
pub fn months(marks: &[Mark<'_>], today: NaiveDate) -> Vec<Month> {
    let first = |day: NaiveDate| day.with_day(1).unwrap_or(day);
    let mut months = BTreeMap::from([(first(today), BTreeMap::new())]);
    for mark in marks {
        let kind = match mark.standing() {
            None => MarkKind::Event,
            Some(Standing::Overdue) => MarkKind::Overdue,
            Some(standing) if standing.is_open() => MarkKind::Open,
            Some(_) => MarkKind::Done,
        };
        *months.entry(first(mark.day)).or_default().entry((mark.day.day(), kind)).or_default() += 1;
    }
    months.into_iter().map(|(first, days)| Month { first, days }).collect()
}

/// A deadline as other programs read it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Deadline<'a> {
    /// The clock's id.
    pub clock: &'a str,
    /// What is to be done.
    pub title: &'a str,
    /// The row's id, of a clock for each row.
    pub row: Option<&'a str>,
    /// What names the row.
    pub name: &'a str,
    /// The day from which the period runs.
    pub start: NaiveDate,
    /// How long it is, in Chinese.
    pub term: String,
    /// The last day; `null` while it depends on an arrangement that is not published.
    pub due: Option<NaiveDate>,
    /// The earliest day that the last day can be.
    pub earliest: NaiveDate,
    /// The working day before a last day that is off, as an advice.
    pub advised: Option<NaiveDate>,
    /// The day on which it was done.
    pub done: Option<NaiveDate>,
    /// How it stands, in Chinese.
    pub standing: &'static str,
    /// How the clauses are cited.
    pub basis: Vec<&'a str>,
}

/// The deadlines among the marks.
pub fn deadlines<'a>(procedure: &'a Procedure, marks: &'a [Mark<'a>]) -> Vec<Deadline<'a>> {
    let deadline = |mark: &'a Mark<'a>| {
        let (clock, running, standing) = mark.clock?;
        Some(Deadline {
            clock: &clock.id,
            title: &clock.title,
            row: running.row.as_deref(),
            name: &mark.name,
            start: running.start,
            term: running.term.label(),
            due: running.due,
            earliest: running.earliest,
            advised: running.advised,
            done: running.done,
            standing: standing.label(),
            basis: clock.basis.iter().map(|code| procedure.cite(code)).collect(),
        })
    };
    marks.iter().filter_map(deadline).collect()
}

/// The deadlines still open as days of a calendar, each with reminders before it.
pub fn calendar_events(procedure: &Procedure, dossier: &Dossier, marks: &[Mark<'_>]) -> Vec<Event> {
    let event = |mark: &Mark<'_>| {
        let (clock, running, standing) = mark.clock.filter(|(_, _, standing)| standing.is_open())?;
        let row = running.row.as_deref().unwrap_or("all");
        let name = if mark.name.is_empty() { String::new() } else { format!("：{}", mark.name) };
        let unknown = if running.due.is_none() {
            "（最早可能的日期，节假日安排尚未公布）"
        } else {
            ""
        };
        let basis: Vec<_> = clock.basis.iter().map(|code| procedure.cite(code)).collect();
        let mut description = format!(
            "{}，{}。{}\n依据：{}",
            chinese_date(running.start),
            running.term.label(),
            standing.label(),
            basis.join("；")
        );
        if let Some(day) = running.advised {
            description.push_str(&format!("\n当日不是工作日，建议提前到{}。", chinese_date(day)));
        }
        Some(Event {
            uid: format!("{}-{}-{row}@beian", dossier.id, clock.id),
            day: mark.day,
            summary: format!("{}{name}{unknown}", clock.title),
            description,
            remind: if running.term.is_backward() { vec![30, 7] } else { vec![1] },
        })
    };
    marks.iter().filter_map(event).collect()
}
