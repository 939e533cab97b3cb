//! TIFF: entries of its directories, taken out where they stand; nothing else moves.

use crate::dossier::Removed;
use crate::intake::exif::Order;

/// Entries that say something besides the picture.
fn besides(tag: u16) -> Option<Removed> {
    Some(match tag {
        // Make, Model, Software, DateTime, HostComputer, and the directory of the camera.
        271 | 272 | 305 | 306 | 316 | EXIF => Removed::Camera,
        GPS => Removed::Place,
        // DocumentName, ImageDescription, PageName, Artist, Copyright, XMP, IPTC, Photoshop.
        269 | 270 | 285 | 315 | 33_432 | 700 | 33_723 | 34_377 | 37_724 => Removed::Notes,
        _ => return None,
    })
}

const EXIF: u16 = 34_665;
const GPS: u16 = 34_853;
const ENTRY: usize = 12;
/// No file of scans has more images.
const MOST_IMAGES: usize = 10_000;
const MOST_ENTRIES: u16 = 1_000;

pub(super) fn clean(bytes: &[u8]) -> Option<(Vec<u8>, Vec<Removed>)> {
    // Larger files have another layout, and no scanner writes them.
    let order = Order::of(bytes)?;
    let mut out = bytes.to_vec();
    let mut removed = Vec::new();
    let mut at = order.long(bytes, 4)? as usize;
    for _ in 0..MOST_IMAGES {
        if at == 0 {
            break;
        }
        at = directory(order, &mut out, at, &mut removed)?;
    }
    Some((out, removed))
}

/// Takes entries out of a directory and gives the place of the next.
fn directory(order: Order, out: &mut [u8], at: usize, removed: &mut Vec<Removed>) -> Option<usize> {
    let count = order.short(out, at).filter(|count| *count <= MOST_ENTRIES)?;
    let first = at + 2;
    let end = first + usize::from(count) * ENTRY;
    let next = order.long(out, end)?;
    let mut kept = Vec::with_capacity(end + 4 - first);
    for entry in (first..end).step_by(ENTRY) {
        match besides(order.short(out, entry)?) {
            Some(what) => {
                removed.push(what);
                wipe(order, out, entry, 2)?;
            }
            None => kept.extend_from_slice(&out[entry..entry + ENTRY]),
        }
    }
    let left = u16::try_from(kept.len() / ENTRY).ok()?;
    kept.extend_from_slice(&order.long_bytes(next));
    kept.resize(end + 4 - first, 0);
    out[at..first].copy_from_slice(&order.short_bytes(left));
    out[first..end + 4].copy_from_slice(&kept);
    Some(next as usize)
}

/// Overwrites what an entry refers to.
fn wipe(order: Order, out: &mut [u8], entry: usize, depth: u8) -> Option<()> {
    let (tag, kind) = (order.short(out, entry)?, order.short(out, entry + 2)?);
    let (count, place) = (order.long(out, entry + 4)? as usize, order.long(out, entry + 8)? as usize);
    if matches!(tag, EXIF | GPS) {
        let inner = order.short(out, place).filter(|inner| *inner <= MOST_ENTRIES && depth > 0);
        if let Some(inner) = inner {
            for at in 0..usize::from(inner) {
                wipe(order, out, place + 2 + at * ENTRY, depth - 1);
            }
            out.get_mut(place..place + 2 + usize::from(inner) * ENTRY)?.fill(0);
        }
        return Some(());
    }
    let size = match kind {
        3 | 8 => 2,
        4 | 9 | 11 | 13 => 4,
        5 | 10 | 12 => 8,
        _ => 1,
    };
    let length = count.checked_mul(size)?;
    if length > 4 {
        out.get_mut(place..place.checked_add(length)?)?.fill(0);
    }
    Some(())
}
