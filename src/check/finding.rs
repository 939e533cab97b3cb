//! What a check reports.

use std::collections::{BTreeMap, HashSet};
use std::fmt;
use std::sync::Arc;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::ClockReport;
use super::asked::Asked;
use super::decision::DecisionReport;
use crate::dossier::Dossier;
use crate::field::{Answer, Severity};
use crate::procedure::{Field, Machine, MachineState, PrintedAnswers, PrintedDocument, Procedure, Stage};

/// Whether a finding is a defect or a check that cannot be made yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// The check was made and failed.
    Failed,
    /// The check waits for an answer, or for a holiday table to be published.
    Waiting,
}

impl State {
    /// The word for the weight of a finding: 阻断, 警告 or 建议, and 待定 for one that waits.
    pub fn word(self, severity: Severity) -> &'static str {
        match self {
            Self::Waiting => "待定",
            Self::Failed => severity.word(),
        }
    }
}

/// A place in a dossier.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(into = "String", from = "String")]
#[schemars(with = "String")]
pub enum Place {
    /// A field by id.
    Field(String),
    /// A material, or one of its slots.
    Material(String, Option<String>),
    /// A roster, one of its rows by id, or a field of that row.
    Row(String, Option<String>, Option<String>),
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Field(id) => f.write_str(id),
            Self::Material(id, None) => write!(f, "materials/{id}"),
            Self::Material(id, Some(slot)) => write!(f, "materials/{id}/{slot}"),
            Self::Row(roster, row, field) => {
                write!(f, "rosters/{roster}")?;
                [row, field].into_iter().flatten().try_for_each(|part| write!(f, "/{part}"))
            }
        }
    }
}

impl From<Place> for String {
    fn from(place: Place) -> Self {
        place.to_string()
    }
}

impl From<String> for Place {
    fn from(text: String) -> Self {
        let mut parts = text.splitn(4, '/').map(str::to_owned);
        match (parts.next().as_deref(), parts.next(), parts.next()) {
            (Some("materials"), Some(id), slot) => Self::Material(id, slot),
            (Some("rosters"), Some(roster), row) => Self::Row(roster, row, parts.next()),
            _ => Self::Field(text),
        }
    }
}

impl Place {
    /// What was answered there.
    pub fn answer<'a>(&self, dossier: &'a Dossier) -> Option<&'a Answer> {
        match self {
            Self::Field(id) => dossier.answers.get(id),
            Self::Row(roster, Some(row), Some(field)) => dossier.row(roster, row)?.answers.get(field),
            Self::Material(..) | Self::Row(..) => None,
        }
    }

    /// What is to be filled in there.
    pub(super) fn spot(&self) -> Spot<'_> {
        match self {
            Self::Field(id) => Spot::Field(id),
            Self::Material(id, slot) => Spot::Material(id, slot.as_deref()),
            Self::Row(roster, _, field) => Spot::Column(roster, field.as_deref()),
        }
    }
}

/// What is to be filled in: in rows, the same field of any row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Spot<'p> {
    Field(&'p str),
    Material(&'p str, Option<&'p str>),
    Column(&'p str, Option<&'p str>),
}

/// One finding: what, where, why and how to mend it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Finding {
    /// Named after the defect.
    pub code: String,
    /// Weight.
    pub severity: Severity,
    /// Failed or waiting.
    pub state: State,
    /// Clause codes; the first is the main basis.
    pub clause: Vec<String>,
    /// Places concerned; the first is where to go.
    pub about: Vec<Place>,
    /// The part of the field concerned, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub part: Option<String>,
    /// What is wrong, in plain official Chinese.
    pub message: String,
    /// How to mend it.
    pub hint: String,
}

/// What the order of findings begins with, as position: what blocks, what waits, warnings, advice.
pub(super) type Group = usize;

/// The codes of the findings that something was not given yet: an answer, a file, any row at all.
const NOT_GIVEN: [&str; 3] = ["answer_missing", "material_missing", "roster_empty"];

impl Finding {
    /// Whether it only says that something is still to be given, or waits for that: nothing is wrong so far.
    pub fn is_to_come(&self) -> bool {
        self.state == State::Waiting || NOT_GIVEN.contains(&self.code.as_str())
    }

    /// Whether it stands against handing in: it blocks or waits.
    pub fn is_open(&self) -> bool {
        self.state == State::Waiting || self.severity == Severity::Blocking
    }

    /// What it waits for, if it does, where that is to be filled in.
    pub(super) fn awaits(&self) -> Option<Spot<'_>> {
        self.about.first().filter(|_| self.state == State::Waiting).map(Place::spot)
    }

    /// The group in which it stands.
    pub(super) fn group(&self) -> Group {
        match (self.state, self.severity) {
            (State::Failed, Severity::Blocking) => 0,
            (State::Waiting, _) => 1,
            (State::Failed, Severity::Warning) => 2,
            (State::Failed, Severity::Advice) => 3,
        }
    }
}

/// The overall verdict in numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Verdict {
    /// 可以提交: nothing blocks and nothing waits.
    pub ready: bool,
    /// Failed blocking checks.
    pub blocking: usize,
    /// What checks wait for: however many wait for the same answer, it is one.
    pub waiting: usize,
    /// Failed checks of severity warning.
    pub warnings: usize,
    /// Failed checks of severity advice.
    pub advice: usize,
    /// Checks that passed.
    pub passed: usize,
}

