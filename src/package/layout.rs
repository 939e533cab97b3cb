//! Where each file stands in a package.

use std::collections::{BTreeMap, BTreeSet};

use super::ManifestFile;
use super::names::{folded, safe_name, stem};
use crate::check::PrintedTitle;
use crate::dossier::{Attachment, Dossier};
use crate::procedure::Procedure;

/// The manifest.
pub const MANIFEST_PATH: &str = "manifest.json";
/// The dossier and the values read from it.
pub const FILING_PATH: &str = "filing.json";
/// The printed form.
pub const FORM_PATH: &str = "filing.pdf";
/// The verdict and the findings.
pub const FINDINGS_PATH: &str = "findings.json";
/// The folder of the attachments.
pub const MATERIALS_FOLDER: &str = "材料";

/// The folder of the printed documents, apart from the form.
pub const DOCUMENTS_FOLDER: &str = "文书";

/// The paths of printed documents, in order: in the folder of the material that a document is, or in
/// [`DOCUMENTS_FOLDER`].
pub(super) fn document_paths<'a>(
    procedure: &Procedure,
    documents: impl Iterator<Item = &'a PrintedTitle>,
) -> Vec<String> {
    let (mut paths, mut seen) = (Vec::new(), BTreeSet::new());
    for printed in documents {
        let name = safe_name(&printed.title, "文书");
        let folder = match &printed.material {
            Some(id) => format!("{MATERIALS_FOLDER}/{}", folder(procedure, id)),
            None => DOCUMENTS_FOLDER.to_owned(),
        };
        let same = |name: &str| format!("{folder}/{name}.pdf");
        let numbered = (2..).map(|number| same(&format!("{name}（{number}）")));
        let path = std::iter::once(same(&name)).chain(numbered).find(|path| seen.insert(folded(path)));
        paths.extend(path);
    }
    paths
}

/// Whether a listed file is a printed document: in their folder, or in that of a material without being an
/// attachment.
pub(super) fn is_document(file: &ManifestFile) -> bool {
    let folders = [(DOCUMENTS_FOLDER, true), (MATERIALS_FOLDER, file.attachment.is_none())];
    let inside = |folder: &str| file.path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'));
    file.path.ends_with(".pdf") && folders.iter().any(|(folder, may)| *may && inside(folder))
}

/// An attachment with its path in the package.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Placed<'a> {
    /// Path with `/`.
    pub(super) path: String,
    /// The attachment.
    pub(super) attachment: &'a Attachment,
}

/// Gives every attachment its path, in official order: materials as in the definition, slots as in the
/// material, files as in the dossier. What stands at a place that the definition does not have comes last,
/// so that nothing is lost.
pub(super) fn place<'a>(procedure: &Procedure, dossier: &'a Dossier) -> Vec<Placed<'a>> {
    let mut attachments: Vec<&Attachment> = dossier.attachments.iter().collect();
    attachments.sort_by_key(|attachment| rank(procedure, attachment));
    let mut numbers: BTreeMap<String, usize> = BTreeMap::new();
    attachments
        .into_iter()
        .map(|attachment| {
            let folder = folder(procedure, &attachment.material);
            // No file system must see two files as one.
            let number = numbers.entry(folded(&folder)).or_default();
            *number += 1;
            let name = file(procedure, dossier, attachment);
            let extension = attachment.file.media.extension();
            Placed { path: format!("{MATERIALS_FOLDER}/{folder}/{number:02} {name}.{extension}"), attachment }
        })
        .collect()
}

/// Sorts by material, then slot; a stable sort keeps the dossier's order within a slot.
fn rank<'a>(procedure: &Procedure, attachment: &'a Attachment) -> (usize, &'a str, usize, &'a str) {
    let material = procedure.materials.iter().position(|m| m.id == attachment.material);
    let slot = material
        .and_then(|at| procedure.materials[at].slots.iter().position(|slot| slot.id == attachment.slot));
    // Known places are told apart by their position alone, unknown ones by their ids.
    let material_name = if material.is_some() { "" } else { attachment.material.as_str() };
    let slot_name = if slot.is_some() { "" } else { attachment.slot.as_str() };
    (material.unwrap_or(usize::MAX), material_name, slot.unwrap_or(usize::MAX), slot_name)
}

/// `1.3 法定代表人身份证件`.
fn folder(procedure: &Procedure, id: &str) -> String {
    match procedure.material(id) {
        Some(material) => safe_name(&format!("{} {}", material.id, material.title), "材料"),
        None => safe_name(id, "其他"),
    }
}

/// `人像面`; for a slot that takes several files the slot's title with the file's own name, or with the name of
/// the row that the file belongs to.
fn file(procedure: &Procedure, dossier: &Dossier, attachment: &Attachment) -> String {
    let own = safe_name(stem(&attachment.file.name), "文件");
    let Some(material) = procedure.material(&attachment.material) else { return own };
    let Some(slot) = material.slots.iter().find(|slot| slot.id == attachment.slot) else { return own };
    let row = attachment.row.as_deref().and_then(|row| {
        let roster = procedure.roster(slot.for_each.as_deref()?)?;
        Some(dossier.row(&roster.id, row)?.name(roster)).filter(|name| !name.trim().is_empty())
    });
    if let Some(name) = row {
        return safe_name(format!("{} {name}", slot.title).trim_start(), &own);
    }
    match (slot.title.as_str(), slot.many) {
        ("", true) => own,
        ("", false) => safe_name(&material.title, &own),
        (title, true) if own.contains(title) => own,
        (title, true) => safe_name(&format!("{title} {own}"), &own),
        (title, false) => safe_name(title, &own),
    }
}
