//! TIFF, one image after the other, strip by strip.

use std::io::Cursor;

use tiff::decoder::ifd::Value;
use tiff::decoder::{ChunkType, Decoder, DecodingResult};
use tiff::tags::{ResolutionUnit, Tag};
use tiff::{ColorType, TiffError};

use super::picture::{Decoded, from_cmyk, meant, on_white};
use super::reduce::Reducer;
use super::{Ink, MAX_PIXELS, Page, Want};
use crate::dossier::MediaType;
use crate::intake::Reason;
use crate::intake::exif::Orientation;
use crate::intake::kind::Kind;

const TIFF: Kind = Kind::Accepted(MediaType::Tiff);
const DAMAGED: Reason = Reason::Damaged(TIFF);
/// No file of scans has more images.
const MOST_IMAGES: u32 = 10_000;

type Reader<'a> = Decoder<Cursor<&'a [u8]>>;

/// Counts the pages and gives the largest image's size.
pub(in crate::intake) fn count(bytes: &[u8]) -> Result<(u32, (u32, u32)), Reason> {
    let mut reader = Decoder::new(Cursor::new(bytes)).map_err(refused)?;
    let (mut pages, mut largest) = (0, (0, 0));
    for _ in 0..MOST_IMAGES {
        if !is_thumbnail(&mut reader) {
            pages += 1;
            let size = reader.dimensions().map_err(refused)?;
            let area = |(width, height): (u32, u32)| u64::from(width) * u64::from(height);
            if area(size) > area(largest) {
                largest = size;
            }
        }
        if !reader.more_images() {
            return Ok((pages, largest));
        }
        reader.next_image().map_err(refused)?;
    }
    Err(DAMAGED)
}

/// A smaller copy of another image, bit 0 of NewSubfileType.
fn is_thumbnail(reader: &mut Reader<'_>) -> bool {
    let kind = reader.find_tag_unsigned::<u32>(Tag::NewSubfileType);
    matches!(kind, Ok(Some(kind)) if kind & 1 == 1)
}

/// The images of a file.
pub(super) struct Images<'a> {
    reader: Reader<'a>,
    want: Want,
    /// Number of the page that comes next, from 1.
    next: u32,
    /// The reader stands at an image that was given already.
    used: bool,
    ended: bool,
}

impl<'a> Images<'a> {
    pub(super) fn open(bytes: &'a [u8], want: Want) -> Result<Self, Reason> {
        let reader = Decoder::new(Cursor::new(bytes)).map_err(refused)?;
        Ok(Self { reader, want, next: 1, used: false, ended: false })
    }

    pub(super) fn skip_to(&mut self, number: u32) {
        while self.next < number && !self.ended {
            match self.advance() {
                Ok(true) => {
                    self.used = true;
                    self.next += 1;
                }
                _ => self.ended = true,
            }
        }
    }

    pub(super) fn next(&mut self) -> Option<Result<Page, Reason>> {
        if self.ended {
            return None;
        }
        let page = match self.advance() {
            Ok(false) => return None,
            Ok(true) => read(&mut self.reader, self.want).map(|decoded| decoded.page(self.next)),
            Err(reason) => Err(reason),
        };
        self.ended |= page.is_err();
        self.used = true;
        self.next += 1;
        Some(page)
    }

    /// Goes to the next page; false after the last.
    fn advance(&mut self) -> Result<bool, Reason> {
        loop {
            if self.used {
                if !self.reader.more_images() {
                    self.ended = true;
                    return Ok(false);
                }
                self.reader.next_image().map_err(refused)?;
            }
            if !is_thumbnail(&mut self.reader) {
                return Ok(true);
            }
            self.used = true;
        }
    }
}

