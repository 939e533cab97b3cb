//! The print marks on the pages of a file that comes in.

use super::raster::{Page, Want, pages};
use crate::dossier::{FileRecord, PageMark};
use crate::mark::read;

/// Reads the marks of all pages; `watch` is told after each page its number. A page that cannot be decoded
/// has none: whether that is a defect is found elsewhere.
pub fn read_marks(file: &FileRecord, bytes: &[u8], watch: &mut dyn FnMut(u32)) -> Vec<PageMark> {
    let Ok(pages) = pages(bytes, file.media, Want::LOOK) else { return Vec::new() };
    let mut marks = Vec::new();
    for page in pages.flatten() {
        marks.extend(page_mark(&page));
        watch(page.number);
    }
    marks
}

/// The mark of one page.
pub fn page_mark(page: &Page) -> Option<PageMark> {
    let mark = read::mark(&read::red(page.picture.as_ref()?))?;
    Some(PageMark { page: page.number, text: mark.text() })
}
