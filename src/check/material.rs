//! Whether every material is there.

use super::finding::{Finding, Place, State};
use crate::dossier::Dossier;
use crate::field::Severity;
use crate::procedure::{Material, Slot};

/// The finding about a slot that needs a file and has none.
pub(super) fn missing(dossier: &Dossier, material: &Material, slot: &Slot) -> Option<Finding> {
    if material.optional || slot.optional || dossier.files_at(&material.id, &slot.id).next().is_some() {
        return None;
    }
    let what = if slot.title.is_empty() {
        material.title.clone()
    } else {
        format!("{}（{}）", material.title, slot.title)
    };
    let hint = if material.requirement.is_empty() {
        "请在“准备材料”中放入文件。".to_owned()
    } else {
        format!("要求：{}。请在“准备材料”中放入文件。", material.requirement)
    };
    Some(Finding {
        code: "material_missing".to_owned(),
        severity: Severity::Blocking,
        state: State::Failed,
        clause: material.basis.clone(),
        about: vec![Place::Material(material.id.clone(), Some(slot.id.clone()))],
        part: None,
        message: format!("缺少材料 {}：{what}。", material.id),
        hint,
    })
}

/// Attachments that stand where the definition has no place, e.g. after a change of the definition.
pub(super) fn misplaced(dossier: &Dossier, materials: &[Material]) -> Vec<Finding> {
    dossier
        .attachments
        .iter()
        .filter(|a| !materials.iter().any(|m| m.id == a.material && m.takes(&a.slot)))
        .map(|a| Finding {
            code: "material_misplaced".to_owned(),
            severity: Severity::Blocking,
            state: State::Failed,
            clause: Vec::new(),
            about: vec![Place::Material(a.material.clone(), Some(a.slot.clone()))],
            part: None,
            message: if a.material.is_empty() {
                format!("文件“{}”还没有归到材料清单中的任何一项。", a.file.name)
            } else {
                format!("文件“{}”所在的位置（材料 {}）不在本事项的材料清单中。", a.file.name, a.material)
            },
            hint: "请选择它在清单中的位置，或移除。".to_owned(),
        })
        .collect()
}
