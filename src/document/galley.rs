//! A galley: pieces composed at one width, as strips that may be parted between pages.

use std::collections::BTreeSet;
use std::rc::Rc;

use super::lines::{Line, compose, compose_upright};
use super::shape::{Shaped, shape};
use super::{DocumentError, Faces, Paragraph, Piece, Seal};

/// A piece shaped, so that it can be composed at any width.
#[derive(Clone, Debug)]
pub(crate) enum ShapedPiece {
    Paragraph(Paragraph, Shaped),
    Upright(Paragraph, Shaped),
    Seal(Seal, Vec<Shaped>),
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
    Line { part: usize, line: Rc<Line>, baseline: f32 },
    Seal { diameter: f32, centre: f32, lines: Vec<(usize, Rc<Line>, f32)> },
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
        self.strips.iter().map(|strip| strip.height).sum()
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
            if together(end - 1, end) && !together(end, end + 1) && end - start > 2 {
                end -= 1;
            }
            // The first line of a paragraph would stand alone on this page.
            if together(end - 1, end) && end - start > 1 && !together(end - 2, end - 1) {
                end -= 1;
            }
        }
        end - start
    }
}

impl ShapedPiece {
    pub(crate) fn shape(
        faces: &Faces,
        piece: &Piece,
        missing: &mut BTreeSet<char>,
    ) -> Result<Self, DocumentError> {
        Ok(match piece {
            Piece::Paragraph(p) => Self::Paragraph(p.clone(), shape(faces, &p.text, &p.style, missing)?),
            Piece::Upright(p) => Self::Upright(p.clone(), shape(faces, &p.text, &p.style, missing)?),
            Piece::Seal(seal) => Self::Seal(
                seal.clone(),
                seal.lines
                    .iter()
                    .map(|p| shape(faces, &p.text, &p.style, missing))
                    .collect::<Result<_, _>>()?,
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
            let kind = StripKind::Line { part, line: Rc::new(line), baseline };
            self.strips.push(Strip { height: style.leading, kind });
        }
        self.space(style.after);
    }

    fn add_seal(&mut self, seal: &Seal, shaped: &[Shaped], width: f32) {
        // The circle stands at the right, a little away from the frame.
        let from_edge = seal.diameter * 0.58;
        let centre = width - from_edge;
        let total: f32 = seal.lines.iter().map(|p| p.style.leading).sum();
        let mut y = (seal.diameter - total) / 2.0;
        let mut lines = Vec::new();
        for (p, shaped) in seal.lines.iter().zip(shaped) {
            for mut line in compose(shaped, &p.style, from_edge * 2.0) {
                line.x += centre - from_edge;
                lines.push((self.parts, Rc::new(line.clone()), y + baseline(p.style.leading, line.size)));
                y += p.style.leading;
            }
            self.parts += 1;
        }
        self.strips.push(Strip {
            height: seal.diameter,
            kind: StripKind::Seal { diameter: seal.diameter, centre, lines },
        });
    }

    fn space(&mut self, height: f32) {
        if height > 0.0 {
            self.strips.push(Strip { height, kind: StripKind::Space });
        }
    }
}
