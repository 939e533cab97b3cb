//! Holding the parts of a package against each other.

use std::collections::{BTreeMap, BTreeSet};

use super::layout::{FILING_PATH, FINDINGS_PATH, FORM_PATH, MANIFEST_PATH, is_document, place};
use super::look::Look;
use super::pack::described;
use super::verification::{FileCheck, FileState, Mismatch, MismatchKind};
use super::{Manifest, ManifestFile};
use crate::digest::Digests;
use crate::dossier::{Attachment, Dossier};
use crate::intake::shown;
use crate::procedure::Procedure;

/// What a comparison of a whole package found.
pub(super) struct Comparison {
    /// Every file.
    pub(super) files: Vec<FileCheck>,
    /// All that does not agree.
    pub(super) mismatches: Vec<Mismatch>,
    /// Whether `filing.json` is the listed one, so that its word counts.
    pub(super) trusts_filing: bool,
}

/// Compares files, manifest and dossier with each other.
pub(super) fn compare(
    looks: &[Look],
    manifest: Option<&Manifest>,
    dossier: Option<&Dossier>,
    procedure: Option<&Procedure>,
) -> Comparison {
    let trusts_filing = manifest.and_then(|manifest| manifest.file(FILING_PATH)).is_some_and(|listed| {
        let look = looks.iter().find(|look| look.path == FILING_PATH);
        look.and_then(Look::digests) == Some(&listed.digests)
    });
    let dossier = dossier.filter(|_| trusts_filing);
    let (files, mut mismatches) = files(looks, manifest, dossier);
    if let (Some(manifest), Some(dossier)) = (manifest, dossier) {
        for found in listing(manifest, dossier, procedure) {
            // A changed entry shows both against its file and against the dossier; once is enough.
            if !mismatches.iter().any(|known| known.kind == found.kind && known.path == found.path) {
                mismatches.push(found);
            }
        }
    }
    Comparison { files, mismatches, trusts_filing }
}

/// A mismatch at a file.
pub(super) fn mismatch(kind: MismatchKind, path: &str, message: String) -> Mismatch {
    Mismatch { kind, path: path.to_owned(), message }
}

/// Compares every file of the archive with the manifest. `dossier` helps to tell whether the content or
/// its entry was changed.
fn files(
    looks: &[Look],
    manifest: Option<&Manifest>,
    dossier: Option<&Dossier>,
) -> (Vec<FileCheck>, Vec<Mismatch>) {
    let by_path: BTreeMap<&str, &Look> = looks.iter().map(|look| (look.path.as_str(), look)).collect();
    let listed: &[ManifestFile] = manifest.map_or(&[], |manifest| &manifest.files);
    let known: BTreeSet<&str> = listed.iter().map(|file| file.path.as_str()).collect();
    let mut checks = Vec::with_capacity(looks.len());
    let mut mismatches = Vec::new();
    for file in listed {
        let look = by_path.get(file.path.as_str()).copied();
        let (state, digests, found) = listed_file(file, look, dossier);
        checks.push(FileCheck {
            path: file.path.clone(),
            original_name: file.attachment.as_ref().map(|attachment| attachment.name.clone()),
            state,
            digests,
        });
        mismatches.extend(found);
    }
    for look in looks {
        if look.path == MANIFEST_PATH || known.contains(look.path.as_str()) {
            continue;
        }
        let path = shown(&look.path);
        let state = if manifest.is_some() { FileState::Extra } else { FileState::Unlisted };
        if manifest.is_some() {
            let message = format!("多出文件“{path}”，清单中没有");
            mismatches.push(mismatch(MismatchKind::FileExtra, &look.path, message));
        }
        let digests = look.digests().cloned();
        checks.push(FileCheck { path: look.path.clone(), original_name: None, state, digests });
    }
    (checks, mismatches)
}

/// Compares one listed file.
fn listed_file(
    file: &ManifestFile,
    look: Option<&Look>,
    dossier: Option<&Dossier>,
) -> (FileState, Option<Digests>, Option<Mismatch>) {
    let path = shown(&file.path);
    let Some(look) = look else {
        let message = format!("缺少文件“{path}”");
        return (FileState::Missing, None, Some(mismatch(MismatchKind::FileMissing, &file.path, message)));
    };
    let Some(found) = look.digests().cloned() else {
        let message = format!("“{path}”已损坏，无法解压");
        return (FileState::Damaged, None, Some(mismatch(MismatchKind::FileDamaged, &file.path, message)));
    };
    if found == file.digests {
        return (FileState::Intact, Some(found), None);
    }
    let same_content = found.sha256 == file.digests.sha256 || found.sm3 == file.digests.sm3;
    let as_recorded = file
        .attachment
        .as_ref()
        .zip(dossier)
        .and_then(|(described, dossier)| dossier.attachments.iter().find(|a| a.id == described.id))
        .is_some_and(|attachment| recorded(attachment) == found);
    let (kind, message) = if same_content || as_recorded {
        let what = changed_parts(&file.digests, &found);
        (MismatchKind::ManifestEntryChanged, format!("清单中“{path}”的{what}被改动，文件内容未变"))
    } else if found.size == file.digests.size {
        (MismatchKind::FileChanged, format!("“{path}”的内容已改动（大小未变，摘要不符）"))
    } else {
        let (was, is) = (file.digests.size, found.size);
        (MismatchKind::FileChanged, format!("“{path}”的内容已改动（应为 {was} 字节，实为 {is} 字节）"))
    };
    (FileState::Changed, Some(found), Some(mismatch(kind, &file.path, message)))
}

