//! A file's pages as PDF objects.
//!
//! Nothing is drawn anew where that can be helped: pages of a PDF and the data of a JPEG are taken over as
//! they are, with what their annotations show and without what the file says about place and camera; other pictures are packed without loss.

use std::io::Write as _;

use flate2::Compression;
use flate2::write::ZlibEncoder;
use hayro_write::hayro_syntax::Pdf;
use hayro_write::{ExtractionQuery, extract};
use image::RgbImage;
use pdf_writer::{Chunk, Filter, Finish, Name, Rect, Ref};

use super::VolumeError;
use super::overlay::{Copier, Overlay};
use super::writer::Writer;
use crate::dossier::{FileRecord, MediaType};
use crate::intake::raster::{Want, pages};
use crate::intake::{clean, turn};

/// Bytes of a PDF whose pages are taken over at once: pages that share fonts and pictures share them in the
/// volume too.
const BATCH: usize = 24 * 1024 * 1024;

/// A page that can be put into a volume: an object that fills a square of side 1.
#[derive(Clone, Copy, Debug)]
pub(super) struct PageObject {
    /// The object.
    pub(super) object: Ref,
    /// Width and height, in any unit.
    pub(super) size: (f32, f32),
}

/// Writes the pages of a file.
pub(super) fn write(
    writer: &mut Writer,
    file: &FileRecord,
    bytes: Vec<u8>,
    out: &mut dyn FnMut(&[u8]),
    watch: &mut dyn FnMut(u32),
) -> Result<Vec<PageObject>, VolumeError> {
    let written = match file.media {
        MediaType::Pdf => pdf(writer, file, bytes, out, watch)?,
        MediaType::Jpeg => match jpeg(writer, &bytes, out)? {
            Some(page) => vec![page],
            None => pictures(writer, file, &bytes, out, watch)?,
        },
        _ => pictures(writer, file, &bytes, out, watch)?,
    };
    if written.len() == file.pages as usize {
        Ok(written)
    } else {
        Err(VolumeError::Pages(file.name.clone()))
    }
}

fn pdf(
    writer: &mut Writer,
    file: &FileRecord,
    bytes: Vec<u8>,
    out: &mut dyn FnMut(&[u8]),
    watch: &mut dyn FnMut(u32),
) -> Result<Vec<PageObject>, VolumeError> {
    let unreadable = || VolumeError::Unreadable(file.name.clone());
    let size = bytes.len();
    let pdf = Pdf::new(bytes).map_err(|_| unreadable())?;
    let count = pdf.pages().len();
    let batch = (count * BATCH / size.max(1)).clamp(1, count.max(1));
    let mut written = Vec::with_capacity(count);
    let mut copier = Copier::new(&pdf);
    for first in (0..count).step_by(batch) {
        let queries: Vec<ExtractionQuery> =
            (first..(first + batch).min(count)).map(ExtractionQuery::new_xobject).collect();
        let mut next = writer.peek();
        let numbers = || {
            let number = Ref::new(next);
            next += 1;
            number
        };
        let taken =
            extract(&pdf, Box::new(numbers), Default::default(), &queries).map_err(|_| unreadable())?;
        writer.used(next);
        writer.chunk(&taken.chunk, out)?;
        drop(taken.chunk);
        for (page, root) in (first..).zip(taken.root_refs) {
            let root = root.map_err(|_| unreadable())?;
            let mut chunk = Chunk::new();
            let overlay = copier.overlay(&pdf.pages()[page], &mut chunk, &mut || writer.next());
            writer.chunk(&chunk, out)?;
            let size = pdf.pages()[page].render_dimensions();
            if !(size.0 > 0.0 && size.1 > 0.0) {
                return Err(unreadable());
            }
            let scale = [1.0 / size.0, 0.0, 0.0, 1.0 / size.1, 0.0, 0.0];
            written.push(PageObject { object: framed(writer, root, scale, &overlay, out)?, size });
            watch(u32::try_from(page + 1).unwrap_or(u32::MAX));
        }
    }
    Ok(written)
}

/// A form of side 1 that draws an object under a transformation, and what lies over it.
fn framed(
    writer: &mut Writer,
    object: Ref,
    matrix: [f32; 6],
    overlay: &Overlay,
    out: &mut dyn FnMut(&[u8]),
) -> Result<Ref, VolumeError> {
    let frame = writer.next();
    let mut chunk = Chunk::new();
    frame_in(&mut chunk, frame, object, matrix, overlay);
    writer.chunk(&chunk, out)?;
    Ok(frame)
}

/// The same, into a chunk.
pub(super) fn frame_in(chunk: &mut Chunk, frame: Ref, object: Ref, matrix: [f32; 6], overlay: &Overlay) {
    let mut content = pdf_writer::Content::new();
    content.save_state().transform(matrix).x_object(Name(b"P")).restore_state();
    overlay.draw(&mut content, matrix);
    let content = content.finish();
    let mut form = chunk.form_xobject(frame, &content);
    form.bbox(Rect::new(0.0, 0.0, 1.0, 1.0));
    overlay.list(form.resources().x_objects().pair(Name(b"P"), object));
    form.finish();
}

