//! What stands in the volume, in official order.

use crate::check::{Coverage, Report};
use crate::dossier::{Attachment, Dossier, FileRecord};
use crate::procedure::Procedure;

/// What the volume holds.
#[derive(Clone, Debug, PartialEq)]
pub struct Plan {
    /// The materials, in official order; then what belongs to none.
    pub materials: Vec<PlannedMaterial>,
}

/// A material in the volume.
#[derive(Clone, Debug, PartialEq)]
pub struct PlannedMaterial {
    /// Its official number; blank for what belongs to none.
    pub id: String,
    /// Its official title.
    pub title: String,
    /// The official requirement.
    pub requirement: String,
    /// May be left out.
    pub optional: bool,
    /// What there is of it, in order.
    pub parts: Vec<Part>,
}

/// A print or a file.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// What it is called in the contents.
    pub title: String,
    /// Where its pages come from.
    pub source: Source,
}

/// Where pages come from.
#[derive(Clone, Debug, PartialEq)]
pub enum Source {
    /// The official form, printed.
    Form,
    /// A printed document, by id.
    Document(String),
    /// An attached file.
    File(Box<FileRecord>),
}

impl Plan {
    /// The plan of a dossier with this report. A stamped scan stands in the place of the print that it is of.
    pub fn of(
        procedure: &Procedure,
        dossier: &Dossier,
        report: &Report,
        coverage: Option<&dyn Coverage>,
    ) -> Self {
        let mut materials: Vec<PlannedMaterial> = Vec::new();
        for material in &procedure.materials {
            let mut parts = Vec::new();
            let has_file = dossier.attachments.iter().any(|file| file.material == material.id);
            if material.is_form && !has_file && procedure.form.is_some() {
                parts.push(Part { title: material.title.clone(), source: Source::Form });
            }
            for (number, slot) in material.slots.iter().enumerate() {
                let printed = report.documents.iter().filter(|printed| {
                    printed.material.as_ref() == Some(&material.id)
                        && printed.slot.as_ref().map_or(number == 0, |of| *of == slot.id)
                });
                parts.extend(printed.map(|printed| Part {
                    title: printed.title.clone(),
                    source: Source::Document(printed.id.clone()),
                }));
                let files = dossier.files_at(&material.id, &slot.id);
                parts.extend(files.map(|file| part(file, &slot.title, (procedure, dossier), coverage)));
            }
            materials.push(PlannedMaterial {
                id: material.id.clone(),
                title: material.title.clone(),
                requirement: material.requirement.clone(),
                optional: material.optional || material.slots.iter().all(|slot| slot.optional),
                parts,
            });
        }
        let mut rest = Vec::new();
        if procedure.form.is_some() && !procedure.materials.iter().any(|material| material.is_form) {
            let title = procedure.form.as_ref().map(|form| form.title.clone()).unwrap_or_default();
            rest.push(Part { title, source: Source::Form });
        }
        rest.extend(report.packed().filter(|printed| printed.material.is_none()).map(|printed| Part {
            title: printed.title.clone(),
            source: Source::Document(printed.id.clone()),
        }));
        let known = |file: &&Attachment| {
            // Pictures of a text that is written here stand in its print.
            procedure.material(&file.material).is_some_and(|material| {
                material.slots.iter().any(|slot| slot.id == file.slot)
                    || material.narrative(&file.slot).is_some()
            })
        };
        let lost = dossier.attachments.iter().filter(|file| !known(file));
        rest.extend(lost.map(|file| part(file, "", (procedure, dossier), coverage)));
        if !rest.is_empty() {
            materials.push(PlannedMaterial {
                id: String::new(),
                title: "其他文件".to_owned(),
                requirement: String::new(),
                optional: true,
                parts: rest,
            });
        }
        Self { materials }
    }

    /// All files of the plan, each content once.
    pub fn files(&self) -> Vec<&FileRecord> {
        let mut files: Vec<&FileRecord> = Vec::new();
        for part in self.materials.iter().flat_map(|material| &material.parts) {
            if let Source::File(file) = &part.source
                && !files.iter().any(|known| known.sha256 == file.sha256)
            {
                files.push(file);
            }
        }
        files
    }
}

/// A file in the volume; characters that cannot be printed are shown as □ in its name.
fn part(
    file: &Attachment,
    slot: &str,
    (procedure, dossier): (&Procedure, &Dossier),
    coverage: Option<&dyn Coverage>,
) -> Part {
    let own = file.file.name.rsplit_once('.').map_or(file.file.name.as_str(), |(stem, _)| stem);
    let row = file.row.as_ref().and_then(|id| {
        let rosters = procedure.rosters.iter();
        rosters.filter_map(|roster| Some(dossier.row(&roster.id, id)?.name(roster))).next()
    });
    let title = match (slot, row.filter(|name| !name.is_empty())) {
        ("", None) => own.to_owned(),
        ("", Some(name)) => name,
        (slot, Some(name)) => format!("{slot}　{name}"),
        (slot, None) => slot.to_owned(),
    };
    let printable = |c: char| coverage.is_none_or(|coverage| coverage.covers(c)) && !c.is_control();
    let title = title.chars().map(|c| if printable(c) { c } else { '□' }).collect();
    Part { title, source: Source::File(Box::new(file.file.clone())) }
}
