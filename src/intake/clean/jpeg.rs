//! JPEG: segments before the picture, and whatever comes after its end.

use super::{besides, least_exif};
use crate::dossier::Removed;
use crate::intake::exif::Exif;
use crate::intake::image::jpeg_end;
use crate::intake::raster::jpeg_segments;

const JFIF: &[u8] = b"JFIF\0";
/// A JFIF segment without a thumbnail.
const JFIF_LENGTH: usize = 14;

pub(super) fn clean(bytes: &[u8]) -> Option<(Vec<u8>, Vec<Removed>)> {
    let end = jpeg_end(bytes).ok()?;
    let mut removed = Vec::new();
    let exif = Exif::of_jpeg(bytes).unwrap_or_default();
    let sized = jpeg_segments(bytes).any(|(marker, data)| {
        marker == 0xE0 && data.starts_with(JFIF) && data.get(7).is_some_and(|unit| *unit > 0)
    });
    let least = least_exif(exif.orientation, exif.dpi.filter(|dpi| !sized && *dpi > 72.5));
    let mut out = b"\xFF\xD8".to_vec();
    let mut put = |marker: u8, data: &[u8]| {
        let length = u16::try_from(data.len() + 2).unwrap_or(u16::MAX);
        out.extend([0xFF, marker]);
        out.extend(length.to_be_bytes());
        out.extend(data);
    };
    let mut at = 2;
    let mut least = least.map(|least| [b"Exif\0\0", least.as_slice()].concat());
    for (marker, data) in jpeg_segments(bytes) {
        at = data.as_ptr() as usize - bytes.as_ptr() as usize + data.len();
        let first = marker != 0xE0;
        if first && let Some(least) = least.take() {
            put(0xE1, &least);
        }
        match marker {
            0xE0 if data.starts_with(JFIF) => {
                let mut head = data.get(..JFIF_LENGTH)?.to_vec();
                if exif.camera {
                    // Without the word that a camera wrote it, its resolution would be believed.
                    head[7] = 0;
                }
                if data.len() > JFIF_LENGTH {
                    removed.push(Removed::Rest);
                    head[12..].fill(0);
                }
                put(marker, &head);
            }
            // Adobe's says how the colours are stored.
            0xEE if data.starts_with(b"Adobe") => put(marker, data),
            0xE2 if data.starts_with(b"ICC_PROFILE\0") => put(marker, data),
            0xE1 if data.starts_with(b"Exif\0") => removed.extend(besides(data)),
            0xE1 | 0xED | 0xFE => removed.push(Removed::Notes),
            0xE0 | 0xE2..=0xEF => removed.push(Removed::Rest),
            _ => put(marker, data),
        }
    }
    if let Some(least) = least.take() {
        put(0xE1, &least);
    }
    out.extend(bytes.get(at..end)?);
    if bytes[end..].iter().any(|byte| *byte != 0) {
        removed.push(Removed::Rest);
    }
    Some((out, removed))
}
