//! The print mark on a page that comes in.

use super::raster::Page;
use crate::dossier::PageMark;
use crate::mark::read;

/// The mark of one page.
pub fn page_mark(page: &Page) -> Option<PageMark> {
    marked(page).map(|(mark, _)| mark)
}

/// The mark of one page, and by how many degrees clockwise the print lies on it.
pub(super) fn marked(page: &Page) -> Option<(PageMark, u32)> {
    let (mark, degrees) = read::mark_in_colours(page.picture.as_ref()?)?;
    Some((PageMark { page: page.number, text: mark.text() }, degrees))
}
