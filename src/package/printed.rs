//! The print marks on the packed scans, read again and held against the answers in the package.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::compare::mismatch;
use super::difference::FindingLine;
use super::verification::{Mismatch, MismatchKind};
use crate::check::Report;
use crate::dossier::{Attachment, Dossier, PageMark};
use crate::intake::shown;
use crate::procedure::Procedure;

/// What the codes of findings about prints begin with.
const ABOUT_PRINTS: &str = "print_";

/// What the print marks say.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct PrintsCheck {
    /// The scans on which a mark was read, or was recorded.
    pub scans: Vec<ScanCheck>,
    /// How many further scans were not read again; of them the recorded marks count.
    #[serde(default)]
    pub left: usize,
    /// What the marks do not agree on with the answers: printed before a change, from another dossier, as a draft.
    pub findings: Vec<FindingLine>,
}

/// A scan with print marks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ScanCheck {
    /// Path inside the package.
    pub path: String,
    /// Its pages.
    pub pages: u32,
    /// Those on which a mark was read now.
    pub marked: Vec<u32>,
    /// Those of which a mark was recorded that cannot be read now.
    pub unread: Vec<u32>,
}

/// Whether the marks of an attachment are read again: one of which marks were recorded, or at a place to which stamped
/// prints return.
fn carries_marks(procedure: Option<&Procedure>, attachment: &Attachment) -> bool {
    let Attachment { material, slot, .. } = attachment;
    let returns = |procedure: &Procedure| {
        let form = procedure.material(material).is_some_and(|material| material.is_form);
        let here = format!("{material}/{slot}");
        form || procedure.documents.iter().any(|document| document.returns_to.as_ref() == Some(&here))
    };
    !attachment.file.marks.is_empty() || procedure.is_some_and(returns)
}

/// The scans of which the marks are read again.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Scans {
    /// Ids of their attachments.
    pub(super) read: BTreeSet<String>,
    /// How many further ones there are.
    pub(super) left: usize,
}

impl Scans {
    /// As many scans as fit into so many pages: first those of which marks are recorded, then those that should have
    /// some, each in the order of the dossier.
    pub(super) fn within(mut pages: u32, procedure: Option<&Procedure>, dossier: &Dossier) -> Self {
        let mut scans: Vec<&Attachment> =
            dossier.attachments.iter().filter(|scan| carries_marks(procedure, scan)).collect();
        scans.sort_by_key(|scan| scan.file.marks.is_empty());
        let mut found = Self::default();
        for scan in scans {
            match pages.checked_sub(scan.file.pages.max(1)) {
                Some(rest) => {
                    pages = rest;
                    found.read.insert(scan.id.clone());
                }
                None => found.left += 1,
            }
        }
        found
    }
}

/// Holds the marks that were read against those in the records. `read` are the marks of each scan by the id of its
/// attachment, with its path.
pub(super) fn scans(
    dossier: &Dossier,
    read: &BTreeMap<&str, (&str, &[PageMark])>,
    found: &mut Vec<Mismatch>,
) -> Vec<ScanCheck> {
    let mut scans = Vec::new();
    for attachment in &dossier.attachments {
        let Some((path, now)) = read.get(attachment.id.as_str()) else { continue };
        let recorded = &attachment.file.marks;
        let other = now
            .iter()
            .find(|mark| recorded.iter().any(|record| record.page == mark.page && record.text != mark.text));
        if let Some(mark) = other {
            let (path_shown, page) = (shown(path), mark.page);
            let message = format!("“{path_shown}”第 {page} 页的打印标记与 filing.json 的记录不一致");
            found.push(mismatch(MismatchKind::RecordChanged, path, message));
        }
        let marked: Vec<u32> = now.iter().map(|mark| mark.page).collect();
        let unread: Vec<u32> =
            recorded.iter().map(|mark| mark.page).filter(|page| !marked.contains(page)).collect();
        if !marked.is_empty() || !unread.is_empty() {
            let pages = attachment.file.pages;
            scans.push(ScanCheck { path: (*path).to_owned(), pages, marked, unread });
        }
    }
    scans
}

/// The dossier with the marks that were read in place of the recorded ones; a page on which none was read keeps its
/// record.
pub(super) fn with_marks(dossier: &Dossier, read: &BTreeMap<&str, (&str, &[PageMark])>) -> Dossier {
    let mut dossier = dossier.clone();
    for attachment in &mut dossier.attachments {
        let Some((_, now)) = read.get(attachment.id.as_str()) else { continue };
        let marks = &mut attachment.file.marks;
        marks.retain(|mark| !now.iter().any(|other| other.page == mark.page));
        marks.extend(now.iter().cloned());
        marks.sort_by_key(|mark| mark.page);
    }
    dossier
}

/// The findings about prints in a report.
pub(super) fn findings(report: &Report) -> Vec<FindingLine> {
    let about = report.all().filter(|finding| finding.code.starts_with(ABOUT_PRINTS));
    about.map(FindingLine::from).collect()
}
