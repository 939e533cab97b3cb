//! The print mark on a page that comes in.

use super::raster::Page;
use crate::dossier::PageMark;
use crate::mark::read;

/// The mark of one page.
pub fn page_mark(page: &Page) -> Option<PageMark> {
    let mark = read::mark_in_colours(page.picture.as_ref()?)?;
    Some(PageMark { page: page.number, text: mark.text() })
}
