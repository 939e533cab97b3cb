//! The dossier at a glance: for each material what is asked of it, and how that stands.
//!
//! It says nothing that no finding says: a cell counts what is there and takes its state from the findings
//! about it. What is found about a file's look (scan, seal, outdated print) stands apart from whether it is
//! there.

use std::collections::{BTreeSet, HashSet};

use super::material::MADE_TWICE;
use super::progress::{form, hindered};
use super::{
    FILE_OF_SEVERAL_ROWS, FILE_WITHOUT_ROW, Finding, Place, ROW_WITH_SEVERAL_FILES, ROW_WITHOUT_FILE,
};
use super::{Report, State, Step, Verdict};
use crate::dossier::Dossier;
use crate::field::{FieldKind, Severity};
use crate::procedure::{Field, Material, Procedure, Stage};

/// What may be asked of a material.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Requirement {
    /// A file at each place, or a document printed here.
    Files,
    /// One file for each row of a roster: 一人一表.
    Copies,
    /// What the material must say: its mandated headings.
    Contents,
    /// The questions and rosters beside it; of the official form, its questions.
    Answers,
    /// How its files look: scans, seals, prints that are out of date.
    Looks,
}

impl Requirement {
    /// All, in the order of the columns.
    pub const ALL: [Self; 5] = [Self::Files, Self::Copies, Self::Contents, Self::Answers, Self::Looks];

    /// In words.
    pub fn title(self) -> &'static str {
        match self {
            Self::Files => "文件",
            Self::Copies => "一人一表",
            Self::Contents => "规定内容",
            Self::Answers => "相关填报",
            Self::Looks => "文件检查",
        }
    }
}

/// How a cell stands, the worst first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum CellState {
    /// Something is missing or wrong.
    Lacking,
    /// A check waits for something.
    Waiting,
    /// Something should be looked at.
    Doubtful,
    /// In order.
    Met,
    /// Nothing is asked, and nothing is there.
    NotAsked,
}

impl CellState {
    /// In words.
    pub fn word(self) -> &'static str {
        match self {
            Self::Lacking => "不全",
            Self::Waiting => "待定",
            Self::Doubtful => "须核对",
            Self::Met => "齐备",
            Self::NotAsked => "不要求",
        }
    }
}

/// A material and a requirement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MatrixCell {
    /// How it stands.
    pub state: CellState,
    /// How many of what is needed are there; 0 of 0 where nothing is counted.
    pub have: usize,
    /// How many are needed.
    pub need: usize,
    /// How much else there is to see to, as the verdict counts it.
    pub remarks: usize,
}

/// A material with its requirements.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MatrixRow {
    /// Number of the material.
    pub material: String,
    /// In the order of [`Requirement::ALL`].
    pub cells: [MatrixCell; 5],
    /// The worst of them; of a material that may be absent and is, [`CellState::NotAsked`].
    pub state: CellState,
}

impl MatrixRow {
    /// Whether all that is asked is there and nothing was found that somebody should look at.
    pub fn is_complete(&self) -> bool {
        self.state == CellState::Met && self.cells.iter().all(|cell| cell.remarks == 0)
    }
}

/// The materials in official order.
pub fn matrix(procedure: &Procedure, dossier: &Dossier, report: &Report) -> Vec<MatrixRow> {
    let row = |material: &Material| {
        let found = report.all().filter_map(|it| Some((asked_by(procedure, material, it)?, it)));
        let found: Vec<(Requirement, &Finding)> = found.collect();
        let cells = Requirement::ALL.map(|requirement| {
            let (have, need) = count(procedure, dossier, report, material, requirement);
            let about = found.iter().filter(|(of, _)| *of == requirement).map(|(_, finding)| *finding);
            cell(&about.collect::<Vec<_>>(), have, need)
        });
        let state = cells.iter().map(|cell| cell.state).min().unwrap_or(CellState::NotAsked);
        MatrixRow { material: material.id.clone(), cells, state }
    };
    procedure.materials.iter().map(row).collect()
}

/// The requirement of a material that a finding is about.
fn asked_by(procedure: &Procedure, material: &Material, finding: &Finding) -> Option<Requirement> {
    match finding.about.first()? {
        Place::Material(id, _) => (*id == material.id).then_some(match finding.code.as_str() {
            ROW_WITHOUT_FILE | FILE_WITHOUT_ROW | ROW_WITH_SEVERAL_FILES | FILE_OF_SEVERAL_ROWS => {
                Requirement::Copies
            }
            "material_missing" | "material_misplaced" | MADE_TWICE => Requirement::Files,
            _ => Requirement::Looks,
        }),
        Place::Field(id) => {
            if material.is_form && is_of_form(procedure, id) {
                return Some(Requirement::Answers);
            }
            let field = material.fields.iter().find(|field| field.id == *id)?;
            Some(if headings(field).is_some() { Requirement::Contents } else { Requirement::Answers })
        }
        Place::Row(id, ..) => {
            let beside = procedure.roster(id)?.beside.as_deref() == Some(&*material.id);
            beside.then_some(Requirement::Answers)
        }
    }
}

