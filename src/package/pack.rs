//! Writing a package.

use std::collections::BTreeMap;
use std::io::{Cursor, Write as _};

use chrono::{Datelike as _, NaiveDate};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, System, ZipWriter};

use super::archive::{MAX_ENTRIES, MAX_PACKAGE_BYTES};
use super::canonical::canonical_file;
use super::layout::{FILING_PATH, FINDINGS_PATH, FORM_PATH, MANIFEST_PATH, document_paths, place};
use super::{Filing, Findings, Manifest, ManifestAttachment, ManifestFile, PackageError, Product, Status};
use crate::check::{PrintedTitle, Report};
use crate::digest::Digests;
use crate::dossier::{Attachment, Dossier, ProcedureRef};
use crate::procedure::Procedure;

/// All that goes into a package.
#[derive(Clone, Copy, Debug)]
pub struct Contents<'a> {
    /// The definition that the dossier names.
    pub procedure: &'a Procedure,
    /// The dossier.
    pub dossier: &'a Dossier,
    /// Its report on `today`. A report that is not ready makes a draft.
    pub report: &'a Report,
    /// The printed form; of a draft, marked on every page.
    pub form_pdf: Option<&'a [u8]>,
    /// The other printed documents, as the report lists them; of a draft, marked on every page.
    pub documents: &'a [(PrintedTitle, Vec<u8>)],
    /// The attachments' contents by SHA-256.
    pub files: &'a BTreeMap<String, Vec<u8>>,
    /// The day of packing.
    pub today: NaiveDate,
}

/// Writes a package. The same contents give the same bytes, on every machine.
pub fn pack(contents: &Contents<'_>) -> Result<Vec<u8>, PackageError> {
    pack_with_progress(contents, &mut |_, _| ())
}

/// Like [`pack`]; `watch` is told after each file how many of how many are done.
pub fn pack_with_progress(
    contents: &Contents<'_>,
    watch: &mut dyn FnMut(usize, usize),
) -> Result<Vec<u8>, PackageError> {
    let reference = ProcedureRef::of(contents.procedure);
    if contents.dossier.procedure != reference {
        return Err(PackageError::OtherDefinition {
            dossier: describe(&contents.dossier.procedure),
            definition: describe(&reference),
        });
    }
    let filing = canonical_file(&Filing::new(contents.procedure, contents.dossier));
    let findings = canonical_file(&Findings::new(contents.report, contents.today));
    let placed = place(contents.procedure, contents.dossier);
    let mut entries: Vec<(String, &[u8], Option<&Attachment>)> =
        vec![(FILING_PATH.to_owned(), &filing, None)];
    entries.extend(contents.form_pdf.map(|pdf| (FORM_PATH.to_owned(), pdf, None)));
    entries.push((FINDINGS_PATH.to_owned(), &findings, None));
    let paths = document_paths(contents.procedure, contents.documents.iter().map(|(printed, _)| printed));
    for (path, (_, pdf)) in paths.into_iter().zip(contents.documents) {
        entries.push((path, pdf, None));
    }
    for file in &placed {
        entries.push((file.path.clone(), content(contents, file.attachment)?, Some(file.attachment)));
    }
    let total: u64 = entries.iter().map(|(_, bytes, _)| bytes.len() as u64).sum();
    if total > MAX_PACKAGE_BYTES || entries.len() >= MAX_ENTRIES {
        return Err(PackageError::TooLarge);
    }

    let mut files = Vec::with_capacity(entries.len());
    for (done, (path, bytes, attachment)) in entries.iter().enumerate() {
        files.push(listed(path, bytes, *attachment)?);
        watch(done + 1, entries.len());
    }
    let manifest = Manifest {
        format: 1,
        product: Product::this(),
        procedure: reference,
        title: contents.procedure.title.clone(),
        status: if contents.report.verdict.ready { Status::Complete } else { Status::Draft },
        day: contents.today,
        files,
    };
    let manifest = canonical_file(&manifest);
    let entries = std::iter::once((MANIFEST_PATH, manifest.as_slice()))
        .chain(entries.iter().map(|(path, bytes, _)| (path.as_str(), *bytes)));
    write_archive(entries, contents.today).map_err(|_| PackageError::NotWritten)
}

/// Writes the archive itself. Nothing is compressed: scans and PDFs already are, and stored bytes do not
/// depend on the version of a compressor.
pub(super) fn write_archive<'a>(
    entries: impl Iterator<Item = (&'a str, &'a [u8])>,
    day: NaiveDate,
) -> zip::result::ZipResult<Vec<u8>> {
    // The zip crate marks names with other than ASCII characters as UTF-8 (language encoding flag), which
    // Windows needs to show Chinese names rightly.
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Stored)
        .last_modified_time(time_stamp(day))
        .system(System::Unix)
        .unix_permissions(0o644);
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (path, bytes) in entries {
        archive.start_file(path, options)?;
        archive.write_all(bytes)?;
    }
    Ok(archive.finish()?.into_inner())
}

/// Midnight of the day; ZIP cannot state years outside 1980 to 2107.
fn time_stamp(day: NaiveDate) -> DateTime {
    let parts = (u16::try_from(day.year()), u8::try_from(day.month()), u8::try_from(day.day()));
    match parts {
        (Ok(year), Ok(month), Ok(day)) => {
            DateTime::from_date_and_time(year, month, day, 0, 0, 0).unwrap_or_default()
        }
        _ => DateTime::default(),
    }
}

/// The content of an attachment, when it is the recorded one.
fn content<'a>(contents: &Contents<'a>, attachment: &Attachment) -> Result<&'a [u8], PackageError> {
    let file = &attachment.file;
    let bytes = contents
        .files
        .get(&file.sha256)
        .ok_or_else(|| PackageError::ContentMissing { name: file.name.clone() })?;
    Ok(bytes)
}

/// The manifest's entry for a file; the digests of an attachment must be those of its record.
fn listed(path: &str, bytes: &[u8], attachment: Option<&Attachment>) -> Result<ManifestFile, PackageError> {
    let digests = Digests::of(bytes);
    let Some(attachment) = attachment else {
        return Ok(ManifestFile { path: path.to_owned(), digests, attachment: None });
    };
    let file = &attachment.file;
    if (digests.size, &digests.sha256, &digests.sm3) != (file.size, &file.sha256, &file.sm3) {
        return Err(PackageError::ContentChanged { name: file.name.clone() });
    }
    Ok(ManifestFile { path: path.to_owned(), digests, attachment: Some(described(attachment)) })
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
