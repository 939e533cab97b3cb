//! How many cards (ID-1, 85.6 × 54 mm) lie on a page.

use super::plane::Plane;

/// How far a cell's brightness is from paper for it to belong to a card or print.
const OFF_PAPER: i32 = 7;
/// The share of red, in 256ths, from which a cell is a stamp.
const STAMP: u8 = 10;
/// Cells that are closed up between print and tint.
const CLOSE: usize = 2;
/// Sides in millimetres, with slack for enlarged copies and crooked ones.
const LONG: std::ops::RangeInclusive<f32> = 74.0..=112.0;
const SHORT: std::ops::RangeInclusive<f32> = 46.0..=74.0;
/// Long side to short side.
const SHAPE: std::ops::RangeInclusive<f32> = 1.4..=1.8;
/// The share of its rectangle that a card fills.
const FILLED: f32 = 0.72;

/// Counts them. Where the size is not known the shape alone decides, of what takes up a good part of the picture.
pub(super) fn count(plane: &Plane, paper: u8, sized: bool) -> u32 {
    let (columns, rows) = (plane.columns, plane.rows);
    let mut on: Vec<bool> = Vec::with_capacity(columns * rows);
    for row in 0..rows {
        for column in 0..columns {
            // A stamp across its rim is no part of a card.
            let stamped = plane.red[row * columns + column] > STAMP;
            on.push(!stamped && (i32::from(paper) - mean(plane, column, row)).abs() >= OFF_PAPER);
        }
    }
    close(&mut on, columns, rows);
    let cell_mm = plane.cell as f32 * plane.mm;
    let mut found = 0;
    while let Some(start) = on.iter().position(|on| *on) {
        let (across, down, cells) = take_out(&mut on, columns, rows, start);
        #[expect(clippy::cast_precision_loss, reason = "some thousands of cells")]
        let (long, short, filled) =
            (across.max(down) as f32, across.min(down) as f32, cells as f32 / (across * down) as f32);
        let fits = if sized {
            LONG.contains(&(long * cell_mm)) && SHORT.contains(&(short * cell_mm))
        } else {
            across * down * 12 > columns * rows
        };
        found += u32::from(fits && SHAPE.contains(&(long / short)) && filled >= FILLED);
    }
    found
}

/// The brightness of a cell.
fn mean(plane: &Plane, column: usize, row: usize) -> i32 {
    let (x, y) = (column * plane.cell, row * plane.cell);
    let (right, bottom) = ((x + plane.cell).min(plane.width), (y + plane.cell).min(plane.height));
    let mut sum = 0_i32;
    for y in y..bottom {
        sum += plane.luma[y * plane.width + x..y * plane.width + right]
            .iter()
            .map(|l| i32::from(*l))
            .sum::<i32>();
    }
    sum / ((right - x) * (bottom - y)).max(1) as i32
}

/// Fills gaps along rows and columns that are narrower than twice the reach.
fn close(on: &mut [bool], columns: usize, rows: usize) {
    let mut fill = |start: usize, step: usize, count: usize| {
        let mut last: Option<usize> = None;
        for at in 0..count {
            if on[start + at * step] {
                if let Some(last) = last.filter(|last| at - last <= CLOSE * 2 + 1) {
                    (last + 1..at).for_each(|gap| on[start + gap * step] = true);
                }
                last = Some(at);
            }
        }
    };
    (0..rows).for_each(|row| fill(row * columns, 1, columns));
    (0..columns).for_each(|column| fill(column, columns, rows));
}

/// Takes out the cells that hang together with one: width and height of their rectangle, and their number.
fn take_out(on: &mut [bool], columns: usize, rows: usize, start: usize) -> (usize, usize, usize) {
    let (mut left, mut right, mut top, mut bottom) = (columns, 0, rows, 0);
    let mut cells = 0;
    let mut open = vec![start];
    on[start] = false;
    while let Some(at) = open.pop() {
        let (x, y) = (at % columns, at / columns);
        cells += 1;
        (left, right, top, bottom) = (left.min(x), right.max(x), top.min(y), bottom.max(y));
        let beside = [
            (x > 0).then(|| at - 1),
            (x + 1 < columns).then_some(at + 1),
            (y > 0).then(|| at - columns),
            (y + 1 < rows).then_some(at + columns),
        ];
        for next in beside.into_iter().flatten().filter(|next| std::mem::take(&mut on[*next])) {
            open.push(next);
        }
    }
    (right - left + 1, bottom - top + 1, cells)
}
