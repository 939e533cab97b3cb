//! The steps of binding: one file after the other, then the pages.

use std::collections::BTreeMap;

use hayro_write::hayro_syntax::Pdf;
use hayro_write::hayro_syntax::object::MaybeRef;
use pdf_writer::{Chunk, Ref};

use super::overlay::Overlay;
use super::source::{PageObject, frame_in, write};
use super::writer::Writer;
use super::{Plan, Prints, Source, VolumeError};
use crate::document::{
    ContentsEntry, Document, Faces, ForeignPage, Front, Leaf, PageBookmark, bind, count_pages,
};
use crate::dossier::FileRecord;

/// Binds a volume. What is written goes out in pieces, in order.
#[derive(Debug)]
pub struct Binder {
    writer: Writer,
    /// The pages of the files so far, by SHA-256.
    files: BTreeMap<String, Vec<PageObject>>,
}

impl Binder {
    /// Begins a volume.
    pub fn begin(out: &mut dyn FnMut(&[u8])) -> Self {
        Self { writer: Writer::begin(out), files: BTreeMap::new() }
    }

    /// Takes the pages of a file; `watch` is told after each page its number.
    pub fn file(
        &mut self,
        file: &FileRecord,
        bytes: Vec<u8>,
        out: &mut dyn FnMut(&[u8]),
        watch: &mut dyn FnMut(u32),
    ) -> Result<(), VolumeError> {
        if !self.files.contains_key(&file.sha256) {
            let pages = write(&mut self.writer, file, bytes, out, watch)?;
            self.files.insert(file.sha256.clone(), pages);
        }
        Ok(())
    }

    /// Writes the pages of the volume. Returns their number.
    pub fn finish(
        self,
        plan: &Plan,
        prints: &Prints,
        faces: &Faces,
        out: &mut dyn FnMut(&[u8]),
    ) -> Result<usize, VolumeError> {
        let mut front = prints.front.clone();
        let lengths = prints.prints.iter().map(|(_, document)| count_pages(document, faces));
        let lengths = lengths.collect::<Result<Vec<usize>, _>>()?;
        // The contents say where everything begins, which depends on how long they are themselves.
        let mut before = 3;
        let (mut pages, mut first);
        loop {
            (pages, first) = self.lay_out(plan, (prints, &lengths), &mut front, before)?;
            let needed = count_pages(&front.compose(), faces)?;
            if needed == before {
                break;
            }
            before = needed;
        }
        let front_pages = front.compose();
        let mut leaves = vec![Leaf::Document(&front_pages)];
        leaves.extend(pages.iter().map(|page| match page {
            Page::Print(document) => Leaf::Document(document),
            Page::File(_, page) => Leaf::Foreign(page.clone()),
        }));
        let mut bookmarks = vec![bookmark(1, "封面", 0), bookmark(1, "目录", 1)];
        bookmarks.push(bookmark(1, "材料清单", before - 1));
        bookmarks.extend(first.iter().map(|entry| bookmark(entry.level, &entry.text, entry.page)));
        let file = bind(&front.title, &front.stamp, &leaves, &bookmarks, faces)?;
        drop(leaves);
        let objects: Vec<PageObject> = pages
            .iter()
            .filter_map(|page| match page {
                Page::File(object, _) => Some(*object),
                Page::Print(_) => None,
            })
            .collect();
        let placeholders = placeholders(&file, objects.len())?;
        let mut instead = Chunk::new();
        for (placeholder, page) in placeholders.1.iter().zip(&objects) {
            frame_in(
                &mut instead,
                *placeholder,
                page.object,
                [1.0, 0.0, 0.0, 1.0, 0.0, 0.0],
                &Overlay::default(),
            );
        }
        self.writer.finish(&file, &instead, out)?;
        Ok(placeholders.0)
    }

