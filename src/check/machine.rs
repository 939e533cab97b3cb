//! State machines over rosters, worked out in one pass: what state each row is in, and what each event
//! finds and does.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use cel::Value as Cel;
use chrono::NaiveDate;

use super::checked::{CheckedRow, CheckedRows};
use super::light::{LightMap, held};
use super::named::Name;
use super::values::date;
use crate::dossier::Row;
use crate::field::Value;
use crate::procedure::Machine;

/// What a state machine says about a row.
#[derive(Clone, Debug)]
pub(super) enum Fact {
    /// Of a row that has states: the present one.
    State {
        /// Position of the state.
        state: usize,
        /// Since when; `None` while the row's first day is not known.
        since: Option<NaiveDate>,
        /// Events that have led there.
        changes: usize,
    },
    /// Of an event: what it found and what it did.
    Event(Event),
}

/// What an event found and did.
#[derive(Clone, Debug)]
pub(super) struct Event {
    /// The row that it names, if there is one, and where it stands.
    subject: Option<(Arc<Row>, usize)>,
    start: Option<NaiveDate>,
    before: usize,
    after: usize,
    allowed: bool,
    /// The latest day among the events of the same row that are listed before.
    previous: Option<NaiveDate>,
    on: NaiveDate,
}

/// Facts are alike when expressions would see the same; a row's values are told by the row itself.
impl PartialEq for Fact {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (
                Self::State { state, since, changes },
                Self::State { state: state_b, since: since_b, changes: changes_b },
            ) => (state, since, changes) == (state_b, since_b, changes_b),
            (Self::Event(a), Self::Event(b)) => {
                let subject = |event: &Event| event.subject.as_ref().map(|(row, _)| Arc::as_ptr(row));
                let rest = |e: &Event| (e.start, e.before, e.after, e.allowed, e.previous, e.on);
                subject(a) == subject(b) && rest(a) == rest(b)
            }
            _ => false,
        }
    }
}

/// An event that says all that is needed.
struct Listed {
    at: usize,
    on: NaiveDate,
    code: String,
}

/// Which rows events name: of each event, the position of its row.
#[derive(Debug, Default)]
pub(super) struct Index(Vec<Option<usize>>);

impl Index {
    /// Finds the rows by the keys that events name; of rows with the same key the first.
    fn of(machine: &Machine, subjects: &[CheckedRow], events: &[CheckedRow]) -> Self {
        let mut found = HashMap::new();
        for (at, subject) in subjects.iter().enumerate().filter(|_| !events.is_empty()) {
            if let Some(text) = subject.mark(&machine.key) {
                found.entry(text).or_insert(at);
            }
        }
        let row = |event: &CheckedRow| found.get(event.mark(&machine.names)?).copied();
        Self(events.iter().map(row).collect())
    }

    fn row(&self, event: usize) -> Option<usize> {
        self.0.get(event).copied().flatten()
    }
}

/// Brings the facts of a machine up to date after rows were read; gives the rosters in which one has changed. The
/// index is made anew when `renamed`: rows came or went, or what events name them by has changed.
pub(super) fn run(
    machine: &Machine,
    index: &mut Index,
    renamed: bool,
    rosters: &mut BTreeMap<String, CheckedRows>,
    today: NaiveDate,
) -> Vec<String> {
    let (Some(subjects), Some(events)) = (rosters.get(&machine.of), rosters.get(&machine.events)) else {
        return Vec::new();
    };
    if renamed {
        *index = Index::of(machine, subjects, events);
    }
    // Without a new index only what was read anew can be in another state.
    let fresh = events.iter().enumerate().filter(|(_, event)| event.is_fresh());
    let mut concerned: HashSet<usize> = fresh.filter_map(|(at, _)| index.row(at)).collect();
    concerned.extend(subjects.iter().enumerate().filter(|(_, row)| row.is_fresh()).map(|(at, _)| at));
    // The events by the position of the row that they name, in the order in which they are listed.
    let mut listed: BTreeMap<usize, Vec<Listed>> = BTreeMap::new();
    let mut facts: BTreeMap<usize, Option<Fact>> = BTreeMap::new();
    for (at, event) in events.iter().enumerate() {
        let row = index.row(at);
        let concerns = row.map_or(event.is_fresh(), |row| concerned.contains(&row));
        if !renamed && !concerns {
            continue;
        }
        let fact = match (event.mark(&machine.names), event.date(&machine.on), event.value(&machine.event)) {
            (Some(_), Some(on), Some(Value::Choice { code, .. })) => match row {
                Some(row) => {
                    listed.entry(row).or_default().push(Listed { at, on, code: code.clone() });
                    None
                }
                None => Some(Fact::Event(Event::stray(machine, on))),
            },
            _ => None,
        };
        facts.insert(at, fact);
    }
    let mut states = Vec::new();
    for (at, subject) in subjects.iter().enumerate() {
        let unmoved = matches!(subject.facts.get(&machine.id), Some(Fact::State { changes: 0, .. }));
        let moves = listed.contains_key(&at) || subject.is_fresh() || renamed && !unmoved;
        if moves || concerned.contains(&at) {
            let mut listed = listed.remove(&at).unwrap_or_default();
            let fact = Course { machine, subject, at, today }.follow(&mut listed, &mut facts);
            states.push((at, Some(fact)));
        }
    }
    let states = told(machine, subjects, states, subjects);
    let facts = told(machine, events, facts, subjects);
    let mut changed = Vec::new();
    for (roster, news) in [(&machine.of, states), (&machine.events, facts)] {
        if let Some(rows) = rosters.get_mut(roster)
            && put(machine, rows, news)
        {
            changed.push(roster.clone());
        }
    }
    changed
}

