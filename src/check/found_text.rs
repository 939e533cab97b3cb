//! What the text of finished documents says about the headings and names that should stand in them, and about what
//! should not: placeholders of a template.

use std::collections::BTreeSet;

use super::finding::{Finding, Place, State};
use crate::dossier::{Attachment, Dossier, Edit, MediaType};
use crate::field::{FieldKind, Heading, Severity, Value};
use crate::procedure::{Field, Material};

/// The findings about the files of a material, as far as their text was searched.
pub(super) fn findings(dossier: &Dossier, material: &Material, asked: &dyn Fn(&str) -> bool) -> Vec<Finding> {
    let contents = material.contents().filter(|(field, _)| asked(&field.id));
    let Some((field, headings)) = contents else { return Vec::new() };
    let Some(slot) = material.slots.first() else { return Vec::new() };
    let files: Vec<&Attachment> =
        dossier.attachments.iter().filter(|file| is_searched(file, material)).collect();
    let place = Place::Material(material.id.clone(), Some(slot.id.clone()));
    let finding = |code: &str, severity, about: Place, message: String, hint: &str| Finding {
        code: code.to_owned(),
        severity,
        state: State::Failed,
        clause: material.basis.clone(),
        about: vec![about],
        part: None,
        message,
        hint: hint.to_owned(),
    };
    let mut found = Vec::new();
    for file in files.iter().filter(|file| file.text.as_ref().is_some_and(|text| text.pages == 0)) {
        found.push(finding(
            "scan_without_text",
            Severity::Advice,
            place.clone(),
            format!("“{}”没有文字层（扫描件），不能在其中查找标题和机构名称。", file.file.name),
            "请打开文件，逐项核对标题、页码和机构名称；有 Word 或 WPS 原文的，宜由原文另存为 PDF。",
        ));
    }
    for file in &files {
        let left = file.text.as_ref().and_then(|text| text.placeholders.as_ref());
        let left: Vec<String> =
            left.into_iter().flatten().map(|(word, page)| format!("第 {page} 页有“{word}”")).collect();
        if !left.is_empty() {
            found.push(finding(
                "placeholder_in_file",
                Severity::Warning,
                place.clone(),
                format!("“{}”{}，像是没有填完的占位文字。", file.file.name, left.join("、")),
                "请在原文中换成实际内容，重新添加文件；原文确是如此的，不用改。",
            ));
        }
    }
    // Only when every file was searched and has text can something be said to be missing.
    let searched =
        !files.is_empty() && files.iter().all(|it| it.text.as_ref().is_some_and(|text| text.pages > 0));
    if !searched {
        return found;
    }
    for name in names(dossier, material) {
        let known: Vec<bool> =
            files.iter().filter_map(|it| it.text.as_ref()?.names.get(&name).copied()).collect();
        if known.len() == files.len() && known.iter().all(|found| !found) {
            found.push(finding(
                "name_not_in_text",
                Severity::Warning,
                place.clone(),
                format!("材料 {} 的文字中没有找到“{name}”。", material.id),
                "请核对文件是不是本机构的、名称是否一致。",
            ));
        }
    }
    let pages = found_pages(&files);
    let lacking: Vec<String> = headings
        .iter()
        .filter(|it| !pages.iter().any(|(code, _)| *code == it.code))
        .map(Heading::name)
        .collect();
    let about = Place::Field(field.id.clone());
    match lacking.len() {
        0 => {}
        all if all == headings.len() => found.push(finding(
            "no_heading_in_text",
            Severity::Warning,
            about,
            format!("材料 {} 的文字中一个规定的标题也没有找到，可能放错了文件。", material.id),
            "请打开文件，核对是不是这项材料，再核对所填页码；放错的，换上这项材料的文件。",
        )),
        _ => found.push(finding(
            "heading_not_in_text",
            Severity::Advice,
            about,
            format!("材料 {} 的文字中没有找到这样的标题：{}。", material.id, lacking.join("、")),
            "标题的写法不同的，请核对所填页码；确实没有的，请补写。",
        )),
    }
    found.extend(elsewhere(dossier, field, headings, &pages).map(|message| {
        let hint = "请打开文件核对页码；同一标题在几处出现的，填写写有内容的第一页。";
        finding("heading_elsewhere", Severity::Advice, Place::Field(field.id.clone()), message, hint)
    }));
    found
}

