//! The text of a PDF, line by line: for finding headings and names in it, not for reading on.

use hayro_interpret::font::GlyphRun;
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::kurbo::{Affine, BezPath, Point, Rect};
use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps, InterpreterCache,
    InterpreterSettings, SoftMask, interpret_page,
};

use super::pdf::open;
use super::{IntakeError, Reason};

/// Pages whose text is read; no written material is longer.
pub const MAX_TEXT_PAGES: usize = 500;

/// The lines of each page in the order in which they are drawn, without spaces at their ends. A scan has none.
/// Pages beyond [`MAX_TEXT_PAGES`] are as if they had none.
pub fn text_lines(name: &str, bytes: &[u8]) -> Result<Vec<Vec<String>>, IntakeError> {
    let fail = |reason: Reason| IntakeError { name: name.to_owned(), reason };
    let pdf = open(bytes).map_err(fail)?;
    let cache = InterpreterCache::new();
    let mut pages = Vec::with_capacity(pdf.pages().len());
    for (at, page) in pdf.pages().iter().enumerate() {
        let mut reader = Reader::default();
        if at < MAX_TEXT_PAGES {
            let (width, height) = page.render_dimensions();
            let area = Rect::new(0.0, 0.0, f64::from(width), f64::from(height));
            let settings = InterpreterSettings::default();
            let mut context = Context::new(Affine::IDENTITY, area, &cache, page.xref(), settings);
            interpret_page(page, &mut context, &mut reader);
            reader.end_line();
        }
        pages.push(reader.lines);
    }
    Ok(pages)
}

/// Takes down what glyphs mean, and begins a line wherever one stands on another height.
#[derive(Default)]
struct Reader {
    lines: Vec<String>,
    line: String,
    last: Option<Point>,
}

impl Reader {
    fn end_line(&mut self) {
        let line = std::mem::take(&mut self.line);
        let line = line.trim();
        if !line.is_empty() {
            self.lines.push(line.to_owned());
        }
    }

    /// A glyph at a place; heights that differ by less than this many points are one line.
    fn take(&mut self, at: Point, text: BfString) {
        const SAME_LINE: f64 = 3.0;
        if self.last.is_some_and(|last| (last.y - at.y).abs() > SAME_LINE || at.x < last.x - SAME_LINE * 20.0)
        {
            self.end_line();
        }
        self.last = Some(at);
        match text {
            BfString::Char(c) => self.line.push(c),
            BfString::String(text) => self.line.push_str(&text),
        }
    }
}

impl Device<'_> for Reader {
    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, '_>, props: DrawProps<'_>, _: &DrawMode) {
        for glyph in run.glyphs() {
            if let Some(text) = glyph.as_unicode() {
                let place = props.transform * glyph.transform() * Point::ORIGIN;
                self.take(place, text);
            }
        }
    }

    fn draw_path(&mut self, _: &BezPath, _: DrawProps<'_>, _: &DrawMode) {}
    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'_>>, _: BlendMode) {}
    fn draw_image(&mut self, _: Image<'_, '_>, _: ImageDrawProps<'_>) {}
    fn pop_clip(&mut self) {}
    fn pop_transparency_group(&mut self) {}
}
