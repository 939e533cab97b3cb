//! PNG, row by row.

use png::{BitDepth, ColorType, Decoder, Limits, Transformations};

use super::picture::{Decoded, meant, on_white};
use super::reduce::Reducer;
use super::{Ink, MAX_PIXELS, MM_PER_INCH, Page, Want};
use crate::dossier::MediaType;
use crate::intake::Reason;
use crate::intake::exif::Exif;
use crate::intake::kind::Kind;

const PNG: Kind = Kind::Accepted(MediaType::Png);
/// Most that the decoder may take up for chunks and rows.
const LIMIT: usize = 64 * 1024 * 1024;

/// Decodes a PNG file.
pub(super) fn decode(bytes: &[u8], want: Want) -> Result<Page, Reason> {
    let mut decoder = Decoder::new_with_limits(std::io::Cursor::new(bytes), Limits { bytes: LIMIT });
    decoder.set_transformations(Transformations::normalize_to_color8());
    decoder.set_ignore_text_chunk(true);
    decoder.set_ignore_iccp_chunk(true);
    let mut reader = decoder.read_info().map_err(|_| Reason::Damaged(PNG))?;
    let info = reader.info();
    let (width, height) = (info.width, info.height);
    let dpi = info.pixel_dims.filter(|dims| dims.unit == png::Unit::Meter).and_then(|dims| {
        #[expect(clippy::cast_precision_loss, reason = "a resolution is far below 2^24")]
        let per_metre = dims.xppu as f32;
        meant(per_metre * MM_PER_INCH / 1000.0)
    });
    let ink = match (info.color_type, info.bit_depth) {
        (ColorType::Grayscale, BitDepth::One) => Ink::Bilevel,
        (ColorType::Grayscale | ColorType::GrayscaleAlpha, _) => Ink::Grey,
        (ColorType::Rgb | ColorType::Rgba | ColorType::Indexed, _) => Ink::Colour,
    };
    let interlaced = info.interlaced;
    let samples = reader.output_color_type().0.samples();
    let mut reducer = Reducer::new(width, height, want);
    if interlaced {
        // Its rows come in seven passes and have to be held together.
        let size = reader.output_buffer_size().filter(|size| *size as u64 <= MAX_PIXELS * 2);
        let size = size.ok_or(Reason::TooManyPixels { width: width as usize, height: height as usize })?;
        let mut frame = vec![0; size];
        reader.next_frame(&mut frame).map_err(|_| Reason::Damaged(PNG))?;
        for row in frame.chunks_exact(width as usize * samples) {
            reducer.row(|at| colour(&row[at * samples..(at + 1) * samples]));
        }
    } else {
        while let Some(row) = reader.next_row().map_err(|_| Reason::Damaged(PNG))? {
            let row = row.data();
            reducer.row(|at| colour(&row[at * samples..(at + 1) * samples]));
        }
    }
    let picture = reducer.finish().ok_or(Reason::Damaged(PNG))?;
    let orientation = Exif::of_png(bytes).unwrap_or_default().orientation;
    Ok(Decoded { pixels: (width, height), dpi, orientation, ink, picture }.page(1))
}

/// The chunks up to the last one, whole ones only: kind and content.
pub(in crate::intake) fn chunks(bytes: &[u8]) -> impl Iterator<Item = (&[u8; 4], &[u8])> {
    const SIGNATURE: usize = 8;
    let mut rest = bytes.get(SIGNATURE..).unwrap_or_default();
    std::iter::from_fn(move || {
        let (length, after) = rest.split_first_chunk::<4>()?;
        let (kind, after) = after.split_first_chunk::<4>()?;
        let (data, after) = after.split_at_checked(u32::from_be_bytes(*length) as usize)?;
        // Behind the check sum.
        let after = after.get(4..)?;
        rest = if kind == b"IEND" { &[] } else { after };
        Some((kind, data))
    })
}

/// The colour of grey, grey with alpha, RGB or RGBA.
fn colour(samples: &[u8]) -> [u8; 3] {
    match *samples {
        [grey] => [grey; 3],
        [grey, alpha] => on_white([grey; 3], alpha),
        [red, green, blue] => [red, green, blue],
        [red, green, blue, alpha] => on_white([red, green, blue], alpha),
        _ => [255; 3],
    }
}
