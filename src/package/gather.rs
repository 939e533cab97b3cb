//! Gathering the attachments' contents for a package, one at a time: measured, and pictures without place, device, time
//! and comments, however they came into the dossier.
//!
//! What the page takes in is cleaned at once; dossiers from before, and folders of the command line, are cleaned
//! here. The record goes with the content, and so do the texts that name a picture by its digest, so that the package
//! agrees with itself.

use std::collections::BTreeMap;

use super::zip_layout::Measured;
use crate::digest::Digests;
use crate::dossier::{Dossier, FileRecord, Removed};
use crate::field::Answer;
use crate::intake;
use crate::text::markdown;

/// A content as it goes into the package.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taken {
    /// Its measures.
    pub measured: Measured,
    /// Whether it is another than the one that was given.
    pub cleaned: bool,
    /// What was removed from it.
    pub removed: Vec<Removed>,
}

/// Takes one content: its measures, and what is packed in its place where something had to be removed.
pub fn take(file: &FileRecord, bytes: &[u8]) -> (Taken, Option<Vec<u8>>) {
    // A content of another size is not the recorded one, which laying out the package will tell.
    taken(file, bytes, bytes.len() as u64 == file.size, Measured::of)
}

/// The same for a content that has just been found to be the recorded one, and need not be digested again.
pub fn take_inspected(file: &FileRecord, bytes: &[u8]) -> (Taken, Option<Vec<u8>>) {
    let digests = Digests { size: file.size, sha256: file.sha256.clone(), sm3: file.sm3.clone() };
    taken(file, bytes, true, |bytes| Measured::known(digests, bytes))
}

fn taken(
    file: &FileRecord,
    bytes: &[u8],
    is_recorded: bool,
    measure: impl FnOnce(&[u8]) -> Measured,
) -> (Taken, Option<Vec<u8>>) {
    match is_recorded.then(|| intake::clean(file.media, bytes)).flatten() {
        Some((content, removed)) => {
            (Taken { measured: Measured::of(&content), cleaned: true, removed }, Some(content))
        }
        None => (Taken { measured: measure(bytes), cleaned: false, removed: Vec::new() }, None),
    }
}

/// The contents taken so far, by the SHA-256 that the dossier records.
#[derive(Clone, Debug, Default)]
pub struct Gathered(BTreeMap<String, Taken>);

impl Gathered {
    /// Adds a content.
    pub fn add(&mut self, recorded_sha256: &str, taken: Taken) {
        self.0.insert(recorded_sha256.to_owned(), taken);
    }

    /// Whether something was removed from this content.
    pub fn was_cleaned(&self, recorded_sha256: &str) -> bool {
        self.0.get(recorded_sha256).is_some_and(|taken| taken.cleaned)
    }

    /// Contents by the SHA-256 that is recorded now, in place of the one before.
    pub fn renamed<T>(&self, contents: BTreeMap<String, T>) -> BTreeMap<String, T> {
        let now = |recorded: String| self.cleaned(&recorded).map_or(recorded.clone(), str::to_owned);
        contents.into_iter().map(|(recorded, content)| (now(recorded), content)).collect()
    }

    /// The SHA-256 of what is packed in place of the content of which the SHA-256 begins so.
    fn cleaned(&self, beginning: &str) -> Option<&str> {
        let (recorded, taken) = self.0.range(beginning.to_owned()..).next()?;
        let here = !beginning.is_empty() && recorded.starts_with(beginning) && taken.cleaned;
        here.then_some(&taken.measured.digests.sha256)
    }

    /// Enters what was removed into the records and texts of a dossier, and gives the measures by the SHA-256 now
    /// recorded.
    pub fn record(&self, dossier: &mut Dossier) -> BTreeMap<String, Measured> {
        for there in &mut dossier.attachments {
            let Some(taken) = self.0.get(&there.file.sha256).filter(|taken| taken.cleaned) else {
                continue;
            };
            let seen = there.file.seen.get_or_insert_with(Box::default);
            seen.removed.extend(&taken.removed);
            seen.removed.sort_unstable();
            seen.removed.dedup();
            let digests = &taken.measured.digests;
            there.file.size = digests.size;
            there.file.sha256.clone_from(&digests.sha256);
            there.file.sm3.clone_from(&digests.sm3);
        }
        for answer in dossier.answers.values_mut() {
            let Answer::Parts(parts) = answer else { continue };
            for text in parts.values_mut() {
                *text = markdown::with_pictures(text, |digest| self.cleaned(digest));
            }
        }
        // A content that is not the recorded one stands under its record all the same, so that it is found out.
        let measured = |(recorded, taken): (&String, &Taken)| {
            let now = if taken.cleaned { &taken.measured.digests.sha256 } else { recorded };
            (now.clone(), taken.measured.clone())
        };
        self.0.iter().map(measured).collect()
    }
}
