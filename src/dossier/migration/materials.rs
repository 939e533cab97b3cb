//! Files on their way from the places of one version to those of another.

use std::collections::BTreeMap;

use super::Work;
use super::report::{Change, ChangeKind};
use crate::dossier::Attachment;
use crate::field::FieldKind;
use crate::procedure::{Material, Procedure, Slot};

impl<'a> Work<'a> {
    /// All files, and what is asked for anew.
    pub(super) fn materials(&mut self) {
        for at in 0..self.dossier.attachments.len() {
            let attachment = &self.old.attachments[at];
            let place = place(self.after, attachment);
            let before = self.title(self.before, &attachment.material, &attachment.slot);
            match place {
                Some((material, slot)) if (material, slot) == (&*attachment.material, &*attachment.slot) => {}
                Some((material, slot)) => {
                    let after = self.title(Some(self.after), material, slot);
                    self.report.add(Change {
                        kind: ChangeKind::Renamed,
                        place: format!("materials/{material}/{slot}"),
                        label: after,
                        was: Some(before),
                        before: String::new(),
                        after: String::new(),
                        count: 1,
                    });
                    let (material, slot) = (material.to_owned(), slot.to_owned());
                    let moved = &mut self.dossier.attachments[at];
                    (moved.material, moved.slot) = (material, slot);
                }
                None if attachment.material.is_empty() || self.was_misplaced(attachment) => {}
                None => self.report.add(Change {
                    kind: ChangeKind::FileAside,
                    place: format!("materials/{}/{}", attachment.material, attachment.slot),
                    label: before,
                    was: None,
                    before: attachment.file.name.clone(),
                    after: String::new(),
                    count: 1,
                }),
            }
            self.renamed_within(at);
        }
        self.added_places();
    }

    /// What a file's record says by the ids of questions and headings.
    fn renamed_within(&mut self, at: usize) {
        let after = self.after;
        let attachment = &mut self.dossier.attachments[at];
        if let Some(printed) = &mut attachment.printed {
            let now = |id: &str| {
                let known = after.field(id).or_else(|| after.fields().find(|field| field.was.has(id)));
                known.map_or(id, |field| field.id.as_str()).to_owned()
            };
            *printed = std::mem::take(printed).into_iter().map(|(id, digest)| (now(&id), digest)).collect();
        }
        if let (Some(text), Some(material)) = (&mut attachment.text, after.material(&attachment.material)) {
            let headings = material.fields.iter().flat_map(|field| match &field.kind {
                FieldKind::Contents { headings } | FieldKind::Narrative { headings } => headings.as_slice(),
                _ => &[],
            });
            let now: BTreeMap<&str, &str> = headings
                .flat_map(|heading| heading.was.0.iter().map(|was| (was.as_str(), heading.code.as_str())))
                .collect();
            let pages = std::mem::take(&mut text.headings).into_iter();
            text.headings = pages
                .map(|(code, page)| (now.get(&*code).map_or(code, |now| (*now).to_owned()), page))
                .collect();
        }
    }

    /// Whether a file had no place before either.
    fn was_misplaced(&self, attachment: &Attachment) -> bool {
        let takes = |before: &Procedure| {
            before.material(&attachment.material).is_some_and(|material| material.takes(&attachment.slot))
        };
        self.before.is_some_and(|before| !takes(before))
    }

    /// `1.3 法定代表人身份证件：人像面`.
    fn title(&self, procedure: Option<&Procedure>, material: &str, slot: &str) -> String {
        let Some(known) = procedure.and_then(|procedure| procedure.material(material)) else {
            return format!("材料 {material}");
        };
        let title = known.slots.iter().find(|it| it.id == slot).map_or("", |slot| slot.title.as_str());
        let colon = if title.is_empty() { "" } else { "：" };
        format!("{} {}{colon}{title}", known.id, known.title)
    }

    /// Materials and places that were not asked for.
    fn added_places(&mut self) {
        let (Some(before), after) = (self.before, self.after) else { return };
        for material in &after.materials {
            let earlier: Vec<&Material> = earlier(before, material).collect();
            if earlier.is_empty() {
                let label = format!("{} {}", material.id, material.title);
                self.report.plain(ChangeKind::Added, format!("materials/{}", material.id), &label);
                continue;
            }
            for slot in &material.slots {
                let known = |material: &&Material| {
                    material.slots.iter().any(|old| is_same(slot, &material.id, &old.id))
                };
                let elsewhere = slot.was.0.iter().any(|was| was.contains('/'));
                if !elsewhere && !earlier.iter().any(known) {
                    let (place, label) = (
                        format!("materials/{}/{}", material.id, slot.id),
                        self.title(Some(after), &material.id, &slot.id),
                    );
                    self.report.plain(ChangeKind::Added, place, &label);
                }
            }
        }
    }
}

/// What a material was before.
fn earlier<'a>(before: &'a Procedure, material: &'a Material) -> impl Iterator<Item = &'a Material> {
    std::iter::once(&material.id).chain(&material.was.0).filter_map(|id| before.material(id))
}

/// Whether a place is what another was, of an earlier material.
fn is_same(slot: &Slot, material: &str, id: &str) -> bool {
    let whole = |was: &String| was.split_once('/').is_some_and(|was| was == (material, id));
    slot.id == id || slot.was.has(id) || slot.was.0.iter().any(whole)
}

/// The place at which a file stands by a definition: its own, else one that was it.
fn place<'a>(after: &'a Procedure, attachment: &'a Attachment) -> Option<(&'a str, &'a str)> {
    let (material, id) = (attachment.material.as_str(), attachment.slot.as_str());
    if after.material(material).is_some_and(|known| known.takes(id)) {
        return Some((material, id));
    }
    let related = |known: &&Material| known.id == material || known.was.has(material);
    let in_related = after.materials.iter().filter(related).find_map(|known| {
        let slot = known.slots.iter().find(|slot| is_same(slot, material, id)).map(|slot| slot.id.as_str());
        let picture = || known.narratives().find(|it| it.id == id || it.was.has(id)).map(|it| it.id.as_str());
        Some((known.id.as_str(), slot.or_else(picture)?))
    });
    in_related.or_else(|| {
        let whole = |slot: &&Slot| {
            let is_it = |was: &String| was.split_once('/').is_some_and(|was| was == (material, id));
            slot.was.0.iter().any(is_it)
        };
        after.materials.iter().find_map(|known| {
            let slot = known.slots.iter().find(whole)?;
            Some((known.id.as_str(), slot.id.as_str()))
        })
    })
}
