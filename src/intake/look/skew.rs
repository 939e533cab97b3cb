//! By how much the lines of a page rise or fall.
//!
//! The lower edges of letters and rules are summed up along lines at many angles: at the right angle they
//! come together in few lines, and the sum of squares is greatest.

use super::plane::Plane;

/// How much darker than paper a stroke is.
const DARKER: i32 = 60;
/// Angles that are tried, in degrees to either side.
const WIDEST: f32 = 14.0;
/// Most edges that are summed up.
const MOST: usize = 12_000;
/// Fewer edges than this say nothing.
const FEWEST: usize = 300;
/// By how much the best angle must stand out against the usual one.
const STANDS_OUT: f32 = 1.25;

/// Hundredths of a degree, clockwise; `None` for a page without lines.
pub(super) fn hundredths(plane: &Plane, paper: u8) -> Option<i32> {
    let points = lower_edges(plane, i32::from(paper) - DARKER);
    if points.len() < FEWEST {
        return None;
    }
    let mut lines = Vec::new();
    let mut score = |degrees: f32| strength(&points, degrees, plane, &mut lines);
    let steps = |from: f32, to: f32, step: f32| {
        let count = ((to - from) / step).round() as usize;
        #[expect(clippy::cast_precision_loss, reason = "some dozens of steps")]
        (0..=count).map(move |at| from + at as f32 * step)
    };
    let coarse: Vec<(f32, f32)> = steps(-WIDEST, WIDEST, 0.5).map(|angle| (score(angle), angle)).collect();
    let best = |scores: &[(f32, f32)]| scores.iter().copied().max_by(|a, b| a.0.total_cmp(&b.0));
    let (strongest, near) = best(&coarse)?;
    let mut sorted: Vec<f32> = coarse.iter().map(|(score, _)| *score).collect();
    sorted.sort_by(f32::total_cmp);
    let usual = sorted[sorted.len() / 2];
    if strongest < usual * STANDS_OUT || near.abs() >= WIDEST {
        return None;
    }
    let fine: Vec<(f32, f32)> =
        steps(near - 0.5, near + 0.5, 0.1).map(|angle| (score(angle), angle)).collect();
    best(&fine).map(|(_, angle)| (angle * 100.0).round() as i32)
}

/// Places where a dark pixel has light below it, about every third of a millimetre.
fn lower_edges(plane: &Plane, limit: i32) -> Vec<(f32, f32)> {
    let step = ((0.34 / plane.mm).round() as usize).max(1);
    let mut points = Vec::new();
    let dark = |x: usize, y: usize| i32::from(plane.luma[y * plane.width + x]) < limit;
    let (left, top) = (plane.width / 40, plane.height / 40);
    for y in (top..plane.height.saturating_sub(top + step)).step_by(step) {
        for x in (left..plane.width.saturating_sub(left)).step_by(step) {
            if dark(x, y) && !dark(x, y + step) {
                #[expect(clippy::cast_precision_loss, reason = "pixels are far below 2^24")]
                points.push((x as f32, y as f32));
            }
        }
    }
    // Evenly fewer, where there are very many.
    let every = points.len().div_ceil(MOST).max(1);
    points.into_iter().step_by(every).collect()
}

/// The sum of squares of the edges on each line at an angle.
fn strength(points: &[(f32, f32)], degrees: f32, plane: &Plane, lines: &mut Vec<u32>) -> f32 {
    let (sin, cos) = degrees.to_radians().sin_cos();
    let scale = plane.mm / 0.34;
    #[expect(clippy::cast_precision_loss, reason = "pixels are far below 2^24")]
    let (width, height) = (plane.width as f32, plane.height as f32);
    // Far enough from the corners for every angle tried.
    let before = width * 0.3;
    lines.clear();
    lines.resize(((height + 2.0 * before) * scale) as usize + 2, 0);
    for (x, y) in points {
        let at = ((y * cos - x * sin + before) * scale) as usize;
        if let Some(line) = lines.get_mut(at) {
            *line += 1;
        }
    }
    #[expect(clippy::cast_precision_loss, reason = "a score need not be exact")]
    lines.iter().map(|count| (*count as f32) * (*count as f32)).sum()
}
