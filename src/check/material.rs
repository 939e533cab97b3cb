//! Whether every material is there.

use super::finding::{Finding, Place, PrintedTitle, State};
use crate::dossier::{Attachment, Dossier, MediaType};
use crate::field::{Answer, Severity};
use crate::procedure::{Material, Slot};
use crate::text;

/// The code of the finding that a material is made here and a finished file lies there too.
pub(super) const MADE_TWICE: &str = "material_made_twice";

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

/// The finding about files left at a place where a document made here stands: both would be handed over. It does not
/// block, since no clause forbids a further file beside it. What comes back as a stamped scan is no second document.
pub(super) fn made_twice(
    dossier: &Dossier,
    material: &Material,
    slot: &Slot,
    documents: &[PrintedTitle],
) -> Option<Finding> {
    let made = |it: &PrintedTitle| it.returns_to.is_none() && it.fills(&material.id, &slot.id);
    let mut files = documents.iter().any(made).then(|| dossier.files_at(&material.id, &slot.id))?;
    let (first, more) = (files.next()?, files.count());
    let several = if more > 0 { format!("等 {} 个文件", more + 1) } else { String::new() };
    Some(Finding {
        code: MADE_TWICE.to_owned(),
        severity: Severity::Warning,
        state: State::Failed,
        clause: material.basis.clone(),
        about: vec![Place::Material(material.id.clone(), Some(slot.id.clone()))],
        part: None,
        message: format!(
            "材料 {} 已选在此撰写，仍附有现成文件“{}”{several}，提交的材料中两者都有。",
            material.id, first.file.name
        ),
        hint:
            "请移除其一：以撰写的为准的，移除文件；以文件为准的，改选附上现成文件。文件确是附件的，不用移除。"
                .to_owned(),
    })
}

/// Pictures that a text names and that are not in the dossier, or are none.
pub(super) fn pictures(dossier: &Dossier, material: &Material, asked: &dyn Fn(&str) -> bool) -> Vec<Finding> {
    let mut found = Vec::new();
    for field in material.narratives().filter(|field| asked(&field.id)) {
        let Some(Answer::Parts(parts)) = dossier.answers.get(&field.id) else { continue };
        let here = |digest: &str| {
            let mut files = dossier.attachments.iter().filter(|it| it.material == material.id);
            let is = |it: &Attachment| it.file.sha256.starts_with(digest) && it.file.media != MediaType::Pdf;
            !digest.is_empty() && files.any(is)
        };
        for (part, text) in parts {
            let missing = text::markdown::pictures(text).filter(|digest| !here(digest)).count();
            if missing > 0 {
                found.push(Finding {
                    code: "picture_missing".to_owned(),
                    severity: Severity::Blocking,
                    state: State::Failed,
                    clause: field.basis.clone(),
                    about: vec![Place::Field(field.id.clone())],
                    part: Some(part.trim_end_matches(".text").to_owned()),
                    message: format!(
                        "“{}”中有 {missing} 幅图片不在卷宗中，或者不是图片，打印不出来。",
                        field.label
                    ),
                    hint: "请重新插入图片，或者删去文中的图片标记。".to_owned(),
                });
            }
        }
    }
    found
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
