//! WebP: chunks of the RIFF container besides those that make the picture.

use super::{besides, least_exif};
use crate::dossier::Removed;
use crate::intake::exif::Exif;

const HEAD: usize = 12;
/// Flags of the extended header.
const HAS_EXIF: u8 = 0x08;
const HAS_XMP: u8 = 0x04;

pub(super) fn clean(bytes: &[u8]) -> Option<(Vec<u8>, Vec<Removed>)> {
    let mut out = bytes.get(..HEAD)?.to_vec();
    let whole = u32::from_le_bytes(bytes.get(4..8)?.try_into().ok()?) as usize + 8;
    let mut removed = Vec::new();
    let mut least = None;
    let mut at = HEAD;
    while at + 8 <= whole.min(bytes.len()) {
        let kind = bytes.get(at..at + 4)?;
        let length = u32::from_le_bytes(bytes.get(at + 4..at + 8)?.try_into().ok()?) as usize;
        let data = bytes.get(at + 8..at.checked_add(8)?.checked_add(length)?)?;
        match kind {
            b"VP8X" | b"VP8 " | b"VP8L" | b"ALPH" | b"ICCP" => put(&mut out, kind, data)?,
            b"EXIF" => {
                removed.extend(besides(data));
                // Of several, readers take the first.
                least.get_or_insert_with(|| Exif::read(data).unwrap_or_default().orientation);
            }
            b"XMP " => removed.push(Removed::Notes),
            _ => removed.push(Removed::Rest),
        }
        at += 8 + length + length % 2;
    }
    let least = least.and_then(|orientation| least_exif(orientation, None));
    if let Some(least) = &least {
        put(&mut out, b"EXIF", least)?;
    }
    if out.get(HEAD..HEAD + 4) == Some(b"VP8X") {
        let flags = out.get_mut(HEAD + 8)?;
        *flags &= !(HAS_EXIF | HAS_XMP);
        *flags |= if least.is_some() { HAS_EXIF } else { 0 };
    }
    if whole < bytes.len() {
        removed.push(Removed::Rest);
    }
    let length = u32::try_from(out.len() - 8).ok()?;
    out[4..8].copy_from_slice(&length.to_le_bytes());
    Some((out, removed))
}

fn put(out: &mut Vec<u8>, kind: &[u8], data: &[u8]) -> Option<()> {
    out.extend(kind);
    out.extend(u32::try_from(data.len()).ok()?.to_le_bytes());
    out.extend(data);
    if data.len() % 2 == 1 {
        out.push(0);
    }
    Some(())
}
