//! A galley: pieces composed at one width, as strips that may be parted between pages.

use std::rc::Rc;
use std::sync::Arc;

use super::lines::{Line, compose, compose_upright};
use super::shape::{Shaped, Shaper};
use super::{Blank, DocumentError, ListItem, Paragraph, Picture, Piece, Seal};

/// A piece shaped, so that it can be composed at any width.
#[derive(Clone, Debug)]
pub(crate) enum ShapedPiece {
    Paragraph(Paragraph, Rc<Shaped>),
    Upright(Paragraph, Rc<Shaped>),
    Seal(Seal, Vec<Rc<Shaped>>),
}

/// A band across a galley that stays whole.
#[derive(Clone, Debug)]
pub(crate) struct Strip {
    pub(crate) height: f32,
    pub(crate) kind: StripKind,
}

/// What a strip holds. `part` numbers the paragraphs of the galley.
#[derive(Clone, Debug)]
pub(crate) enum StripKind {
    Space,
    /// A line, with what hangs beside it.
    Line {
        part: usize,
        line: Rc<Line>,
        baseline: f32,
        beside: Option<(usize, Rc<Line>)>,
    },
    /// A rule across.
    Rule {
        width: f32,
    },
    Picture {
        picture: Arc<Picture>,
        x: f32,
        width: f32,
    },
    Seal {
        diameter: f32,
        centre: f32,
        lines: Vec<(usize, Rc<Line>, f32)>,
    },
}

/// Strips from top to bottom.
#[derive(Clone, Debug, Default)]
pub(crate) struct Galley {
    pub(crate) strips: Vec<Strip>,
    /// Number of paragraphs, those in seal places included.
    pub(crate) parts: usize,
}

impl Galley {
    pub(crate) fn height(&self) -> f32 {
        self.height_of(0..self.strips.len())
    }

    /// The height of some of its strips.
    pub(crate) fn height_of(&self, strips: std::ops::Range<usize>) -> f32 {
        self.strips[strips].iter().map(|strip| strip.height).sum()
    }

    /// How many strips from `start` leave the last two lines for the next page.
    pub(crate) fn before_last_lines(&self, start: usize) -> usize {
        let lines = self.strips.iter().enumerate().rev();
        let mut lines = lines.filter(|(_, strip)| matches!(strip.kind, StripKind::Line { .. }));
        lines.nth(1).map_or(0, |(at, _)| at.saturating_sub(start))
    }

    /// The least that may stand at the foot of a page: two lines with what is above them, or all of a
    /// short paragraph.
    pub(crate) fn lead(&self) -> f32 {
        let lines =
            |strips: &[Strip]| strips.iter().filter(|s| matches!(s.kind, StripKind::Line { .. })).count();
        let all = lines(&self.strips);
        let wanted = if all == 3 { 3 } else { all.min(2) };
        let end = (0..=self.strips.len()).find(|&end| lines(&self.strips[..end]) >= wanted);
        self.height_of(0..end.unwrap_or(self.strips.len()))
    }

    /// How many strips from `start` fit in `room`, leaving no single line of a paragraph alone on
    /// either side where that can be helped.
    pub(crate) fn fitting(&self, start: usize, room: f32) -> usize {
        let mut height = 0.0;
        let mut end = start;
        for strip in &self.strips[start..] {
            height += strip.height;
            if height > room + 0.01 {
                break;
            }
            end += 1;
        }
        let part = |at: usize| match self.strips.get(at).map(|strip| &strip.kind) {
            Some(StripKind::Line { part, .. }) => Some(*part),
            _ => None,
        };
        let together = |a: usize, b: usize| part(a).is_some() && part(a) == part(b);
        if end < self.strips.len() && end > start {
            // The last line of a paragraph would stand alone on the next page.
            if together(end - 1, end) && !together(end, end + 1) {
                end -= 1;
            }
            // The first line of a paragraph would stand alone on this page.
            if end > start && together(end - 1, end) && (end == 1 || !together(end - 2, end - 1)) {
                end -= 1;
            }
        }
        end - start
    }
}

impl ShapedPiece {
    pub(crate) fn shape(shaper: &mut Shaper<'_>, piece: &Piece) -> Result<Self, DocumentError> {
        Ok(match piece {
            Piece::Paragraph(p) => Self::Paragraph(p.clone(), shaper.shape(&p.text, &p.style)?),
            Piece::Upright(p) => Self::Upright(p.clone(), shaper.shape(&p.text, &p.style)?),
            Piece::Seal(seal) => Self::Seal(
                seal.clone(),
                seal.lines.iter().map(|p| shaper.shape(&p.text, &p.style)).collect::<Result<_, _>>()?,
            ),
        })
    }
}

