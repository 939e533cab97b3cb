//! Writing a package: first everything is measured, then it goes out piece by piece.
//!
//! The manifest, which comes first, states the digests of all that follows. So contents are measured as they are
//! read, one at a time, and read a second time when the archive is written; none has to be kept.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::archive::{MAX_ENTRIES, MAX_PACKAGE_BYTES, most_bytes};
use super::canonical::canonical_file;
use super::layout::{FILING_PATH, FINDINGS_PATH, FORM_PATH, MANIFEST_PATH, document_paths, place};
use super::zip_layout::{Layout, Measured};
use super::{Filing, Findings, Manifest, ManifestAttachment, ManifestFile, PackageError, Product, Status};
use crate::check::{PrintedTitle, Report};
use crate::dossier::{Attachment, Dossier, FileRecord, ProcedureRef};
use crate::intake::shown;
use crate::procedure::Procedure;

/// All that goes into a package.
#[derive(Clone, Copy, Debug)]
pub struct Contents<'a> {
    /// The definition that the dossier names.
    pub procedure: &'a Procedure,
    /// The dossier, as it is handed over.
    pub dossier: &'a Dossier,
    /// Its report on `today`. A report that is not ready makes a draft.
    pub report: &'a Report,
    /// The printed form; of a draft, marked on every page.
    pub form_pdf: Option<&'a [u8]>,
    /// The other printed documents, as the report lists them; of a draft, marked on every page.
    pub documents: &'a [(PrintedTitle, Vec<u8>)],
    /// The attachments' contents as measured, by SHA-256.
    pub measured: &'a BTreeMap<String, Measured>,
    /// The day of packing.
    pub today: NaiveDate,
}

/// A piece of a package.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece<'a> {
    /// These bytes.
    Bytes(&'a [u8]),
    /// The content of an attachment, which must come to this check sum (CRC-32).
    Content(&'a FileRecord, u32),
}

/// A package that is ready to be written: everything but the attachments' contents.
#[derive(Clone, Debug)]
pub struct Packing {
    pieces: Vec<Part>,
    size: u64,
}

#[derive(Clone, Debug)]
enum Part {
    Bytes(Vec<u8>),
    Content(FileRecord, u32),
}

impl Packing {
    /// What to write, in order.
    pub fn pieces(&self) -> impl ExactSizeIterator<Item = Piece<'_>> {
        self.pieces.iter().map(|part| match part {
            Part::Bytes(bytes) => Piece::Bytes(bytes),
            Part::Content(file, crc32) => Piece::Content(file, *crc32),
        })
    }

    /// Bytes of the whole package.
    pub fn size(&self) -> u64 {
        self.size
    }
}

/// A file of the package before it has its place in the archive.
struct Planned<'a> {
    path: String,
    content: Content<'a>,
    measured: Measured,
}

