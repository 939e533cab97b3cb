//! Composition: clusters → lines of a given width.
//!
//! * 避头尾: the places where a line may end come from the Unicode rules (strict).
//! * 标点挤压: a closing mark at the end of a line gives up its empty half when that lets it stay.
//! * Between Han characters and Latin letters or digits a little room is set.
//! * A justified line is stretched evenly between Han characters, never inside a word or number.

use std::ops::Range;
use std::rc::Rc;

use super::shape::{Cluster, Shaped};
use super::text::{Class, Overlay};
use super::{Align, Style, Wrap};

/// Room between Han and Latin, in parts of the font size. Small enough that programs which copy text
/// do not take it for a space.
const HAN_LATIN: f32 = 0.09;

/// The most by which one gap of a justified line is stretched, in parts of the font size.
const MOST_STRETCH: f32 = 0.4;

/// Glyphs of one face in a row.
#[derive(Clone, Debug)]
pub(crate) struct Run {
    /// The face's number.
    pub(crate) face: usize,
    /// Distance from the line's start in points.
    pub(crate) x: f32,
    /// Glyph id, advance, offsets (in parts of the size) and the bytes shown.
    pub(crate) glyphs: Vec<SetGlyph>,
}

/// A glyph in its place.
#[derive(Clone, Debug)]
pub(crate) struct SetGlyph {
    pub(crate) id: u32,
    pub(crate) advance: f32,
    pub(crate) dx: f32,
    pub(crate) dy: f32,
    pub(crate) range: Range<usize>,
}

/// A composed line.
#[derive(Clone, Debug)]
pub(crate) struct Line {
    /// The whole paragraph's text, to which the glyphs' ranges refer.
    pub(crate) text: Rc<str>,
    /// Font size in points.
    pub(crate) size: f32,
    /// Distance from the left edge.
    pub(crate) x: f32,
    /// Width of what is seen.
    pub(crate) width: f32,
    /// The glyphs.
    pub(crate) runs: Vec<Run>,
    /// Marks drawn over glyphs: what, and where the glyph starts from the line's start.
    pub(crate) overlays: Vec<(Overlay, f32)>,
}

/// Composes a paragraph in lines at most `width` wide.
pub(crate) fn compose(shaped: &Shaped, style: &Style, width: f32) -> Vec<Line> {
    let mut size = style.size;
    let mut fit = Fit::new(&shaped.clusters, width / size, style);
    while fit.torn && size - 0.5 >= style.least_size {
        size -= 0.5;
        fit = Fit::new(&shaped.clusters, width / size, style);
    }
    if style.wrap == Wrap::Balanced && fit.lines.len() > 1 {
        fit = fit.balanced(&shaped.clusters, width / size, style);
    }
    let last = fit.lines.len().saturating_sub(1);
    fit.lines
        .iter()
        .enumerate()
        .map(|(number, range)| {
            let indent = if number == 0 { style.indent } else { 0.0 };
            let room = width / size - indent;
            set(shaped, range.clone(), style, size, indent, room, number == last)
        })
        .collect()
}

/// Composes a paragraph one character below the other, each centred in `width`.
pub(crate) fn compose_upright(shaped: &Shaped, style: &Style, width: f32) -> Vec<Line> {
    let centred = Style { align: Align::Center, indent: 0.0, ..*style };
    (0..shaped.clusters.len())
        .filter(|&at| shaped.clusters[at].class != Class::Space)
        .map(|at| set(shaped, at..at + 1, &centred, style.size, 0.0, width / style.size, true))
        .collect()
}

/// Where the lines of a paragraph end. Widths are in parts of the font size.
struct Fit {
    lines: Vec<Range<usize>>,
    /// Some line had to end where the rules allow no end.
    torn: bool,
}

impl Fit {
    fn new(clusters: &[Cluster], width: f32, style: &Style) -> Self {
        let mut fit = Self { lines: Vec::new(), torn: false };
        let mut start = 0;
        while start < clusters.len() {
            let limit = if start == 0 { width - style.indent } else { width };
            let end = fit.line_end(clusters, start, limit, style.wrap);
            fit.lines.push(start..end);
            start = end;
        }
        fit
    }

