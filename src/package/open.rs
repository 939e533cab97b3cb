//! Opening a package again as a dossier.

use std::collections::BTreeMap;
use std::io::{Cursor, Read, Seek};

use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::archive::Archive;
use super::compare::compare;
use super::layout::{FILING_PATH, FINDINGS_PATH, FORM_PATH, MANIFEST_PATH};
use super::look::measure;
use super::{Filing, Findings, Manifest, ManifestFile, PackageError};
use crate::digest::Digests;
use crate::dossier::{Dossier, ProcedureRef};
use crate::intake::shown;

/// The latest format that this program reads.
const FORMAT: u32 = 1;

/// A package that agrees with its manifest, with all contents in memory.
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

/// Opens a package that is small enough to be held in memory. Every digest is verified; a package of which anything was
/// changed, added or removed is refused as a whole.
pub fn open(bytes: &[u8]) -> Result<Opened, PackageError> {
    let Filed { manifest, dossier, findings } = open_filing(Cursor::new(bytes), &mut |_, _| ())?;
    let mut archive = Archive::open(Cursor::new(bytes))?;
    let mut read = |file: &ManifestFile| content(&mut archive, file);
    let form_pdf = manifest.file(FORM_PATH).map(&mut read).transpose()?;
    let attached = manifest.files.iter().filter(|file| file.attachment.is_some());
    let files = attached.map(|file| Ok((file.digests.sha256.clone(), read(file)?)));
    let files = files.collect::<Result<_, PackageError>>()?;
    Ok(Opened { manifest, dossier, findings, form_pdf, files })
}

/// A package that agrees with its manifest, without the contents of its attachments.
#[derive(Clone, Debug, PartialEq)]
pub struct Filed {
    /// The manifest.
    pub manifest: Manifest,
    /// The dossier, as it was packed.
    pub dossier: Dossier,
    /// The verdict and findings of the day of packing.
    pub findings: Findings,
}

/// Opens a package of any size, reading one file after the other; refuses what [`open`] refuses. `watch` is told after
/// each file how many of how many are done. The contents are then had by [`content_of`].
pub fn open_filing<R: Read + Seek>(
    reader: R,
    watch: &mut dyn FnMut(usize, usize),
) -> Result<Filed, PackageError> {
    let mut archive = Archive::open(reader)?;
    let parts = Parts::read(&mut archive)?;
    let manifest: Manifest = parts.parse(MANIFEST_PATH)?.ok_or(PackageError::NotAPackage)?;
    let filing: Option<Filing> = parts.parse(FILING_PATH).or_else(unless_newer)?;
    let dossier = filing.map(|filing| filing.dossier);
    let entries = archive.entries.clone();
    let mut looks = Vec::with_capacity(entries.len());
    for entry in &entries {
        looks.push(measure(&mut archive, entry)?);
        watch(looks.len(), entries.len());
    }
    let compared = compare(&looks, Some(&manifest), dossier.as_ref(), None);
    if !compared.mismatches.is_empty() {
        return Err(altered(compared.mismatches.into_iter().map(|mismatch| mismatch.message)));
    }
    let missing = |path: &str| altered([format!("缺少文件“{path}”")]);
    let dossier = dossier.ok_or_else(|| missing(FILING_PATH))?;
    let findings = parts.parse(FINDINGS_PATH)?.ok_or_else(|| missing(FINDINGS_PATH))?;
    Ok(Filed { manifest, dossier, findings })
}

/// The definition that a package names, found out before anything else is read; `None` where the filing does not say.
pub fn definition_of<R: Read + Seek>(reader: R) -> Result<Option<ProcedureRef>, PackageError> {
    let parts = Parts::read(&mut Archive::open(reader)?)?;
    let filing: Option<Filing> = parts.parse(FILING_PATH).or_else(unless_newer)?;
    Ok(filing.map(|filing| filing.dossier.procedure))
}

/// One content of a package, which must be the listed one.
pub fn content_of<R: Read + Seek>(reader: R, file: &ManifestFile) -> Result<Vec<u8>, PackageError> {
    content(&mut Archive::open(reader)?, file)
}

fn content<R: Read + Seek>(archive: &mut Archive<R>, file: &ManifestFile) -> Result<Vec<u8>, PackageError> {
    let missing = || altered([format!("缺少文件“{}”", shown(&file.path))]);
    let entry = archive.entry(&file.path).cloned().ok_or_else(missing)?;
    let bytes = archive.content(&entry)?;
    let unchanged = bytes.filter(|bytes| Digests::of(bytes) == file.digests);
    unchanged.ok_or_else(|| altered([format!("“{}”的内容已改动", shown(&file.path))]))
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

/// The JSON files of a package; `None` stands for one that is damaged.
pub(super) struct Parts(BTreeMap<&'static str, Option<Vec<u8>>>);

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

impl Parts {
    /// Reads them, and makes sure that the archive has something of a package.
    pub(super) fn read<R: Read + Seek>(archive: &mut Archive<R>) -> Result<Self, PackageError> {
        let mut parts = BTreeMap::new();
        for path in [MANIFEST_PATH, FILING_PATH, FINDINGS_PATH] {
            if let Some(entry) = archive.entry(path).cloned() {
                parts.insert(path, archive.content(&entry)?);
            }
        }
        if parts.contains_key(MANIFEST_PATH) || parts.contains_key(FILING_PATH) {
            return Ok(Self(parts));
        }
        let nested = format!("/{MANIFEST_PATH}");
        match archive.entries.iter().any(|entry| entry.path.ends_with(&nested)) {
            true => Err(PackageError::Nested),
            false => Err(PackageError::NotAPackage),
        }
    }

    /// The content of one, when it is there and whole.
    pub(super) fn bytes(&self, path: &str) -> Option<&[u8]> {
        self.0.get(path)?.as_deref()
    }

    /// Reads one; `None` when it is not there.
    pub(super) fn parse<T: DeserializeOwned>(&self, path: &str) -> Result<Option<T>, PackageError> {
        let Some(part) = self.0.get(path) else { return Ok(None) };
        let unreadable = |line, column| PackageError::Unreadable { path: shown(path), line, column };
        let Some(bytes) = part else { return Err(unreadable(0, 0)) };
        match serde_json::from_slice::<Formats>(bytes).map(|formats| formats.latest()) {
            Ok(format) if format > FORMAT => return Err(PackageError::Newer { format }),
            _ => {}
        }
        serde_json::from_slice(bytes).map(Some).map_err(|error| unreadable(error.line(), error.column()))
    }
}
