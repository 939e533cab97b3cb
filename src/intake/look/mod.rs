//! Looking at the pages of a file: measures that say whether a scan can be read and what is on it.
//!
//! Every measure is taken in millimetres where the size is known, so that it means the same at any
//! resolution. What follows from a measure is decided in `check`. One page after the other is decoded,
//! looked at and forgotten; `watch` hears of each and can break off.

mod blank;
mod cards;
mod edge;
mod plane;
mod seal;
mod skew;

use std::ops::ControlFlow;

use self::plane::Plane;
use super::marks::{marked, page_mark};
use super::raster::{Ink, Page, Want, pages};
use super::{IntakeError, parts};
use crate::dossier::{FileRecord, MediaType, PageMark, Seen, SeenInk, SeenPage};
use crate::mark::MOST_MARKED;

/// Most pages of one file that are looked at. Where there are print marks on them, marks are read on up to
/// [`MOST_MARKED`] pages.
pub const MOST_PAGES: u32 = 300;

/// Looks at a file that was taken in. `watch` is told after each page how many of how many are done, and says
/// whether to go on; `with` is shown every page while it is at hand.
pub fn look(
    file: &FileRecord,
    bytes: &[u8],
    watch: &mut dyn FnMut(u32, u32) -> ControlFlow<()>,
    with: &mut dyn FnMut(&Page),
) -> Result<Seen, IntakeError> {
    let refused = |reason| IntakeError { name: file.name.clone(), reason };
    let mut seen = Seen::default();
    if file.media == MediaType::Pdf {
        seen.parts = parts::parts(bytes).map_err(refused)?;
    }
    let most = file.pages.min(MOST_PAGES);
    for page in pages(bytes, file.media, Want::LOOK).map_err(refused)?.take(most as usize) {
        let page = page.map_err(refused)?;
        seen.pages.push(look_at(&page));
        with(&page);
        if watch(page.number, most).is_break() {
            break;
        }
    }
    Ok(seen)
}

/// Looks at a file of which nothing has been seen yet: its record says afterwards what was, and which print marks
/// stand on its pages.
pub fn look_into(
    file: &mut FileRecord,
    bytes: &[u8],
    watch: &mut dyn FnMut(u32, u32) -> ControlFlow<()>,
) -> Result<(), IntakeError> {
    let (mut marks, mut turns) = (Vec::new(), Vec::new());
    let mut seen = look(file, bytes, watch, &mut |page| {
        if let Some((mark, degrees)) = marked(page) {
            turns.push((mark.page, degrees));
            marks.push(mark);
        }
    })?;
    for (number, degrees) in turns {
        if let Some(page) = seen.pages.get_mut(number as usize - 1) {
            page.lies = degrees;
        }
    }
    if !marks.is_empty() && seen.pages.len() == MOST_PAGES as usize {
        marks.extend(more_marks(file, bytes, watch)?);
    }
    file.marks = marks;
    file.seen = Some(Box::new(seen));
    Ok(())
}

/// The marks on the pages after those that are looked at: one scan may hold the prints of hundreds of people.
fn more_marks(
    file: &FileRecord,
    bytes: &[u8],
    watch: &mut dyn FnMut(u32, u32) -> ControlFlow<()>,
) -> Result<Vec<PageMark>, IntakeError> {
    let refused = |reason| IntakeError { name: file.name.clone(), reason };
    let last = file.pages.min(MOST_MARKED);
    let mut rest = pages(bytes, file.media, Want::LOOK).map_err(refused)?;
    rest.skip_to(MOST_PAGES + 1);
    let mut found = Vec::new();
    for page in rest.take(last.saturating_sub(MOST_PAGES) as usize) {
        let page = page.map_err(refused)?;
        found.extend(page_mark(&page));
        if watch(page.number, last).is_break() {
            break;
        }
    }
    Ok(found)
}

/// Looks at one page.
pub fn look_at(page: &Page) -> SeenPage {
    let whole = |value: f32| value.round() as u32;
    let mut seen = SeenPage {
        mm: page.size_mm.map(|(width, height)| (whole(width), whole(height))),
        pixels: page.pixels,
        dpi: page.dpi.map(whole),
        turned: page.turned.into(),
        ink: page.pixels.map(|_| match page.ink {
            Ink::Bilevel => SeenInk::Bilevel,
            Ink::Grey => SeenInk::Grey,
            Ink::Colour => SeenInk::Colour,
            Ink::Cmyk => SeenInk::Cmyk,
        }),
        text: page.text,
        ..SeenPage::default()
    };
    let Some(picture) = &page.picture else {
        seen.blank = !page.drawn;
        return seen;
    };
    if page.unread {
        seen.unread = true;
        return seen;
    }
    let dpi = page.picture_dpi();
    let plane = Plane::of(picture, dpi);
    seen.colour = plane.coloured >= 4;
    seen.seals = seal::diameters(&plane).into_iter().map(|mm| if dpi.is_some() { mm } else { 0 }).collect();
    // Letters and lines that are not in the picture can be read, and cannot be crooked.
    if page.pixels.is_none() {
        return seen;
    }
    let paper = plane.brightness(0.9);
    seen.paper = Some(paper.into());
    seen.blank = !page.drawn && blank::is_blank(&plane, paper);
    if seen.blank || page.drawn {
        return seen;
    }
    seen.skew = skew::hundredths(&plane, paper);
    seen.edge = edge::hundredths_mm(&plane);
    seen.cards = cards::count(&plane, paper, dpi.is_some());
    seen
}
