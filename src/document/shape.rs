//! Shaping: a paragraph's text → clusters of glyphs, and the places where a line may end.
//!
//! parley chooses faces and shapes; asked for lines of no width it also tells every place where the
//! Unicode rules let a line end. Filling the lines is the business of [`lines`](super::lines), because
//! Chinese composition squeezes punctuation and stretches between characters.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;
use std::rc::Rc;

use parley::style::{FontFeatures, OverflowWrap, StyleProperty};
use parley::{FontFamily, Language, LineBreak};

use super::text::{Class, spans};
use super::{DocumentError, Face, Faces, Paragraph, Style};

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
    /// Which glyphs of the paragraph.
    pub(crate) glyphs: Range<usize>,
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
    pub(crate) glyphs: Vec<Glyph>,
}

/// The longest text in bytes that is shaped once and kept: what stands in the cells of tables.
const KEPT: usize = 96;

/// How many texts are shaped together.
const TOGETHER: usize = 256;

/// What of a style decides the glyphs: the face, and the size to the bit.
type Set = (Face, u32);

/// Shapes the texts of one document: each short text once, however often it stands there.
#[derive(Debug)]
pub(crate) struct Shaper<'a> {
    /// The faces.
    pub(crate) faces: &'a Faces,
    /// The characters that no face shows.
    pub(crate) missing: BTreeSet<char>,
    kept: BTreeMap<Set, HashMap<String, Rc<Shaped>>>,
}

impl<'a> Shaper<'a> {
    pub(crate) fn new(faces: &'a Faces) -> Self {
        Self { faces, missing: BTreeSet::new(), kept: BTreeMap::new() }
    }

    /// Shapes the short ones of these texts together, ahead of [`shape`](Self::shape): one by one takes several times as
    /// long.
    pub(crate) fn prepare<'t>(
        &mut self,
        texts: impl IntoIterator<Item = &'t Paragraph>,
    ) -> Result<(), DocumentError> {
        let mut wanted: BTreeMap<Set, (BTreeSet<&str>, f32)> = BTreeMap::new();
        for Paragraph { text, style } in texts {
            let set = (style.face, style.size.to_bits());
            let is_kept = self.kept.get(&set).is_some_and(|kept| kept.contains_key(text));
            if !is_kept && !text.is_empty() && text.len() <= KEPT && !text.contains('\n') {
                wanted.entry(set).or_insert_with(|| (BTreeSet::new(), style.size)).0.insert(text);
            }
        }
        for (set, (texts, size)) in wanted {
            let texts: Vec<&str> = texts.into_iter().collect();
            let kept = self.kept.entry(set).or_default();
            for texts in texts.chunks(TOGETHER) {
                let shaped = shape(self.faces, texts, set.0, size, &mut self.missing)?;
                kept.extend(texts.iter().map(|&text| text.to_owned()).zip(shaped.into_iter().map(Rc::new)));
            }
        }
        Ok(())
    }

    /// Shapes a text.
    pub(crate) fn shape(&mut self, text: &str, style: &Style) -> Result<Rc<Shaped>, DocumentError> {
        let kept = self.kept.entry((style.face, style.size.to_bits())).or_default();
        if let Some(kept) = kept.get(text) {
            return Ok(Rc::clone(kept));
        }
        let shaped = shape(self.faces, &[text], style.face, style.size, &mut self.missing)?;
        let shaped = Rc::new(shaped.into_iter().next().ok_or(DocumentError::NoFace)?);
        if text.len() <= KEPT {
            kept.insert(text.to_owned(), Rc::clone(&shaped));
        }
        Ok(shaped)
    }
}

/// Shapes texts, as lines of one, collecting the characters that no face shows in `missing`.
fn shape(
    faces: &Faces,
    texts: &[&str],
    face: Face,
    size: f32,
    missing: &mut BTreeSet<char>,
) -> Result<Vec<Shaped>, DocumentError> {
    let (mut whole, mut heavy, mut starts) = (String::new(), Vec::new(), Vec::with_capacity(texts.len()));
    let mut shaped = Vec::with_capacity(texts.len());
    for text in texts {
        if !shaped.is_empty() {
            whole.push('\n');
        }
        let (start, (text, spans)) = (whole.len(), spans(text));
        heavy.extend(spans.into_iter().map(|span| start + span.start..start + span.end));
        whole.push_str(&text);
        starts.push(start);
        let count = text.chars().count();
        let (clusters, glyphs) = (Vec::with_capacity(count), Vec::with_capacity(count));
        shaped.push(Shaped { text: text.into(), clusters, glyphs });
    }
    let mut shaping = faces.shaping();
    let super::faces::Shaping { fonts, layouts } = &mut *shaping;
    let mut builder = layouts.ranged_builder(fonts, &whole, 1.0, false);
    builder.push_default(StyleProperty::FontFamily(FontFamily::List(Cow::Borrowed(faces.stack(face)))));
    builder.push_default(StyleProperty::FontSize(size));
    builder.push_default(StyleProperty::Locale(Language::parse("zh-Hans").ok()));
    builder.push_default(StyleProperty::LineBreak(LineBreak::Strict));
    builder.push_default(StyleProperty::OverflowWrap(OverflowWrap::Normal));
    // 标点挤压: two full-width marks in a row take one and a half cells.
    builder.push_default(StyleProperty::FontFeatures(FontFeatures::Source(Cow::Borrowed("\"chws\" 1"))));
    for range in heavy {
        let stack = FontFamily::List(Cow::Borrowed(faces.stack(face.heavier())));
        builder.push(StyleProperty::FontFamily(stack), range);
    }
    let mut layout = builder.build(&whole);
    layout.break_all_lines(Some(0.0));

    for line in layout.lines() {
        let mut last = None;
        for run in line.runs() {
            let face = faces.number(run.font().data.id()).ok_or(DocumentError::NoFace)?;
            let size = run.font_size();
            for cluster in run.clusters() {
                let range = cluster.text_range();
                let at = starts.partition_point(|&start| start <= range.start) - 1;
                let (start, text) = (starts[at], &mut shaped[at]);
                if range.start - start >= text.text.len() {
                    // The end of one line of several.
                    continue;
                }
                last = Some(at);
                let range = range.start - start..range.end - start;
                let advance = cluster.advance() / size;
                let (first_glyph, shown) = (text.glyphs.len(), &text.text[range.clone()]);
                text.glyphs.extend(cluster.glyphs().map(|glyph| Glyph {
                    id: glyph.id,
                    advance: glyph.advance / size,
                    dx: glyph.x / size,
                    dy: glyph.y / size,
                }));
                if text.glyphs[first_glyph..].iter().any(|glyph| glyph.id == 0) {
                    missing.extend(shown.chars());
                }
                if cluster.is_ligature_continuation() {
                    if let Some(last) = text.clusters.last_mut() {
                        last.range.end = range.end;
                        last.advance += advance;
                    }
                    continue;
                }
                text.clusters.push(Cluster {
                    class: Class::of(shown.chars().next().unwrap_or(' ')),
                    range,
                    face,
                    glyphs: first_glyph..text.glyphs.len(),
                    advance,
                    may_end: false,
                });
            }
        }
        if let Some(last) = last.and_then(|at| shaped[at].clusters.last_mut()) {
            // A box stays with the words it belongs to.
            last.may_end = last.class != Class::Box;
        }
    }
    Ok(shaped)
}
