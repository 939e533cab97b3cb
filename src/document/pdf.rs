//! Pages → PDF, by krilla, in a form that is both PDF/A-2a and PDF/UA-1.

use std::collections::BTreeSet;
use std::num::NonZeroU32;

use krilla::Document as Pdf;
use krilla::SerializeSettings;
use krilla::annotation::{Annotation, LinkAnnotation, Target};
use krilla::color::luma;
use krilla::configure::{Accessibility, Archival, ConfigurationBuilder, ValidationError};
use krilla::destination::{Destination, XyzDestination};
use krilla::error::KrillaError;
use krilla::geom::{PathBuilder, Point, Rect, Transform};
use krilla::metadata::{DateTime, Metadata, TextDirection};
use krilla::num::NormalizedF32;
use krilla::outline::{Outline, OutlineNode};
use krilla::page::{NumberingStyle, PageLabel, PageSettings};
use krilla::paint::{Fill, LineCap, Stroke, StrokeDash};
use krilla::surface::Surface;
use krilla::tagging::{Artifact, ArtifactType, ContentTag, Identifier};
use krilla::text::{GlyphId, KrillaGlyph};

use super::lines::Line;
use super::page::{Bookmark, Item, Link, Mark, Page, Pages};
use super::paginate::paginate;
use super::tags::tag_tree;
use super::{Document, DocumentError, Faces, Stamp};

impl Document {
    /// Lays the document out and writes it as a tagged PDF with its faces embedded.
    pub fn to_pdf(&self, faces: &Faces) -> Result<Vec<u8>, DocumentError> {
        let pages = paginate(self, faces)?;
        let configuration = ConfigurationBuilder::new()
            .with_archival_validator(Archival::A2_A)
            .with_accessibility_validator(Accessibility::UA1)
            .finish()
            .map_err(|_| DocumentError::Write("PDF/A-2a 与 PDF/UA-1 不能并用"))?;
        let settings = SerializeSettings { configuration, enable_tagging: true, ..Default::default() };
        let mut pdf = Pdf::new_with(settings);
        let content = draw_pages(&mut pdf, faces, &pages, 0, &mut |_, _| Ok(()))?;
        pdf.set_tag_tree(tag_tree(&pages.structure, &content));
        pdf.set_outline(outline(&pages.bookmarks));
        pdf.set_metadata(self.metadata());
        pdf.finish().map_err(explain)
    }

    /// The lines of content on each page, in the order in which they are drawn; without headers,
    /// footers and what is repeated.
    pub fn lines(&self, faces: &Faces) -> Result<Vec<Vec<String>>, DocumentError> {
        let pages = paginate(self, faces)?;
        let lines = |page: &Page| {
            let content = page.items.iter().filter_map(|item| match item {
                Item::Text { mark: Mark::Content(_), line, .. } => Some(line.shown().to_owned()),
                _ => None,
            });
            content.collect()
        };
        Ok(pages.pages.iter().map(lines).collect())
    }

    fn metadata(&self) -> Metadata {
        let title = match self.words_over(true) {
            Some(mark) => format!("{}（{mark}）", self.title),
            None => self.title.clone(),
        };
        Metadata::new()
            .title(title)
            .description(self.description.clone())
            .language(self.language.clone())
            .text_direction(TextDirection::LeftToRight)
            .creator(concat!("Beian 备案通 ", env!("CARGO_PKG_VERSION")).to_owned())
            .creation_date(date(&self.stamp))
    }
}