    fn line_end(&mut self, clusters: &[Cluster], start: usize, limit: f32, wrap: Wrap) -> usize {
        let (mut x, mut end, mut phrase_end) = (0.0, None, None);
        for at in start..clusters.len() {
            let cluster = &clusters[at];
            if at > start {
                x += gap(&clusters[at - 1], cluster);
            }
            let seen = if cluster.class == Class::Space { x } else { x + cluster.advance - cluster.slack() };
            if seen > limit + 0.001 {
                let phrase = if wrap == Wrap::Phrases { phrase_end } else { None };
                return phrase.or(end).unwrap_or_else(|| {
                    self.torn = true;
                    at.max(start + 1)
                });
            }
            x += cluster.advance;
            if cluster.may_end {
                end = Some(at + 1);
                if cluster.class == Class::Space {
                    phrase_end = end;
                }
            }
        }
        clusters.len()
    }

    /// The same number of lines, as narrow as can be.
    fn balanced(self, clusters: &[Cluster], width: f32, style: &Style) -> Self {
        let (mut low, mut high) = (0.0, width);
        let mut best = self;
        for _ in 0..10 {
            let middle = (low + high) / 2.0;
            let fit = Self::new(clusters, middle, style);
            if fit.lines.len() == best.lines.len() && (best.torn || !fit.torn) {
                best = fit;
                high = middle;
            } else {
                low = middle;
            }
        }
        best
    }
}

/// Room between two neighbours on a line.
fn gap(a: &Cluster, b: &Cluster) -> f32 {
    match (a.class, b.class) {
        (Class::Han, Class::Letter) | (Class::Letter, Class::Han) => HAN_LATIN,
        _ => 0.0,
    }
}

/// Whether a justified line may be stretched between two neighbours.
fn stretches(a: &Cluster, b: &Cluster) -> bool {
    let inseparable = a.class == Class::Long && b.class == Class::Long;
    !inseparable && (a.class.stretches() || b.class.stretches())
}

/// Sets one line: positions, alignment, runs. `room` is the line's width in parts of the size.
fn set(
    shaped: &Shaped,
    range: Range<usize>,
    style: &Style,
    size: f32,
    indent: f32,
    room: f32,
    last: bool,
) -> Line {
    let clusters = &shaped.clusters[range];
    let seen = clusters.iter().rposition(|c| c.class != Class::Space).map_or(0, |at| at + 1);
    let pairs = || clusters[..seen].windows(2);
    let mut natural: f32 = clusters[..seen].iter().map(|c| c.advance).sum::<f32>()
        + pairs().map(|pair| gap(&pair[0], &pair[1])).sum::<f32>();
    if natural > room {
        natural -= clusters[..seen].last().map_or(0.0, Cluster::slack);
    }
    let places = pairs().filter(|pair| stretches(&pair[0], &pair[1])).count();
    let mut stretch = 0.0;
    if style.align == Align::Justify && !last && places > 0 {
        let share = (room - natural) / places as f32;
        if (0.0..=MOST_STRETCH).contains(&share) {
            stretch = share;
        }
    }
    let width = natural + stretch * places as f32;
    let offset = match style.align {
        Align::Start | Align::Justify => 0.0,
        Align::Center => ((room - width) / 2.0).max(0.0),
        Align::End => (room - width).max(0.0),
    };

    let mut line = Line {
        text: shaped.text.clone(),
        size,
        x: (indent + offset) * size,
        width: width * size,
        runs: Vec::new(),
        overlays: Vec::new(),
    };
    let mut x = 0.0;
    for (at, cluster) in clusters.iter().enumerate() {
        let after = match clusters.get(at + 1) {
            Some(next) if at + 1 < seen => {
                gap(cluster, next) + if stretches(cluster, next) { stretch } else { 0.0 }
            }
            _ => 0.0,
        };
        if line.runs.last().is_none_or(|run| run.face != cluster.face) {
            line.runs.push(Run { face: cluster.face, x: x * size, glyphs: Vec::new() });
        }
        if let Some(overlay) = cluster.overlay {
            line.overlays.push((overlay, x * size));
        }
        if let Some(run) = line.runs.last_mut() {
            let count = cluster.glyphs.len();
            run.glyphs.extend(cluster.glyphs.iter().enumerate().map(|(n, glyph)| SetGlyph {
                id: glyph.id,
                advance: glyph.advance + if n + 1 == count { after } else { 0.0 },
                dx: glyph.dx,
                dy: glyph.dy,
                range: cluster.range.clone(),
            }));
        }
        x += cluster.advance + after;
    }
    line
}
