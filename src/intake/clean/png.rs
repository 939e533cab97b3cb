//! PNG: chunks besides those that make the picture.

use super::least_exif;
use crate::dossier::Removed;
use crate::intake::exif::Exif;

const SIGNATURE: usize = 8;
/// The chunks that stay: the picture, its colours, its transparency, its resolution.
const STAY: [&[u8; 4]; 12] = [
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"cHRM", b"gAMA", b"iCCP", b"sBIT", b"sRGB", b"bKGD",
    b"pHYs",
];

pub(super) fn clean(bytes: &[u8]) -> Option<(Vec<u8>, Vec<Removed>)> {
    let mut out = bytes.get(..SIGNATURE)?.to_vec();
    let mut removed = Vec::new();
    let mut at = SIGNATURE;
    loop {
        let length = u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?) as usize;
        let kind: &[u8; 4] = bytes.get(at + 4..at + 8)?.try_into().ok()?;
        let end = at.checked_add(length)?.checked_add(12)?;
        let chunk = bytes.get(at..end)?;
        match kind {
            kind if STAY.contains(&kind) => out.extend(chunk),
            b"eXIf" => {
                let exif = Exif::read(&chunk[8..8 + length]).unwrap_or_default();
                removed.extend(&exif.besides);
                if let Some(least) = least_exif(exif.orientation, None) {
                    out.extend(u32::try_from(least.len()).ok()?.to_be_bytes());
                    let body = [kind.as_slice(), &least].concat();
                    out.extend(&body);
                    out.extend(crc32(&body).to_be_bytes());
                }
            }
            b"tEXt" | b"zTXt" | b"iTXt" => removed.push(Removed::Notes),
            b"tIME" => removed.push(Removed::Camera),
            _ => removed.push(Removed::Rest),
        }
        at = end;
        if kind == b"IEND" {
            break;
        }
    }
    if at < bytes.len() {
        removed.push(Removed::Rest);
    }
    Some((out, removed))
}

/// The check sum of a chunk's kind and data (ISO/IEC 15948, annex D).
fn crc32(bytes: &[u8]) -> u32 {
    let mut crc = u32::MAX;
    for byte in bytes {
        crc ^= u32::from(*byte);
        for _ in 0..8 {
            crc = (crc >> 1) ^ if crc & 1 == 1 { 0xEDB8_8320 } else { 0 };
        }
    }
    !crc
}
