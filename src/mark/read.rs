//! Finding marks in the picture of a page.
//!
//! The mark stands in the lower right corner of a printed page, so that it is in one of the four corners
//! of a scan, however that was turned. Each corner is looked over quickly for the finder patterns of a QR
//! code, and only where there is one it is read: enlarged, smoothed and thresholded by the brightness
//! around each point, in several ways until one succeeds. A picture that has not the shape of an A4 page
//! (a photograph, a cut) is searched as a whole.

use image::imageops::{self, FilterType};
use image::{GenericImageView, GrayImage, RgbImage};

use super::{MODULE, Mark};

/// Side of the searched corners in millimetres: the mark, its distance from the edges, and a skew of 5°.
const CORNER: f32 = 60.0;
/// Long side of A4 in millimetres.
const LONG: f32 = 297.0;
/// Longest side at which a picture that is no page is searched.
const WHOLE: u32 = 2400;
/// How much darker than its surroundings a dark point is.
const DARKER: i64 = 4;

/// The ways to read, in the order in which they are tried: pixels to a square of the code, and how much is
/// smoothed (standard deviation in pixels) against noise, or sharpened against blur.
const WAYS: [(f32, Touch); 6] = [
    (6.0, Touch::Smooth(1.0)),
    (6.0, Touch::Sharpen(3.0)),
    (9.0, Touch::Smooth(1.5)),
    (9.0, Touch::Sharpen(4.0)),
    (9.0, Touch::Smooth(2.2)),
    (5.0, Touch::Smooth(0.6)),
];

/// What is done to a picture before it is thresholded.
#[derive(Clone, Copy)]
enum Touch {
    Smooth(f32),
    Sharpen(f32),
}

/// The mark of a page in colours, and by how many degrees clockwise the print lies on it; `None` when it has none, or
/// none that can be read. Read in the channel in which a red
/// seal is light, so that a code under its rim can still be read.
pub fn mark_in_colours(page: &RgbImage) -> Option<(Mark, u32)> {
    search(page.dimensions(), &|x, y, width, height| {
        let part = imageops::crop_imm(page, x, y, width, height);
        GrayImage::from_fn(width, height, |x, y| image::Luma([part.get_pixel(x, y).0[0]]))
    })
}

/// The same of a page in grey.
pub fn mark(page: &GrayImage) -> Option<(Mark, u32)> {
    search(page.dimensions(), &|x, y, width, height| imageops::crop_imm(page, x, y, width, height).to_image())
}

/// Searches a page of this size of which parts can be had: left, top, width, height.
fn search(
    (width, height): (u32, u32),
    part: &dyn Fn(u32, u32, u32, u32) -> GrayImage,
) -> Option<(Mark, u32)> {
    if width.min(height) < 64 {
        return None;
    }
    let (long, short) = (width.max(height) as f32, width.min(height) as f32);
    if !(1.30..1.53).contains(&(long / short)) {
        // Which way a cut lies is not known.
        return whole(&part(0, 0, width, height)).map(|mark| (mark, 0));
    }
    let square = MODULE * long / LONG;
    let side = ((CORNER * long / LONG) as u32).min(width.min(height));
    let (right, bottom) = (width - side, height - side);
    let corners = [(right, bottom, 0), (0, 0, 180), (right, 0, 270), (0, bottom, 90)];
    let found = |(x, y, degrees)| Some((read(&part(x, y, side, side), square)?, degrees));
    corners.into_iter().find_map(found)
}

/// Reads a mark whose squares are about `square` pixels wide.
fn read(picture: &GrayImage, square: f32) -> Option<Mark> {
    // At 600 dpi nothing is lost by looking at every second point.
    let quick = if square > 9.0 { resized(picture, 5.0 / square) } else { picture.clone() };
    let quick_square = square * quick.width() as f32 / picture.width() as f32;
    if !Bitmap::of(&quick, reach(quick_square)).has_finders(Some(7.0 * quick_square)) {
        return None;
    }
    WAYS.into_iter().find_map(|(pixels, touch)| {
        let scaled = resized(picture, pixels / square);
        let touched = match touch {
            Touch::Smooth(by) => imageops::fast_blur(&scaled, by),
            Touch::Sharpen(by) => sharpened(&scaled, by),
        };
        Bitmap::of(&touched, reach(pixels)).decode()
    })
}

/// Searches a picture that is no page: the size of the squares is not known.
fn whole(picture: &GrayImage) -> Option<Mark> {
    let long = picture.width().max(picture.height());
    let sizes = [WHOLE, WHOLE / 2, WHOLE * 2];
    sizes.into_iter().filter(|size| *size < long * 2).find_map(|size| {
        let scaled = resized(picture, size as f32 / long as f32);
        let bitmap = Bitmap::of(&scaled, 24);
        bitmap.has_finders(None).then(|| bitmap.decode()).flatten()
    })
}

/// How far around a point its surroundings reach: beyond a finder pattern's dark middle.
fn reach(square: f32) -> usize {
    (square * 5.0) as usize + 1
}

