//! Attachments that are different.

use super::{FileAt, FileChange, FileChangeKind, Named};
use crate::dossier::Attachment;
use crate::package::layout::place;

/// An attachment with its place.
struct There<'a> {
    attachment: &'a Attachment,
    at: FileAt,
}

impl There<'_> {
    fn place(&self) -> (&str, &str, Option<&str>) {
        let Attachment { material, slot, row, .. } = self.attachment;
        (material, slot, row.as_deref())
    }
}

/// What became of a file when an earlier and a later one agree so; `None` = nothing.
type Rule = (Option<FileChangeKind>, fn(&There<'_>, &There<'_>) -> bool);

/// Compares the attachments, in the official order of the later package, then what only the earlier one has.
pub(super) fn files(before: Named<'_>, after: Named<'_>) -> Vec<FileChange> {
    let mut old: Vec<Option<There<'_>>> = there(before).into_iter().map(Some).collect();
    let new = there(after);
    // From the surest to the vaguest: what is the same must not be taken for the earlier version of something else.
    let rules: [Rule; 5] = [
        (None, |old, new| {
            old.place() == new.place() && old.at.sha256 == new.at.sha256 && old.at.name == new.at.name
        }),
        (Some(FileChangeKind::Renamed), |old, new| {
            old.place() == new.place() && old.at.sha256 == new.at.sha256
        }),
        (Some(FileChangeKind::Moved), |old, new| old.at.sha256 == new.at.sha256),
        (Some(FileChangeKind::Replaced), |old, new| {
            old.attachment.id == new.attachment.id && old.place() == new.place()
        }),
        (Some(FileChangeKind::Replaced), |old, new| old.place() == new.place()),
    ];
    let mut matched: Vec<Option<(Option<FileChangeKind>, FileAt)>> = new.iter().map(|_| None).collect();
    for (kind, agrees) in rules {
        for (file, found) in new.iter().zip(&mut matched).filter(|(_, found)| found.is_none()) {
            let earlier = old.iter_mut().find(|old| old.as_ref().is_some_and(|old| agrees(old, file)));
            *found = earlier.and_then(Option::take).map(|old| (kind, old.at));
        }
    }
    let changed = new.into_iter().zip(matched).filter_map(|(file, found)| match found {
        None => Some(FileChange { kind: FileChangeKind::Added, before: None, after: Some(file.at) }),
        Some((None, _)) => None,
        Some((Some(kind), old)) => Some(FileChange { kind, before: Some(old), after: Some(file.at) }),
    });
    let mut changes: Vec<FileChange> = changed.collect();
    let removed = old.into_iter().flatten();
    changes.extend(removed.map(|file| FileChange {
        kind: FileChangeKind::Removed,
        before: Some(file.at),
        after: None,
    }));
    changes
}

/// The attachments in official order; without the definition in that of the dossier.
fn there(side: Named<'_>) -> Vec<There<'_>> {
    let attachments: Vec<&Attachment> = match side.procedure {
        Some(procedure) => {
            place(procedure, side.dossier()).into_iter().map(|placed| placed.attachment).collect()
        }
        None => side.dossier().attachments.iter().collect(),
    };
    attachments.into_iter().map(|attachment| There { attachment, at: at(side, attachment) }).collect()
}

fn at(side: Named<'_>, attachment: &Attachment) -> FileAt {
    let file = &attachment.file;
    FileAt {
        material: attachment.material.clone(),
        place: place_words(side, attachment),
        name: file.name.clone(),
        pages: file.pages,
        size: file.size,
        sha256: file.sha256.clone(),
    }
}

/// `3 人员背景审查表 张三`.
fn place_words(side: Named<'_>, attachment: &Attachment) -> String {
    let material = side.procedure.and_then(|procedure| procedure.material(&attachment.material));
    let Some(material) = material else { return attachment.material.clone() };
    let mut words = vec![material.id.clone(), material.title.clone()];
    if let Some(slot) = material.slots.iter().find(|slot| slot.id == attachment.slot) {
        words.push(slot.title.clone());
        let roster = slot.for_each.as_deref().and_then(|id| side.procedure?.roster(id));
        let row = attachment.row.as_deref().zip(roster);
        words.extend(row.and_then(|(row, roster)| Some(side.dossier().row(&roster.id, row)?.name(roster))));
    }
    words.retain(|word| !word.trim().is_empty());
    words.join(" ")
}