/// Draws pages; the first of them is page `first` of the file, counted from 0. `over` draws over each what a
/// bound volume adds. Returns for each node of the structure the marked content that belongs to it.
pub(super) fn draw_pages(
    pdf: &mut Pdf,
    faces: &Faces,
    pages: &Pages,
    first: usize,
    over: &mut dyn FnMut(usize, &mut Surface<'_>) -> Result<(), DocumentError>,
) -> Result<Vec<Vec<Identifier>>, DocumentError> {
    let mut content: Vec<Vec<Identifier>> = vec![Vec::new(); pages.structure.nodes.len()];
    let page_settings = PageSettings::from_wh(pages.sheet.width, pages.sheet.height)
        .ok_or(DocumentError::Write("页面尺寸有误"))?;
    // In a bound volume pages are known by their place in it.
    let has_cover = first == 0 && pages.pages.iter().any(|page| page.is_cover);
    let mut number = NonZeroU32::MIN;
    for (at, page) in pages.pages.iter().enumerate() {
        let mut settings = page_settings.clone();
        if has_cover {
            settings = settings.with_page_label(label(page, &mut number));
        }
        let mut sheet = pdf.start_page_with(settings);
        let mut surface = sheet.surface();
        for items in page.items.chunk_by(|a, b| a.node().is_some() && a.node() == b.node()) {
            draw_together(&mut surface, faces, items, &mut content);
        }
        over(at, &mut surface)?;
        surface.finish();
        for link in &page.links {
            if let Some(annotation) = annotation(link, first) {
                let id = sheet.add_tagged_annotation(annotation);
                content[link.node].insert(0, id);
            }
        }
        sheet.finish();
    }
    Ok(content)
}

/// A moment as PDF states it.
pub(super) fn date(stamp: &Stamp) -> DateTime {
    let minutes = stamp.offset_minutes.unsigned_abs();
    let hours = i8::try_from(stamp.offset_minutes / 60).unwrap_or(0);
    DateTime::new(stamp.year)
        .month(stamp.month)
        .day(stamp.day)
        .hour(stamp.hour)
        .minute(stamp.minute)
        .second(stamp.second)
        .utc_offset_hour(hours)
        .utc_offset_minute(u8::try_from(minutes % 60).unwrap_or(0))
}

/// Draws neighbouring items of one node as one piece of content: lines of a paragraph are read on
/// without a break.
fn draw_together(surface: &mut Surface<'_>, faces: &Faces, items: &[Item], content: &mut [Vec<Identifier>]) {
    let Some(node) = items.first().and_then(Item::node) else {
        for item in items {
            draw(surface, faces, item);
        }
        return;
    };
    content[node].push(surface.start_tagged(ContentTag::Other));
    for item in items {
        match item {
            Item::Text { line, x, baseline, grey, .. } => {
                text(surface, faces, line, (*x, *baseline), *grey, false)
            }
            Item::Picture { picture, x, y, width, height, .. } => {
                picture.draw(surface, (*x, *y), (*width, *height));
            }
            _ => {}
        }
    }
    surface.end_tagged();
}

/// Draws an item that is not content.
fn draw(surface: &mut Surface<'_>, faces: &Faces, item: &Item) {
    match item {
        Item::Text { mark, line, x, baseline, grey, turn } => {
            surface.start_tagged(artifact(*mark));
            surface.push_transform(&Transform::from_rotate_at(-turn, *x, *baseline));
            text(surface, faces, line, (*x, *baseline), *grey, *mark == Mark::Watermark);
            surface.pop();
            surface.end_tagged();
        }
        Item::Blank { .. } | Item::Picture { .. } => {}
        Item::Rule { from, to, width } => decoration(surface, |surface| {
            let mut path = PathBuilder::new();
            path.move_to(from.0, from.1);
            path.line_to(to.0, to.1);
            stroke(surface, path, *width, 0, None);
        }),
        Item::Leader { from, to, y } => decoration(surface, |surface| leader(surface, *from, *to, *y)),
        Item::Code { squares, x, y, square } => {
            surface.start_tagged(artifact(Mark::Footer));
            code(surface, squares, (*x, *y), *square);
            surface.end_tagged();
        }
        Item::Ring { centre, radius } => decoration(surface, |surface| {
            stroke(surface, circle(*centre, *radius), 0.5, 165, Some((2.8, 2.4)));
        }),
        Item::Frame { x, y, width, height } => decoration(surface, |surface| {
            let mut path = PathBuilder::new();
            if let Some(rect) = Rect::from_xywh(*x, *y, *width, *height) {
                path.push_rect(rect);
            }
            stroke(surface, path, 0.75, 0, None);
        }),
    }
}

pub(super) fn artifact(mark: Mark) -> ContentTag<'static> {
    ContentTag::Artifact(Artifact::with_kind(match mark {
        Mark::Header => ArtifactType::Header,
        Mark::Footer => ArtifactType::Footer,
        Mark::Watermark => ArtifactType::Watermark,
        Mark::Content(_) | Mark::Decoration => ArtifactType::Layout,
    }))
}

