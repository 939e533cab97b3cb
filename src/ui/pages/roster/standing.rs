//! What was found about each row.

use std::collections::HashMap;

use crate::check::{Finding, Place, Report, State};
use crate::field::Severity;
use crate::procedure::Procedure;
use crate::ui::state::Shared;

/// The code of the finding that an answer is missing.
const MISSING: &str = "answer_missing";

/// How a row stands, in numbers of findings.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Standing {
    /// Answers that are missing.
    pub(super) missing: usize,
    /// Other failed blocking checks.
    pub(super) wrong: usize,
    /// Failed checks that do not block.
    pub(super) doubtful: usize,
    /// Checks that wait.
    pub(super) waiting: usize,
    /// The roster is not asked for: nothing of the row was checked.
    pub(super) unchecked: bool,
}

impl Standing {
    /// In words, with the class of a tag.
    pub(super) fn words(self) -> (&'static str, String) {
        if self.unchecked {
            ("", "不检查".to_owned())
        } else if self.wrong > 0 {
            ("tag-blocking", format!("{} 个问题", self.wrong + self.missing + self.waiting))
        } else if self.missing > 0 {
            ("tag-blocking", format!("缺 {} 项", self.missing))
        } else if self.doubtful > 0 {
            ("tag-warning", format!("{} 处提醒", self.doubtful))
        } else if self.waiting > 0 {
            ("tag-waiting", "待定".to_owned())
        } else {
            ("tag-passed", "完整".to_owned())
        }
    }
}

/// The findings about a roster, put to its rows.
#[derive(Debug)]
pub(super) struct Standings {
    report: Shared<Report>,
    /// Positions of findings in the report, by row id.
    rows: HashMap<String, Vec<usize>>,
    /// Positions of the findings about the roster as a whole.
    whole: Vec<usize>,
    /// The roster is not asked for.
    unchecked: bool,
}

impl Standings {
    /// Puts the findings of a report to the rows of a roster.
    pub(super) fn of(report: &Shared<Report>, roster: &str) -> Self {
        let (mut rows, mut whole) = (HashMap::<String, Vec<usize>>::new(), Vec::new());
        for (at, finding) in report.findings.iter().enumerate() {
            for place in &finding.about {
                match place {
                    Place::Row(id, Some(row), _) if id == roster => match rows.get_mut(row) {
                        Some(known) if known.last() == Some(&at) => {}
                        Some(known) => known.push(at),
                        None => drop(rows.insert(row.clone(), vec![at])),
                    },
                    Place::Row(id, None, _) if id == roster => whole.push(at),
                    _ => {}
                }
            }
        }
        let unchecked = !report.asked.roster(roster);
        Self { report: report.clone(), rows, whole, unchecked }
    }

    /// The findings about a row.
    pub(super) fn about(&self, row: &str) -> impl Iterator<Item = &Finding> {
        self.rows
            .get(row)
            .into_iter()
            .flatten()
            .filter_map(|at| self.report.findings.get(*at))
            .map(|finding| &**finding)
    }

    /// The findings about the roster as a whole.
    pub(super) fn whole(&self) -> impl Iterator<Item = &Finding> {
        self.whole.iter().filter_map(|at| self.report.findings.get(*at)).map(|finding| &**finding)
    }

    /// How a row stands.
    pub(super) fn standing(&self, row: &str) -> Standing {
        let nothing = Standing { unchecked: self.unchecked, ..Standing::default() };
        self.about(row).fold(nothing, |mut standing, finding| {
            *match (finding.state, finding.severity) {
                (State::Waiting, _) => &mut standing.waiting,
                (State::Failed, Severity::Blocking) if finding.code == MISSING => &mut standing.missing,
                (State::Failed, Severity::Blocking) => &mut standing.wrong,
                (State::Failed, _) => &mut standing.doubtful,
            } += 1;
            standing
        })
    }

    /// How many rows have something to be done about them.
    pub(super) fn open(&self) -> usize {
        self.rows.len()
    }

    /// The name of the state that a state machine finds a row in.
    pub(super) fn state<'p>(&self, procedure: &'p Procedure, machine: usize, row: &str) -> &'p str {
        let machine = procedure.machines.get(machine);
        let state = machine.and_then(|machine| self.report.states.state(procedure, &machine.id, row));
        state.map_or("", |state| state.title.as_str())
    }

    /// Whether a field is asked in a row.
    pub(super) fn asks(&self, roster: &str, row: &str, field: &str) -> bool {
        self.report.asked.cell(roster, row, field)
    }
}
