//! Opening a package again as a dossier.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::archive::{self, Entry};
use super::compare::compare;
use super::layout::{FILING_PATH, FINDINGS_PATH, FORM_PATH, MANIFEST_PATH};
use super::{Filing, Findings, Manifest, PackageError};
use crate::dossier::Dossier;
use crate::intake::shown;

/// The latest format that this program reads.
const FORMAT: u32 = 1;

/// A package that agrees with its manifest.
#[derive(Clone, Debug, PartialEq)]
pub struct Opened {
    /// The manifest.
    pub manifest: Manifest,
    /// The dossier, as it was packed.
    pub dossier: Dossier,
    /// The verdict and findings of the day of packing.
    pub findings: Findings,
    /// The printed form, where the procedure has one.
    pub form_pdf: Option<Vec<u8>>,
    /// The attachments' contents by SHA-256.
    pub files: BTreeMap<String, Vec<u8>>,
}

/// Opens a package. Every digest is verified; a package of which anything was changed, added or removed
/// is refused as a whole.
pub fn open(bytes: &[u8]) -> Result<Opened, PackageError> {
    let entries = read_entries(bytes)?;
    let manifest: Manifest = parse(&entries, MANIFEST_PATH)?.ok_or(PackageError::NotAPackage)?;
    let filing: Option<Filing> = parse(&entries, FILING_PATH).or_else(unless_newer)?;
    let dossier = filing.map(|filing| filing.dossier);
    let compared = compare(&entries, Some(&manifest), dossier.as_ref(), None, &mut |_, _| ());
    if !compared.mismatches.is_empty() {
        return Err(altered(compared.mismatches.into_iter().map(|mismatch| mismatch.message)));
    }
    let missing = |path: &str| altered([format!("缺少文件“{path}”")]);
    let dossier = dossier.ok_or_else(|| missing(FILING_PATH))?;
    let findings = parse(&entries, FINDINGS_PATH)?.ok_or_else(|| missing(FINDINGS_PATH))?;
    let mut contents: BTreeMap<String, Vec<u8>> =
        entries.into_iter().filter_map(|entry| Some((entry.path, entry.bytes?))).collect();
    let form_pdf = contents.remove(FORM_PATH);
    let files = manifest
        .files
        .iter()
        .filter(|file| file.attachment.is_some())
        .filter_map(|file| Some((file.digests.sha256.clone(), contents.remove(&file.path)?)))
        .collect();
    Ok(Opened { manifest, dossier, findings, form_pdf, files })
}

fn altered(mismatches: impl IntoIterator<Item = String>) -> PackageError {
    PackageError::Altered { mismatches: mismatches.into_iter().collect() }
}

/// A damaged `filing.json` is reported with everything else that was changed; a newer one at once.
fn unless_newer(error: PackageError) -> Result<Option<Filing>, PackageError> {
    match error {
        PackageError::Newer { .. } => Err(error),
        _ => Ok(None),
    }
}

/// Reads the archive and makes sure that it has something of a package.
pub(super) fn read_entries(bytes: &[u8]) -> Result<Vec<Entry>, PackageError> {
    let entries = archive::read(bytes)?;
    let has = |path: &str| entries.iter().any(|entry| entry.path == path);
    if has(MANIFEST_PATH) || has(FILING_PATH) {
        return Ok(entries);
    }
    let nested = format!("/{MANIFEST_PATH}");
    match entries.iter().any(|entry| entry.path.ends_with(&nested)) {
        true => Err(PackageError::Nested),
        false => Err(PackageError::NotAPackage),
    }
}

/// The format numbers of a JSON file and of the dossier in it, read before the rest so that a later format
/// is told apart from a damaged file.
#[derive(Deserialize)]
struct Formats {
    #[serde(default)]
    format: u32,
    #[serde(default)]
    dossier: Option<Box<Formats>>,
}

impl Formats {
    fn latest(&self) -> u32 {
        self.dossier.as_ref().map_or(self.format, |dossier| dossier.latest().max(self.format))
    }
}

/// Reads one of the JSON files; `None` when it is not there.
pub(super) fn parse<T: DeserializeOwned>(entries: &[Entry], path: &str) -> Result<Option<T>, PackageError> {
    let Some(entry) = entries.iter().find(|entry| entry.path == path) else { return Ok(None) };
    let unreadable = |line, column| PackageError::Unreadable { path: shown(path), line, column };
    let Some(bytes) = &entry.bytes else { return Err(unreadable(0, 0)) };
    match serde_json::from_slice::<Formats>(bytes).map(|formats| formats.latest()) {
        Ok(format) if format > FORMAT => return Err(PackageError::Newer { format }),
        _ => {}
    }
    serde_json::from_slice(bytes).map(Some).map_err(|error| unreadable(error.line(), error.column()))
}