fn decoration(surface: &mut Surface<'_>, draw: impl FnOnce(&mut Surface<'_>)) {
    surface.start_tagged(artifact(Mark::Decoration));
    draw(surface);
    surface.end_tagged();
}

/// Draws a line from the place of its first glyph. `outlined`: as shapes, which no reader takes for text: what lies under
/// a page's text would stand in the middle of its lines when they are copied or searched.
pub(super) fn text(
    surface: &mut Surface<'_>,
    faces: &Faces,
    line: &Line,
    (x, baseline): (f32, f32),
    grey: u8,
    outlined: bool,
) {
    surface.set_stroke(None);
    surface.set_fill(Some(Fill {
        paint: luma::Color::new(grey).into(),
        opacity: NormalizedF32::ONE,
        ..Fill::default()
    }));
    for run in &line.runs {
        let glyphs: Vec<KrillaGlyph> = run
            .glyphs
            .iter()
            .map(|glyph| {
                KrillaGlyph::new(
                    GlyphId::new(glyph.id),
                    glyph.advance,
                    glyph.dx,
                    glyph.dy,
                    0.0,
                    glyph.range.clone(),
                    None,
                )
            })
            .collect();
        let start = Point::from_xy(x + run.x, baseline);
        surface.draw_glyphs(start, &glyphs, faces.font(run.face).clone(), &line.text, line.size, outlined);
    }
}

fn stroke(surface: &mut Surface<'_>, path: PathBuilder, width: f32, grey: u8, dash: Option<(f32, f32)>) {
    let Some(path) = path.finish() else { return };
    surface.set_fill(None);
    surface.set_stroke(Some(Stroke {
        paint: luma::Color::new(grey).into(),
        width,
        dash: dash.map(|(on, off)| StrokeDash { array: vec![on, off], offset: 0.0 }),
        ..Stroke::default()
    }));
    surface.draw_path(&path);
}

/// The dark squares of a QR code as one path; neighbours in a row are one rectangle, without gaps between.
fn code(surface: &mut Surface<'_>, squares: &[Vec<bool>], (x, y): (f32, f32), square: f32) {
    let mut path = PathBuilder::new();
    for (row, top) in squares.iter().zip(0_u16..) {
        let mut column = 0_u16;
        for run in row.chunk_by(|a, b| a == b) {
            let wide = u16::try_from(run.len()).unwrap_or(u16::MAX);
            let (left, top) = (x + f32::from(column) * square, y + f32::from(top) * square);
            column += wide;
            if run[0]
                && let Some(rect) = Rect::from_xywh(left, top, f32::from(wide) * square, square)
            {
                path.push_rect(rect);
            }
        }
    }
    let Some(path) = path.finish() else { return };
    surface.set_stroke(None);
    surface.set_fill(Some(Fill { paint: luma::Color::new(0).into(), ..Fill::default() }));
    surface.draw_path(&path);
}

/// Round dots at equal distances, in line with those of other entries.
fn leader(surface: &mut Surface<'_>, from: f32, to: f32, y: f32) {
    const STEP: f32 = 4.0;
    let (first, last) = ((from / STEP).ceil() * STEP, (to / STEP).floor() * STEP);
    if last <= first {
        return;
    }
    let mut path = PathBuilder::new();
    path.move_to(first, y);
    path.line_to(last + 0.01, y);
    let Some(path) = path.finish() else { return };
    surface.set_fill(None);
    surface.set_stroke(Some(Stroke {
        paint: luma::Color::new(0).into(),
        width: 0.9,
        line_cap: LineCap::Round,
        dash: Some(StrokeDash { array: vec![0.0, STEP], offset: 0.0 }),
        ..Stroke::default()
    }));
    surface.draw_path(&path);
}

