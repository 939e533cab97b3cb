//! Reading print marks from pictures of pages: turned, askew, coarse, noisy, blurred, under the rim of a seal.

use beian::mark::{MODULE, Mark, read, squares};
use image::{GrayImage, Luma, imageops};

use crate::scan_kit::{Dice, MM};

/// A mark of the length that the form's has.
fn mark() -> Mark {
    Mark {
        dossier: 0x0BAD_CAFE,
        document: 4711,
        row: None,
        draft: false,
        blank: false,
        page: 1,
        pages: 1,
        list: 77,
        asked: (0..15).collect(),
        answers: (0..15).map(|number| number * 4099 + 5).collect(),
        rest: None,
    }
}

/// An A4 page with lines like text and the mark in its corner.
fn page(dpi: f32) -> GrayImage {
    page_with(&mark(), dpi)
}

/// The same with this mark.
pub(crate) fn page_with(mark: &Mark, dpi: f32) -> GrayImage {
    let (width, height) = ((210.0 / MM * dpi) as u32, (297.0 / MM * dpi) as u32);
    let mut dice = Dice::new(3);
    let mut page = GrayImage::from_pixel(width, height, Luma([255]));
    let row = (6.0 / MM * dpi) as u32;
    for y in (row * 4..height - row * 5).filter(|y| y % row < row / 3) {
        for x in width / 8..width * 7 / 8 {
            if dice.roll() > 0.5 {
                page.put_pixel(x, y, Luma([30]));
            }
        }
    }
    let rows = squares(&mark.text()).unwrap();
    let square = MODULE / MM * dpi;
    let side = rows.len() as f32 * square;
    let edge = 5.0 / MM * dpi;
    let (left, top) = (width as f32 - edge - side, height as f32 - edge - side);
    // Four by four samples to a pixel, as a scanner averages.
    for y in top as u32..=(top + side) as u32 {
        for x in left as u32..=(left + side) as u32 {
            let dark = (0..16).filter(|sample| {
                let at = |pixel: u32, start: f32, part: u32| {
                    (pixel as f32 + (part as f32 + 0.5) / 4.0 - start) / square
                };
                let (column, line) = (at(x, left, sample % 4), at(y, top, sample / 4));
                column >= 0.0
                    && line >= 0.0
                    && rows.get(line as usize).and_then(|r| r.get(column as usize)) == Some(&true)
            });
            page.put_pixel(x, y, Luma([255 - (dark.count() * 14) as u8]));
        }
    }
    page
}

/// Turned about its middle on a larger sheet, so that no corner is cut off.
fn askew(page: &GrayImage, degrees: f32) -> GrayImage {
    let (sin, cos) = degrees.to_radians().sin_cos();
    let (width, height) = (page.width() as f32, page.height() as f32);
    let (wide, high) = (width * 1.08, height * 1.06);
    GrayImage::from_fn(wide as u32, high as u32, |x, y| {
        let (dx, dy) = (x as f32 - wide / 2.0, y as f32 - high / 2.0);
        let (sx, sy) = (cos * dx + sin * dy + width / 2.0, -sin * dx + cos * dy + height / 2.0);
        imageops::interpolate_bilinear(page, sx, sy).unwrap_or(Luma([250]))
    })
}

fn worn(page: &GrayImage, noise: f32, blur: f32) -> GrayImage {
    let mut worn = if blur > 0.0 { imageops::blur(page, blur) } else { page.clone() };
    let mut dice = Dice::new(11);
    for pixel in worn.iter_mut() {
        *pixel = (128.0 + (f32::from(*pixel) - 128.0) * 0.85 + (dice.roll() - 0.5) * 2.0 * noise) as u8;
    }
    worn
}

#[test]
fn the_mark_is_read_however_the_page_was_scanned() {
    for (dpi, noise, blur) in [(150.0, 12.0, 0.6), (200.0, 15.0, 0.7), (300.0, 15.0, 1.2)] {
        let page = page(dpi);
        for degrees in [0.0, 3.0, -4.0] {
            let scan = worn(&askew(&page, degrees), noise, blur);
            assert_eq!(read::mark(&scan), Some((mark(), 0)), "{dpi} dpi, {degrees}°");
            assert_eq!(
                read::mark(&imageops::rotate90(&scan)),
                Some((mark(), 90)),
                "{dpi} dpi, {degrees}°, turned"
            );
            assert_eq!(
                read::mark(&imageops::rotate270(&scan)),
                Some((mark(), 270)),
                "{dpi} dpi, {degrees}°, turned back"
            );
        }
        let upside_down = imageops::rotate180(&worn(&page, noise, blur));
        assert_eq!(read::mark(&upside_down), Some((mark(), 180)), "{dpi} dpi, upside down");
    }
}

#[test]
fn a_page_without_a_mark_has_none_and_other_codes_are_passed_over() {
    let mut bare = page(150.0);
    let (width, height) = bare.dimensions();
    for y in height - 150..height {
        for x in width - 150..width {
            bare.put_pixel(x, y, Luma([255]));
        }
    }
    assert_eq!(read::mark(&bare), None);
    let tiny = GrayImage::from_pixel(3, 3, Luma([0]));
    assert_eq!(read::mark(&tiny), None);
    assert_eq!(Mark::parse("https://www.cac.gov.cn/"), None);
}