/// Each point moved away from the mean around it.
fn sharpened(picture: &GrayImage, by: f32) -> GrayImage {
    let mut sharp = imageops::fast_blur(picture, 0.8);
    let around = imageops::fast_blur(&sharp, by);
    for (pixel, mean) in sharp.iter_mut().zip(around.iter()) {
        *pixel = (f32::from(*pixel) * 2.5 - f32::from(*mean) * 1.5).clamp(0.0, 255.0) as u8;
    }
    sharp
}

fn resized(picture: &GrayImage, by: f32) -> GrayImage {
    if (0.9..1.15).contains(&by) {
        return picture.clone();
    }
    let size = |pixels: u32| ((pixels as f32 * by) as u32).max(1);
    imageops::resize(picture, size(picture.width()), size(picture.height()), FilterType::CatmullRom)
}

/// Dark and light points.
struct Bitmap {
    width: usize,
    height: usize,
    dark: Vec<bool>,
}

impl Bitmap {
    /// Calls dark what is darker than the mean of the points up to `reach` away.
    fn of(picture: &GrayImage, reach: usize) -> Self {
        let (width, height) = (picture.width() as usize, picture.height() as usize);
        let (pixels, line) = (picture.as_raw(), width + 1);
        let mut sums = vec![0_u32; line * (height + 1)];
        for y in 0..height {
            let mut sum = 0;
            for x in 0..width {
                sum += u32::from(pixels[y * width + x]);
                sums[(y + 1) * line + x + 1] = sums[y * line + x + 1].wrapping_add(sum);
            }
        }
        let mut dark = vec![false; width * height];
        for y in 0..height {
            let (top, bottom) = (y.saturating_sub(reach), (y + reach + 1).min(height));
            for x in 0..width {
                let (left, right) = (x.saturating_sub(reach), (x + reach + 1).min(width));
                let sum = sums[bottom * line + right]
                    .wrapping_sub(sums[top * line + right])
                    .wrapping_sub(sums[bottom * line + left])
                    .wrapping_add(sums[top * line + left]);
                let area = ((right - left) * (bottom - top)) as i64;
                dark[y * width + x] = (i64::from(pixels[y * width + x]) + DARKER) * area < i64::from(sum);
            }
        }
        Self { width, height, dark }
    }

    /// Whether two finder patterns of a QR code may be there: dark and light in turn, as 1 : 1 : 3 : 1 : 1,
    /// along a line and across it. They are `wide` points wide, or of any size.
    fn has_finders(&self, wide: Option<f32>) -> bool {
        let fits = |runs: &[usize; 5]| {
            let whole = runs.iter().sum::<usize>() as f32;
            is_finder(runs) && wide.is_none_or(|wide| (wide * 0.7..wide * 1.4).contains(&whole))
        };
        let mut first: Option<(usize, usize)> = None;
        for y in 0..self.height {
            let row = self.dark[y * self.width..(y + 1) * self.width].iter().copied();
            for (x, runs) in runs(row).filter(|(_, runs)| fits(runs)) {
                let column = (0..self.height).map(|y| self.dark[y * self.width + x]);
                let mut across = self::runs(column).filter(|(_, runs)| fits(runs));
                if !across.any(|(centre, _)| centre.abs_diff(y) <= runs[2]) {
                    continue;
                }
                let far = runs.iter().sum::<usize>();
                match first {
                    None => first = Some((x, y)),
                    Some((fx, fy)) if x.abs_diff(fx).max(y.abs_diff(fy)) > far => return true,
                    Some(_) => {}
                }
            }
        }
        false
    }

    /// Reads the code.
    fn decode(&self) -> Option<Mark> {
        let mut prepared = rqrr::PreparedImage::prepare_from_bitmap(self.width, self.height, |x, y| {
            self.dark[y * self.width + x]
        });
        prepared.detect_grids().iter().find_map(|grid| {
            let (_, text) = grid.decode().ok()?;
            Mark::parse(&text)
        })
    }
}

/// Every five runs of a line that begin and end with a dark one, with the middle of the third.
fn runs(line: impl Iterator<Item = bool>) -> impl Iterator<Item = (usize, [usize; 5])> {
    let (mut runs, mut now, mut length) = ([0_usize; 5], false, 0_usize);
    line.chain([false, true]).enumerate().filter_map(move |(at, dark)| {
        if dark == now {
            length += 1;
            return None;
        }
        runs.rotate_left(1);
        runs[4] = length;
        let ended = now;
        (now, length) = (dark, 1);
        let after = runs[4] + runs[3] + runs[2] / 2;
        (ended && runs[0] > 0 && at > after).then(|| (at - after - 1, runs))
    })
}

/// Whether five runs are about 1 : 1 : 3 : 1 : 1.
fn is_finder(runs: &[usize; 5]) -> bool {
    let whole: usize = runs.iter().sum();
    // In sevenths of the whole; each run may be off by three quarters of a square and one point.
    let near = |run: usize, squares: usize| (run * 7).abs_diff(whole * squares) * 4 <= whole * 3 + 28;
    whole >= 9
        && runs.iter().all(|run| *run > 0)
        && runs.iter().zip([1, 1, 3, 1, 1]).all(|(r, s)| near(*r, s))
}