/// A link to a place in the document.
fn annotation(link: &Link, first: usize) -> Option<Annotation> {
    let (left, top, right, bottom) = link.area;
    let area = Rect::from_ltrb(left, top, right, bottom)?;
    let (page, y) = link.to;
    let there = XyzDestination::new(first + page, Point::from_xy(0.0, (y - 6.0).max(0.0)));
    let target = Target::Destination(Destination::Xyz(there));
    Some(Annotation::new_link(LinkAnnotation::new(area, target), Some(link.text.clone())))
}

/// The name under which a viewer lists a page: its printed number; a cover has none.
fn label(page: &Page, number: &mut NonZeroU32) -> PageLabel {
    if page.is_cover {
        return PageLabel::new(None, Some("封面".to_owned()), None);
    }
    let label = PageLabel::new(Some(NumberingStyle::Arabic), None, Some(*number));
    *number = number.saturating_add(1);
    label
}

/// A circle of four Bézier curves.
fn circle((x, y): (f32, f32), r: f32) -> PathBuilder {
    let k = r * 0.552_284_8;
    let mut path = PathBuilder::new();
    path.move_to(x + r, y);
    path.cubic_to(x + r, y + k, x + k, y + r, x, y + r);
    path.cubic_to(x - k, y + r, x - r, y + k, x - r, y);
    path.cubic_to(x - r, y - k, x - k, y - r, x, y - r);
    path.cubic_to(x + k, y - r, x + r, y - k, x + r, y);
    path.close();
    path
}

/// Bookmarks, each below the last one of a lower level.
pub(super) fn outline(bookmarks: &[Bookmark]) -> Outline {
    let mut outline = Outline::new();
    let mut rest = bookmarks;
    while let Some((first, others)) = rest.split_first() {
        let below = others.iter().take_while(|bookmark| bookmark.level > first.level).count();
        outline.push_child(outline_node(first, &others[..below]));
        rest = &others[below..];
    }
    outline
}

fn outline_node(bookmark: &Bookmark, below: &[Bookmark]) -> OutlineNode {
    let point = Point::from_xy(0.0, (bookmark.y - 6.0).max(0.0));
    let destination = XyzDestination::new(bookmark.page, point);
    let mut node = OutlineNode::new(bookmark.text.clone(), destination).with_open(true);
    let mut rest = below;
    while let Some((first, others)) = rest.split_first() {
        let count = others.iter().take_while(|other| other.level > first.level).count();
        node.push_child(outline_node(first, &others[..count]));
        rest = &others[count..];
    }
    node
}

/// krilla's error without what it quotes of the text.
pub(super) fn explain(error: KrillaError) -> DocumentError {
    match error {
        KrillaError::Validation(errors) => {
            let names: BTreeSet<&'static str> = errors.iter().map(|(error, _)| rule(error)).collect();
            DocumentError::Invalid(names.into_iter().collect())
        }
        KrillaError::Font(..) => DocumentError::Write("字体无法嵌入"),
        KrillaError::Limit(_) => DocumentError::Write("文件超出 PDF 的限制"),
        _ => DocumentError::Write("内部结构有误"),
    }
}

fn rule(error: &ValidationError) -> &'static str {
    match error {
        ValidationError::ContainsNotDefGlyph(..) => "有字没有字形",
        ValidationError::NoCodepointMapping(..)
        | ValidationError::InvalidCodepointMapping(..)
        | ValidationError::UnicodePrivateArea(..) => "有字没有通用编码",
        ValidationError::RestrictedLicense(_) => "字体不允许嵌入",
        ValidationError::NoDocumentLanguage => "没有语言",
        ValidationError::NoDocumentTitle => "没有标题",
        ValidationError::MissingHeadingTitle => "标题没有文字",
        ValidationError::MissingDocumentOutline => "没有书签",
        ValidationError::MissingDocumentDate => "没有日期",
        ValidationError::MissingTagging => "没有结构标记",
        ValidationError::TooLongString | ValidationError::TooLongName => "文字过长",
        _ => "其他",
    }
}
