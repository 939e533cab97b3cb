//! Removing what pictures carry besides the picture: place, device, time, comments, smaller copies.
//!
//! Without loss: the image data stay to the byte. What is needed to show a picture rightly stays too: which way is
//! up, the resolution, colour profiles. A PDF is left alone: its signatures would break.
//!
//! Invariant: cleaning twice is cleaning once.

mod jpeg;
mod png;
mod tiff;
mod webp;

use super::exif::{Exif, Orientation};
use crate::dossier::{MediaType, Removed};

/// The content without what it carries besides the picture, and what that was; `None` when there is nothing
/// to remove. Only for contents that were examined.
pub fn clean(media: MediaType, bytes: &[u8]) -> Option<(Vec<u8>, Vec<Removed>)> {
    let (cleaned, mut removed) = match media {
        MediaType::Jpeg => jpeg::clean(bytes),
        MediaType::Png => png::clean(bytes),
        MediaType::WebP => webp::clean(bytes),
        MediaType::Tiff => tiff::clean(bytes),
        MediaType::Pdf => None,
    }?;
    removed.sort_unstable();
    removed.dedup();
    (!removed.is_empty() && cleaned != bytes).then_some((cleaned, removed))
}

/// What EXIF data hold besides what is kept of them. Of what cannot be read nothing is kept.
fn besides(exif: &[u8]) -> Vec<Removed> {
    Exif::read(exif).map_or_else(|| vec![Removed::Rest], |exif| exif.besides)
}

/// EXIF data that says only which way is up and the resolution; `None` when there is nothing to say.
fn least_exif(orientation: Orientation, dpi: Option<f32>) -> Option<Vec<u8>> {
    const ENTRY: usize = 12;
    let turned = orientation != Orientation::default();
    let count = usize::from(turned) + if dpi.is_some() { 3 } else { 0 };
    if count == 0 {
        return None;
    }
    let mut out = b"MM\0*\0\0\0\x08".to_vec();
    let short = |value: u16| [value.to_be_bytes(), [0; 2]].concat();
    let mut entry = |tag: u16, kind: u16, value: &[u8]| {
        out.extend(tag.to_be_bytes());
        out.extend(kind.to_be_bytes());
        out.extend(1_u32.to_be_bytes());
        out.extend(value);
    };
    // The two resolutions share their value, which comes after the directory.
    let behind = u32::try_from(10 + count * ENTRY + 4).unwrap_or(0).to_be_bytes();
    if turned {
        entry(274, 3, &short(orientation.number()));
    }
    if dpi.is_some() {
        entry(282, 5, &behind);
        entry(283, 5, &behind);
        entry(296, 3, &short(2));
    }
    let head = u16::try_from(count).unwrap_or(0).to_be_bytes();
    out.splice(8..8, head);
    out.extend([0; 4]);
    if let Some(dpi) = dpi {
        out.extend(((dpi * 100.0).round() as u32).to_be_bytes());
        out.extend(100_u32.to_be_bytes());
    }
    Some(out)
}
