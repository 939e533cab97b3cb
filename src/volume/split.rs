//! A scan of several prints, taken apart by its pages.

use std::ops::RangeInclusive;

use hayro_write::hayro_syntax::Pdf;
use hayro_write::{ExtractionQuery, extract};
use pdf_writer::{Chunk, Content, Finish, Name, Rect, Ref};

use super::VolumeError;
use super::source::packed;
use crate::digest::Digests;
use crate::dossier::{FileRecord, MediaType, PageMark};
use crate::intake::raster::{Want, pages};

/// Makes a PDF of each range of pages, counted from 1, with its record. `names` are the files' names. Pages
/// of a PDF are taken over as they are, pictures are packed without loss.
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
        let queries: Vec<ExtractionQuery> =
            range.clone().map(|page| ExtractionQuery::new_page(page.saturating_sub(1) as usize)).collect();
        let mut next = Ref::new(1);
        let catalog = next.bump();
        let taken = extract(&source, Box::new(|| next.bump()), Default::default(), &queries);
        let taken = taken.map_err(|_| unreadable())?;
        let roots = taken.root_refs.into_iter().collect::<Result<Vec<Ref>, _>>().map_err(|_| unreadable())?;
        let mut made = pdf_writer::Pdf::new();
        made.catalog(catalog).pages(taken.page_tree_parent_ref);
        let count = i32::try_from(roots.len()).unwrap_or(i32::MAX);
        made.pages(taken.page_tree_parent_ref).kids(roots).count(count);
        made.extend(&taken.chunk);
        Ok(made.finish())
    };
    parts.iter().map(part).collect()
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
