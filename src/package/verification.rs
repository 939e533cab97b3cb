//! What a verification found, for the page, the command line and other software.

use std::fmt;

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Beside, Findings, Manifest, Status};
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
    /// Every file: those of the manifest in its order, then those that only the archive has.
    pub files: Vec<FileCheck>,
    /// All that does not agree.
    pub mismatches: Vec<Mismatch>,
    /// Whether the checks, made again, come to the stated findings.
    pub recheck: Recheck,
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

/// Said with every list of signature files.
pub(crate) const NOT_JUDGED: &str =
    "签名文件由其他程序制作，本程序只列出，不判断其真伪；请用制作签名的程序验证";

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

impl Verification {
    /// The outcome as one Chinese sentence.
    pub fn headline(&self) -> String {
        let draft = self.manifest.as_ref().is_some_and(|manifest| manifest.status == Status::Draft);
        match self.outcome {
            Outcome::Intact if draft => "备案包完整，但属于未通过自查的草稿，不能作为正式材料提交".to_owned(),
            Outcome::Intact => "备案包完整，内容与清单一致，复核结论为可以提交".to_owned(),
            Outcome::Unchecked => "备案包内容与清单一致，但未能复核检查结论".to_owned(),
            Outcome::Altered => {
                format!("备案包有 {} 处不一致，请向提交单位索取原始备案包", self.mismatches.len())
            }
        }
    }

    /// What the checks made again and the stated findings do not agree on, one Chinese line each.
    pub fn differences(&self) -> Vec<String> {
        let Recheck::Differs { only_stated, only_found, .. } = &self.recheck else { return Vec::new() };
        let stated = only_stated.iter().map(|f| format!("包内有、复核没有：{}", place_line(f)));
        let found = only_found.iter().map(|f| format!("复核有、包内没有：{}", place_line(f)));
        stated.chain(found).collect()
    }

    /// The recheck as one Chinese sentence.
    pub fn recheck_line(&self) -> String {
        match &self.recheck {
            Recheck::Agrees { findings } => {
                format!("复核结论与包内一致：{}", verdict_line(&findings.verdict))
            }
            Recheck::Differs { findings, stated, .. } => format!(
                "复核结论与包内不一致：包内为{}，复核为{}",
                verdict_line(stated),
                verdict_line(&findings.verdict)
            ),
            Recheck::UnknownDefinition { procedure } => format!(
                "未复核：本机没有该包所用的事项定义（{} {}，摘要 {}），请安装对应版本后再核验",
                procedure.id,
                procedure.version,
                procedure.digest.get(..16).unwrap_or(&procedure.digest)
            ),
            Recheck::NotMade => "未复核：备案数据或检查结论已改动、缺失或无法读取".to_owned(),
        }
    }
}

/// The verdict as a Chinese clause.
pub(crate) fn verdict_line(verdict: &Verdict) -> String {
    let Verdict { ready, blocking, waiting, warnings, advice, .. } = verdict;
    let word = if *ready { "可以提交" } else { "不能提交" };
    format!("{word}（阻断 {blocking} 项，待定 {waiting} 项，警告 {warnings} 项，建议 {advice} 项）")
}

/// A day as `2026年11月21日`.
fn day(date: NaiveDate) -> String {
    crate::calendar::chinese_date(date)
}

/// The whole verification as lines of Chinese text, the same on the page's copy button and on the terminal.
impl fmt::Display for Verification {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.headline())?;
        if let Some(manifest) = &self.manifest {
            let Manifest { product, procedure, title, .. } = manifest;
            writeln!(f, "事项：{title}（{} {}）", procedure.id, procedure.version)?;
            if let Some(name) = &self.dossier_name {
                writeln!(f, "卷宗：{name}")?;
            }
            let status = match manifest.status {
                Status::Complete => "已通过自查",
                Status::Draft => "未通过自查（草稿）",
            };
            writeln!(f, "制作：{}，{} {}，{status}", day(manifest.day), product.name, product.version)?;
        }
        writeln!(f, "整包：{} 字节", self.package.size)?;
        writeln!(f, "  SHA-256 {}", self.package.sha256)?;
        writeln!(f, "  SM3     {}", self.package.sm3)?;
        let intact = self.files.iter().filter(|file| file.state == FileState::Intact).count();
        writeln!(f, "文件：共 {} 个，与清单一致 {intact} 个", self.files.len())?;
        for file in self.files.iter().filter(|file| file.state != FileState::Intact) {
            writeln!(f, "  [{}] {}", file.state.label(), file.path)?;
        }
        if !self.mismatches.is_empty() {
            writeln!(f, "不一致：")?;
            for mismatch in &self.mismatches {
                writeln!(f, "  - {}", mismatch.message)?;
            }
        }
        writeln!(f, "{}", self.recheck_line())?;
        for difference in self.differences() {
            writeln!(f, "  {difference}")?;
        }
        for Beside { name, digests } in &self.signatures {
            writeln!(f, "签名文件：{name}（{} 字节）", digests.size)?;
            writeln!(f, "  SHA-256 {}", digests.sha256)?;
            writeln!(f, "  SM3     {}", digests.sm3)?;
        }
        if !self.signatures.is_empty() {
            writeln!(f, "说明：{NOT_JUDGED}")?;
        }
        for note in &self.notes {
            writeln!(f, "说明：{note}")?;
        }
        Ok(())
    }
}

fn place_line(finding: &StatedFinding) -> String {
    let places: Vec<String> = finding.about.iter().map(Place::to_string).collect();
    format!("{}（{}）", finding.code, places.join("，"))
}
