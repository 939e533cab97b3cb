//! What is different between two packages of one filing: answers, rows, files, findings and the version of the definition.
//!
//! Values stand as they are printed, so that a receiver reads what a 补充说明 (supplementary note) would say. Rows are
//! matched by their ids, files by content and by place: the same content at another place has moved, other content at
//! the same place was replaced. Only what both packages state is compared; whether they can be trusted is told by their
//! verification.

mod answers;
mod files;
mod text;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::verification::StatedFinding;
use super::{Filed, Findings};
use crate::check::{Finding, State};
use crate::dossier::{Dossier, ProcedureRef};
use crate::field::Severity;
use crate::procedure::Procedure;

/// What is different between two packages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Difference {
    /// The earlier package.
    pub before: Side,
    /// The later one.
    pub after: Side,
    /// Answers, in the order of the form.
    pub answers: Vec<AnswerChange>,
    /// Rosters of which a row is different, e.g. people.
    pub rosters: Vec<RosterChange>,
    /// Attachments, in official order.
    pub files: Vec<FileChange>,
    /// Findings that only the later package has.
    pub findings_new: Vec<FindingLine>,
    /// Findings that only the earlier package has.
    pub findings_gone: Vec<FindingLine>,
}

/// One of the two packages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Side {
    /// The name of the dossier.
    pub dossier: String,
    /// Whose filing it is, e.g. `华信认证（北京）有限公司`; blank when nothing says so.
    pub subject: String,
    /// The day of packing.
    pub day: NaiveDate,
    /// The definition.
    pub procedure: ProcedureRef,
    /// Its title.
    pub title: String,
}

/// An answer that is different.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct AnswerChange {
    /// Id of the field.
    pub field: String,
    /// Its label.
    pub label: String,
    /// As printed before; blank when there was no answer.
    pub before: String,
    /// As printed now.
    pub after: String,
    /// Whether it is to be masked on a screen.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub sensitive: bool,
}

/// A roster of which rows are different.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RosterChange {
    /// Id of the roster.
    pub roster: String,
    /// Its title.
    pub title: String,
    /// Rows that were added.
    pub added: Vec<RowName>,
    /// Rows that were removed.
    pub removed: Vec<RowName>,
    /// Rows of which an answer is different.
    pub changed: Vec<RowChange>,
    /// Whether the rows that both have stand in another order.
    pub reordered: bool,
}

/// A row by its name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RowName {
    /// Id of the row.
    pub row: String,
    /// Its name, e.g. a person's; blank when it has none.
    pub name: String,
}

/// A row that is different.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RowChange {
    /// The row.
    #[serde(flatten)]
    pub row: RowName,
    /// Its answers that are different.
    pub answers: Vec<AnswerChange>,
}

/// An attachment that is different.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct FileChange {
    /// What became of it.
    pub kind: FileChangeKind,
    /// As it was; absent for one that was added.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<FileAt>,
    /// As it is; absent for one that was removed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<FileAt>,
}

/// What became of an attachment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum FileChangeKind {
    /// Only the later package has it.
    Added,
    /// Only the earlier package has it.
    Removed,
    /// Other content at the same place.
    Replaced,
    /// The same content at another place.
    Moved,
    /// The same content at the same place under another name.
    Renamed,
}

impl FileChangeKind {
    /// In one Chinese word.
    pub fn label(self) -> &'static str {
        match self {
            Self::Added => "新增",
            Self::Removed => "删去",
            Self::Replaced => "更换",
            Self::Moved => "移位",
            Self::Renamed => "改名",
        }
    }
}

/// An attachment at its place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct FileAt {
    /// Number of the material.
    pub material: String,
    /// The place in words, e.g. `1.3 法定代表人身份证件 正面`.
    pub place: String,
    /// The name it came with.
    pub name: String,
    /// Pages.
    pub pages: u32,
    /// Bytes.
    pub size: u64,
    /// SHA-256.
    pub sha256: String,
}

/// A finding in one line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct FindingLine {
    /// Code of the rule.
    pub code: String,
    /// Weight.
    pub severity: Severity,
    /// Failed or waiting.
    pub state: State,
    /// What it says.
    pub message: String,
}

/// One package with the definition that it names; without it, ids stand for labels.
#[derive(Clone, Copy)]
struct Named<'a> {
    filed: &'a Filed,
    procedure: Option<&'a Procedure>,
}

impl<'a> Named<'a> {
    fn new(filed: &'a Filed, procedures: &[&'a Procedure]) -> Self {
        let reference = &filed.dossier.procedure;
        let exact = procedures.iter().find(|procedure| ProcedureRef::of(procedure) == *reference);
        let same = || procedures.iter().find(|procedure| procedure.id == reference.id);
        Self { filed, procedure: exact.or_else(same).copied() }
    }

    fn dossier(&self) -> &'a Dossier {
        &self.filed.dossier
    }

    fn side(&self) -> Side {
        let subject = self.procedure.and_then(|procedure| self.dossier().subject(procedure).next());
        Side {
            dossier: self.dossier().name.clone(),
            subject: subject.map(|(_, text)| text).unwrap_or_default(),
            day: self.filed.manifest.day,
            procedure: self.filed.manifest.procedure.clone(),
            title: self.filed.manifest.title.clone(),
        }
    }
}

impl Difference {
    /// Compares an earlier package with a later one. `procedures` are the definitions at hand, for labels.
    pub fn between(before: &Filed, after: &Filed, procedures: &[&Procedure]) -> Self {
        let (before, after) = (Named::new(before, procedures), Named::new(after, procedures));
        let (findings_gone, findings_new) = findings(&before.filed.findings, &after.filed.findings);
        Self {
            before: before.side(),
            after: after.side(),
            answers: answers::answers(before, after),
            rosters: answers::rosters(before, after),
            files: files::files(before, after),
            findings_new,
            findings_gone,
        }
    }

    /// Whether nothing is different but the day.
    pub fn is_empty(&self) -> bool {
        self.answers.is_empty()
            && self.rosters.is_empty()
            && self.files.is_empty()
            && self.findings_new.is_empty()
            && self.findings_gone.is_empty()
            && self.before.procedure == self.after.procedure
    }
}

/// Findings that only one side has: gone and new ones, each in their own order.
pub(super) fn findings(before: &Findings, after: &Findings) -> (Vec<FindingLine>, Vec<FindingLine>) {
    (without(&before.findings, &after.findings), without(&after.findings, &before.findings))
}

/// Those findings that others do not have, counting repetitions.
fn without(findings: &[Finding], others: &[Finding]) -> Vec<FindingLine> {
    let mut left: BTreeMap<StatedFinding, usize> = BTreeMap::new();
    others.iter().for_each(|other| *left.entry(StatedFinding::from(other)).or_default() += 1);
    let is_alone = |finding: &&Finding| match left.get_mut(&StatedFinding::from(*finding)) {
        Some(count) if *count > 0 => {
            *count -= 1;
            false
        }
        _ => true,
    };
    findings.iter().filter(is_alone).map(FindingLine::from).collect()
}

impl From<&Finding> for FindingLine {
    fn from(finding: &Finding) -> Self {
        let Finding { code, severity, state, message, .. } = finding;
        Self { code: code.clone(), severity: *severity, state: *state, message: message.clone() }
    }
}