/// Whether a question is one of the form's.
fn is_of_form(procedure: &Procedure, id: &str) -> bool {
    procedure.sections_at(Stage::Form).any(|section| section.fields.iter().any(|field| field.id == id))
}

/// The number of headings that a question demands; where it demands a text and leaves all of them open, the text is one.
fn headings(field: &Field) -> Option<usize> {
    match &field.kind {
        FieldKind::Contents { headings } | FieldKind::Narrative { headings, .. } => {
            let demanded = headings.iter().filter(|heading| !heading.optional).count();
            Some(demanded.max(usize::from(!field.optional)))
        }
        _ => None,
    }
}

/// How much is there of how much is needed.
fn count(
    procedure: &Procedure,
    dossier: &Dossier,
    report: &Report,
    material: &Material,
    requirement: Requirement,
) -> (usize, usize) {
    let blocked = |field: &Field| {
        let about = |finding: &&Finding| {
            finding.about.first() == Some(&Place::Field(field.id.clone()))
                && finding.state == State::Failed
                && finding.severity == Severity::Blocking
        };
        let parts: BTreeSet<Option<&str>> = report.all().filter(about).map(|it| it.part.as_deref()).collect();
        parts.len()
    };
    let asked = material.fields.iter().filter(|field| report.asked.field(&field.id));
    match requirement {
        Requirement::Files => {
            let here = |slot: &str| dossier.files_at(&material.id, slot).next().is_some();
            let printed = report.documents_of(&material.id).count();
            let slots = material.slots.iter().filter(|slot| report.asked.slot(&material.id, &slot.id));
            let slots: Vec<bool> = slots
                .filter(|slot| here(&slot.id) || !(slot.optional || material.optional))
                .map(|slot| here(&slot.id))
                .collect();
            (slots.iter().filter(|there| **there).count() + printed, slots.len() + printed)
        }
        Requirement::Copies => {
            let slots = material.slots.iter().filter_map(|slot| Some((slot, slot.for_each.as_deref()?)));
            slots.fold((0, 0), |(have, need), (slot, roster)| {
                let files = dossier.files_at(&material.id, &slot.id);
                let of: HashSet<&str> = files.filter_map(|file| file.row.as_deref()).collect();
                let rows = dossier.rows(roster);
                let there = rows.iter().filter(|row| of.contains(row.id.as_str())).count();
                (have + there, need + rows.len())
            })
        }
        Requirement::Contents => {
            let all = asked.filter_map(|field| Some((field, headings(field)?)));
            all.fold((0, 0), |(have, need), (field, headings)| {
                let there = match dossier.answers.contains_key(&field.id) {
                    true => headings.saturating_sub(blocked(field)),
                    false => 0,
                };
                (have + there, need + headings)
            })
        }
        Requirement::Answers => {
            let needed = asked.filter(|field| headings(field).is_none() && !field.optional);
            let answered = |field: &&Field| dossier.answers.contains_key(&field.id) && blocked(field) == 0;
            let needed: Vec<&Field> = needed.collect();
            let rosters = procedure.rosters.iter().filter(|roster| {
                roster.beside.as_deref() == Some(&*material.id)
                    && report.asked.roster(&roster.id)
                    && (!roster.optional || !dossier.rows(&roster.id).is_empty())
            });
            let sound = |id: &str| {
                !report.all().any(|finding| {
                    finding.severity == Severity::Blocking
                        && matches!(finding.about.first(), Some(Place::Row(roster, ..)) if roster == id)
                })
            };
            let rosters: Vec<bool> = rosters.map(|roster| sound(&roster.id)).collect();
            let of_form = match material.is_form {
                true => form(procedure, dossier, report, &hindered(report)),
                false => Step::default(),
            };
            (
                needed.iter().copied().filter(answered).count()
                    + rosters.iter().filter(|sound| **sound).count()
                    + of_form.done,
                needed.len() + rosters.len() + of_form.total,
            )
        }
        Requirement::Looks => {
            let files = dossier.attachments.iter().filter(|file| file.material == material.id).count();
            (files, files)
        }
    }
}

fn cell(found: &[&Finding], have: usize, need: usize) -> MatrixCell {
    let weigh = |finding: &&Finding| match (finding.state, finding.severity) {
        (State::Failed, Severity::Blocking) => CellState::Lacking,
        (State::Waiting, _) => CellState::Waiting,
        (State::Failed, Severity::Warning) => CellState::Doubtful,
        (State::Failed, Severity::Advice) => CellState::Met,
    };
    let worst = found.iter().map(weigh).min();
    let state = match worst {
        _ if have < need => CellState::Lacking,
        Some(worst) => worst,
        None if need == 0 => CellState::NotAsked,
        None => CellState::Met,
    };
    let verdict = Verdict::of(found.iter().copied(), 0);
    let remarks = verdict.listed() - verdict.blocking;
    MatrixCell { state, have, need, remarks }
}
