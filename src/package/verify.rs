//! Verifying a package: digests first, then whether its parts agree, then the checks again.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read, Seek};

use chrono::NaiveDate;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::archive::Archive;
use super::canonical::canonical_file;
use super::compare::{compare, mismatch};
use super::completeness;
use super::layout::{FILING_PATH, FINDINGS_PATH, MANIFEST_PATH};
use super::look::{self, Look};
use super::open::Parts;
use super::printed::{self, PrintsCheck, Scans};
use super::recheck::{by_later, check, recheck, values};
use super::verification::{FileCheck, FileState, Mismatch, MismatchKind, Outcome, Recheck, Verification};
use super::zip_layout::{Layout, Measured};
use super::{Filing, Findings, Manifest, ManifestFile, PackageError, Status};
use crate::calendar::Calendar;
use crate::check::{Coverage, Engine};
use crate::digest::{Digesting, Digests};
use crate::dossier::{Dossier, PageMark, ProcedureRef};
use crate::intake::shown;

/// What a package is verified against.
#[derive(Clone, Copy)]
pub struct Against<'a> {
    /// The definitions at hand.
    pub engines: &'a [Engine],
    /// The holiday tables.
    pub calendar: &'a Calendar,
    /// The characters that the printing faces can show; `None` when they are not at hand.
    pub coverage: Option<&'a (dyn Coverage + Sync)>,
    /// The day of the verification.
    pub today: NaiveDate,
    /// On how many pages of scans the print marks are read again, which takes longer than everything else. Of scans
    /// beyond them the recorded marks count.
    pub marks: u32,
}

/// Verifies a package that is in memory. An error means that there is nothing to verify; everything else is in the
/// result.
pub fn verify(bytes: &[u8], against: &Against<'_>) -> Result<Verification, PackageError> {
    verify_from(Cursor::new(bytes), against, &mut |_, _| ())
}

/// Verifies a package of any size, reading one file after the other; `watch` is told after each how many of how many
/// are done.
pub fn verify_from<R: Read + Seek>(
    reader: R,
    against: &Against<'_>,
    watch: &mut dyn FnMut(usize, usize),
) -> Result<Verification, PackageError> {
    let mut received = Received::open(reader, against)?;
    let looks = received.look_at_all(watch)?;
    let whole = received.whole()?;
    received.conclude(looks, whole)
}

/// A package on its way through verification. Its files can be looked at in any order, also by several that each have
/// opened it.
pub struct Received<'a, R> {
    archive: Archive<R>,
    against: &'a Against<'a>,
    engine: Option<&'a Engine>,
    manifest: Option<Manifest>,
    filing: Option<Filing>,
    stated: Option<Findings>,
    /// What was found wrong while the JSON files were read.
    found: Vec<Mismatch>,
    /// The scans of which the marks are read again.
    scans: Scans,
}

impl<'a, R: Read + Seek> Received<'a, R> {
    /// Reads the directory and the JSON files.
    pub fn open(reader: R, against: &'a Against<'a>) -> Result<Self, PackageError> {
        let mut archive = Archive::open(reader)?;
        let parts = Parts::read(&mut archive)?;
        let mut found = Vec::new();
        let manifest: Option<Manifest> = read_part(&parts, MANIFEST_PATH, &mut found)?;
        let filing: Option<Filing> = read_part(&parts, FILING_PATH, &mut found)?;
        let stated: Option<Findings> = read_part(&parts, FINDINGS_PATH, &mut found)?;
        let engine = filing.as_ref().and_then(|filing| {
            let named = &filing.dossier.procedure;
            against.engines.iter().find(|engine| ProcedureRef::of(engine.procedure()) == *named)
        });
        let scans = match &filing {
            Some(filing) => Scans::within(against.marks, engine.map(Engine::procedure), &filing.dossier),
            None => Scans::default(),
        };
        Ok(Self { archive, against, engine, manifest, filing, stated, found, scans })
    }

    /// How many files the archive has.
    pub fn files(&self) -> usize {
        self.archive.entries.len()
    }

    /// Reads the file of this number, from 0.
    pub fn look(&mut self, at: usize) -> Result<Look, PackageError> {
        let entry = self.archive.entries[at].clone();
        let listed = self.manifest.as_ref().and_then(|manifest| manifest.file(&entry.path));
        let attachment = listed.and_then(|listed| {
            let (described, filing) = (listed.attachment.as_ref()?, self.filing.as_ref()?);
            filing.dossier.attachments.iter().find(|attachment| attachment.id == described.id)
        });
        match (listed, attachment) {
            (Some(listed), Some(attachment)) => {
                let marks = self.scans.read.contains(&attachment.id);
                look::examine(&mut self.archive, &entry, &listed.digests, attachment, marks)
            }
            _ => look::measure(&mut self.archive, &entry),
        }
    }

