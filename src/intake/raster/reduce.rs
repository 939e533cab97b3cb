//! Reducing a picture while it is decoded, row by row, so that a huge one is never held whole.

use image::RgbImage;

use super::{MAX_PIXELS, Want};

/// Gathers rows of a picture into one that is smaller by a whole factor.
pub(super) struct Reducer {
    width: u32,
    factor: u32,
    sums: Vec<u32>,
    /// Rows gathered since the last one that was finished.
    gathered: u32,
    reduced: Vec<u8>,
}

/// By which whole factor a picture is reduced.
pub(super) fn factor(width: u32, height: u32, want: Want) -> u32 {
    let long = width.max(height);
    let enough = long / want.long_side.max(1);
    // Even where more is wanted, only so much is held.
    let held = |factor: u32| u64::from(width / factor) * u64::from(height / factor);
    (enough.max(1)..).find(|factor| held(*factor) <= MAX_PIXELS).unwrap_or(long)
}

impl Reducer {
    /// For rows of `width` pixels.
    pub(super) fn new(width: u32, height: u32, want: Want) -> Self {
        let factor = factor(width, height, want);
        let across = width.div_ceil(factor) as usize;
        Self { width, factor, sums: vec![0; across * 3], gathered: 0, reduced: Vec::new() }
    }

    /// Takes the next row; `pixel` gives the colour at a place in it.
    #[inline]
    pub(super) fn row(&mut self, pixel: impl Fn(usize) -> [u8; 3]) {
        let factor = self.factor as usize;
        let width = self.width as usize;
        if factor == 1 {
            self.reduced.reserve(width * 3);
            for at in 0..width {
                self.reduced.extend_from_slice(&pixel(at));
            }
            return;
        }
        let mut at = 0;
        for sum in self.sums.chunks_exact_mut(3) {
            let end = (at + factor).min(width);
            while at < end {
                let [red, green, blue] = pixel(at);
                sum[0] += u32::from(red);
                sum[1] += u32::from(green);
                sum[2] += u32::from(blue);
                at += 1;
            }
        }
        self.gathered += 1;
        if self.gathered == self.factor {
            self.flush();
        }
    }

    /// Writes the row of averages.
    fn flush(&mut self) {
        let factor = self.factor;
        let last = self.width - (self.width - 1) / factor * factor;
        let across = self.sums.len() / 3;
        for (at, sum) in self.sums.chunks_exact_mut(3).enumerate() {
            let count = self.gathered * if at + 1 == across { last } else { factor };
            for part in sum {
                // An average of bytes is a byte.
                self.reduced.push((*part / count) as u8);
                *part = 0;
            }
        }
        self.gathered = 0;
    }

    /// The picture; `None` when no row came.
    pub(super) fn finish(mut self) -> Option<RgbImage> {
        if self.gathered > 0 {
            self.flush();
        }
        let across = self.width.div_ceil(self.factor);
        let down = u32::try_from(self.reduced.len() / 3 / across.max(1) as usize).ok()?;
        RgbImage::from_raw(across, down, self.reduced).filter(|picture| picture.height() > 0)
    }
}
