//! WebP, decoded whole: the format has at most 16,383 pixels a side.

use image_webp::WebPDecoder;

use super::picture::{Decoded, on_white};
use super::reduce::Reducer;
use super::{Ink, MAX_PIXELS, Page, Want};
use crate::dossier::MediaType;
use crate::intake::Reason;
use crate::intake::exif::Exif;
use crate::intake::kind::Kind;

const WEBP: Kind = Kind::Accepted(MediaType::WebP);

/// Decodes a WebP file.
pub(super) fn decode(bytes: &[u8], want: Want) -> Result<Page, Reason> {
    let damaged = |_| Reason::Damaged(WEBP);
    let mut decoder = WebPDecoder::new(std::io::Cursor::new(bytes)).map_err(damaged)?;
    let (width, height) = decoder.dimensions();
    let size = decoder.output_buffer_size();
    let size = size.filter(|_| u64::from(width) * u64::from(height) <= MAX_PIXELS);
    let size = size.ok_or(Reason::TooManyPixels { width: width as usize, height: height as usize })?;
    let orientation = decoder.exif_metadata().ok().flatten().and_then(|data| Exif::read(&data));
    let mut pixels = vec![0; size];
    decoder.read_image(&mut pixels).map_err(damaged)?;
    let samples = if decoder.has_alpha() { 4 } else { 3 };
    let mut reducer = Reducer::new(width, height, want);
    for row in pixels.chunks_exact(width as usize * samples) {
        reducer.row(|at| match row[at * samples..(at + 1) * samples] {
            [red, green, blue] => [red, green, blue],
            [red, green, blue, alpha] => on_white([red, green, blue], alpha),
            _ => [255; 3],
        });
    }
    let picture = reducer.finish().ok_or(Reason::Damaged(WEBP))?;
    let orientation = orientation.unwrap_or_default().orientation;
    Ok(Decoded { pixels: (width, height), dpi: None, orientation, ink: Ink::Colour, picture }.page(1))
}