    /// Reads all files in order; `watch` is told after each how many of how many are done.
    pub fn look_at_all(&mut self, watch: &mut dyn FnMut(usize, usize)) -> Result<Vec<Look>, PackageError> {
        let files = self.files();
        let mut looks = Vec::with_capacity(files);
        for at in 0..files {
            looks.push(self.look(at)?);
            watch(at + 1, files);
        }
        Ok(looks)
    }

    /// The dossier, when it can be read. Whether it can be trusted is told by the conclusion.
    pub fn dossier(&self) -> Option<&Dossier> {
        self.filing.as_ref().map(|filing| &filing.dossier)
    }

    /// Reads the package as a whole.
    pub fn whole(&mut self) -> Result<Digests, PackageError> {
        let mut digesting = Digesting::default();
        self.archive.bytes(|piece| digesting.update(piece))?;
        Ok(digesting.finish())
    }

    /// What all this comes to. `looks` are those of all files in order, `whole` the digests of the package.
    pub fn conclude(mut self, looks: Vec<Look>, whole: Digests) -> Result<Verification, PackageError> {
        let mut found = std::mem::take(&mut self.found);
        let mut notes = Vec::new();
        if let Some(manifest) = &self.manifest {
            notes.extend(future(manifest, self.against.today));
            if !is_as_written(&mut self.archive, &looks, manifest)? {
                notes.push(REPACKED.to_owned());
            }
        }
        let (manifest, filing, stated) = (self.manifest, self.filing, self.stated);
        let dossier = filing.as_ref().map(|filing| &filing.dossier);
        let compared = compare(&looks, manifest.as_ref(), dossier, self.engine.map(Engine::procedure));
        found.extend(compared.mismatches);
        let files = compared.files;
        found.extend(manifest.as_ref().and_then(|manifest| head(manifest, stated.as_ref())));
        if let Some(dossier) = dossier.filter(|_| compared.trusts_filing) {
            records(&looks, &files, manifest.as_ref(), dossier, &mut found, &mut notes);
        }
        let is_intact = |path: &str| files.iter().any(|f| f.path == path && f.state == FileState::Intact);
        let told = manifest.as_ref().zip(filing.as_ref()).zip(stated.as_ref());
        let told = told.filter(|_| is_intact(FILING_PATH) && is_intact(FINDINGS_PATH));
        let (mut materials, mut prints, mut later) = (Vec::new(), None, None);
        let recheck = match (told, self.engine) {
            (None, _) => Recheck::NotMade,
            (Some(((manifest, filing), stated)), Some(engine)) => {
                let dossier = &filing.dossier;
                found.extend(values(engine, filing));
                let report = check(engine, dossier, manifest.day, self.against);
                materials = completeness::materials(engine.procedure(), dossier, &report);
                let marks = marks(&looks, manifest);
                let scans = printed::scans(dossier, &marks, &mut found);
                let seen = printed::with_marks(dossier, &marks);
                let seen = if seen == *dossier {
                    report.clone()
                } else {
                    check(engine, &seen, manifest.day, self.against)
                };
                let (left, findings) = (self.scans.left, printed::findings(&seen));
                prints = (self.against.marks > 0).then_some(PrintsCheck { scans, left, findings });
                let recheck = recheck(engine, &report, manifest, stated, self.against, &mut found);
                if matches!(recheck, Recheck::Differs { .. }) {
                    let message = "findings.json 所载的检查结论与复核结果不一致".to_owned();
                    found.push(mismatch(MismatchKind::FindingsChanged, FINDINGS_PATH, message));
                }
                recheck
            }
            (Some(((_, filing), _)), None) => {
                Recheck::UnknownDefinition { procedure: filing.dossier.procedure.clone() }
            }
        };
        if let Some(((_, filing), stated)) = told {
            later = by_later(&filing.dossier, self.engine, stated, self.against);
        }
        let agrees = found.is_empty() && files.iter().all(|f| f.state == FileState::Intact);
        let outcome = match (&recheck, agrees) {
            (_, false) | (Recheck::Differs { .. } | Recheck::NotMade, _) => Outcome::Altered,
            (Recheck::UnknownDefinition { .. }, true) => Outcome::Unchecked,
            (Recheck::Agrees { .. }, true) => Outcome::Intact,
        };
        let dossier_name = dossier.map(|dossier| dossier.name.clone());
        let example = dossier.is_some_and(|dossier| dossier.example);
        Ok(Verification {
            outcome,
            package: whole,
            dossier_name,
            example,
            manifest,
            files,
            mismatches: found,
            recheck,
            later,
            materials,
            prints,
            difference: None,
            signatures: Vec::new(),
            notes,
        })
    }
}

