//! How wide the edges of strokes are.
//!
//! An edge that rises by so much in all and at most so steeply is as wide as one divided by the other; a blur
//! makes every edge wider, of thick strokes and of thin ones. The sharper edges count: a photo on the page
//! may be soft.

use super::plane::Plane;

/// Steps of brightness that an edge rises by at least.
const RISE: i32 = 40;
/// Fewer edges than this say nothing.
const FEWEST: u32 = 200;
/// Widths are counted in tenths of a pixel, up to this many.
const WIDEST: usize = 200;
/// The share of the edges that are sharper than what is told.
const SHARPER: f32 = 0.3;

/// Hundredths of a millimetre; `None` for a page without edges.
pub(super) fn hundredths_mm(plane: &Plane) -> Option<u32> {
    let (mut across, mut down) = (Edges::default(), Edges::default());
    // Every fourth line is enough.
    for row in plane.luma.chunks_exact(plane.width.max(1)).step_by(4) {
        across.read(row.iter().copied());
    }
    for x in (0..plane.width).step_by(4) {
        down.read(plane.luma.iter().skip(x).step_by(plane.width).copied());
    }
    // Shaken in one direction is blurred.
    let tenths = across.usual()?.max(down.usual()?);
    #[expect(clippy::cast_precision_loss, reason = "a width of some pixels")]
    let mm = tenths as f32 / 10.0 * plane.mm;
    Some((mm * 100.0).round() as u32)
}

struct Edges {
    widths: Vec<u32>,
    count: u32,
}

impl Default for Edges {
    fn default() -> Self {
        Self { widths: vec![0; WIDEST + 1], count: 0 }
    }
}

impl Edges {
    /// Takes down the edges along a line: runs of brightness that only rise or only fall.
    fn read(&mut self, line: impl Iterator<Item = u8>) {
        let (mut last, mut rise, mut steepest) = (None, 0_i32, 0_i32);
        for luma in line {
            let luma = i32::from(luma);
            let by = luma - last.replace(luma).unwrap_or(luma);
            // Small steps the other way are grain.
            if by * rise < 0 && by.abs() > 3 {
                self.note(rise, steepest);
                (rise, steepest) = (0, 0);
            }
            if by == 0 && rise.abs() < RISE {
                (rise, steepest) = (0, 0);
            }
            rise += by;
            steepest = steepest.max(by.abs());
        }
        self.note(rise, steepest);
    }

    fn note(&mut self, rise: i32, steepest: i32) {
        if rise.abs() >= RISE && steepest > 0 {
            let width = (rise.abs() * 10 / steepest) as usize;
            self.widths[width.min(WIDEST)] += 1;
            self.count += 1;
        }
    }

    /// The width that a share of the edges is sharper than.
    fn usual(&self) -> Option<usize> {
        if self.count < FEWEST {
            return None;
        }
        #[expect(clippy::cast_precision_loss, reason = "a share need not be exact")]
        let mut left = (self.count as f32 * SHARPER) as u32;
        for (width, count) in self.widths.iter().enumerate() {
            if *count > left {
                return Some(width);
            }
            left -= count;
        }
        Some(WIDEST)
    }
}