    /// All pages after the first ones, of which there are `before`; fills in what these say.
    fn lay_out<'a>(
        &self,
        plan: &Plan,
        (prints, lengths): (&'a Prints, &[usize]),
        front: &mut Front,
        before: usize,
    ) -> Result<(Vec<Page<'a>>, Vec<ContentsEntry>), VolumeError> {
        let (mut pages, mut at) = (Vec::new(), before);
        front.entries = vec![entry(1, "材料清单", before - 1)];
        front.materials.clear();
        let mut places = Vec::new();
        for material in &plan.materials {
            let start = at;
            let named = format!("{} {}", material.id, material.title);
            let named = named.trim_start();
            if !material.parts.is_empty() {
                places.push(entry(1, named, start));
            }
            for part in &material.parts {
                if material.parts.len() > 1 {
                    places.push(entry(2, &part.title, at));
                }
                match &part.source {
                    Source::File(file) => {
                        let objects = self.files.get(&file.sha256);
                        let objects = objects.ok_or_else(|| VolumeError::Missing(file.name.clone()))?;
                        for (number, object) in objects.iter().enumerate() {
                            let heading = if material.id.is_empty() {
                                part.title.clone()
                            } else {
                                format!("材料 {named}")
                            };
                            let of = format!("第 {} 页，共 {} 页", number + 1, objects.len());
                            let alternative = format!("{heading}：{}，{of}（附件原页）", part.title);
                            let page =
                                ForeignPage { heading: shortened(&heading), alternative, size: object.size };
                            pages.push(Page::File(*object, page));
                        }
                        at += objects.len();
                    }
                    source => {
                        let print = prints.prints.iter().zip(lengths).find(|((of, _), _)| of == source);
                        let ((_, document), length) = print.ok_or(VolumeError::Structure)?;
                        at += length;
                        pages.push(Page::Print(document));
                    }
                }
            }
            let range = match (at - start, material.optional) {
                (0, true) => "—".to_owned(),
                (0, false) => "缺".to_owned(),
                (1, _) => (start + 1).to_string(),
                _ => format!("{}—{at}", start + 1),
            };
            let requirement = material.requirement.clone();
            front.materials.push([material.id.clone(), material.title.clone(), requirement, range]);
        }
        front.entries.extend(places.iter().cloned());
        Ok((pages, places))
    }
}

/// What stands on the pages of the volume.
enum Page<'a> {
    /// A whole print.
    Print(&'a Document),
    /// One page of a file.
    File(PageObject, ForeignPage),
}

fn entry(level: u16, text: &str, page: usize) -> ContentsEntry {
    ContentsEntry { level, text: text.to_owned(), page }
}

fn bookmark(level: u16, text: &str, page: usize) -> PageBookmark {
    PageBookmark { level, text: text.to_owned(), page }
}

/// A running header on one line.
fn shortened(heading: &str) -> String {
    const LONGEST: usize = 44;
    match heading.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &heading[..end]),
        None => heading.to_owned(),
    }
}

/// The number of pages of the file, and the pictures that stand for attached pages, in order.
fn placeholders(file: &[u8], expected: usize) -> Result<(usize, Vec<Ref>), VolumeError> {
    let pdf = Pdf::new(file.to_vec()).map_err(|_| VolumeError::Structure)?;
    let mut found = Vec::with_capacity(expected);
    for page in pdf.pages().iter() {
        let entries: Vec<_> = page.resources().x_objects.entries().collect();
        // Printed pages with pictures of their own have them in their own sizes.
        for (_, object) in entries {
            if let MaybeRef::Ref(of) = object
                && page.resources().x_objects.entries().count() == 1
                && is_placeholder(&pdf, of)
            {
                found.push(Ref::new(i32::try_from(of.obj_number).map_err(|_| VolumeError::Structure)?));
            }
        }
    }
    if found.len() == expected { Ok((pdf.pages().len(), found)) } else { Err(VolumeError::Structure) }
}

/// Whether an object is a picture of one point.
fn is_placeholder(pdf: &Pdf, of: hayro_write::hayro_syntax::object::ObjRef) -> bool {
    use hayro_write::hayro_syntax::object::Stream;
    let stream = pdf.xref().get::<Stream<'_>>(of.into());
    stream.is_some_and(|stream| {
        let side = |key: &[u8]| stream.dict().get::<i32>(key);
        (side(b"Width"), side(b"Height")) == (Some(1), Some(1))
    })
}
