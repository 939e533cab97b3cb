//! The two things in a picture's EXIF data that matter for looking at it: which way is up, and the resolution.
//!
//! Everything else in it (place, time, device) is removed when a file is taken in.

use super::raster::{jpeg_segments, png_chunks};
use crate::dossier::{MediaType, Removed};

/// How a picture must be turned to be upright, as EXIF numbers it (CIPA DC-008, tag 274).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Orientation(u8);

impl Default for Orientation {
    fn default() -> Self {
        Self(1)
    }
}

impl Orientation {
    /// By its number, 1 to 8.
    pub(super) fn new(number: u32) -> Option<Self> {
        u8::try_from(number).ok().filter(|number| (1..=8).contains(number)).map(Self)
    }

    /// Its number.
    pub(super) fn number(self) -> u16 {
        self.0.into()
    }

    /// Degrees clockwise.
    pub(super) fn degrees(self) -> u16 {
        match self.0 {
            3 | 4 => 180,
            5 | 6 => 90,
            7 | 8 => 270,
            _ => 0,
        }
    }

    /// Whether it is to be mirrored left to right after turning.
    pub(super) fn mirrored(self) -> bool {
        matches!(self.0, 2 | 4 | 5 | 7)
    }

    /// Whether width becomes height.
    pub(super) fn swaps_sides(self) -> bool {
        self.0 >= 5
    }
}

/// What EXIF data says about looking at a picture.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Exif {
    /// Which way is up.
    pub(super) orientation: Orientation,
    /// Pixels to an inch.
    pub(super) dpi: Option<f32>,
    /// A camera wrote it: the resolution says nothing about the size of what it shows.
    pub(super) camera: bool,
    /// What it holds besides these.
    pub(super) besides: Vec<Removed>,
}

const ORIENTATION: u16 = 274;
const X_RESOLUTION: u16 = 282;
const Y_RESOLUTION: u16 = 283;
const RESOLUTION_UNIT: u16 = 296;
const GPS: u16 = 34_853;
/// The directory of exposure, lens and the like.
const SETTINGS: u16 = 34_665;
/// A directory has far fewer entries.
const MOST_ENTRIES: u16 = 1_000;

impl Exif {
    /// Reads the data of a JPEG file; `None` when there is none.
    pub(super) fn of_jpeg(bytes: &[u8]) -> Option<Self> {
        let (_, data) =
            jpeg_segments(bytes).find(|(marker, data)| *marker == 0xE1 && data.starts_with(b"Exif\0"))?;
        Self::read(data.get(6..)?)
    }

    /// Reads the data of a PNG file, which may stand before or after the picture; `None` when there is none.
    pub(super) fn of_png(bytes: &[u8]) -> Option<Self> {
        let (_, data) = png_chunks(bytes).find(|(kind, _)| *kind == b"eXIf")?;
        Self::read(data)
    }

    /// Reads the first directory of EXIF data, which is a TIFF file, with or without `Exif\0\0` before it.
    pub(super) fn read(data: &[u8]) -> Option<Self> {
        let data = data.strip_prefix(b"Exif\0\0").unwrap_or(data);
        let order = Order::of(data)?;
        let mut found = Self::default();
        let (mut resolution, mut unit) = (None, 2);
        let at = order.long(data, 4)? as usize;
        let count = order.short(data, at)?.min(MOST_ENTRIES);
        for entry in 0..usize::from(count) {
            let at = at.checked_add(2 + entry * 12)?;
            let Some(tag) = order.short(data, at) else { break };
            match tag {
                ORIENTATION => {
                    let number = order.short(data, at + 8).map(u32::from);
                    found.orientation = number.and_then(Orientation::new).unwrap_or_default();
                }
                X_RESOLUTION => resolution = order.rational(data, order.long(data, at + 8)? as usize),
                RESOLUTION_UNIT => unit = order.short(data, at + 8).unwrap_or(2),
                Y_RESOLUTION => {}
                GPS => {
                    found.camera = true;
                    found.besides.push(Removed::Place);
                }
                tag => {
                    found.camera |= tag == SETTINGS;
                    found.besides.push(Removed::Camera);
                }
            }
        }
        // A second directory describes a smaller copy.
        let second = order.long(data, at.saturating_add(2 + usize::from(count) * 12));
        if second.is_some_and(|second| second > 0) {
            found.besides.push(Removed::Rest);
        }
        found.dpi =
            resolution.filter(|_| !found.camera).map(|dots| if unit == 3 { dots * 2.54 } else { dots });
        Some(found)
    }
}

/// Which byte of a number comes first.
#[derive(Clone, Copy)]
pub(super) enum Order {
    Little,
    Big,
}

impl Order {
    /// Of a TIFF file.
    pub(super) fn of(data: &[u8]) -> Option<Self> {
        match data.get(..4)? {
            b"II*\0" => Some(Self::Little),
            b"MM\0*" => Some(Self::Big),
            _ => None,
        }
    }

    pub(super) fn short_bytes(self, value: u16) -> [u8; 2] {
        match self {
            Self::Little => value.to_le_bytes(),
            Self::Big => value.to_be_bytes(),
        }
    }

    pub(super) fn long_bytes(self, value: u32) -> [u8; 4] {
        match self {
            Self::Little => value.to_le_bytes(),
            Self::Big => value.to_be_bytes(),
        }
    }

    pub(super) fn short(self, data: &[u8], at: usize) -> Option<u16> {
        let bytes: [u8; 2] = data.get(at..at.checked_add(2)?)?.try_into().ok()?;
        Some(match self {
            Self::Little => u16::from_le_bytes(bytes),
            Self::Big => u16::from_be_bytes(bytes),
        })
    }

    pub(super) fn long(self, data: &[u8], at: usize) -> Option<u32> {
        let bytes: [u8; 4] = data.get(at..at.checked_add(4)?)?.try_into().ok()?;
        Some(match self {
            Self::Little => u32::from_le_bytes(bytes),
            Self::Big => u32::from_be_bytes(bytes),
        })
    }

    fn rational(self, data: &[u8], at: usize) -> Option<f32> {
        #[expect(clippy::cast_precision_loss, reason = "a resolution need not be exact")]
        let (above, below) = (self.long(data, at)? as f32, self.long(data, at.checked_add(4)?)? as f32);
        (below > 0.0).then(|| above / below)
    }
}

/// How a JPEG or PNG is to be turned to be upright, as EXIF counts it from 1 (as it is) to 8. Of other kinds only the
/// decoded picture is ever shown, which is upright.
pub fn turn(media: MediaType, bytes: &[u8]) -> u8 {
    let exif = match media {
        MediaType::Jpeg => Exif::of_jpeg(bytes),
        MediaType::Png => Exif::of_png(bytes),
        MediaType::WebP | MediaType::Tiff | MediaType::Pdf => None,
    };
    exif.unwrap_or_default().orientation.0
}
