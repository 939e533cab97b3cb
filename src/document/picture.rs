//! Pictures in flowing documents.

use std::fmt;
use std::sync::Arc;

use krilla::geom::{Size, Transform};
use krilla::image::{BitsPerComponent, CustomImage, Image, ImageColorspace};
use krilla::surface::Surface;

use super::Sheet;
use super::galley::{Galley, Strip, StripKind};
use crate::dossier::MediaType;
use crate::intake::raster::{Want, pages};
use crate::intake::{clean, turn};

/// Points to a pixel of a picture that fits: 96 pixels to the inch, as word processors take it.
const SCALE: f32 = 72.0 / 96.0;

/// The most of a page's height that a picture takes, so that its caption stands below it.
const TALLEST: f32 = 0.85;

/// A picture.
#[derive(Clone, PartialEq)]
pub struct Picture {
    /// What it shows, for readers who do not see it.
    pub alt: String,
    /// Width and height in pixels, upright.
    pub pixels: (u32, u32),
    content: Content,
    /// How it must be turned to be upright, as EXIF counts it, 1 to 8.
    turn: u8,
}

/// What is drawn.
#[derive(Clone, PartialEq)]
enum Content {
    /// A file as it is.
    Png(Arc<Vec<u8>>),
    /// A file as it is.
    Jpeg(Arc<Vec<u8>>),
    /// Decoded: what krilla or PDF readers do not take.
    Decoded(Decoded),
}

/// A decoded picture: three bytes for each pixel.
#[derive(Clone, PartialEq, Hash)]
struct Decoded {
    data: Arc<Vec<u8>>,
    size: (u32, u32),
}

impl CustomImage for Decoded {
    fn color_channel(&self) -> &[u8] {
        &self.data
    }

    fn alpha_channel(&self) -> Option<&[u8]> {
        None
    }

    fn bits_per_component(&self) -> BitsPerComponent {
        BitsPerComponent::Eight
    }

    fn size(&self) -> (u32, u32) {
        self.size
    }

    fn icc_profile(&self) -> Option<&[u8]> {
        None
    }

    fn color_space(&self) -> ImageColorspace {
        ImageColorspace::Rgb
    }
}

impl fmt::Debug for Picture {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Picture")
            .field("alt", &self.alt)
            .field("pixels", &self.pixels)
            .finish_non_exhaustive()
    }
}

impl Picture {
    /// A picture by its content; `None` when it cannot be printed.
    pub(super) fn read(bytes: &[u8], media: MediaType, alt: String) -> Option<Self> {
        // Files go into the print as they are, and some come from before pictures were cleaned on the way in.
        let cleaned = clean(media, bytes).map(|(cleaned, _)| cleaned);
        let bytes = cleaned.as_deref().unwrap_or(bytes);
        let data = || Arc::new(bytes.to_vec());
        let content = match media {
            MediaType::Png => Some(Content::Png(data())),
            // Ink colours need a profile that such files do not carry.
            MediaType::Jpeg if jpeg_components(bytes) != Some(4) => Some(Content::Jpeg(data())),
            _ => None,
        };
        content
            .and_then(|content| Self::of(alt.clone(), content, turn(media, bytes)))
            .or_else(|| Self::of(alt, decoded(bytes, media)?, 1))
    }

    fn of(alt: String, content: Content, turn: u8) -> Option<Self> {
        let mut picture = Self { alt, pixels: (0, 0), content, turn };
        let (width, height) = picture.image()?.size();
        picture.pixels = if turn >= 5 { (height, width) } else { (width, height) };
        (width > 0 && height > 0).then_some(picture)
    }

    /// The picture as krilla draws it, not turned yet.
    fn image(&self) -> Option<Image> {
        let shared = |data: &Arc<Vec<u8>>| {
            let data: Arc<dyn AsRef<[u8]> + Send + Sync> = data.clone();
            data.into()
        };
        match &self.content {
            Content::Png(data) => Image::from_png(shared(data), false).ok(),
            Content::Jpeg(data) => Image::from_jpeg(shared(data), false).ok(),
            Content::Decoded(decoded) => Image::from_custom(decoded.clone(), false).ok(),
        }
    }

    /// Draws it upright into a rectangle, in points from the upper left corner of the page.
    pub(super) fn draw(&self, surface: &mut Surface<'_>, (x, y): (f32, f32), (width, height): (f32, f32)) {
        let Some(image) = self.image() else { return };
        // What becomes of a square of side 1, by its two sides and its corner.
        let (right, down, at) = match self.turn {
            2 => ((-1.0, 0.0), (0.0, 1.0), (1.0, 0.0)),
            3 => ((-1.0, 0.0), (0.0, -1.0), (1.0, 1.0)),
            4 => ((1.0, 0.0), (0.0, -1.0), (0.0, 1.0)),
            5 => ((0.0, 1.0), (1.0, 0.0), (0.0, 0.0)),
            6 => ((0.0, 1.0), (-1.0, 0.0), (1.0, 0.0)),
            7 => ((0.0, -1.0), (-1.0, 0.0), (1.0, 1.0)),
            8 => ((0.0, -1.0), (1.0, 0.0), (0.0, 1.0)),
            _ => ((1.0, 0.0), (0.0, 1.0), (0.0, 0.0)),
        };
        let (transform, size) = if self.turn > 1 {
            let [sx, kx, tx] = [right.0, down.0, at.0].map(|part: f32| part * width);
            let [ky, sy, ty] = [right.1, down.1, at.1].map(|part: f32| part * height);
            (Transform::from_row(sx, ky, kx, sy, x + tx, y + ty), Size::from_wh(1.0, 1.0))
        } else {
            (Transform::from_translate(x, y), Size::from_wh(width, height))
        };
        if let Some(size) = size {
            surface.push_transform(&transform);
            surface.draw_image(image, size);
            surface.pop();
        }
    }

    /// Set in the middle of a page of text.
    pub(super) fn galley(&self, sheet: &Sheet) -> Galley {
        let (width, height) = (self.pixels.0 as f32 * SCALE, self.pixels.1 as f32 * SCALE);
        let room = (sheet.text_width(), sheet.text_height() * TALLEST);
        let fit = (room.0 / width).min(room.1 / height).min(1.0);
        let (width, height) = (width * fit, height * fit);
        let x = (room.0 - width) / 2.0;
        let kind = StripKind::Picture { picture: Arc::new(self.clone()), x, width };
        let space = |height| Strip { height, kind: StripKind::Space };
        Galley { strips: vec![space(6.0), Strip { height, kind }, space(4.0)], parts: 1 }
    }
}

/// A picture of any kind, decoded and turned upright; `None` when that fails.
fn decoded(bytes: &[u8], media: MediaType) -> Option<Content> {
    let picture = pages(bytes, media, Want::PRINT).ok()?.next()?.ok()?.picture?;
    let size = picture.dimensions();
    Some(Content::Decoded(Decoded { data: Arc::new(picture.into_raw()), size }))
}

/// The number of colour components of a JPEG file.
fn jpeg_components(bytes: &[u8]) -> Option<u8> {
    let mut at = 2;
    loop {
        let marker = *bytes.get(at + 1)?;
        let length = usize::from(u16::from_be_bytes([*bytes.get(at + 2)?, *bytes.get(at + 3)?]));
        if matches!(marker, 0xC0..=0xCF) && !matches!(marker, 0xC4 | 0xC8 | 0xCC) {
            return bytes.get(at + 9).copied();
        }
        at += 2 + length;
    }
}
