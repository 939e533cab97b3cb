//! Page pictures: one file of any accepted kind, decoded page by page.
//!
//! [`pages`] gives one [`Page`] at a time, upright, and no larger than is wanted: a scan at 600 dpi is
//! reduced while it is decoded. A page of a PDF that is one scan gives that scan; of any other page the
//! images and filled rectangles are put together, which is enough to find seals, scans in strips and print
//! marks. Letters are not drawn: nothing here needs them, and the fonts and colour management of a whole
//! renderer would make the worker half as large again.
//!
//! Invariants: no picture larger than [`MAX_PIXELS`] is ever held at once, whatever a file claims; what
//! cannot be decoded is an error, never a panic. Reached from the worker and the command line only: the
//! decoders are heavy.

mod jpeg;
mod paint;
mod pdf;
mod picture;
mod png;
mod reduce;
mod tiff;
mod webp;

use image::RgbImage;

use super::Reason;
use crate::dossier::MediaType;

pub(super) use self::jpeg::segments as jpeg_segments;
pub(super) use self::png::chunks as png_chunks;
pub(super) use self::tiff::count as count_tiff;

/// Most pixels that are held at once as one picture: A4 at 1,200 dpi has 139 million.
pub const MAX_PIXELS: u64 = 64_000_000;

/// How much of a picture is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Want {
    /// A longer side of so many pixels is enough: larger pictures are reduced while they keep it. A PDF
    /// page that is put together gets this side, or that of A4 at 300 dpi.
    pub long_side: u32,
}

impl Want {
    /// Enough to look at a page: A4 at 150 dpi, with some slack for scanners that cut the edges.
    pub const LOOK: Self = Self { long_side: 1_650 };
    /// Enough to print it: A4 at 300 dpi.
    pub const PRINT: Self = Self { long_side: 3_508 };
}

/// How the file stores the colours of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ink {
    /// Black and white.
    Bilevel,
    /// Shades of grey.
    Grey,
    /// Colours.
    Colour,
    /// Colours of the printing press.
    Cmyk,
}

/// One page.
#[derive(Clone, Debug)]
pub struct Page {
    /// From 1.
    pub number: u32,
    /// Width and height in the file, upright; of a PDF page, of the image that covers most of it.
    pub pixels: Option<(u32, u32)>,
    /// Width and height in millimetres, upright, where the file says them.
    pub size_mm: Option<(f32, f32)>,
    /// Pixels to an inch in the file, where it says them.
    pub dpi: Option<f32>,
    /// By how many degrees clockwise the file says it is turned; done already in `picture`.
    pub turned: u16,
    /// How the colours are stored.
    pub ink: Ink,
    /// It has text that can be searched, of a PDF.
    pub text: bool,
    /// The picture, upright, on white. Of a PDF page that is not one scan, its images and filled
    /// rectangles at their places, without letters and lines; `None` where it has none of these.
    pub picture: Option<RgbImage>,
    /// Letters, lines or curves of the page are not in `picture`, but for a line that was put on a scan.
    pub drawn: bool,
    /// Images that could not be decoded are not in `picture` either, and take up much of the page.
    pub unread: bool,
}

impl Page {
    /// Pixels of `picture` to an inch, where the page's size is known.
    pub fn picture_dpi(&self) -> Option<f32> {
        let (width, _) = self.size_mm?;
        #[expect(clippy::cast_precision_loss, reason = "pixels are far below 2^24")]
        let pixels = self.picture.as_ref()?.width() as f32;
        (width > 0.0).then(|| pixels * MM_PER_INCH / width)
    }
}

/// Millimetres to an inch.
pub(super) const MM_PER_INCH: f32 = 25.4;

/// The pages of a file, one at a time.
pub struct Pages<'a>(Source<'a>);

enum Source<'a> {
    /// A kind with one page.
    One(Option<Box<dyn FnOnce() -> Result<Page, Reason> + 'a>>),
    Tiff(Box<tiff::Images<'a>>),
    Pdf(Box<pdf::PdfPages>),
}

/// Opens a file for its pages.
pub fn pages(bytes: &[u8], media: MediaType, want: Want) -> Result<Pages<'_>, Reason> {
    let one = |decode: fn(&[u8], Want) -> Result<Page, Reason>| {
        Source::One(Some(Box::new(move || decode(bytes, want))))
    };
    Ok(Pages(match media {
        MediaType::Jpeg => one(jpeg::decode),
        MediaType::Png => one(png::decode),
        MediaType::WebP => one(webp::decode),
        MediaType::Tiff => Source::Tiff(Box::new(tiff::Images::open(bytes, want)?)),
        MediaType::Pdf => Source::Pdf(Box::new(pdf::PdfPages::open(bytes, want)?)),
    }))
}

impl Pages<'_> {
    /// Passes over pages without decoding them.
    pub fn skip_to(&mut self, number: u32) {
        match &mut self.0 {
            Source::One(decode) if number > 1 => *decode = None,
            Source::One(_) => {}
            Source::Tiff(images) => images.skip_to(number),
            Source::Pdf(pages) => pages.skip_to(number),
        }
    }
}

impl Iterator for Pages<'_> {
    type Item = Result<Page, Reason>;

    fn next(&mut self) -> Option<Self::Item> {
        match &mut self.0 {
            Source::One(decode) => decode.take().map(|decode| decode()),
            Source::Tiff(images) => images.next(),
            Source::Pdf(pages) => pages.next(),
        }
    }
}
