//! Pictures leave without place, device, time and comments, however they came into the dossier.
//!
//! What the page takes in is cleaned at once; dossiers from before, and folders of the command line, are cleaned
//! here. The record goes with the content, so that the package agrees with itself.

use std::collections::BTreeMap;

use crate::digest::Digests;
use crate::dossier::Dossier;
use crate::intake;
use crate::procedure::Procedure;

/// Removes from the pictures of a dossier what is no picture. Those that a text written here shows are left
/// alone: the text names them by their digest.
pub fn remove_metadata(procedure: &Procedure, dossier: &mut Dossier, files: &mut BTreeMap<String, Vec<u8>>) {
    let slot = |material: &str, slot: &str| {
        procedure.material(material).is_none_or(|of| of.narrative(slot).is_none())
    };
    let named: Vec<String> = dossier
        .attachments
        .iter()
        .filter(|there| !slot(&there.material, &there.slot))
        .map(|there| there.file.sha256.clone())
        .collect();
    let mut cleaned = BTreeMap::new();
    for there in &mut dossier.attachments {
        let before = there.file.sha256.clone();
        if named.contains(&before) {
            continue;
        }
        if !cleaned.contains_key(&before) {
            let whole = files.get(&before).filter(|bytes| bytes.len() as u64 == there.file.size);
            let found = whole.and_then(|bytes| intake::clean(there.file.media, bytes));
            cleaned
                .insert(before.clone(), found.map(|(bytes, removed)| (Digests::of(&bytes), bytes, removed)));
        }
        if let Some(Some((digests, bytes, removed))) = cleaned.get(&before) {
            let seen = there.file.seen.get_or_insert_with(Box::default);
            seen.removed.extend(removed);
            seen.removed.sort_unstable();
            seen.removed.dedup();
            there.file.size = digests.size;
            there.file.sha256.clone_from(&digests.sha256);
            there.file.sm3.clone_from(&digests.sm3);
            files.entry(digests.sha256.clone()).or_insert_with(|| bytes.clone());
        }
    }
}
