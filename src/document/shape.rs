//! Shaping: a paragraph's text → clusters of glyphs, and the places where a line may end.
//!
//! parley chooses faces and shapes; asked for lines of no width it also tells every place where the
//! Unicode rules let a line end. Filling the lines is the business of [`lines`](super::lines), because
//! Chinese composition squeezes punctuation and stretches between characters.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap};
use std::ops::Range;
use std::rc::Rc;

use parley::style::{FontFeatures, OverflowWrap, StyleProperty};
use parley::{FontFamily, Language, LineBreak};

use super::text::{Class, spans};
use super::{DocumentError, Face, Faces, Style};

/// A glyph, in parts of the font size.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Glyph {
    pub(crate) id: u32,
    pub(crate) advance: f32,
    pub(crate) dx: f32,
    pub(crate) dy: f32,
}

/// The glyphs of one character as people see it.
#[derive(Clone, Debug)]
pub(crate) struct Cluster {
    /// The bytes of the text that it shows.
    pub(crate) range: Range<usize>,
    /// The face's number.
    pub(crate) face: usize,
    /// Its glyphs.
    pub(crate) glyphs: Vec<Glyph>,
    /// Its width in parts of the font size.
    pub(crate) advance: f32,
    /// Its kind.
    pub(crate) class: Class,
    /// Whether a line may end after it.
    pub(crate) may_end: bool,
}

impl Cluster {
    /// How much of its width is empty at its end, when it stands last in a line.
    pub(crate) fn slack(&self) -> f32 {
        if self.class == Class::Closing { (self.advance - 0.5).max(0.0) } else { 0.0 }
    }
}

/// A shaped paragraph.
#[derive(Clone, Debug)]
pub(crate) struct Shaped {
    pub(crate) text: Rc<str>,
    pub(crate) clusters: Vec<Cluster>,
}

/// The longest text in bytes that is shaped once and kept: what stands in the cells of tables.
const KEPT: usize = 96;

/// Shapes the texts of one document: each short text once, however often it stands there.
#[derive(Debug)]
pub(crate) struct Shaper<'a> {
    /// The faces.
    pub(crate) faces: &'a Faces,
    /// The characters that no face shows.
    pub(crate) missing: BTreeSet<char>,
    kept: HashMap<(Face, u32, String), Rc<Shaped>>,
}

impl<'a> Shaper<'a> {
    pub(crate) fn new(faces: &'a Faces) -> Self {
        Self { faces, missing: BTreeSet::new(), kept: HashMap::new() }
    }

    /// Shapes a text.
    pub(crate) fn shape(&mut self, text: &str, style: &Style) -> Result<Rc<Shaped>, DocumentError> {
        if text.len() > KEPT {
            return shape(self.faces, text, style, &mut self.missing).map(Rc::new);
        }
        let key = (style.face, style.size.to_bits(), text.to_owned());
        if let Some(kept) = self.kept.get(&key) {
            return Ok(Rc::clone(kept));
        }
        let shaped = Rc::new(shape(self.faces, text, style, &mut self.missing)?);
        self.kept.insert(key, Rc::clone(&shaped));
        Ok(shaped)
    }
}

/// Shapes `text`, collecting the characters that no face shows in `missing`.
fn shape(
    faces: &Faces,
    text: &str,
    style: &Style,
    missing: &mut BTreeSet<char>,
) -> Result<Shaped, DocumentError> {
    let (text, heavy) = spans(text);
    let mut shaping = faces.shaping();
    let super::faces::Shaping { fonts, layouts } = &mut *shaping;
    let mut builder = layouts.ranged_builder(fonts, &text, 1.0, false);
    builder.push_default(StyleProperty::FontFamily(FontFamily::List(Cow::Borrowed(faces.stack(style.face)))));
    builder.push_default(StyleProperty::FontSize(style.size));
    builder.push_default(StyleProperty::Locale(Language::parse("zh-Hans").ok()));
    builder.push_default(StyleProperty::LineBreak(LineBreak::Strict));
    builder.push_default(StyleProperty::OverflowWrap(OverflowWrap::Normal));
    // 标点挤压: two full-width marks in a row take one and a half cells.
    builder.push_default(StyleProperty::FontFeatures(FontFeatures::Source(Cow::Borrowed("\"chws\" 1"))));
    for range in heavy {
        let stack = FontFamily::List(Cow::Borrowed(faces.stack(style.face.heavier())));
        builder.push(StyleProperty::FontFamily(stack), range);
    }
    let mut layout = builder.build(&text);
    layout.break_all_lines(Some(0.0));

    let mut clusters: Vec<Cluster> = Vec::with_capacity(text.chars().count());
    for line in layout.lines() {
        for run in line.runs() {
            let face = faces.number(run.font().data.id()).ok_or(DocumentError::NoFace)?;
            let size = run.font_size();
            for cluster in run.clusters() {
                let range = cluster.text_range();
                let glyphs: Vec<Glyph> = cluster
                    .glyphs()
                    .map(|g| Glyph { id: g.id, advance: g.advance / size, dx: g.x / size, dy: g.y / size })
                    .collect();
                let shown = &text[range.clone()];
                if glyphs.iter().any(|glyph| glyph.id == 0) {
                    missing.extend(shown.chars());
                }
                if cluster.is_ligature_continuation() {
                    if let Some(last) = clusters.last_mut() {
                        last.range.end = range.end;
                        last.advance += cluster.advance() / size;
                    }
                    continue;
                }
                let first = shown.chars().next().unwrap_or(' ');
                clusters.push(Cluster {
                    range,
                    face,
                    glyphs,
                    advance: cluster.advance() / size,
                    class: Class::of(first),
                    may_end: false,
                });
            }
        }
        if let Some(last) = clusters.last_mut() {
            // A box stays with the words it belongs to.
            last.may_end = last.class != Class::Box;
        }
    }
    Ok(Shaped { text: text.into(), clusters })
}
