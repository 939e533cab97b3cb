//! Images: whether they are whole, and how many pixels they have.

use super::Reason;
use super::kind::Kind;
use crate::dossier::MediaType;

/// Longest side of an image. A4 at 1200 dpi has 14,031 pixels.
const MAX_SIDE: usize = 40_000;
/// Most pixels of an image; four bytes each when decoded.
const MAX_PIXELS: usize = 200_000_000;

const JPEG: Kind = Kind::Accepted(MediaType::Jpeg);
const PNG: Kind = Kind::Accepted(MediaType::Png);
const TIFF: Kind = Kind::Accepted(MediaType::Tiff);
const WEBP: Kind = Kind::Accepted(MediaType::WebP);

/// A picture with so many pixels in so few bytes is no scan: even a blank page at 600 dpi has fewer.
const BOMB_PIXELS: u64 = 50_000_000;
/// Pixels to a byte.
const BOMB_RATIO: u64 = 400;

/// Checks that a JPEG goes on to its end marker and has a sensible size.
pub(super) fn check_jpeg(bytes: &[u8]) -> Result<(), Reason> {
    jpeg_end(bytes)?;
    check_pixels(bytes, JPEG)
}

/// Where a JPEG ends: behind its end marker.
pub(super) fn jpeg_end(bytes: &[u8]) -> Result<usize, Reason> {
    // After the start marker; each round reads one marker with its segment.
    let mut at = 2;
    let mut scans = 0;
    loop {
        let marker = next_marker(bytes, &mut at).ok_or(Reason::Truncated(JPEG))?;
        match marker {
            0x01 | 0xD0..=0xD8 => {}
            0xD9 if scans > 0 => return Ok(at),
            0xD9 => return Err(Reason::Damaged(JPEG)),
            _ => {
                let length = bytes.get(at..at + 2).ok_or(Reason::Truncated(JPEG))?;
                let length = usize::from(u16::from_be_bytes([length[0], length[1]]));
                if length < 2 {
                    return Err(Reason::Damaged(JPEG));
                }
                at += length;
                if marker == 0xDA {
                    scans += 1;
                }
            }
        }
    }
}

/// Finds the next marker, passing over image data with its stuffed zeros and restart markers.
fn next_marker(bytes: &[u8], at: &mut usize) -> Option<u8> {
    loop {
        *at += bytes.get(*at..)?.iter().position(|byte| *byte == 0xFF)?;
        *at += bytes[*at..].iter().position(|byte| *byte != 0xFF)?;
        let marker = bytes[*at];
        *at += 1;
        if !matches!(marker, 0x00 | 0xD0..=0xD7) {
            return Some(marker);
        }
    }
}

/// Checks that a PNG goes on to its end chunk and has a sensible size.
pub(super) fn check_png(bytes: &[u8]) -> Result<(), Reason> {
    const SIGNATURE: usize = 8;
    /// Length, type and check sum around a chunk's data.
    const AROUND: usize = 12;
    let mut at = SIGNATURE;
    let mut data = false;
    let mut frames = 1;
    loop {
        let head = bytes.get(at..at + 8).ok_or(Reason::Truncated(PNG))?;
        let length = usize::try_from(u32::from_be_bytes([head[0], head[1], head[2], head[3]]))
            .map_err(|_| Reason::Damaged(PNG))?;
        let kind = &head[4..8];
        if !kind.iter().all(u8::is_ascii_alphabetic) || (at == SIGNATURE && kind != b"IHDR") {
            return Err(Reason::Damaged(PNG));
        }
        let end = at.checked_add(AROUND).and_then(|end| end.checked_add(length));
        let end = end.filter(|end| *end <= bytes.len()).ok_or(Reason::Truncated(PNG))?;
        data |= kind == b"IDAT";
        if kind == b"acTL" {
            let count = bytes.get(at + 8..at + 12).ok_or(Reason::Truncated(PNG))?;
            frames = u32::from_be_bytes([count[0], count[1], count[2], count[3]]);
        }
        if kind == b"IEND" {
            break;
        }
        at = end;
    }
    match (data, frames) {
        (false, _) => Err(Reason::Damaged(PNG)),
        (true, 2..) => Err(Reason::Animated { frames }),
        (true, _) => check_pixels(bytes, PNG),
    }
}

/// Checks that a WebP file is whole, does not move and has a sensible size.
pub(super) fn check_webp(bytes: &[u8]) -> Result<(), Reason> {
    const HEADER: u64 = 8;
    let length = bytes.get(4..8).ok_or(Reason::Truncated(WEBP))?;
    let length = u64::from(u32::from_le_bytes([length[0], length[1], length[2], length[3]]));
    if HEADER + length > bytes.len() as u64 {
        return Err(Reason::Truncated(WEBP));
    }
    let decoder = image_webp::WebPDecoder::new(std::io::Cursor::new(bytes));
    let decoder = decoder.map_err(|_| Reason::Damaged(WEBP))?;
    if decoder.is_animated() {
        return Err(Reason::Animated { frames: decoder.num_frames() });
    }
    let (width, height) = decoder.dimensions();
    check_size((width as usize, height as usize), bytes.len(), WEBP)
}

/// Checks that the directories of a TIFF file can be read and have sensible sizes; counts its pages.
pub(super) fn check_tiff(bytes: &[u8]) -> Result<u32, Reason> {
    let (pages, (width, height)) = super::raster::count_tiff(bytes)?;
    check_size((width as usize, height as usize), bytes.len(), TIFF)?;
    if pages == 0 { Err(Reason::NoPages) } else { Ok(pages) }
}

fn check_pixels(bytes: &[u8], kind: Kind) -> Result<(), Reason> {
    let size = imagesize::blob_size(bytes).map_err(|_| Reason::Damaged(kind))?;
    check_size((size.width, size.height), bytes.len(), kind)
}

fn check_size((width, height): (usize, usize), length: usize, kind: Kind) -> Result<(), Reason> {
    if width == 0 || height == 0 {
        return Err(Reason::Damaged(kind));
    }
    if width > MAX_SIDE || height > MAX_SIDE || width.saturating_mul(height) > MAX_PIXELS {
        return Err(Reason::TooManyPixels { width, height });
    }
    let pixels = width as u64 * height as u64;
    if pixels > BOMB_PIXELS && pixels / (length as u64).max(1) > BOMB_RATIO {
        return Err(Reason::Bomb { width, height });
    }
    Ok(())
}