/// One row on its way through its events.
struct Course<'a> {
    machine: &'a Machine,
    subject: &'a CheckedRow,
    /// Where it stands.
    at: usize,
    today: NaiveDate,
}

impl Course<'_> {
    /// Takes the events by their days, those of one day as they are listed, and notes what each does. Gives
    /// the state on the day of the check: later events are worked out but have not happened yet.
    fn follow(&self, listed: &mut [Listed], facts: &mut BTreeMap<usize, Option<Fact>>) -> Fact {
        let start = self.subject.date(&self.machine.from);
        let mut latest = None;
        let previous: HashMap<usize, Option<NaiveDate>> = listed
            .iter()
            .map(|event| {
                (event.at, latest.replace(latest.map_or(event.on, |day: NaiveDate| day.max(event.on))))
            })
            .collect();
        listed.sort_by_key(|event| (event.on, event.at));
        let mut state = self.machine.state(&self.machine.initial).unwrap_or_default();
        let (mut now, mut since, mut changes) = (state, start, 0);
        for event in listed.iter() {
            let next = self.next(state, &event.code);
            let fact = Fact::Event(Event {
                subject: Some((self.subject.row().clone(), self.at)),
                start,
                before: state,
                after: next.unwrap_or(state),
                allowed: next.is_some(),
                previous: previous.get(&event.at).copied().flatten(),
                on: event.on,
            });
            facts.insert(event.at, Some(fact));
            if let Some(next) = next {
                state = next;
                if event.on <= self.today {
                    (now, since, changes) = (next, Some(event.on), changes + 1);
                }
            }
        }
        Fact::State { state: now, since, changes }
    }

    /// Where an event leads; `None` when it may not happen in that state.
    fn next(&self, state: usize, code: &str) -> Option<usize> {
        let id = &self.machine.states.get(state)?.id;
        let step = self.machine.moves.iter().find(|step| step.event == code && step.from.contains(id))?;
        self.machine.state(&step.to)
    }
}

impl Event {
    /// An event of a row that is not there.
    fn stray(machine: &Machine, on: NaiveDate) -> Self {
        let state = machine.state(&machine.initial).unwrap_or_default();
        Self { subject: None, start: None, before: state, after: state, allowed: false, previous: None, on }
    }
}

impl Fact {
    /// The state that a row is in.
    pub(super) fn state(&self) -> Option<usize> {
        match self {
            Self::State { state, .. } => Some(*state),
            Self::Event(_) => None,
        }
    }

    /// As expressions see it, with the rows that have states.
    fn seen(&self, machine: &Machine, subjects: &[CheckedRow]) -> LightMap {
        let id = |state: usize| machine.states.get(state).map_or(Cel::Null, |s| s.id.as_str().into());
        let title = |state: usize| machine.states.get(state).map_or(Cel::Null, |s| s.title.as_str().into());
        match self {
            Self::State { state, since, changes } => named([
                ("state", id(*state)),
                ("title", title(*state)),
                ("final", machine.states.get(*state).is_some_and(|state| machine.is_final(&state.id)).into()),
                ("since", date(*since)),
                ("changes", Cel::Int(i64::try_from(*changes).unwrap_or(i64::MAX))),
            ]),
            Self::Event(event) => {
                let mut seen = named([
                    ("known", event.subject.is_some().into()),
                    ("start", date(event.start)),
                    ("before", id(event.before)),
                    ("before_title", title(event.before)),
                    ("after", id(event.after)),
                    ("after_title", title(event.after)),
                    ("allowed", event.allowed.into()),
                    ("previous", date(event.previous)),
                    ("in_order", event.previous.is_none_or(|previous| previous <= event.on).into()),
                ]);
                let subject = event.subject.as_ref().and_then(|(_, at)| subjects.get(*at));
                let values = subject.map_or_else(|| held(Cel::Null), |row| Box::new(row.whole()));
                seen.extend([(Name::Own("subject"), values)]);
                seen
            }
        }
    }
}

fn named<const N: usize>(entries: [(&'static str, Cel); N]) -> LightMap {
    LightMap::of(entries.into_iter().map(|(name, value)| (Name::Own(name), held(value))).collect())
}

/// What is new to a row, by its position: its fact, and how expressions see it.
struct News {
    at: usize,
    fact: Option<(Fact, LightMap)>,
    /// It is another one than before.
    changed: bool,
}

/// Of facts by position, those that are new to their rows: the fact has changed, or the row was read anew.
fn told(
    machine: &Machine,
    rows: &[CheckedRow],
    facts: impl IntoIterator<Item = (usize, Option<Fact>)>,
    subjects: &[CheckedRow],
) -> Vec<News> {
    let news = |(at, fact): (usize, Option<Fact>)| {
        let row = rows.get(at)?;
        let changed = row.facts.get(&machine.id) != fact.as_ref();
        (changed || row.is_fresh()).then(|| News {
            at,
            fact: fact.map(|fact| {
                let seen = fact.seen(machine, subjects);
                (fact, seen)
            }),
            changed,
        })
    };
    facts.into_iter().filter_map(news).collect()
}

/// Hands rows their news; true when a fact has changed. A row without a fact waits for the answers that the
/// machine needs of it.
fn put(machine: &Machine, rows: &mut [CheckedRow], news: Vec<News>) -> bool {
    let changed = news.iter().any(|news| news.changed);
    for News { at, fact, .. } in news {
        let Some(row) = rows.get_mut(at) else { continue };
        match fact {
            Some((fact, seen)) => {
                row.learn(&machine.id, seen);
                row.facts.insert(machine.id.clone(), fact);
            }
            None => row.lack(&machine.id, [&machine.names, &machine.on, &machine.event]),
        }
    }
    changed
}