/// The names that a material should bear: those of the fields that its questions compare with.
pub fn names(dossier: &Dossier, material: &Material) -> BTreeSet<String> {
    let same = material.fields.iter().filter(|field| matches!(field.kind, FieldKind::Text { .. }));
    let same = same.filter_map(|field| field.same_as.as_ref());
    let mut names = BTreeSet::new();
    names.extend(same.filter_map(|id| {
        let name = dossier.answers.get(id)?.text().trim();
        (!name.is_empty()).then(|| name.to_owned())
    }));
    names
}

/// Whether the text of a file is searched: it stands at the first place of a material that asks on which pages its
/// headings stand, and pages are counted through the files of this place.
pub fn is_searched(file: &Attachment, material: &Material) -> bool {
    let is_first = material.slots.first().is_some_and(|slot| slot.id == file.slot);
    file.material == material.id && is_first && material.contents().is_some()
}

/// Whether the text of a file is still to be searched: for these names, the headings of its material, or what was not
/// looked for when it was searched before.
pub fn wants_search(file: &Attachment, material: &Material, names: &BTreeSet<String>) -> bool {
    is_searched(file, material)
        && file.file.media == MediaType::Pdf
        && match &file.text {
            None => true,
            Some(text) => {
                let unsought = names.iter().any(|name| !text.names.contains_key(name));
                text.pages > 0 && (unsought || text.placeholders.is_none())
            }
        }
}

/// Takes away the pages of headings that were stated for a file that goes, since they say nothing about what comes in
/// its place. Pages are counted through the files of a place: those of later files follow, with `pages` for the length
/// of what takes the place of this one. `None` where nothing is stated for it, nor after it.
pub fn without_pages_of(
    dossier: &Dossier,
    material: &Material,
    gone: &Attachment,
    pages: u32,
) -> Option<Edit> {
    let (field, headings) = material.contents().filter(|_| is_searched(gone, material))?;
    let stated = dossier.answers.get(&field.id)?;
    let files = || dossier.files_at(&material.id, &gone.slot);
    let before: u32 = files().take_while(|file| file.id != gone.id).map(|file| file.file.pages).sum();
    let all: u32 = files().map(|file| file.file.pages).sum();
    let normal = field.kind.normalise(stated);
    let left = headings.iter().fold(stated.clone(), |left, heading| {
        let page = normal.part(&heading.code).parse().unwrap_or(before + 1);
        match page {
            page if page <= before => left,
            page if page <= before + gone.file.pages || page > all => left.with_part(&heading.code, ""),
            page => left.with_part(&heading.code, (page - gone.file.pages + pages).to_string()),
        }
    });
    (left != *stated).then(|| Edit::Answer(field.id.clone(), Some(left)))
}

/// The headings found, each with its page counted through all files.
fn found_pages<'a>(files: &[&'a Attachment]) -> Vec<(&'a str, u32)> {
    let mut before = 0;
    let mut pages: Vec<(&str, u32)> = Vec::new();
    for file in files {
        for (code, page) in file.text.iter().flat_map(|text| &text.headings) {
            if !pages.iter().any(|(known, _)| known == code) {
                pages.push((code, before + page));
            }
        }
        before += file.file.pages;
    }
    pages
}

/// Says which headings were found on another page than was filled in.
fn elsewhere(
    dossier: &Dossier,
    field: &Field,
    headings: &[Heading],
    pages: &[(&str, u32)],
) -> Option<String> {
    let Some(Value::Contents(given)) = field.kind.read(dossier.answers.get(&field.id)?).value else {
        return None;
    };
    let differing: Vec<String> = headings
        .iter()
        .filter_map(|heading| {
            let (_, page) = pages.iter().find(|(code, _)| *code == heading.code)?;
            let given = given.get(&heading.code).filter(|given| **given != u64::from(*page))?;
            Some(format!("“{}”填的是第 {given} 页，文字中在第 {page} 页", heading.name()))
        })
        .collect();
    (!differing.is_empty()).then(|| format!("{}。", differing.join("；")))
}
