//! What the page shows of a verification, made in the worker.
//!
//! Only texts and findings cross over: the page, which must be small, carries no reader for manifests.

use serde::{Deserialize, Serialize};

use crate::calendar::chinese_date;
use crate::check::Finding;
use crate::digest::Digests;
use crate::package::{Beside, FileState, Manifest, Outcome, Recheck, Status, Verification};
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

impl From<&Verification> for ShownVerification {
    fn from(found: &Verification) -> Self {
        let draft = found.manifest.as_ref().is_some_and(|manifest| manifest.status == Status::Draft);
        let tone = match found.outcome {
            Outcome::Intact if !draft => "passed",
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
                path: file.path.clone(),
                size: digests.map(|digests| size_text(digests.size)).unwrap_or_default(),
                sha256: digests.map(|digests| digests.sha256.clone()).unwrap_or_default(),
            }
        });
        Self {
            tone: tone.to_owned(),
            headline: found.headline(),
            facts: facts(found.manifest.as_ref(), found.dossier_name.as_deref(), &found.package),
            mismatches: found.mismatches.iter().map(|mismatch| mismatch.message.clone()).collect(),
            recheck: std::iter::once(found.recheck_line()).chain(found.differences()).collect(),
            findings,
            signatures: found.signatures.clone(),
            notes: found.notes.clone(),
            files: files.collect(),
            intact: found.files.iter().filter(|file| file.state == FileState::Intact).count(),
            procedure: found.manifest.as_ref().map(|manifest| manifest.procedure.id.clone()),
            sound: found.outcome != Outcome::Altered,
            report: found.to_string(),
        }
    }
}

fn facts(manifest: Option<&Manifest>, name: Option<&str>, package: &Digests) -> Vec<(String, String)> {
    let mut facts = Vec::new();
    let mut tell = |name: &str, text: String| facts.push((name.to_owned(), text));
    if let Some(manifest) = manifest {
        tell("事项", format!("{}（{}）", manifest.title, manifest.procedure.version));
    }
    if let Some(name) = name {
        tell("卷宗", name.to_owned());
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
