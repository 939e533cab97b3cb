//! Pages with hardly anything on them.

use super::plane::Plane;

/// How much darker than paper a mark is; what shines through from the back is not.
const DARKER: i32 = 38;
/// The rim, in 32nds of a side, where scanners leave shadows and holes are punched.
const RIM: usize = 32;
/// Cells with marks from which a page is not blank: a page number takes up about eight.
const CELLS: usize = 10;

/// Whether hardly anything is on the page.
pub(super) fn is_blank(plane: &Plane, paper: u8) -> bool {
    let limit = i32::from(paper) - DARKER;
    let (left, top) = (plane.width / RIM, plane.height / RIM);
    let cell = plane.cell;
    let mut marked = 0;
    for y in (top..plane.height.saturating_sub(top + cell)).step_by(cell) {
        for x in (left..plane.width.saturating_sub(left + cell)).step_by(cell) {
            // Grains are single pixels: a mark has several together.
            let dark = (y..y + cell)
                .map(|y| &plane.luma[y * plane.width + x..y * plane.width + x + cell])
                .flat_map(|row| row.iter())
                .filter(|luma| i32::from(**luma) < limit)
                .count();
            marked += usize::from(dark * 10 > cell * cell);
        }
        if marked >= CELLS {
            return false;
        }
    }
    true
}
