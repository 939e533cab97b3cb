//! Verifying a package: digests first, then whether its parts agree, then the checks again.

use chrono::NaiveDate;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::archive::Entry;
use super::canonical::canonical_file;
use super::compare::{compare, mismatch};
use super::layout::{FILING_PATH, FINDINGS_PATH, MANIFEST_PATH};
use super::open::{parse, read_entries};
use super::pack::write_archive;
use super::recheck::{recheck, values};
use super::verification::{FileCheck, FileState, Mismatch, MismatchKind, Outcome, Recheck, Verification};
use super::{Filing, Findings, Manifest, PackageError, Status};
use crate::calendar::Calendar;
use crate::check::{Coverage, Engine};
use crate::digest::Digests;
use crate::dossier::{Dossier, ProcedureRef};
use crate::intake::{self, shown};

/// What a package is verified against.
#[derive(Clone, Copy)]
pub struct Against<'a> {
    /// The definitions at hand.
    pub engines: &'a [Engine],
    /// The holiday tables.
    pub calendar: &'a Calendar,
    /// The characters that the printing faces can show; `None` when they are not at hand.
    pub coverage: Option<&'a dyn Coverage>,
    /// The day of the verification.
    pub today: NaiveDate,
}

/// Verifies a package. An error means that there is nothing to verify; everything else is in the result.
pub fn verify(bytes: &[u8], against: &Against<'_>) -> Result<Verification, PackageError> {
    verify_with_progress(bytes, against, &mut |_, _| ())
}

/// Like [`verify`]; `watch` is told after each file how many of how many are done.
pub fn verify_with_progress(
    bytes: &[u8],
    against: &Against<'_>,
    watch: &mut dyn FnMut(usize, usize),
) -> Result<Verification, PackageError> {
    let entries = read_entries(bytes)?;
    let mut found = Vec::new();
    let manifest: Option<Manifest> = read_part(&entries, MANIFEST_PATH, &mut found)?;
    let filing: Option<Filing> = read_part(&entries, FILING_PATH, &mut found)?;
    let stated: Option<Findings> = read_part(&entries, FINDINGS_PATH, &mut found)?;
    let dossier = filing.as_ref().map(|filing| &filing.dossier);

    let engine = dossier.and_then(|dossier| {
        against.engines.iter().find(|engine| ProcedureRef::of(engine.procedure()) == dossier.procedure)
    });
    let procedure = engine.map(Engine::procedure);
    let compared = compare(&entries, manifest.as_ref(), dossier, procedure, watch);
    found.extend(compared.mismatches);
    let files = compared.files;
    let mut notes = Vec::new();
    if let Some(manifest) = &manifest {
        found.extend(head(manifest, stated.as_ref()));
        notes.extend(remarks(bytes, &entries, manifest, against.today));
    }
    if let Some(dossier) = dossier.filter(|_| compared.trusts_filing) {
        records(&entries, &files, manifest.as_ref(), dossier, &mut found, &mut notes);
    }
    let is_intact = |path: &str| files.iter().any(|f| f.path == path && f.state == FileState::Intact);
    let recheck = match (&manifest, &filing, &stated) {
        (Some(manifest), Some(filing), Some(stated))
            if is_intact(FILING_PATH) && is_intact(FINDINGS_PATH) =>
        {
            match engine {
                Some(engine) => {
                    found.extend(values(engine, filing));
                    let recheck = recheck(engine, &filing.dossier, manifest, stated, against, &mut found);
                    if matches!(recheck, Recheck::Differs { .. }) {
                        let message = "findings.json 所载的检查结论与复核结果不一致".to_owned();
                        found.push(mismatch(MismatchKind::FindingsChanged, FINDINGS_PATH, message));
                    }
                    recheck
                }
                None => Recheck::UnknownDefinition { procedure: filing.dossier.procedure.clone() },
            }
        }
        _ => Recheck::NotMade,
    };
    let outcome = match (&recheck, found.is_empty() && files.iter().all(|f| f.state == FileState::Intact)) {
        (_, false) | (Recheck::Differs { .. } | Recheck::NotMade, _) => Outcome::Altered,
        (Recheck::UnknownDefinition { .. }, true) => Outcome::Unchecked,
        (Recheck::Agrees { .. }, true) => Outcome::Intact,
    };
    Ok(Verification {
        outcome,
        package: Digests::of(bytes),
        dossier_name: dossier.map(|dossier| dossier.name.clone()),
        manifest,
        files,
        mismatches: found,
        recheck,
        notes,
    })
}

