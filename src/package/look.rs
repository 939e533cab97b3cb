//! One file of a package, read once: its measures and, of an attachment, what kind of file it is.

use std::io::{Read, Seek};

use super::PackageError;
use super::archive::{Archive, Entry};
use super::zip_layout::{Measured, Measuring};
use crate::digest::Digests;
use crate::dossier::{Attachment, MediaType, PageMark};
use crate::intake;
use crate::intake::raster::{self, Want};

/// What one reading of a file came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Look {
    /// Path inside the package.
    pub(super) path: String,
    /// Its measures; `None` when it is damaged.
    pub(super) measured: Option<Measured>,
    /// Of an unchanged attachment: type and pages, or why it cannot be opened.
    pub(super) kind: Option<Result<(MediaType, u32), String>>,
    /// The print marks on its pages, where they were looked for.
    pub(super) marks: Option<Vec<PageMark>>,
}

impl Look {
    /// Size and digests; `None` when it is damaged.
    pub(super) fn digests(&self) -> Option<&Digests> {
        self.measured.as_ref().map(|measured| &measured.digests)
    }
}

/// Reads a file for its measures alone.
pub(super) fn measure<R: Read + Seek>(archive: &mut Archive<R>, entry: &Entry) -> Result<Look, PackageError> {
    let mut measuring = Measuring::default();
    let whole = archive.read(entry, |piece| measuring.update(piece))?;
    Ok(Look {
        path: entry.path.clone(),
        measured: whole.then(|| measuring.finish()),
        kind: None,
        marks: None,
    })
}

/// Reads an attachment that should have these digests, and with `marks` the print marks on its pages.
pub(super) fn examine<R: Read + Seek>(
    archive: &mut Archive<R>,
    entry: &Entry,
    listed: &Digests,
    attachment: &Attachment,
    marks: bool,
) -> Result<Look, PackageError> {
    let content = archive.content(entry)?;
    let measured = content.as_deref().map(Measured::of);
    let unchanged = content.filter(|_| measured.as_ref().is_some_and(|measured| measured.digests == *listed));
    let kind = unchanged
        .as_deref()
        .map(|bytes| intake::examine(&attachment.file.name, bytes).map_err(|error| error.to_string()));
    let marks = unchanged.filter(|_| marks).and_then(|bytes| page_marks(&bytes, attachment.file.media));
    Ok(Look { path: entry.path.clone(), measured, kind, marks })
}

/// The print marks on the pages of a file; `None` when it cannot be drawn.
fn page_marks(bytes: &[u8], media: MediaType) -> Option<Vec<PageMark>> {
    let pages = raster::pages(bytes, media, Want::LOOK).ok()?;
    Some(pages.filter_map(|page| intake::page_mark(&page.ok()?)).collect())
}