enum Content<'a> {
    Own(&'a [u8]),
    Attached(&'a Attachment),
}

/// Lays out a package. The same contents give the same bytes, on every machine.
pub fn lay_out(contents: &Contents<'_>) -> Result<Packing, PackageError> {
    let reference = ProcedureRef::of(contents.procedure);
    if contents.dossier.procedure != reference {
        return Err(PackageError::OtherDefinition {
            dossier: describe(&contents.dossier.procedure),
            definition: describe(&reference),
        });
    }
    let filing = canonical_file(&Filing::new(contents.procedure, contents.dossier));
    let findings = canonical_file(&Findings::new(contents.report, contents.today));
    let mut planned = vec![own(FILING_PATH.to_owned(), &filing)];
    planned.extend(contents.form_pdf.map(|pdf| own(FORM_PATH.to_owned(), pdf)));
    planned.push(own(FINDINGS_PATH.to_owned(), &findings));
    let paths = document_paths(contents.procedure, contents.documents.iter().map(|(printed, _)| printed));
    planned.extend(paths.into_iter().zip(contents.documents).map(|(path, (_, pdf))| own(path, pdf)));
    for placed in place(contents.procedure, contents.dossier) {
        let measured = attached(contents, placed.attachment)?.clone();
        planned.push(Planned { path: placed.path, content: Content::Attached(placed.attachment), measured });
    }
    let manifest = canonical_file(&Manifest {
        format: 1,
        product: Product::this(),
        procedure: reference,
        title: contents.procedure.title.clone(),
        status: if contents.report.verdict.ready { Status::Complete } else { Status::Draft },
        day: contents.today,
        files: planned.iter().map(listed).collect(),
    });
    planned.insert(0, own(MANIFEST_PATH.to_owned(), &manifest));
    if planned.len() > MAX_ENTRIES {
        return Err(PackageError::TooManyFiles);
    }
    if let Some(file) = planned.iter().find(|file| file.measured.digests.size > most_bytes(&file.path)) {
        let (path, limit) = (shown(&file.path), most_bytes(&file.path));
        return Err(PackageError::FileTooLarge { path, limit });
    }
    written(&planned, contents.today)
        .filter(|packing| packing.size <= MAX_PACKAGE_BYTES)
        .ok_or(PackageError::TooLarge)
}

/// Puts the frame of the archive around the files; `None` when it would become too large.
fn written(planned: &[Planned<'_>], day: NaiveDate) -> Option<Packing> {
    let mut layout = Layout::new(day);
    let mut packing = Packing { pieces: Vec::new(), size: 0 };
    let mut frame = Vec::new();
    for file in planned {
        let Measured { digests, crc32 } = &file.measured;
        frame.extend(layout.entry(&file.path, digests.size, *crc32)?);
        match file.content {
            Content::Own(bytes) => frame.extend(bytes),
            Content::Attached(attachment) => {
                packing.size += frame.len() as u64 + digests.size;
                packing.pieces.push(Part::Bytes(std::mem::take(&mut frame)));
                packing.pieces.push(Part::Content(attachment.file.clone(), *crc32));
            }
        }
    }
    frame.extend(layout.end()?);
    packing.size += frame.len() as u64;
    packing.pieces.push(Part::Bytes(frame));
    Some(packing)
}

/// Writes a package of which all contents are in memory, by SHA-256.
pub fn pack(packing: &Packing, files: &BTreeMap<String, Vec<u8>>) -> Result<Vec<u8>, PackageError> {
    let mut package = Vec::with_capacity(usize::try_from(packing.size).map_err(|_| PackageError::TooLarge)?);
    for piece in packing.pieces() {
        match piece {
            Piece::Bytes(bytes) => package.extend(bytes),
            Piece::Content(file, crc32) => {
                let missing = || PackageError::ContentMissing { name: file.name.clone() };
                let bytes = files.get(&file.sha256).ok_or_else(missing)?;
                if super::zip_layout::crc32(bytes) != crc32 {
                    return Err(PackageError::ContentChanged { name: file.name.clone() });
                }
                package.extend(bytes);
            }
        }
    }
    Ok(package)
}

fn own(path: String, bytes: &[u8]) -> Planned<'_> {
    Planned { path, content: Content::Own(bytes), measured: Measured::of(bytes) }
}

/// The measures of an attachment's content, when they are the recorded ones.
fn attached<'a>(contents: &Contents<'a>, attachment: &Attachment) -> Result<&'a Measured, PackageError> {
    let file = &attachment.file;
    let measured = contents
        .measured
        .get(&file.sha256)
        .ok_or_else(|| PackageError::ContentMissing { name: file.name.clone() })?;
    let digests = &measured.digests;
    if (digests.size, &digests.sha256, &digests.sm3) != (file.size, &file.sha256, &file.sm3) {
        return Err(PackageError::ContentChanged { name: file.name.clone() });
    }
    Ok(measured)
}

/// The manifest's entry for a file.
fn listed(file: &Planned<'_>) -> ManifestFile {
    let attachment = match file.content {
        Content::Own(_) => None,
        Content::Attached(attachment) => Some(described(attachment)),
    };
    ManifestFile { path: file.path.clone(), digests: file.measured.digests.clone(), attachment }
}

/// What the manifest says about an attachment.
pub(super) fn described(attachment: &Attachment) -> ManifestAttachment {
    ManifestAttachment {
        id: attachment.id.clone(),
        material: attachment.material.clone(),
        slot: attachment.slot.clone(),
        name: attachment.file.name.clone(),
        removed: attachment.file.seen.as_ref().map_or_else(Vec::new, |seen| seen.removed.clone()),
    }
}

/// Id, version and the start of the digest.
fn describe(reference: &ProcedureRef) -> String {
    let digest: String = reference.digest.chars().take(8).collect();
    format!("{} {} {digest}", reference.id, reference.version)
}
