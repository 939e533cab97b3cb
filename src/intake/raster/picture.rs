//! What the decoders of pictures share: colours, orientation, size.

use image::{RgbImage, imageops};

use super::{Ink, MM_PER_INCH, Page};
use crate::intake::exif::Orientation;

/// A decoded picture as it lies in the file.
pub(super) struct Decoded {
    /// Width and height in the file.
    pub(super) pixels: (u32, u32),
    /// As the file says.
    pub(super) dpi: Option<f32>,
    /// How it must be turned to be upright.
    pub(super) orientation: Orientation,
    /// How the colours are stored.
    pub(super) ink: Ink,
    /// Reduced, not turned.
    pub(super) picture: RgbImage,
}

impl Decoded {
    /// The page that it is.
    pub(super) fn page(self, number: u32) -> Page {
        let (mut width, mut height) = self.pixels;
        #[expect(clippy::cast_precision_loss, reason = "pixels are far below 2^24")]
        let dpi = self.dpi.filter(|dpi| width.max(height) as f32 * MM_PER_INCH / dpi <= LONGEST_MM);
        let picture = upright(self.picture, self.orientation);
        if self.orientation.swaps_sides() {
            std::mem::swap(&mut width, &mut height);
        }
        #[expect(clippy::cast_precision_loss, reason = "pixels are far below 2^24")]
        let size_mm = dpi.map(|dpi| (width as f32 * MM_PER_INCH / dpi, height as f32 * MM_PER_INCH / dpi));
        Page {
            number,
            pixels: Some((width, height)),
            size_mm,
            dpi,
            turned: self.orientation.degrees(),
            ink: self.ink,
            text: false,
            picture: Some(picture),
            drawn: false,
            unread: false,
        }
    }
}

/// Turns a picture upright.
pub(super) fn upright(picture: RgbImage, orientation: Orientation) -> RgbImage {
    let picture = match orientation.degrees() {
        90 => imageops::rotate90(&picture),
        180 => imageops::rotate180(&picture),
        270 => imageops::rotate270(&picture),
        _ => picture,
    };
    if orientation.mirrored() { imageops::flip_horizontal(&picture) } else { picture }
}

/// A resolution that somebody meant: cameras and programs that know none write 72 or 96.
pub(super) fn meant(dpi: f32) -> Option<f32> {
    let unknown = [72.0, 96.0].into_iter().any(|usual: f32| (dpi - usual).abs() < 0.5);
    (!unknown && (50.0..=10_000.0).contains(&dpi)).then_some(dpi)
}

/// Longest side of anything that is put on a scanner: A2. What would be longer was photographed, and its
/// resolution means nothing.
const LONGEST_MM: f32 = 600.0;

/// The colour of a CMYK pixel, 255 being full ink, without a profile.
pub(super) fn from_cmyk(cyan: u8, magenta: u8, yellow: u8, black: u8) -> [u8; 3] {
    let left = |ink: u8| (u32::from(255 - ink) * u32::from(255 - black) / 255) as u8;
    [left(cyan), left(magenta), left(yellow)]
}

/// A colour on white paper.
pub(super) fn on_white(colour: [u8; 3], alpha: u8) -> [u8; 3] {
    let over = |part: u8| {
        let alpha = u32::from(alpha);
        ((u32::from(part) * alpha + 255 * (255 - alpha)) / 255) as u8
    };
    colour.map(over)
}
