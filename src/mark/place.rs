//! Where a scan belongs, from the marks on its pages.

use std::collections::BTreeSet;
use std::ops::RangeInclusive;

use super::MOST_MARKED;
use super::model::{Mark, document_tag, dossier_tag, row_tag};
use crate::dossier::{Attachment, Dossier, FileRecord, Row};
use crate::procedure::{PrintedDocument, Procedure};

/// A place for the scan of a print.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Destination {
    /// Material number.
    pub material: String,
    /// Slot id.
    pub slot: String,
    /// Id of the roster row whose document it is.
    pub row: Option<String>,
}

/// Successive pages of a file that are one print.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Pages of the file, from 1.
    pub pages: RangeInclusive<u32>,
    /// Where they belong; `None` for pages without a mark before the first one with a mark, for those after
    /// [`MOST_MARKED`], and for prints that no material asks for.
    pub destination: Option<Destination>,
    /// What it is called, for a file of its own.
    pub title: String,
}

/// What the marks of a file say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Placement {
    /// No mark: a template of the body's own, or a document from elsewhere.
    Unmarked,
    /// All of it is one print of this dossier.
    Whole(Destination),
    /// It holds several prints, that belong to different places.
    Stack(Vec<Part>),
    /// Pages, from 1, that were printed from another dossier.
    Foreign(Vec<u32>),
    /// A print of this dossier that no material asks for.
    Nowhere,
}

/// Tells where a file belongs.
pub fn place(procedure: &Procedure, dossier: &Dossier, file: &FileRecord) -> Placement {
    let marks: Vec<(u32, Mark)> = file.page_marks().collect();
    if marks.is_empty() {
        return Placement::Unmarked;
    }
    let own = dossier_tag(dossier.origin());
    let foreign: Vec<u32> =
        marks.iter().filter(|(_, mark)| !mark.blank && mark.dossier != own).map(|(page, _)| *page).collect();
    if !foreign.is_empty() {
        return Placement::Foreign(foreign);
    }
    let mut parts: Vec<Part> = Vec::new();
    let mut last: Option<(u16, Option<u32>)> = None;
    for (page, mark) in &marks {
        let key = (mark.document, mark.row);
        // Pages without a mark go with those before them: they were hard to read, or are backs.
        if last == Some(key) && !(mark.page == 1 && mark.pages > 1) {
            continue;
        }
        last = Some(key);
        let before = page - 1;
        match parts.last_mut() {
            Some(part) => part.pages = *part.pages.start()..=before,
            None if before > 0 => {
                parts.push(Part { pages: 1..=before, destination: None, title: String::new() });
            }
            None => {}
        }
        let (destination, title) = destination(procedure, dossier, mark);
        parts.push(Part { pages: *page..=file.pages.max(*page), destination, title });
    }
    // Pages on which nobody looked for marks belong to no print.
    if let Some(last) = parts.last_mut().filter(|last| *last.pages.end() > MOST_MARKED) {
        let first = MOST_MARKED.max(*last.pages.start());
        last.pages = *last.pages.start()..=first;
        parts.push(Part { pages: first + 1..=file.pages, destination: None, title: String::new() });
    }
    // Two prints of the same document are still one place.
    match parts.first().map(|part| part.destination.clone()) {
        Some(Some(first)) if parts.iter().all(|part| part.destination.as_ref() == Some(&first)) => {
            Placement::Whole(first)
        }
        Some(None) if parts.len() == 1 => Placement::Nowhere,
        _ => Placement::Stack(parts),
    }
}

/// The files at a roster row's place for which a newer scan stands in: of each, every page is a print that is on the
/// newer one too, and the newer one has no fewer pages. Blank forms are all alike, so that none stands in for another,
/// and a draft stands in for nothing.
pub fn replaced_by<'a>(files: &'a [Attachment], newer: &Attachment) -> impl Iterator<Item = &'a Attachment> {
    let print =
        |(_, mark): (u32, Mark)| (!mark.blank).then_some((mark.dossier, mark.document, mark.row, mark.page));
    let new: BTreeSet<_> =
        newer.file.page_marks().filter(|(_, mark)| !mark.draft).filter_map(print).collect();
    files.iter().filter(move |old| {
        let here = old.material == newer.material && old.slot == newer.slot && old.row == newer.row;
        let mut marks = old.file.page_marks().map(print).peekable();
        let marked = here && old.row.is_some() && marks.peek().is_some();
        marked
            && old.file.pages <= newer.file.pages
            && marks.all(|print| print.is_some_and(|print| new.contains(&print)))
    })
}

/// Where a print with this mark belongs, and what it is called.
fn destination(procedure: &Procedure, dossier: &Dossier, mark: &Mark) -> (Option<Destination>, String) {
    let roster = printed_document(procedure, mark).and_then(|it| it.for_each.as_deref());
    let rows = roster.map_or(&[][..], |roster| dossier.rows(roster)).iter();
    let row = rows.map(|row| &**row).find(|row| Some(row_tag(&row.id)) == mark.row);
    destination_of(procedure, mark, row)
}

/// The same where the row is known that the print was made for.
pub fn destination_of(
    procedure: &Procedure,
    mark: &Mark,
    row: Option<&Row>,
) -> (Option<Destination>, String) {
    if mark.document == document_tag("") {
        let title = procedure.form.as_ref().map(|form| form.title.clone()).unwrap_or_default();
        let place = procedure.materials.iter().find(|material| material.is_form);
        let slot = place.and_then(|material| Some((material, material.slots.first()?)));
        let place = slot.map(|(material, slot)| Destination {
            material: material.id.clone(),
            slot: slot.id.clone(),
            row: None,
        });
        return (place, title);
    }
    let Some(document) = printed_document(procedure, mark) else { return (None, String::new()) };
    let roster = document.for_each.as_deref().and_then(|id| procedure.roster(id));
    let title = document.title.replace('\n', "");
    let title = match roster.zip(row) {
        Some((roster, row)) => format!("{title} {}", row.name(roster)),
        None => title,
    };
    let target = document.returns_to.as_deref().and_then(|place| place.split_once('/'));
    let target = target.map(|(material, slot)| Destination {
        material: material.to_owned(),
        slot: slot.to_owned(),
        row: row.map(|row| row.id.clone()),
    });
    (target, title)
}

/// The document of a mark; `None` for the official form, and for one that the definition does not have.
fn printed_document<'a>(procedure: &'a Procedure, mark: &Mark) -> Option<&'a PrintedDocument> {
    procedure.documents.iter().find(|document| document_tag(&document.id) == mark.document)
}