/// The transformation that turns a picture upright, which fills a square of side 1 before and after; by its
/// orientation as EXIF counts it, 1 to 8.
fn upright(orientation: u8) -> [f32; 6] {
    match orientation {
        2 => [-1.0, 0.0, 0.0, 1.0, 1.0, 0.0],
        3 => [-1.0, 0.0, 0.0, -1.0, 1.0, 1.0],
        4 => [1.0, 0.0, 0.0, -1.0, 0.0, 1.0],
        5 => [0.0, -1.0, -1.0, 0.0, 1.0, 1.0],
        6 => [0.0, -1.0, 1.0, 0.0, 0.0, 1.0],
        7 => [0.0, 1.0, 1.0, 0.0, 0.0, 0.0],
        8 => [0.0, 1.0, -1.0, 0.0, 1.0, 0.0],
        _ => [1.0, 0.0, 0.0, 1.0, 0.0, 0.0],
    }
}

/// The data of a JPEG as it is; `None` when it is of a kind that has to be packed anew.
fn jpeg(
    writer: &mut Writer,
    bytes: &[u8],
    out: &mut dyn FnMut(&[u8]),
) -> Result<Option<PageObject>, VolumeError> {
    // What comes after the picture, such as a film of the moment, stays behind too.
    let cleaned = clean(MediaType::Jpeg, bytes).map(|(cleaned, _)| cleaned);
    let bytes = cleaned.as_deref().unwrap_or(bytes);
    let Some(Jpeg { data, width, height, components }) = Jpeg::read(bytes) else { return Ok(None) };
    // The four inks of the press may be stored inverted or not; the decoder knows.
    if components != 1 && components != 3 {
        return Ok(None);
    }
    let picture = writer.next();
    let mut chunk = Chunk::new();
    let mut image = chunk.image_xobject(picture, &data);
    image.filter(Filter::DctDecode);
    image.width(width.into()).height(height.into()).bits_per_component(8);
    match components {
        1 => image.color_space().device_gray(),
        _ => image.color_space().device_rgb(),
    }
    image.finish();
    writer.chunk(&chunk, out)?;
    let turn = turn(MediaType::Jpeg, bytes);
    let (width, height) = (f32::from(width), f32::from(height));
    let size = if turn >= 5 { (height, width) } else { (width, height) };
    Ok(Some(PageObject { object: framed(writer, picture, upright(turn), &Overlay::default(), out)?, size }))
}

/// A JPEG without what it says about itself.
struct Jpeg {
    data: Vec<u8>,
    width: u16,
    height: u16,
    components: u8,
}

impl Jpeg {
    fn read(bytes: &[u8]) -> Option<Self> {
        let mut data = bytes.get(..2)?.to_vec();
        let mut frame = None;
        let mut at = 2;
        loop {
            let [0xFF, marker] = *bytes.get(at..at + 2)? else { return None };
            if marker == 0xFF {
                at += 1;
                continue;
            }
            let length = usize::from(u16::from_be_bytes([*bytes.get(at + 2)?, *bytes.get(at + 3)?]));
            let segment = bytes.get(at..at + 2 + length)?;
            match marker {
                // Place, camera, colour profile and comments stay behind; Adobe's segment says how colours
                // are coded.
                0xE1..=0xED | 0xEF | 0xFE => {}
                0xC0..=0xC2 => {
                    let [8, h, l, w, v, components] = *segment.get(4..10)? else { return None };
                    frame = Some((u16::from_be_bytes([w, v]), u16::from_be_bytes([h, l]), components));
                    data.extend(segment);
                }
                0xDA => {
                    data.extend(bytes.get(at..)?);
                    let (width, height, components) = frame.filter(|(w, h, _)| *w > 0 && *h > 0)?;
                    return Some(Self { data, width, height, components });
                }
                _ => data.extend(segment),
            }
            at += 2 + length;
        }
    }
}

/// The pages of a picture file, packed anew.
fn pictures(
    writer: &mut Writer,
    file: &FileRecord,
    bytes: &[u8],
    out: &mut dyn FnMut(&[u8]),
    watch: &mut dyn FnMut(u32),
) -> Result<Vec<PageObject>, VolumeError> {
    let unreadable = || VolumeError::Unreadable(file.name.clone());
    let mut written = Vec::new();
    for page in pages(bytes, file.media, Want::PRINT).map_err(|_| unreadable())? {
        let page = page.map_err(|_| unreadable())?;
        let picture = page.picture.ok_or_else(unreadable)?;
        let object = writer.next();
        let mut chunk = Chunk::new();
        packed(&mut chunk, object, &picture)?;
        writer.chunk(&chunk, out)?;
        #[expect(clippy::cast_precision_loss, reason = "pixels are far below 2^24")]
        let size = (picture.width() as f32, picture.height() as f32);
        written.push(PageObject { object, size });
        watch(page.number);
    }
    Ok(written)
}

/// A picture without loss; grey where it has no colour.
pub(super) fn packed(chunk: &mut Chunk, object: Ref, picture: &RgbImage) -> Result<(), VolumeError> {
    let grey = picture.pixels().all(|pixel| pixel.0[0] == pixel.0[1] && pixel.0[1] == pixel.0[2]);
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::new(5));
    let written = if grey {
        let light: Vec<u8> = picture.pixels().map(|pixel| pixel.0[0]).collect();
        encoder.write_all(&light)
    } else {
        encoder.write_all(picture.as_raw())
    };
    let data = written.and_then(|()| encoder.finish()).map_err(|_| VolumeError::Structure)?;
    let mut image = chunk.image_xobject(object, &data);
    let side = |pixels: u32| i32::try_from(pixels).unwrap_or(i32::MAX);
    image.filter(Filter::FlateDecode);
    image.width(side(picture.width())).height(side(picture.height())).bits_per_component(8);
    if grey {
        image.color_space().device_gray()
    } else {
        image.color_space().device_rgb()
    };
    image.finish();
    Ok(())
}
