//! PDF pages: the scan that a page consists of, taken out as it is, or what it shows put together.

use hayro_syntax::Pdf;
use hayro_syntax::page::{Page as PdfPage, Rotation};

use super::paint::{Canvas, ink, take};
use super::picture::upright;
use super::{MAX_PIXELS, MM_PER_INCH, Page, Want};
use crate::intake::Reason;
use crate::intake::exif::Orientation;
use crate::intake::pdf::{Item, Placed, Survey, open};

const POINTS_PER_INCH: f32 = 72.0;
/// An image that covers so much of its page is what the page shows.
const MOST_OF_PAGE: f32 = 0.5;
/// One that covers so much of it is the whole page.
const ALL_OF_PAGE: f32 = 0.9;
/// So many bytes of letters are a line that a program has put on a scan: a page number, the name of an app.
const IMPRINT: usize = 100;
/// So much of a page may be unknown before it counts as not seen.
const SOME_OF_PAGE: f32 = 0.1;

/// The pages of a PDF.
pub(super) struct PdfPages {
    pdf: Pdf,
    want: Want,
    at: usize,
}

impl PdfPages {
    pub(super) fn open(bytes: &[u8], want: Want) -> Result<Self, Reason> {
        Ok(Self { pdf: open(bytes)?, want, at: 0 })
    }

    pub(super) fn skip_to(&mut self, number: u32) {
        self.at = self.at.max(number.saturating_sub(1) as usize);
    }

    pub(super) fn next(&mut self) -> Option<Result<Page, Reason>> {
        let page = self.pdf.pages().get(self.at)?;
        self.at += 1;
        Some(read(page, u32::try_from(self.at).unwrap_or(u32::MAX), self.want))
    }
}

/// Reads one page.
fn read(page: &PdfPage<'_>, number: u32, want: Want) -> Result<Page, Reason> {
    let (width, height) = page.render_dimensions();
    let (turned, orientation) = match page.rotation() {
        Rotation::None => (0, 1),
        Rotation::Horizontal => (90, 6),
        Rotation::Flipped => (180, 3),
        Rotation::FlippedHorizontal => (270, 8),
    };
    let orientation = Orientation::new(orientation).unwrap_or_default();
    let survey = Survey::of(page);
    for image in survey.images() {
        let (width, height) = image.pixels;
        if u64::from(width) * u64::from(height) > MAX_PIXELS * 3 {
            return Err(Reason::TooManyPixels { width: width as usize, height: height as usize });
        }
    }
    let most = width * height * MOST_OF_PAGE;
    let scan =
        survey.images().max_by(|a, b| a.area().total_cmp(&b.area())).filter(|scan| scan.area() >= most);
    let whole = scan.is_some_and(|scan| scan.area() >= width * height * ALL_OF_PAGE);
    let drawn = survey.drawn || survey.letters > if whole { IMPRINT } else { 0 };
    let alone = match survey.items.as_slice() {
        [Item::Image(image, _)] if !drawn && image.upright() && scan.is_some() => take(image, want),
        _ => None,
    };
    let mut unread = 0.0;
    let picture = match alone {
        Some(taken) => Some(upright(taken.picture, orientation)),
        None if survey.items.is_empty() => None,
        None => {
            let painted = Canvas::new(page, want).paint(&survey);
            unread = painted.unread;
            Some(upright(painted.picture, orientation))
        }
    };
    let upright = |(width, height): (u32, u32)| {
        if orientation.swaps_sides() { (height, width) } else { (width, height) }
    };
    Ok(Page {
        number,
        pixels: scan.map(|image| upright(image.pixels)),
        size_mm: Some((to_mm(width), to_mm(height))),
        dpi: scan.map(Placed::dpi),
        turned,
        ink: scan.or_else(|| survey.images().next()).map_or(super::Ink::Colour, ink),
        text: survey.text,
        picture,
        drawn,
        unread: unread >= width * height * SOME_OF_PAGE,
    })
}

fn to_mm(points: f32) -> f32 {
    points / POINTS_PER_INCH * MM_PER_INCH
}
