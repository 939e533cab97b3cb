//! Documents and foreign pages as the pages of one tagged PDF.
//!
//! A foreign page is one whose content comes from elsewhere: here it has its running header, its place in
//! the structure as a figure with an alternative text, and a picture of one point that whoever writes the
//! file puts the content in the place of. krilla itself holds all of what it writes until the end, and so
//! must not be given scans.

use krilla::Document as Pdf;
use krilla::SerializeSettings;
use krilla::geom::{Size, Transform};
use krilla::image::{BitsPerComponent, CustomImage, Image, ImageColorspace};
use krilla::metadata::{Metadata, TextDirection};
use krilla::page::PageSettings;
use krilla::surface::Surface;
use krilla::tagging::{ContentTag, Node, Tag, TagGroup, TagTree};

use super::lines::Line;
use super::model::MM;
use super::page::{Bookmark, Item, Mark, Pages};
use super::paginate::{Press, paginate};
use super::pdf::{artifact, date, draw_pages, explain, outline, text};
use super::tags::groups;
use super::{Align, Document, DocumentError, Face, Faces, Sheet, Stamp};

/// What is bound.
#[derive(Clone, Debug)]
pub enum Leaf<'a> {
    /// All pages of a document.
    Document(&'a Document),
    /// One page from elsewhere.
    Foreign(ForeignPage),
}

/// A page whose content is put in later.
#[derive(Clone, Debug, PartialEq)]
pub struct ForeignPage {
    /// What stands at its head, e.g. `材料 1.1　认证机构批准书`.
    pub heading: String,
    /// What readers hear who do not see it.
    pub alternative: String,
    /// Width and height of the content in points; only their ratio matters.
    pub size: (f32, f32),
}

/// A bookmark to a page, counted from 0.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageBookmark {
    /// 1 for the highest.
    pub level: u16,
    /// Its wording.
    pub text: String,
    /// The page.
    pub page: usize,
}

/// Distance of the running header's baseline from the upper edge, and of its ends from the others.
const HEAD: (f32, f32) = (9.5 * MM, 15.0 * MM);
/// Its size: 小五.
const SIZE: f32 = 9.0;
/// Room for the content of a foreign page: distances from the upper edge and from the others.
const ROOM: (f32, f32) = (13.0 * MM, 5.0 * MM);

/// The number of pages that a document takes.
pub fn count_pages(document: &Document, faces: &Faces) -> Result<usize, DocumentError> {
    Ok(paginate(document, faces)?.pages.len())
}

/// Binds the leaves, each page numbered x / y at its head; a cover is counted but not numbered.
pub fn bind(
    title: &str,
    stamp: &Stamp,
    leaves: &[Leaf<'_>],
    bookmarks: &[PageBookmark],
    faces: &Faces,
) -> Result<Vec<u8>, DocumentError> {
    let laid = leaves.iter().map(|leaf| match leaf {
        Leaf::Document(document) => paginate(document, faces).map(|mut pages| {
            // What belongs to the volume alone has only its numbers.
            if document.prints.is_empty() {
                let is_number = |item: &Item| matches!(item, Item::Text { mark: Mark::Footer, .. });
                pages.pages.iter_mut().for_each(|page| page.items.retain(|item| !is_number(item)));
            }
            Some(pages)
        }),
        Leaf::Foreign(_) => Ok(None),
    });
    let laid = laid.collect::<Result<Vec<Option<Pages>>, _>>()?;
    let total: usize = laid.iter().map(|pages| pages.as_ref().map_or(1, |pages| pages.pages.len())).sum();
    let mut heads = Heads { faces, total, sheet: Sheet::FORM };
    let mut pdf = Pdf::new_with(SerializeSettings { enable_tagging: true, ..Default::default() });
    let mut tree = TagTree::new();
    let mut first = 0;
    for (leaf, pages) in leaves.iter().zip(&laid) {
        match (leaf, pages) {
            (Leaf::Document(_), Some(pages)) => {
                heads.sheet = pages.sheet;
                let mut over = |page: usize, surface: &mut Surface<'_>| {
                    if pages.pages[page].is_cover { Ok(()) } else { heads.set(surface, None, first + page) }
                };
                let content = draw_pages(&mut pdf, faces, pages, first, &mut over)?;
                groups(&pages.structure, &content).into_iter().for_each(|group| tree.push(group));
                first += pages.pages.len();
            }
            (Leaf::Foreign(page), _) => {
                let sheet = if page.size.0 > page.size.1 * 1.03 { turned(Sheet::FORM) } else { Sheet::FORM };
                heads.sheet = sheet;
                tree.push(foreign(&mut pdf, &heads, page, first)?);
                first += 1;
            }
            (Leaf::Document(_), None) => {}
        }
    }
    pdf.set_tag_tree(tree);
    let bookmarks: Vec<Bookmark> = bookmarks
        .iter()
        .map(|to| Bookmark { level: to.level, text: to.text.clone(), page: to.page, y: 0.0 })
        .collect();
    pdf.set_outline(outline(&bookmarks));
    let metadata = Metadata::new()
        .title(title.to_owned())
        .language("zh-CN".to_owned())
        .text_direction(TextDirection::LeftToRight)
        .creator(concat!("Beian 备案通 ", env!("CARGO_PKG_VERSION")).to_owned())
        .creation_date(date(stamp));
    pdf.set_metadata(metadata);
    pdf.finish().map_err(explain)
}

