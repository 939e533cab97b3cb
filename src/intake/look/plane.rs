//! A page's picture as brightness, and as a grid of cells of about a millimetre.

use image::RgbImage;

/// A4, as which a picture of unknown size is taken.
const A4_LONG_SIDE_MM: f32 = 297.0;

/// The brightness of a picture, and what a grid of cells says about its colours.
pub(super) struct Plane {
    pub(super) width: usize,
    pub(super) height: usize,
    /// Row by row.
    pub(super) luma: Vec<u8>,
    /// Millimetres to a pixel; supposed where the size is not known.
    pub(super) mm: f32,
    /// How many pixels have each brightness.
    pub(super) counts: [u32; 256],
    /// Pixels to a cell's side.
    pub(super) cell: usize,
    /// Cells across.
    pub(super) columns: usize,
    /// Cells down.
    pub(super) rows: usize,
    /// The share of red ink in each cell, in 256ths.
    pub(super) red: Vec<u8>,
    /// Cells in which there is colour.
    pub(super) coloured: usize,
}

impl Plane {
    /// Reads a picture of which `dpi` is known or not.
    pub(super) fn of(picture: &RgbImage, dpi: Option<f32>) -> Self {
        let (width, height) = (picture.width() as usize, picture.height() as usize);
        #[expect(clippy::cast_precision_loss, reason = "pixels are far below 2^24")]
        let mm = match dpi {
            Some(dpi) => 25.4 / dpi,
            None => A4_LONG_SIDE_MM / width.max(height).max(1) as f32,
        };
        let cell = ((1.0 / mm).round() as usize).clamp(2, 64);
        let (columns, rows) = (width.div_ceil(cell), height.div_ceil(cell));
        let mut plane = Self {
            width,
            height,
            luma: Vec::with_capacity(width * height),
            mm,
            counts: [0; 256],
            cell,
            columns,
            rows,
            red: Vec::with_capacity(columns * rows),
            coloured: 0,
        };
        let (mut red, mut coloured) = (vec![0_u32; columns], vec![0_u32; columns]);
        for (y, row) in picture.as_raw().chunks_exact(width.max(1) * 3).enumerate() {
            let start = plane.luma.len();
            plane.luma.extend(row.chunks_exact(3).map(|pixel| {
                let [r, g, b] = [pixel[0], pixel[1], pixel[2]].map(u32::from);
                ((r * 77 + g * 150 + b * 29) >> 8) as u8
            }));
            plane.luma[start..].iter().for_each(|luma| plane.counts[usize::from(*luma)] += 1);
            for (x, pixel) in row.chunks_exact(3).enumerate() {
                let (r, g, b) = (i32::from(pixel[0]), i32::from(pixel[1]), i32::from(pixel[2]));
                let (most, least) = (r.max(g).max(b), r.min(g).min(b));
                if most - least > COLOUR {
                    let at = x / cell;
                    coloured[at] += 1;
                    // Red within about 20 degrees: skin, wood and gold have more green than blue.
                    if r == most && (r - least) * 10 >= r * 3 && (g - b).abs() * 3 <= r - least {
                        red[at] += 1;
                    }
                }
            }
            if (y + 1) % cell == 0 || y + 1 == height {
                let area = (cell * (y % cell + 1)) as u32;
                for (red, coloured) in red.iter_mut().zip(&mut coloured) {
                    plane.red.push((*red * 255 / area) as u8);
                    plane.coloured += usize::from(*coloured * 5 > area);
                    (*red, *coloured) = (0, 0);
                }
            }
        }
        plane
    }

    /// The brightness that this share of the pixels does not exceed.
    pub(super) fn brightness(&self, share: f32) -> u8 {
        #[expect(clippy::cast_precision_loss, reason = "a share need not be exact")]
        let mut left = (self.luma.len() as f32 * share) as u32;
        for (at, count) in self.counts.iter().enumerate() {
            if *count > left {
                return at as u8;
            }
            left -= count;
        }
        255
    }
}

/// Steps between the strongest and the weakest of red, green and blue from which there is colour.
const COLOUR: i32 = 42;
