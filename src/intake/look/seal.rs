//! Round red seals: rings of red ink with little red around them.
//!
//! A ring is found by votes: every red cell votes for the middles of the rings that it may lie on. So a seal
//! is found on red letters, half faded, or crossed by writing.

use super::plane::Plane;

/// Radii in millimetres: seals of bodies are 38 to 45 mm wide, those of departments and persons smaller.
const RADII: std::ops::RangeInclusive<usize> = 8..=32;
/// The share of red ink, in 256ths, from which a cell counts.
const RED: u8 = 16;
/// Of the ring, this share is red at least.
const RING: f32 = 0.62;
/// And so many of its twelfths have red.
const TWELFTHS: usize = 9;
/// Just outside of it so many at most: a headline goes on to both sides.
const TWELFTHS_OUTSIDE: usize = 3;
/// Just outside of the ring, this share at most.
const OUTSIDE: f32 = 0.3;
/// Of all within the ring, this share is ink at most: more is a cup or a sun.
const FILLED: f32 = 0.6;
/// More red than this is a picture, not a seal.
const MOST_CELLS: usize = 12_000;

/// A ring by its middle and radius, in cells.
#[derive(Clone, Copy)]
struct Ring {
    x: usize,
    y: usize,
    radius: usize,
    score: f32,
}

/// The diameters in millimetres, the largest first.
pub(super) fn diameters(plane: &Plane) -> Vec<u32> {
    let mut red: Vec<bool> = plane.red.iter().map(|share| *share >= RED).collect();
    let cells = red.iter().filter(|red| **red).count();
    let mut found = Vec::new();
    if cells > MOST_CELLS {
        return found;
    }
    while let Some(ring) = best(plane, &red) {
        #[expect(clippy::cast_precision_loss, reason = "some dozens of cells")]
        let mm = (ring.radius as f32 * 2.0 + 1.0) * plane.cell as f32 * plane.mm;
        found.push(mm.round() as u32);
        erase(&mut red, plane.columns, plane.rows, ring);
        if found.len() == 8 {
            break;
        }
    }
    found.sort_unstable_by(|a, b| b.cmp(a));
    found
}

/// The most complete ring, if there is one.
fn best(plane: &Plane, red: &[bool]) -> Option<Ring> {
    let (columns, rows) = (plane.columns, plane.rows);
    let places: Vec<(usize, usize)> =
        (0..red.len()).filter(|at| red[*at]).map(|at| (at % columns, at / columns)).collect();
    if places.len() < 20 {
        return None;
    }
    let mut best: Option<Ring> = None;
    let mut votes = vec![0_u16; red.len()];
    for radius in RADII {
        let offsets = circle(radius);
        votes.fill(0);
        let (mut most, mut middle) = (0, (0, 0));
        for (x, y) in &places {
            for (dx, dy) in &offsets {
                let (Some(x), Some(y)) = (x.checked_add_signed(*dx), y.checked_add_signed(*dy)) else {
                    continue;
                };
                if x < columns && y < rows {
                    let vote = &mut votes[y * columns + x];
                    *vote += 1;
                    if *vote > most {
                        (most, middle) = (*vote, (x, y));
                    }
                }
            }
        }
        let (x, y) = middle;
        let share = |radius: usize| covered(red, columns, rows, middle, radius);
        let (ring, twelfths) = share(radius);
        let (near, far) = (share(radius + 2), share(radius + 3));
        let outside = near.0.max(far.0);
        let alone = outside <= OUTSIDE && near.1.max(far.1) <= TWELFTHS_OUTSIDE;
        if ring < RING || twelfths < TWELFTHS || !alone || filled(plane, middle, radius) > FILLED {
            continue;
        }
        let score = ring - outside;
        // Of two that are as complete the larger: letters stand in a ring too.
        if best.is_none_or(|best| score > best.score - 0.12) {
            best = Some(Ring { x, y, radius, score });
        }
    }
    best
}

/// The cells of a circle about the origin, each once.
fn circle(radius: usize) -> Vec<(isize, isize)> {
    #[expect(clippy::cast_precision_loss, reason = "some dozens of cells")]
    let (radius, steps) = (radius as f32, radius * 8);
    let mut cells: Vec<(isize, isize)> = (0..steps)
        .map(|step| {
            #[expect(clippy::cast_precision_loss, reason = "some hundreds of steps")]
            let angle = step as f32 / steps as f32 * std::f32::consts::TAU;
            ((radius * angle.cos()).round() as isize, (radius * angle.sin()).round() as isize)
        })
        .collect();
    cells.sort_unstable();
    cells.dedup();
    cells
}

/// The share of ink within a ring.
fn filled(plane: &Plane, (x, y): (usize, usize), radius: usize) -> f32 {
    let inner = radius.saturating_sub(1);
    let (mut sum, mut cells) = (0_u32, 0_u32);
    for row in y.saturating_sub(inner)..(y + inner + 1).min(plane.rows) {
        for column in x.saturating_sub(inner)..(x + inner + 1).min(plane.columns) {
            if column.abs_diff(x).pow(2) + row.abs_diff(y).pow(2) <= inner * inner {
                sum += u32::from(plane.red[row * plane.columns + column]);
                cells += 1;
            }
        }
    }
    #[expect(clippy::cast_precision_loss, reason = "some thousands of cells")]
    let share = sum as f32 / 255.0 / cells.max(1) as f32;
    share
}

/// The share of a circle that is red, and how many of its twelfths have red.
fn covered(red: &[bool], columns: usize, rows: usize, (x, y): (usize, usize), radius: usize) -> (f32, usize) {
    let mut parts = [(0_u32, 0_u32); 12];
    for (dx, dy) in circle(radius) {
        #[expect(clippy::cast_precision_loss, reason = "some dozens of cells")]
        let turn = (dy as f32).atan2(dx as f32) / std::f32::consts::TAU + 0.5;
        let part = &mut parts[((turn * 12.0) as usize).min(11)];
        part.1 += 1;
        if let (Some(x), Some(y)) = (x.checked_add_signed(dx), y.checked_add_signed(dy)) {
            part.0 += u32::from(x < columns && y < rows && red[y * columns + x]);
        }
    }
    let sum = |of: fn(&(u32, u32)) -> u32| parts.iter().map(of).sum::<u32>();
    #[expect(clippy::cast_precision_loss, reason = "some hundreds of cells")]
    let share = sum(|part| part.0) as f32 / sum(|part| part.1).max(1) as f32;
    (share, parts.iter().filter(|(hits, cells)| hits * 5 >= cells * 2).count())
}

/// Takes a seal out, so that the next can be found.
fn erase(red: &mut [bool], columns: usize, rows: usize, ring: Ring) {
    let reach = ring.radius + 2;
    for y in ring.y.saturating_sub(reach)..(ring.y + reach + 1).min(rows) {
        for x in ring.x.saturating_sub(reach)..(ring.x + reach + 1).min(columns) {
            red[y * columns + x] = false;
        }
    }
}
