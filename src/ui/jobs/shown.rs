//! What the page shows of a verification, made in the worker.
//!
//! Only texts and findings cross over: the page, which must be small, carries no reader for manifests.

use serde::{Deserialize, Serialize};

use crate::calendar::chinese_date;
use crate::check::Finding;
use crate::intake::{shown, visible};
use crate::package::{
    Beside, Difference, FileState, MaterialCheck, MaterialState, OF_EXAMPLE, Outcome, Recheck, Status,
    Verification,
};
use crate::ui::components::masked;
use crate::ui::files::size_text;

/// A verification as shown.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ShownVerification {
    /// How it came out: `passed`, `warning` or `blocking`.
    pub tone: String,
    /// The outcome in one sentence.
    pub headline: String,
    /// What the package says of itself: name and text.
    pub facts: Vec<(String, String)>,
    /// All that does not agree, one clause each.
    pub mismatches: Vec<String>,
    /// The checks made again, in one sentence, then what they differ on.
    pub recheck: Vec<String>,
    /// The findings of the checks made again.
    pub findings: Vec<Finding>,
    /// The checks by a later definition, line by line.
    pub later: Vec<String>,
    /// How many materials are there, in one line; blank when the definition is not at hand.
    pub materials_line: String,
    /// The materials of the official list.
    pub materials: Vec<ShownMaterial>,
    /// What the print marks say, line by line.
    pub prints: Vec<String>,
    /// Whether there are scans whose print marks were not read again.
    pub marks_left: bool,
    /// Files of signatures that came with it.
    pub signatures: Vec<Beside>,
    /// What is worth knowing besides.
    pub notes: Vec<String>,
    /// Every file.
    pub files: Vec<ShownFile>,
    /// How many of them are as listed.
    pub intact: usize,
    /// Id of the procedure, when the manifest can be read.
    pub procedure: Option<String>,
    /// Nothing contradicts opening it as a dossier.
    pub sound: bool,
    /// The whole as text, as the command line prints it.
    pub report: String,
}

/// A material of the official list as shown.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ShownMaterial {
    /// How it stands: `passed`, `warning`, `waiting` or `blocking`.
    pub tone: String,
    /// The same in a word.
    pub state: String,
    /// Its number and title.
    pub title: String,
    /// What is there.
    pub there: String,
    /// What is asked and not in order.
    pub lacks: String,
}

impl From<&MaterialCheck> for ShownMaterial {
    fn from(found: &MaterialCheck) -> Self {
        let tone = match found.state {
            MaterialState::Met => "passed",
            MaterialState::Doubtful => "warning",
            MaterialState::Waiting | MaterialState::NotAsked => "waiting",
            MaterialState::Lacking => "blocking",
        };
        Self {
            tone: tone.to_owned(),
            state: found.state.word().to_owned(),
            title: format!("{} {}", found.material, found.title),
            there: found.there(),
            lacks: found.lacks.join("，"),
        }
    }
}

/// A file of a package as shown.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ShownFile {
    /// How it stands: `passed`, `waiting` or `blocking`.
    pub tone: String,
    /// The same in a word.
    pub state: String,
    /// Its path in the package.
    pub path: String,
    /// Its size in words; blank when it cannot be read.
    pub size: String,
    /// Its SHA-256; blank when it cannot be read.
    pub sha256: String,
}

/// A difference as shown.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ShownDifference {
    /// What is compared, and how much is different.
    pub headline: String,
    /// All changes, table by table; numbers of people are masked.
    pub tables: Vec<ShownTable>,
    /// All of it as JSON, nothing masked.
    pub json: String,
}

/// A table as shown.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ShownTable {
    /// Its title.
    pub title: String,
    /// The heads of its columns.
    pub head: Vec<String>,
    /// Its rows, cell by cell.
    pub rows: Vec<Vec<String>>,
}

impl From<&Difference> for ShownDifference {
    fn from(found: &Difference) -> Self {
        let tables = found.tables(&masked).into_iter().map(|table| ShownTable {
            title: table.title,
            head: table.head,
            rows: table.rows,
        });
        let json = serde_json::to_string_pretty(found).unwrap_or_default();
        Self { headline: found.headline(), tables: tables.collect(), json }
    }
}

impl From<&Verification> for ShownVerification {
    fn from(found: &Verification) -> Self {
        let draft = found.manifest.as_ref().is_some_and(|manifest| manifest.status == Status::Draft);
        let tone = match found.outcome {
            Outcome::Intact if !draft && !found.example => "passed",
            Outcome::Intact | Outcome::Unchecked => "warning",
            Outcome::Altered => "blocking",
        };
        let findings = match &found.recheck {
            Recheck::Agrees { findings } | Recheck::Differs { findings, .. } => findings.findings.clone(),
            Recheck::UnknownDefinition { .. } | Recheck::NotMade => Vec::new(),
        };
        let files = found.files.iter().map(|file| {
            let tone = match file.state {
                FileState::Intact => "passed",
                FileState::Unlisted => "waiting",
                FileState::Changed | FileState::Missing | FileState::Extra | FileState::Damaged => "blocking",
            };
            let digests = file.digests.as_ref();
            ShownFile {
                tone: tone.to_owned(),
                state: file.state.label().to_owned(),
                path: visible(&file.path),
                size: digests.map(|digests| size_text(digests.size)).unwrap_or_default(),
                sha256: digests.map(|digests| digests.sha256.clone()).unwrap_or_default(),
            }
        });
        Self {
            tone: tone.to_owned(),
            headline: found.headline(),
            facts: facts(found),
            mismatches: found.mismatches.iter().map(|mismatch| visible(&mismatch.message)).collect(),
            recheck: std::iter::once(found.recheck_line()).chain(found.differences()).collect(),
            findings,
            later: all_visible(&found.later_lines()),
            materials_line: if found.materials.is_empty() { String::new() } else { found.materials_line() },
            materials: found.materials.iter().map(ShownMaterial::from).collect(),
            prints: all_visible(&found.print_lines()),
            marks_left: found.prints.as_ref().is_some_and(|prints| prints.left > 0),
            signatures: found.signatures.clone(),
            notes: all_visible(&found.notes),
            files: files.collect(),
            intact: found.files.iter().filter(|file| file.state == FileState::Intact).count(),
            procedure: found.manifest.as_ref().map(|manifest| manifest.procedure.id.clone()),
            sound: found.outcome != Outcome::Altered,
            report: found.to_string(),
        }
    }
}

/// Lines in which names and answers stand as what they are, whatever characters they have.
fn all_visible(lines: &[String]) -> Vec<String> {
    lines.iter().map(|line| visible(line)).collect()
}

fn facts(found: &Verification) -> Vec<(String, String)> {
    let (manifest, package) = (found.manifest.as_ref(), &found.package);
    let mut facts = Vec::new();
    let mut tell = |name: &str, text: String| facts.push((name.to_owned(), text));
    if let Some(manifest) = manifest {
        tell("事项", format!("{}（{}）", shown(&manifest.title), shown(&manifest.procedure.version)));
    }
    if let Some(name) = &found.dossier_name {
        tell("卷宗", shown(name));
    }
    if found.example {
        tell("示例", format!("{OF_EXAMPLE}。"));
    }
    if let Some(manifest) = manifest {
        let status = match manifest.status {
            Status::Complete => "已通过自查",
            Status::Draft => "未通过自查（草稿）",
        };
        tell("制作", format!("{}，{status}", chinese_date(manifest.day)));
    }
    tell("整包大小", size_text(package.size));
    tell("SHA-256", package.sha256.clone());
    tell("SM3", package.sm3.clone());
    facts
}