/// Composes shaped pieces at a width.
pub(crate) fn galley(pieces: &[ShapedPiece], width: f32) -> Galley {
    let mut galley = Galley::default();
    for piece in pieces {
        match piece {
            ShapedPiece::Paragraph(p, shaped) => galley.add_lines(p, compose(shaped, &p.style, width)),
            ShapedPiece::Upright(p, shaped) => galley.add_lines(p, compose_upright(shaped, &p.style, width)),
            ShapedPiece::Seal(seal, shaped) => galley.add_seal(seal, shaped, width),
        }
    }
    galley
}

/// Composes paragraphs at a width.
pub(crate) fn paragraphs(
    shaper: &mut Shaper<'_>,
    paragraphs: &[Paragraph],
    width: f32,
) -> Result<Galley, DocumentError> {
    let mut galley = Galley::default();
    for paragraph in paragraphs {
        let shaped = shaper.shape(&paragraph.text, &paragraph.style)?;
        galley.add_lines(paragraph, compose(&shaped, &paragraph.style, width));
    }
    Ok(galley)
}

/// Composes an item of a list: part 0 is its label, then come its paragraphs.
pub(crate) fn list_item(
    shaper: &mut Shaper<'_>,
    item: &ListItem,
    width: f32,
) -> Result<Galley, DocumentError> {
    let mut galley = Galley { strips: Vec::new(), parts: 1 };
    for paragraph in &item.text {
        let shaped = shaper.shape(&paragraph.text, &paragraph.style)?;
        galley.add_lines(paragraph, compose(&shaped, &paragraph.style, width));
    }
    let shaped = shaper.shape(&item.label.text, &item.label.style)?;
    let label = compose(&shaped, &item.label.style, width).into_iter().next().map(|line| (0, Rc::new(line)));
    let first = galley.strips.iter_mut().find_map(|strip| match &mut strip.kind {
        StripKind::Line { beside, .. } => Some(beside),
        _ => None,
    });
    if let Some(first) = first {
        *first = label;
    }
    Ok(galley)
}

/// Composes a place for seal and date.
pub(crate) fn seal(shaper: &mut Shaper<'_>, seal: &Seal, width: f32) -> Result<Galley, DocumentError> {
    Ok(galley(&[ShapedPiece::shape(shaper, &Piece::Seal(seal.clone()))?], width))
}

/// Composes a place left blank.
pub(crate) fn blank(shaper: &mut Shaper<'_>, blank: &Blank, width: f32) -> Result<Galley, DocumentError> {
    let mut galley = paragraphs(shaper, std::slice::from_ref(&blank.text), width)?;
    let rule = || Strip { height: 0.0, kind: StripKind::Rule { width } };
    galley.strips.push(rule());
    for _ in 1..blank.lines {
        galley.space(blank.text.style.leading);
        galley.strips.push(rule());
    }
    galley.space(blank.text.style.leading / 4.0);
    Ok(galley)
}

/// The distance from the top of a line's band to its baseline: the em box (0.88 above the baseline,
/// 0.12 below) stands in the middle of the band.
fn baseline(leading: f32, size: f32) -> f32 {
    (leading - size) / 2.0 + 0.88 * size
}

impl Galley {
    fn add_lines(&mut self, paragraph: &Paragraph, lines: Vec<Line>) {
        let style = &paragraph.style;
        let part = self.parts;
        self.parts += 1;
        self.space(style.before);
        for line in lines {
            let baseline = baseline(style.leading, line.size);
            let kind = StripKind::Line { part, line: Rc::new(line), baseline, beside: None };
            self.strips.push(Strip { height: style.leading, kind });
        }
        self.space(style.after);
    }

    fn add_seal(&mut self, seal: &Seal, shaped: &[Rc<Shaped>], width: f32) {
        // The circle stands at the right, a little away from the frame, and further in when a line under
        // it is long.
        let near = seal.diameter * 0.58;
        let room = (near * 2.0).max(width * 0.9);
        let composed: Vec<Vec<Line>> =
            seal.lines.iter().zip(shaped).map(|(p, shaped)| compose(shaped, &p.style, room)).collect();
        let widest = composed.iter().flatten().map(|line| line.width).fold(0.0, f32::max);
        let centre = width - near.max(widest / 2.0);
        let total: f32 =
            seal.lines.iter().zip(&composed).map(|(p, c)| p.style.leading * c.len() as f32).sum();
        let height = seal.diameter.max(total);
        let mut y = (height - total) / 2.0;
        let mut lines = Vec::new();
        for (p, composed) in seal.lines.iter().zip(composed) {
            for mut line in composed {
                line.x = centre - line.width / 2.0;
                lines.push((self.parts, Rc::new(line.clone()), y + baseline(p.style.leading, line.size)));
                y += p.style.leading;
            }
            self.parts += 1;
        }
        self.strips.push(Strip { height, kind: StripKind::Seal { diameter: seal.diameter, centre, lines } });
    }

    fn space(&mut self, height: f32) {
        if height > 0.0 {
            self.strips.push(Strip { height, kind: StripKind::Space });
        }
    }
}
