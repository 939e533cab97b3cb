//! What a verification found, for the page, the command line and other software.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::completeness::MaterialCheck;
use super::difference::{Difference, FindingLine};
use super::printed::PrintsCheck;
use super::{Beside, Findings, Manifest};
use crate::check::{Finding, Place, State, Verdict};
use crate::digest::Digests;
use crate::dossier::ProcedureRef;
use crate::field::Severity;

/// The outcome of verifying a package.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Verification {
    /// In one word.
    pub outcome: Outcome,
    /// Size and digests of the package as a whole, to be compared with what the sender states.
    pub package: Digests,
    /// The manifest, when it can be read.
    pub manifest: Option<Manifest>,
    /// The name of the dossier, when `filing.json` can be read.
    pub dossier_name: Option<String>,
    /// The dossier is the example that comes with the page: nothing that anybody hands in.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub example: bool,
    /// Every file: those of the manifest in its order, then those that only the archive has.
    pub files: Vec<FileCheck>,
    /// All that does not agree.
    pub mismatches: Vec<Mismatch>,
    /// Whether the checks, made again, come to the stated findings.
    pub recheck: Recheck,
    /// The checks by a later definition than the one that the package names, where one is at hand.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub later: Option<LaterCheck>,
    /// The materials of the official list, each with what is there; empty when the definition is not at hand.
    pub materials: Vec<MaterialCheck>,
    /// The print marks on the scans against the answers; absent when they were not read again, or when the definition is
    /// not at hand.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prints: Option<PrintsCheck>,
    /// What is different from an earlier package, where one was given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub difference: Option<Difference>,
    /// Files of signatures that came with the package. They are listed, not judged.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub signatures: Vec<Beside>,
    /// What is worth knowing but is no mismatch, as Chinese sentences.
    pub notes: Vec<String>,
}

/// What `beian verify --json` prints of each package: the verification, or why there is none.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct VerificationReport {
    /// The file, as it was named.
    pub file: String,
    /// What was found.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub verification: Option<Verification>,
    /// Why there is nothing to verify, as one Chinese sentence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
}

/// The outcome in one word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Every file is as listed, and the checks come to the stated findings.
    Intact,
    /// Every file is as listed, but the checks could not be made again.
    Unchecked,
    /// Something does not agree.
    Altered,
}

/// One file with what was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct FileCheck {
    /// Path inside the package.
    pub path: String,
    /// The name that an attachment came with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub original_name: Option<String>,
    /// What was found.
    pub state: FileState,
    /// Size and digests as computed; absent for a file that is missing or damaged.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub digests: Option<Digests>,
}

/// How a file stands against the manifest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum FileState {
    /// Size and both digests agree.
    Intact,
    /// The content, or its entry in the manifest, was changed.
    Changed,
    /// Listed, but not in the archive.
    Missing,
    /// In the archive, but not listed.
    Extra,
    /// In the archive, but it cannot be unpacked.
    Damaged,
    /// There is no readable manifest to compare with.
    Unlisted,
}

impl FileState {
    /// In Chinese.
    pub fn label(self) -> &'static str {
        match self {
            Self::Intact => "一致",
            Self::Changed => "已改动",
            Self::Missing => "缺失",
            Self::Extra => "多余",
            Self::Damaged => "已损坏",
            Self::Unlisted => "无从核对",
        }
    }
}

/// One thing that does not agree.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Mismatch {
    /// Named after the defect.
    pub kind: MismatchKind,
    /// The file in the package where it shows.
    pub path: String,
    /// One Chinese clause that names the file.
    pub message: String,
}

/// The kinds of mismatch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum MismatchKind {
    /// The content is not the listed one.
    FileChanged,
    /// A listed file is not there.
    FileMissing,
    /// A file is there that is not listed.
    FileExtra,
    /// A file cannot be unpacked.
    FileDamaged,
    /// The manifest, the filing or the findings cannot be read.
    FileUnreadable,
    /// An entry of the manifest was changed, added or removed.
    ManifestEntryChanged,
    /// The definition, the title, the status, the day or the order stated in the manifest was changed.
    ManifestChanged,
    /// An attachment is not what the dossier's record says.
    RecordChanged,
    /// The stated values are not what the answers mean.
    ValuesChanged,
    /// The stated findings are not what the checks find.
    FindingsChanged,
}

/// Whether the checks, made again for the stated day, come to the stated findings.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum Recheck {
    /// They do.
    Agrees {
        /// The verdict and the findings.
        findings: Findings,
    },
    /// They do not.
    Differs {
        /// The verdict and the findings as found now.
        findings: Findings,
        /// The verdict as stated.
        stated: Verdict,
        /// Stated but not found.
        only_stated: Vec<StatedFinding>,
        /// Found but not stated.
        only_found: Vec<StatedFinding>,
    },
    /// The definition that the package names is not among those at hand.
    UnknownDefinition {
        /// The definition named.
        procedure: ProcedureRef,
    },
    /// The manifest, the filing or the findings are changed, missing or unreadable.
    NotMade,
}

/// The checks by a later definition, on the day of the verification. They say nothing about the package, which was right
/// when it was made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct LaterCheck {
    /// The later definition.
    pub procedure: ProcedureRef,
    /// The day.
    pub day: NaiveDate,
    /// What they come to.
    pub verdict: Verdict,
    /// Findings that the package does not state.
    pub new: Vec<FindingLine>,
    /// Stated findings that are none any more.
    pub gone: Vec<FindingLine>,
}

/// What identifies a finding; its wording may change from version to version.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct StatedFinding {
    /// Code.
    pub code: String,
    /// Weight.
    pub severity: Severity,
    /// Failed or waiting.
    pub state: State,
    /// Places concerned.
    pub about: Vec<Place>,
    /// Part of the field.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub part: Option<String>,
}

impl From<&Finding> for StatedFinding {
    fn from(finding: &Finding) -> Self {
        Self {
            code: finding.code.clone(),
            severity: finding.severity,
            state: finding.state,
            about: finding.about.clone(),
            part: finding.part.clone(),
        }
    }
}