/// Reads one of the JSON files. One that is damaged or was edited by hand is a mismatch; only one of a
/// later format is an error.
fn read_part<T: DeserializeOwned + Serialize>(
    parts: &Parts,
    path: &str,
    found: &mut Vec<Mismatch>,
) -> Result<Option<T>, PackageError> {
    match parts.parse::<T>(path) {
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
            if path == MANIFEST_PATH && parts.bytes(path) != Some(canonical_file(&part).as_slice()) {
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

/// A package from after the day of verification.
fn future(manifest: &Manifest, today: NaiveDate) -> Option<String> {
    let (made, now) = (crate::calendar::chinese_date(manifest.day), crate::calendar::chinese_date(today));
    (manifest.day > today).then(|| format!("制作日期{made}晚于核验日期{now}，请核对双方电脑的日期"))
}

/// Said of an archive that another program wrote.
const REPACKED: &str = "压缩包的外层不是导出时的原样（可能解压后重新压缩过），文件内容以逐个核对的结果为准";

/// Whether the bytes around the contents are those that [`lay_out`](super::lay_out) writes. Of an archive with damaged
/// files that cannot be told, and is not worth telling.
fn is_as_written<R: Read + Seek>(
    archive: &mut Archive<R>,
    looks: &[Look],
    manifest: &Manifest,
) -> Result<bool, PackageError> {
    if archive.has_folders {
        return Ok(false);
    }
    let (mut layout, mut at) = (Layout::new(manifest.day), 0);
    for look in looks {
        let Some(Measured { digests, crc32 }) = &look.measured else { return Ok(true) };
        let Some(head) = layout.entry(&look.path, digests.size, *crc32) else { return Ok(false) };
        if archive.bytes_at(at, head.len() as u64)? != head {
            return Ok(false);
        }
        at += head.len() as u64 + digests.size;
    }
    let Some(end) = layout.end() else { return Ok(false) };
    Ok(archive.bytes_at(at, end.len() as u64 + 1)? == end)
}

/// The print marks that were read, with the path, by the id of the attachment.
fn marks<'a>(looks: &'a [Look], manifest: &'a Manifest) -> BTreeMap<&'a str, (&'a str, &'a [PageMark])> {
    let looks: BTreeMap<&str, &Look> = looks.iter().map(|look| (look.path.as_str(), look)).collect();
    let read = |file: &'a ManifestFile| {
        let marks = looks.get(file.path.as_str())?.marks.as_deref()?;
        Some((file.attachment.as_ref()?.id.as_str(), (file.path.as_str(), marks)))
    };
    manifest.files.iter().filter_map(read).collect()
}

/// Holds every unchanged attachment against its record.
fn records(
    looks: &[Look],
    checks: &[FileCheck],
    manifest: Option<&Manifest>,
    dossier: &Dossier,
    found: &mut Vec<Mismatch>,
    notes: &mut Vec<String>,
) {
    let intact: BTreeSet<&str> = checks
        .iter()
        .filter(|check| check.state == FileState::Intact)
        .map(|check| check.path.as_str())
        .collect();
    let looks: BTreeMap<&str, &Look> = looks.iter().map(|look| (look.path.as_str(), look)).collect();
    let files = manifest.iter().flat_map(|manifest| &manifest.files);
    for file in files.filter(|file| intact.contains(file.path.as_str())) {
        let Some(described) = &file.attachment else { continue };
        let Some(attachment) = dossier.attachments.iter().find(|a| a.id == described.id) else { continue };
        match looks.get(file.path.as_str()).and_then(|look| look.kind.as_ref()) {
            Some(Ok(kind)) if *kind != (attachment.file.media, attachment.file.pages) => {
                let message = format!("“{}”的类型或页数与 filing.json 的记录不一致", shown(&file.path));
                found.push(mismatch(MismatchKind::RecordChanged, &file.path, message));
            }
            // What may be attached can change with the program; the contents are as they were packed.
            Some(Err(reason)) => notes.push(reason.clone()),
            _ => {}
        }
    }
}