/// Decodes the image at which the reader stands.
fn read(reader: &mut Reader<'_>, want: Want) -> Result<Decoded, Reason> {
    let (width, height) = reader.dimensions().map_err(refused)?;
    let colour = reader.colortype().map_err(refused)?;
    let palette = match colour {
        ColorType::Palette(_) => reader.get_tag_u16_vec(Tag::ColorMap).map_err(refused)?,
        _ => Vec::new(),
    };
    let ink = match colour {
        ColorType::Gray(1) => Ink::Bilevel,
        ColorType::Gray(_) | ColorType::GrayA(_) => Ink::Grey,
        ColorType::CMYK(_) | ColorType::CMYKA(_) => Ink::Cmyk,
        _ => Ink::Colour,
    };
    let samples = usize::from(colour.num_samples());
    let bits = usize::from(colour.bit_depth());
    let orientation = reader.find_tag_unsigned::<u32>(Tag::Orientation).ok().flatten();
    let orientation = orientation.and_then(Orientation::new).unwrap_or_default();
    let dpi = resolution(reader);
    let across = reader.chunk_dimensions().0.max(1);
    let tiles = match reader.get_chunk_type() {
        ChunkType::Strip => 1,
        ChunkType::Tile => width.div_ceil(across),
    };
    let chunks = match reader.get_chunk_type() {
        ChunkType::Strip => reader.strip_count(),
        ChunkType::Tile => reader.tile_count(),
    };
    let chunks = chunks.map_err(refused)?;
    let mut reducer = Reducer::new(width, height, want);
    // Strips hold whole rows; tiles side by side are put together.
    for first in (0..chunks).step_by(tiles as usize) {
        let mut side_by_side = Vec::new();
        let mut rows = 0;
        for chunk in first..(first + tiles).min(chunks) {
            let (columns, lines) = reader.chunk_data_dimensions(chunk);
            if u64::from(columns) * u64::from(lines) > MAX_PIXELS * 4 {
                return Err(Reason::TooManyPixels { width: width as usize, height: height as usize });
            }
            let data = bytes(reader.read_chunk(chunk).map_err(refused)?)?;
            rows = lines as usize;
            side_by_side.push((columns as usize, data));
        }
        for row in 0..rows {
            let place = |at: usize| {
                let tile = at / across as usize;
                let (columns, data) = side_by_side.get(tile)?;
                let at = at - tile * across as usize;
                pixel(colour, &palette, data, (row, at, *columns), (samples, bits))
            };
            reducer.row(|at| place(at).unwrap_or([255; 3]));
        }
    }
    let picture = reducer.finish().ok_or(DAMAGED)?;
    Ok(Decoded { pixels: (width, height), dpi, orientation, ink, picture })
}

/// Samples as bytes; of wider ones the upper byte.
fn bytes(data: DecodingResult) -> Result<Vec<u8>, Reason> {
    match data {
        DecodingResult::U8(data) => Ok(data),
        DecodingResult::U16(data) => Ok(data.into_iter().map(|sample| (sample >> 8) as u8).collect()),
        _ => Err(Reason::Unsupported(TIFF)),
    }
}

/// Why an image is refused: of what the format allows, not all is read.
fn refused(error: TiffError) -> Reason {
    match error {
        TiffError::UnsupportedError(_) => Reason::Unsupported(TIFF),
        _ => DAMAGED,
    }
}

/// The colour of a pixel of a chunk, by row, column and width of the row.
fn pixel(
    colour: ColorType,
    palette: &[u16],
    data: &[u8],
    (row, column, columns): (usize, usize, usize),
    (samples, bits): (usize, usize),
) -> Option<[u8; 3]> {
    // Rows begin at whole bytes.
    let sample = |number: usize| -> Option<u8> {
        if bits >= 8 {
            return data.get((row * columns + column) * samples + number).copied();
        }
        let stride = (columns * samples * bits).div_ceil(8);
        let bit = (column * samples + number) * bits;
        let byte = *data.get(row * stride + bit / 8)?;
        Some((byte >> (8 - bits - bit % 8)) & ((1 << bits) - 1))
    };
    let full = |value: u8| if bits >= 8 { value } else { (u16::from(value) * 255 / ((1 << bits) - 1)) as u8 };
    let part = |number: usize| sample(number).map(full);
    Some(match colour {
        ColorType::Gray(_) => [part(0)?; 3],
        ColorType::GrayA(_) => on_white([part(0)?; 3], part(1)?),
        ColorType::RGB(_) => [part(0)?, part(1)?, part(2)?],
        ColorType::RGBA(_) => on_white([part(0)?, part(1)?, part(2)?], part(3)?),
        ColorType::CMYK(_) | ColorType::CMYKA(_) => from_cmyk(part(0)?, part(1)?, part(2)?, part(3)?),
        ColorType::Palette(_) => {
            let (index, third) = (usize::from(sample(0)?), palette.len() / 3);
            let entry = |band: usize| palette.get(band * third + index).map(|value| (value >> 8) as u8);
            [entry(0)?, entry(1)?, entry(2)?]
        }
        ColorType::YCbCr(_) => {
            let (luma, blue, red) =
                (f32::from(part(0)?), f32::from(part(1)?) - 128.0, f32::from(part(2)?) - 128.0);
            [luma + 1.402 * red, luma - 0.344 * blue - 0.714 * red, luma + 1.772 * blue]
                .map(|value| value as u8)
        }
        _ => return None,
    })
}

/// Pixels to an inch.
fn resolution(reader: &mut Reader<'_>) -> Option<f32> {
    let Ok(Value::Rational(dots, of)) = reader.get_tag(Tag::XResolution) else { return None };
    #[expect(clippy::cast_precision_loss, reason = "a resolution need not be exact")]
    let dots = dots as f32 / of.max(1) as f32;
    let unit = reader.find_tag_unsigned::<u16>(Tag::ResolutionUnit).ok().flatten();
    match unit.map_or(Some(ResolutionUnit::Inch), ResolutionUnit::from_u16)? {
        ResolutionUnit::Inch => meant(dots),
        ResolutionUnit::Centimeter => meant(dots * 2.54),
        _ => None,
    }
}