/// A4 turned sideways.
fn turned(sheet: Sheet) -> Sheet {
    Sheet { width: sheet.height, height: sheet.width, ..sheet }
}

/// Draws a foreign page with the picture that stands for its content, which tells its number.
fn foreign(
    pdf: &mut Pdf,
    heads: &Heads<'_>,
    page: &ForeignPage,
    number: usize,
) -> Result<TagGroup, DocumentError> {
    let failed = || DocumentError::Write("页面尺寸有误");
    let sheet = heads.sheet;
    let settings = PageSettings::from_wh(sheet.width, sheet.height).ok_or_else(failed)?;
    let mut drawn = pdf.start_page_with(settings);
    let mut surface = drawn.surface();
    heads.set(&mut surface, Some(&page.heading), number)?;
    let (top, edge) = ROOM;
    let room = (sheet.width - 2.0 * edge, sheet.height - top - edge);
    let scale = (room.0 / page.size.0).min(room.1 / page.size.1);
    let (width, height) = (page.size.0 * scale, page.size.1 * scale);
    let (x, y) = (edge + (room.0 - width) / 2.0, top + (room.1 - height) / 2.0);
    let picture = Placeholder::new(number);
    let picture = Image::from_custom(picture, false).map_err(|_| DocumentError::Write("页面无法写入"))?;
    let content = surface.start_tagged(ContentTag::Other);
    surface.push_transform(&Transform::from_translate(x, y));
    surface.draw_image(picture, Size::from_wh(width, height).ok_or_else(failed)?);
    surface.pop();
    surface.end_tagged();
    surface.finish();
    drawn.finish();
    let tag = Tag::Figure(Some(page.alternative.clone()));
    Ok(TagGroup::with_children(tag, vec![Node::from(content)]))
}

/// The running header.
struct Heads<'a> {
    faces: &'a Faces,
    total: usize,
    sheet: Sheet,
}

impl Heads<'_> {
    /// Sets heading and number of the page `page`, counted from 0.
    fn set(
        &self,
        surface: &mut Surface<'_>,
        heading: Option<&str>,
        page: usize,
    ) -> Result<(), DocumentError> {
        let number = format!("{} / {}", page + 1, self.total);
        let (baseline, edge) = HEAD;
        let mut press = Press::beside(self.sheet, self.faces);
        let width = self.sheet.width - 2.0 * edge;
        let lines =
            [(heading, Align::Start, width - 30.0 * MM, 90), (Some(number.as_str()), Align::End, width, 0)];
        for (words, align, width, grey) in lines {
            let Some(words) = words else { continue };
            let line = press.furniture(words, Face::Body, SIZE, align, width)?;
            if let Some(line) = line {
                let line: &Line = &line;
                surface.start_tagged(artifact(Mark::Header));
                text(surface, self.faces, line, (edge + line.x, baseline), grey, false);
                surface.end_tagged();
            }
        }
        press.complete()
    }
}

/// A picture of one point whose colour is the number of its page, so that no two are the same object.
#[derive(Clone, Hash)]
struct Placeholder([u8; 3]);

impl Placeholder {
    fn new(number: usize) -> Self {
        let [a, b, c, ..] = number.to_le_bytes();
        Self([a, b, c])
    }
}

impl CustomImage for Placeholder {
    fn color_channel(&self) -> &[u8] {
        &self.0
    }

    fn alpha_channel(&self) -> Option<&[u8]> {
        None
    }

    fn bits_per_component(&self) -> BitsPerComponent {
        BitsPerComponent::Eight
    }

    fn size(&self) -> (u32, u32) {
        (1, 1)
    }

    fn icc_profile(&self) -> Option<&[u8]> {
        None
    }

    fn color_space(&self) -> ImageColorspace {
        ImageColorspace::Rgb
    }
}
