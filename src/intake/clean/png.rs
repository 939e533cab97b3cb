//! PNG: chunks besides those that make the picture.

use super::{besides, least_exif};
use crate::dossier::Removed;
use crate::intake::exif::Exif;
use crate::intake::raster::png_chunks;

const SIGNATURE: usize = 8;
/// Length, kind and check sum around a chunk's content.
const AROUND: usize = 12;
/// The chunks that stay: the picture, its colours, its transparency, its resolution.
const STAY: [&[u8; 4]; 12] = [
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"cHRM", b"gAMA", b"iCCP", b"sBIT", b"sRGB", b"bKGD",
    b"pHYs",
];

pub(super) fn clean(bytes: &[u8]) -> Option<(Vec<u8>, Vec<Removed>)> {
    let mut out = bytes.get(..SIGNATURE)?.to_vec();
    let mut removed = Vec::new();
    let (mut at, mut last) = (SIGNATURE, false);
    for (kind, data) in png_chunks(bytes) {
        let end = at + AROUND + data.len();
        match kind {
            kind if STAY.contains(&kind) => out.extend(bytes.get(at..end)?),
            b"eXIf" => {
                removed.extend(besides(data));
                let exif = Exif::read(data).unwrap_or_default();
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
        (at, last) = (end, kind == b"IEND");
    }
    if at < bytes.len() {
        removed.push(Removed::Rest);
    }
    last.then_some((out, removed))
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
