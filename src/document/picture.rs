//! Pictures in flowing documents.

use std::fmt;
use std::sync::Arc;

use krilla::image::Image;

use super::Sheet;
use super::galley::{Galley, Strip, StripKind};
use crate::dossier::MediaType;

/// Points to a pixel of a picture that fits: 96 pixels to the inch, as word processors take it.
const SCALE: f32 = 72.0 / 96.0;

/// The most of a page's height that a picture takes, so that its caption stands below it.
const TALLEST: f32 = 0.85;

/// A picture.
#[derive(Clone, PartialEq)]
pub struct Picture {
    /// What it shows, for readers who do not see it.
    pub alt: String,
    /// Width and height in pixels.
    pub pixels: (u32, u32),
    data: Arc<Vec<u8>>,
    media: MediaType,
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
        let mut picture = Self { alt, pixels: (0, 0), data: Arc::new(bytes.to_vec()), media };
        picture.pixels = picture.image()?.size();
        (picture.pixels.0 > 0 && picture.pixels.1 > 0).then_some(picture)
    }

    /// The picture as krilla draws it.
    pub(super) fn image(&self) -> Option<Image> {
        let data: Arc<dyn AsRef<[u8]> + Send + Sync> = self.data.clone();
        match self.media {
            MediaType::Png => Image::from_png(data.into(), false).ok(),
            // Ink colours need a profile that such files do not carry.
            MediaType::Jpeg if jpeg_components(&self.data) != Some(4) => {
                Image::from_jpeg(data.into(), false).ok()
            }
            _ => None,
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