impl Verdict {
    /// What the findings come to, with the number of checks that passed.
    pub fn of<'f>(findings: impl IntoIterator<Item = &'f Finding>, passed: usize) -> Self {
        let mut verdict = Self { passed, ..Self::default() };
        let mut awaited = HashSet::new();
        for finding in findings {
            if finding.awaits().is_some_and(|spot| !awaited.insert(spot)) {
                continue;
            }
            *match (finding.state, finding.severity) {
                (State::Waiting, _) => &mut verdict.waiting,
                (State::Failed, Severity::Blocking) => &mut verdict.blocking,
                (State::Failed, Severity::Warning) => &mut verdict.warnings,
                (State::Failed, Severity::Advice) => &mut verdict.advice,
            } += 1;
        }
        verdict.ready = verdict.open() == 0;
        verdict
    }

    /// How much stands against handing in.
    pub fn open(&self) -> usize {
        self.blocking + self.waiting
    }

    /// How much there is to see to: the lines of a list of the findings.
    pub fn listed(&self) -> usize {
        self.open() + self.warnings + self.advice
    }
}

/// The outcome of a whole check.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// The verdict.
    pub verdict: Verdict,
    /// All findings: blocking first, then waiting, warnings, advice; within these in form order. Shared
    /// between reports, so that an unchanged one costs nothing when a dossier is checked again.
    pub findings: Arc<Vec<Arc<Finding>>>,
    /// The clocks that run: those of the dossier as a whole, then those of rows, roster by roster.
    pub clocks: Arc<Vec<Arc<ClockReport>>>,
    /// The states that rows are in.
    pub states: States,
    /// What the dossier asks for.
    pub asked: Asked,
    /// What the procedure's decision comes to, where it has one.
    pub decision: Option<DecisionReport>,
    /// The derived values as shown, by id; `None` while one waits.
    pub values: BTreeMap<String, Option<String>>,
    /// The documents that the dossier prints, in the definition's order.
    pub documents: Vec<PrintedTitle>,
}

/// A document that a dossier prints.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrintedTitle {
    /// Its id in the definition.
    pub id: String,
    /// Its title, with what its CEL comes to.
    pub title: String,
    /// The material that it is, where it is one.
    pub material: Option<String>,
    /// The one slot that it fills there.
    pub slot: Option<String>,
    /// Where its stamped scan is put, as `material/slot`.
    pub returns_to: Option<String>,
}

impl PrintedTitle {
    /// Whether it stands at a place for files, so that none is needed there.
    pub fn fills(&self, material: &str, slot: &str) -> bool {
        self.material.as_deref() == Some(material) && self.slot.as_deref().is_none_or(|own| own == slot)
    }
}

/// The present states of rows, by state machine and row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct States {
    pub(super) of: BTreeMap<String, Arc<BTreeMap<String, usize>>>,
}

impl States {
    /// The state of a row; `None` when there is no such machine or row.
    pub fn state<'p>(&self, procedure: &'p Procedure, machine: &str, row: &str) -> Option<&'p MachineState> {
        procedure.machine(machine)?.states.get(*self.of.get(machine)?.get(row)?)
    }

    /// How many rows are in each state, in the order of the definition.
    pub fn counts<'p>(&self, machine: &'p Machine) -> Vec<(&'p MachineState, usize)> {
        let states = self.of.get(&machine.id);
        let count = |at| states.map_or(0, |states| states.values().filter(|state| **state == at).count());
        machine.states.iter().enumerate().map(|(at, state)| (state, count(at))).collect()
    }
}

impl Report {
    /// The documents that a package holds: all but those that come back as a stamped scan.
    pub fn packed(&self) -> impl Iterator<Item = &PrintedTitle> {
        self.documents.iter().filter(|printed| printed.returns_to.is_none())
    }

    /// The documents that are a material of their own, by its number.
    pub fn documents_of<'a>(&'a self, material: &'a str) -> impl Iterator<Item = &'a PrintedTitle> {
        self.documents.iter().filter(move |printed| printed.material.as_deref() == Some(material))
    }

    /// What stands against stamping a document, or the copy of it for one row: the failed blocking checks about
    /// what it prints and what decides that. Materials, and what other documents say, may still be missing.
    pub fn against<'a>(
        &'a self,
        procedure: &Procedure,
        document: &PrintedDocument,
        row: Option<&str>,
    ) -> Vec<&'a Finding> {
        let printed = PrintedAnswers::of_document(procedure, document);
        let concerns = |finding: &&Finding| match finding.about.first() {
            Some(Place::Field(id)) => printed.depends_on(id),
            Some(Place::Row(roster, of, _)) => {
                let other = row.zip(of.as_deref()).is_some_and(|(wanted, of)| wanted != of);
                printed.depends_on_rows(roster) && !(other && document.for_each.as_ref() == Some(roster))
            }
            Some(Place::Material(..)) | None => false,
        };
        let blocks =
            |finding: &&Finding| finding.state == State::Failed && finding.severity == Severity::Blocking;
        self.all().filter(blocks).filter(concerns).collect()
    }

    /// The questions of the form that must be seen to and do not stand in the official table: those that must be
    /// answered, and those that an open finding is about.
    pub fn beside_table<'p>(&self, procedure: &'p Procedure) -> Vec<&'p Field> {
        let Some(form) = &procedure.form else { return Vec::new() };
        let concerned = |field: &Field| {
            let place = Place::Field(field.id.clone());
            self.all().any(|finding| finding.is_open() && finding.about.contains(&place))
        };
        let fields = procedure.sections_at(Stage::Form).flat_map(|section| &section.fields);
        let beside = fields.filter(|field| !form.has(&field.id) && self.asked.field(&field.id));
        beside.filter(|field| !field.optional || concerned(field)).collect()
    }

    /// All findings, in their order.
    pub fn all(&self) -> impl Iterator<Item = &Finding> {
        self.findings.iter().map(|finding| &**finding)
    }
}
