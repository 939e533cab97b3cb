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
use super::raster::{Ink, Page, Want, pages};
use super::{IntakeError, page_mark, parts};
use crate::dossier::{FileRecord, MediaType, Seen, SeenInk, SeenPage};

/// Most pages of one file that are looked at.
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
    let mut marks = Vec::new();
    let seen = look(file, bytes, watch, &mut |page| marks.extend(page_mark(page)))?;
    file.marks = marks;
    file.seen = Some(Box::new(seen));
    Ok(())
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
