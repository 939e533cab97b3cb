//! JPEG, reduced while it is decoded: a half, a quarter or an eighth costs less than the whole.

use image::RgbImage;
use jpeg_decoder::{Decoder, PixelFormat};

use super::picture::{Decoded, from_cmyk, meant};
use super::{Ink, MAX_PIXELS, Page, Want};
use crate::dossier::MediaType;
use crate::intake::Reason;
use crate::intake::exif::Exif;
use crate::intake::kind::Kind;

const JPEG: Kind = Kind::Accepted(MediaType::Jpeg);

/// Decodes a JPEG file.
pub(super) fn decode(bytes: &[u8], want: Want) -> Result<Page, Reason> {
    picture(bytes, want, None).map(|decoded| decoded.page(1))
}

/// Decodes a JPEG stream. `inverted` says for CMYK whether 0 is full ink; `None` leaves it to
/// the file: Adobe's programs write it so, and leave their mark.
pub(super) fn picture(bytes: &[u8], want: Want, inverted: Option<bool>) -> Result<Decoded, Reason> {
    let damaged = |_| Reason::Damaged(JPEG);
    let mut decoder = Decoder::new(bytes);
    decoder.read_info().map_err(damaged)?;
    let info = decoder.info().ok_or(Reason::Damaged(JPEG))?;
    let (width, height) = (u32::from(info.width), u32::from(info.height));
    let long = width.max(height).max(1);
    // Reduced by a half as often as enough is left; even where more is wanted, only so much is held.
    let held = |by: u32| u64::from(width / by) * u64::from(height / by) <= MAX_PIXELS;
    let by = [8, 4, 2, 1].into_iter().find(|by| long / by >= want.long_side && held(*by));
    let by = by.or_else(|| [1, 2, 4, 8].into_iter().find(|by| held(*by))).unwrap_or(8);
    let side = |side: u32| u16::try_from(side.div_ceil(by)).unwrap_or(u16::MAX);
    let (across, down) = decoder.scale(side(width), side(height)).map_err(damaged)?;
    let pixels = decoder.decode().map_err(damaged)?;
    let adobe = inverted.unwrap_or_else(|| has_adobe_marker(bytes));
    let (ink, pixels) = match info.pixel_format {
        PixelFormat::RGB24 => (Ink::Colour, pixels),
        PixelFormat::L8 => (Ink::Grey, pixels.iter().flat_map(|grey| [*grey; 3]).collect()),
        PixelFormat::L16 => (Ink::Grey, pixels.chunks_exact(2).flat_map(|grey| [grey[0]; 3]).collect()),
        PixelFormat::CMYK32 => {
            // The decoder turns every value round, as Adobe's files want it.
            let ink = |part: u8| if adobe { part } else { 255 - part };
            let colour = |p: &[u8]| from_cmyk(ink(p[0]), ink(p[1]), ink(p[2]), ink(p[3]));
            (Ink::Cmyk, pixels.chunks_exact(4).flat_map(colour).collect())
        }
    };
    let picture = RgbImage::from_raw(across.into(), down.into(), pixels).ok_or(Reason::Damaged(JPEG))?;
    let orientation = Exif::of_jpeg(bytes).unwrap_or_default().orientation;
    Ok(Decoded { pixels: (width, height), dpi: dpi(bytes), orientation, ink, picture })
}

/// Pixels to an inch as the file says: in its JFIF segment, else in its EXIF data; of a photograph not at all.
fn dpi(bytes: &[u8]) -> Option<f32> {
    let exif = Exif::of_jpeg(bytes).unwrap_or_default();
    if exif.camera {
        return None;
    }
    let jfif = segments(bytes).find(|(marker, data)| *marker == 0xE0 && data.starts_with(b"JFIF\0"));
    let stated = jfif.and_then(|(_, data)| {
        let across = f32::from(u16::from_be_bytes([*data.get(8)?, *data.get(9)?]));
        match data.get(7)? {
            1 => meant(across),
            2 => meant(across * 2.54),
            _ => None,
        }
    });
    stated.or_else(|| exif.dpi.and_then(meant))
}

fn has_adobe_marker(bytes: &[u8]) -> bool {
    segments(bytes).any(|(marker, data)| marker == 0xEE && data.starts_with(b"Adobe"))
}

/// The segments before the image data: marker and content.
pub(in crate::intake) fn segments(bytes: &[u8]) -> impl Iterator<Item = (u8, &[u8])> {
    let mut at = 2;
    std::iter::from_fn(move || {
        while bytes.get(at) == Some(&0xFF) && bytes.get(at + 1) == Some(&0xFF) {
            at += 1;
        }
        let [0xFF, marker, high, low] = *bytes.get(at..at + 4)? else { return None };
        if marker == 0xDA {
            return None;
        }
        let length = usize::from(u16::from_be_bytes([high, low]));
        let data = bytes.get(at + 4..at + 2 + length)?;
        at += 2 + length;
        Some((marker, data))
    })
}