/// Which of size, SHA-256 and SM3 differ.
fn changed_parts(stated: &Digests, found: &Digests) -> String {
    let parts = [
        ("大小", stated.size != found.size),
        ("SHA-256", stated.sha256 != found.sha256),
        ("SM3", stated.sm3 != found.sm3),
    ];
    parts.iter().filter(|(_, differs)| *differs).map(|(name, _)| *name).collect::<Vec<_>>().join("、")
}

/// The digests in an attachment's record.
fn recorded(attachment: &Attachment) -> Digests {
    let file = &attachment.file;
    Digests { size: file.size, sha256: file.sha256.clone(), sm3: file.sm3.clone() }
}

/// Compares the manifest with the dossier in `filing.json`: the definition, and one entry for each
/// attachment. With the definition at hand, paths and order too.
fn listing(manifest: &Manifest, dossier: &Dossier, procedure: Option<&Procedure>) -> Vec<Mismatch> {
    let mut found = Vec::new();
    let mut changed = |kind, path: &str, message: String| found.push(mismatch(kind, path, message));
    use MismatchKind::{ManifestChanged, ManifestEntryChanged};

    if manifest.procedure != dossier.procedure {
        let message = "manifest.json 所列的事项定义与 filing.json 不一致".to_owned();
        changed(ManifestChanged, MANIFEST_PATH, message);
    }
    if procedure.is_some_and(|procedure| procedure.title != manifest.title) {
        changed(ManifestChanged, MANIFEST_PATH, "manifest.json 所列的事项名称被改动".to_owned());
    }

    let mut expected = vec![(FILING_PATH.to_owned(), None)];
    // Without the definition only the manifest knows whether there is a form.
    if procedure.map_or_else(|| manifest.file(FORM_PATH).is_some(), |procedure| procedure.form.is_some()) {
        expected.push((FORM_PATH.to_owned(), None));
    }
    expected.push((FINDINGS_PATH.to_owned(), None));
    // Which documents a dossier prints is known once it has been checked again.
    let documents = manifest.files.iter().filter(|file| is_document(file));
    expected.extend(documents.map(|file| (file.path.clone(), None)));
    match procedure {
        Some(procedure) => expected.extend(
            place(procedure, dossier).into_iter().map(|placed| (placed.path, Some(placed.attachment))),
        ),
        // Without the definition only the manifest knows the paths.
        None => expected.extend(dossier.attachments.iter().map(|attachment| {
            let entry = manifest
                .files
                .iter()
                .find(|file| file.attachment.as_ref().is_some_and(|described| described.id == attachment.id));
            (entry.map_or_else(String::new, |file| file.path.clone()), Some(attachment))
        })),
    }

    for (path, attachment) in &expected {
        let Some(entry) = manifest.file(path) else {
            let what = shown(attachment.map_or(path.as_str(), |attachment| &attachment.file.name));
            changed(ManifestEntryChanged, path, format!("清单中缺少“{what}”的条目，或其路径被改动"));
            continue;
        };
        if entry.attachment != attachment.map(described) {
            changed(
                ManifestEntryChanged,
                path,
                format!("清单中“{}”的归属与 filing.json 不一致", shown(path)),
            );
        }
        if attachment.is_some_and(|attachment| recorded(attachment) != entry.digests) {
            let message = format!("清单中“{}”的大小或摘要与 filing.json 的记录不一致", shown(path));
            changed(ManifestEntryChanged, path, message);
        }
    }
    for (at, file) in manifest.files.iter().enumerate() {
        if manifest.files[..at].iter().any(|earlier| earlier.path == file.path) {
            changed(ManifestEntryChanged, &file.path, format!("清单中“{}”列了两次", shown(&file.path)));
        } else if !expected.iter().any(|(path, _)| *path == file.path) {
            let message = format!("清单中多出“{}”的条目，filing.json 中没有", shown(&file.path));
            changed(ManifestEntryChanged, &file.path, message);
        }
    }
    let in_order = manifest.files.iter().map(|file| &file.path).eq(expected.iter().map(|(path, _)| path));
    if found.is_empty() && procedure.is_some() && !in_order {
        let message = "manifest.json 所列文件的顺序被改动".to_owned();
        found.push(mismatch(ManifestChanged, MANIFEST_PATH, message));
    }
    found
}