/// Reads one of the JSON files. One that is damaged or was edited by hand is a mismatch; only one of a
/// later format is an error.
fn read_part<T: DeserializeOwned + Serialize>(
    entries: &[Entry],
    path: &str,
    found: &mut Vec<Mismatch>,
) -> Result<Option<T>, PackageError> {
    match parse::<T>(entries, path) {
        Err(error @ PackageError::Newer { .. }) => Err(error),
        Err(_) => {
            let message = format!("“{path}”无法读取，已损坏或被改动");
            found.push(mismatch(MismatchKind::FileUnreadable, path, message));
            Ok(None)
        }
        Ok(None) if path == MANIFEST_PATH => {
            found.push(mismatch(MismatchKind::FileMissing, path, format!("缺少文件“{path}”")));
            Ok(None)
        }
        Ok(None) => Ok(None),
        Ok(Some(part)) => {
            // Unknown members, another order or white space: somebody edited the file.
            let as_written = entries.iter().find(|entry| entry.path == path);
            let as_written = as_written.and_then(|entry| entry.bytes.as_deref());
            if path == MANIFEST_PATH && as_written != Some(canonical_file(&part).as_slice()) {
                let message = format!("“{path}”不是导出时的原样，被编辑过");
                found.push(mismatch(MismatchKind::ManifestChanged, path, message));
            }
            Ok(Some(part))
        }
    }
}

/// Compares the head of the manifest with the stated findings.
fn head(manifest: &Manifest, stated: Option<&Findings>) -> Option<Mismatch> {
    let stated = stated?;
    let status = if stated.verdict.ready { Status::Complete } else { Status::Draft };
    let what = match (status == manifest.status, stated.day == manifest.day) {
        (true, true) => return None,
        (false, _) => "自查状态",
        (true, false) => "制作日期",
    };
    let message = format!("manifest.json 所列的{what}与 findings.json 不一致");
    Some(mismatch(MismatchKind::ManifestChanged, MANIFEST_PATH, message))
}

/// What is worth knowing, but no mismatch.
fn remarks(bytes: &[u8], entries: &[Entry], manifest: &Manifest, today: NaiveDate) -> Vec<String> {
    let mut notes = Vec::new();
    if manifest.day > today {
        let (made, now) = (crate::calendar::chinese_date(manifest.day), crate::calendar::chinese_date(today));
        notes.push(format!("制作日期{made}晚于核验日期{now}，请核对双方电脑的日期"));
    }
    let parts: Option<Vec<_>> =
        entries.iter().map(|entry| Some((entry.path.as_str(), entry.bytes.as_deref()?))).collect();
    let rewritten = parts.and_then(|parts| write_archive(parts.into_iter(), manifest.day).ok());
    if rewritten.is_some_and(|rewritten| rewritten != bytes) {
        notes.push(
            "压缩包的外层不是导出时的原样（可能解压后重新压缩过），文件内容以逐个核对的结果为准".to_owned(),
        );
    }
    notes
}

/// Examines every unchanged attachment again and compares it with its record.
fn records(
    entries: &[Entry],
    checks: &[FileCheck],
    manifest: Option<&Manifest>,
    dossier: &Dossier,
    found: &mut Vec<Mismatch>,
    notes: &mut Vec<String>,
) {
    let intact = |path: &str| checks.iter().any(|c| c.path == path && c.state == FileState::Intact);
    for file in manifest.iter().flat_map(|manifest| &manifest.files).filter(|file| intact(&file.path)) {
        let Some(described) = &file.attachment else { continue };
        let Some(attachment) = dossier.attachments.iter().find(|a| a.id == described.id) else { continue };
        let entry = entries.iter().find(|entry| entry.path == file.path);
        let Some(bytes) = entry.and_then(|entry| entry.bytes.as_deref()) else { continue };
        match intake::examine(&attachment.file.name, bytes) {
            Ok((media, pages)) if (media, pages) == (attachment.file.media, attachment.file.pages) => {}
            Ok(_) => {
                let message = format!("“{}”的类型或页数与 filing.json 的记录不一致", shown(&file.path));
                found.push(mismatch(MismatchKind::RecordChanged, &file.path, message));
            }
            // What may be attached can change with the program; the contents are as they were packed.
            Err(error) => notes.push(error.to_string()),
        }
    }
}
