//! A scan of several prints, taken apart by its pages.

use std::ops::RangeInclusive;

use hayro_write::hayro_syntax::Pdf;
use hayro_write::{ExtractionQuery, extract};
use pdf_writer::{Chunk, Content, Finish, Name, Rect, Ref};

use super::VolumeError;
use super::overlay::{Copier, Overlay};
use super::source::packed;
use crate::digest::Digests;
use crate::dossier::{FileRecord, MediaType, PageMark};
use crate::intake::raster::{Want, pages};

/// Makes a PDF of each range of pages, counted from 1, with its record. `names` are the files' names. Pages
/// of a PDF are taken over as they are, with what their annotations show; pictures are packed without loss.
pub fn split(
    file: &FileRecord,
    bytes: Vec<u8>,
    parts: &[(String, RangeInclusive<u32>)],
) -> Result<Vec<(FileRecord, Vec<u8>)>, VolumeError> {
    let made = match file.media {
        MediaType::Pdf => pdf(file, bytes, parts)?,
        _ => parts.iter().map(|(_, range)| pictures(file, &bytes, range)).collect::<Result<_, _>>()?,
    };
    let record = |(name, range): &(String, RangeInclusive<u32>), content: &[u8]| {
        let Digests { size, sha256, sm3 } = Digests::of(content);
        let marks = file.marks.iter().filter(|mark| range.contains(&mark.page));
        let marks =
            marks.map(|mark| PageMark { page: mark.page - range.start() + 1, text: mark.text.clone() });
        FileRecord {
            name: name.clone(),
            media: MediaType::Pdf,
            size,
            sha256,
            sm3,
            pages: range.end() - range.start() + 1,
            marks: marks.collect(),
            seen: None,
        }
    };
    Ok(parts.iter().zip(made).map(|(part, content)| (record(part, &content), content)).collect())
}

fn pdf(
    file: &FileRecord,
    bytes: Vec<u8>,
    parts: &[(String, RangeInclusive<u32>)],
) -> Result<Vec<Vec<u8>>, VolumeError> {
    let unreadable = || VolumeError::Unreadable(file.name.clone());
    let source = Pdf::new(bytes).map_err(|_| unreadable())?;
    let part = |(_, range): &(String, RangeInclusive<u32>)| {
        let chosen: Vec<usize> = range.clone().map(|page| page.saturating_sub(1) as usize).collect();
        let page = |at: usize| source.pages().get(at).ok_or_else(unreadable);
        let mut next = Ref::new(1);
        let catalog = next.bump();
        let (mut chunk, mut copier) = (Chunk::new(), Copier::new(&source));
        let mut overlays = Vec::new();
        for at in &chosen {
            overlays.push(copier.overlay(page(*at)?, &mut chunk, &mut || next.bump()));
        }
        let query = |(at, overlay): (&usize, &Overlay)| match overlay.is_empty() {
            true => ExtractionQuery::new_page(*at),
            false => ExtractionQuery::new_xobject(*at),
        };
        let queries: Vec<ExtractionQuery> = chosen.iter().zip(&overlays).map(query).collect();
        let taken = extract(&source, Box::new(|| next.bump()), Default::default(), &queries);
        let taken = taken.map_err(|_| unreadable())?;
        let tree = taken.page_tree_parent_ref;
        let mut kids = Vec::new();
        for ((root, overlay), at) in taken.root_refs.into_iter().zip(&overlays).zip(&chosen) {
            let root = root.map_err(|_| unreadable())?;
            kids.push(match overlay.is_empty() {
                true => root,
                false => {
                    let (leaf, content) = (next.bump(), next.bump());
                    overlaid(
                        &mut chunk,
                        (leaf, content, tree),
                        root,
                        overlay,
                        page(*at)?.render_dimensions(),
                    );
                    leaf
                }
            });
        }
        let mut made = pdf_writer::Pdf::new();
        made.catalog(catalog).pages(tree);
        let count = i32::try_from(kids.len()).unwrap_or(i32::MAX);
        made.pages(tree).kids(kids).count(count);
        made.extend(&taken.chunk);
        made.extend(&chunk);
        Ok(made.finish())
    };
    parts.iter().map(part).collect()
}

/// A page that draws another and what lies over it. The numbers are those of the page, its content and the tree.
fn overlaid(
    chunk: &mut Chunk,
    (leaf, content, tree): (Ref, Ref, Ref),
    page: Ref,
    overlay: &Overlay,
    (width, height): (f32, f32),
) {
    let mut drawn = Content::new();
    drawn.save_state().x_object(Name(b"P")).restore_state();
    overlay.draw(&mut drawn, [1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);
    chunk.stream(content, &drawn.finish());
    let mut made = chunk.page(leaf);
    made.parent(tree).media_box(Rect::new(0.0, 0.0, width, height)).contents(content);
    overlay.list(made.resources().x_objects().pair(Name(b"P"), page));
}

fn pictures(file: &FileRecord, bytes: &[u8], range: &RangeInclusive<u32>) -> Result<Vec<u8>, VolumeError> {
    let unreadable = || VolumeError::Unreadable(file.name.clone());
    let mut next = Ref::new(1);
    let (catalog, tree) = (next.bump(), next.bump());
    let mut made = pdf_writer::Pdf::new();
    let mut kids = Vec::new();
    let mut source = pages(bytes, file.media, Want::PRINT).map_err(|_| unreadable())?;
    source.skip_to(*range.start());
    for page in source.take((range.end() - range.start() + 1) as usize) {
        let page = page.map_err(|_| unreadable())?;
        let dpi = page.picture_dpi().unwrap_or(200.0).max(20.0);
        let picture = page.picture.ok_or_else(unreadable)?;
        #[expect(clippy::cast_precision_loss, reason = "pixels are far below 2^24")]
        let (width, height) = (picture.width() as f32 * 72.0 / dpi, picture.height() as f32 * 72.0 / dpi);
        let (object, leaf, content) = (next.bump(), next.bump(), next.bump());
        let mut chunk = Chunk::new();
        packed(&mut chunk, object, &picture)?;
        made.extend(&chunk);
        let mut drawn = Content::new();
        drawn
            .save_state()
            .transform([width, 0.0, 0.0, height, 0.0, 0.0])
            .x_object(Name(b"P"))
            .restore_state();
        made.stream(content, &drawn.finish());
        let mut page = made.page(leaf);
        page.parent(tree).media_box(Rect::new(0.0, 0.0, width, height)).contents(content);
        page.resources().x_objects().pair(Name(b"P"), object);
        page.finish();
        kids.push(leaf);
    }
    let count = i32::try_from(kids.len()).unwrap_or(i32::MAX);
    made.catalog(catalog).pages(tree);
    made.pages(tree).kids(kids).count(count);
    Ok(made.finish())
}
