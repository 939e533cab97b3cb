//! Composition: clusters → lines of a given width.
//!
//! * 避头尾: the places where a line may end come from the Unicode rules (strict).
//! * 标点挤压: a closing mark at the end of a line gives up its empty half when that lets it stay.
//! * Between Han characters and Latin letters or digits a little room is set.
//! * A justified line is stretched evenly between Han characters, never inside a word or number.

use std::ops::Range;
use std::rc::Rc;

use super::shape::{Cluster, Shaped};
use super::text::Class;
use super::{Align, Style, Wrap};

/// Room between Han and Latin, in parts of the font size. Small enough that programs which copy text
/// do not take it for a space.
const HAN_LATIN: f32 = 0.09;

/// The most by which one gap of a justified line is stretched, in parts of the font size.
const MOST_STRETCH: f32 = 0.25;

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
}

impl Line {
    /// The text that stands on the line.
    pub(crate) fn shown(&self) -> &str {
        let glyphs = || self.runs.iter().flat_map(|run| &run.glyphs);
        match (glyphs().next(), glyphs().next_back()) {
            (Some(first), Some(last)) => &self.text[first.range.start..last.range.end],
            _ => "",
        }
    }
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
            let indent = if number == 0 { style.indent } else { style.hang };
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
            let limit = width - if start == 0 { style.indent } else { style.hang };
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

    /// The same number of lines, as narrow as can be, and of these the one with the shortest first
    /// line: 批准书／颁发日期, not 批准书颁／发日期.
    fn balanced(self, clusters: &[Cluster], width: f32, style: &Style) -> Self {
        let count = self.lines.len();
        let same = |fit: &Self| fit.lines.len() == count && (self.torn || !fit.torn);
        let (mut low, mut high) = (0.0, width);
        for _ in 0..10 {
            let middle = (low + high) / 2.0;
            if same(&Self::new(clusters, middle, style)) { high = middle } else { low = middle }
        }
        let narrow = Self::new(clusters, high, style);
        (1..narrow.lines[0].end)
            .filter(|&first| clusters[first - 1].may_end)
            .find_map(|first| {
                let rest = Self::new(&clusters[first..], high, style);
                let rest_lines = rest.lines.iter().map(|line| line.start + first..line.end + first);
                let lines = std::iter::once(0..first).chain(rest_lines).collect();
                let fit = Self { lines, torn: rest.torn };
                same(&fit).then_some(fit)
            })
            .unwrap_or(narrow)
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

/// How far a justified line is stretched. Where Han and Latin meet the room already set there counts,
/// so that these places do not open up more than the others.
#[derive(Clone, Copy)]
struct Stretch {
    each: f32,
}

impl Stretch {
    const NONE: Self = Self { each: 0.0 };

    /// Shares `extra` out between the places where a line may be stretched; none when the line would
    /// fall apart.
    fn of<'a, P>(pairs: impl Fn() -> P, extra: f32) -> Self
    where
        P: Iterator<Item = (&'a Cluster, &'a Cluster)>,
    {
        let places = |wide: bool| {
            let wanted = |a: &Cluster, b: &Cluster| stretches(a, b) && (wide || gap(a, b) == 0.0);
            pairs().filter(|(a, b)| wanted(a, b)).count() as f32
        };
        let (narrow, all) = (places(false), places(true));
        if extra <= 0.0 || all == 0.0 {
            return Self::NONE;
        }
        let mut each = extra / narrow;
        if each > HAN_LATIN {
            each = (extra + (all - narrow) * HAN_LATIN) / all;
        }
        if each <= MOST_STRETCH { Self { each } } else { Self::NONE }
    }

    fn between(self, a: &Cluster, b: &Cluster) -> f32 {
        if stretches(a, b) { gap(a, b).max(self.each) } else { gap(a, b) }
    }
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
    let pairs = || clusters[..seen].windows(2).map(|pair| (&pair[0], &pair[1]));
    let mut natural: f32 = clusters[..seen].iter().map(|c| c.advance).sum::<f32>()
        + pairs().map(|(a, b)| gap(a, b)).sum::<f32>();
    if natural > room {
        natural -= clusters[..seen].last().map_or(0.0, Cluster::slack);
    }
    let justified = style.align == Align::Justify && !last;
    let stretch = if justified { Stretch::of(pairs, room - natural) } else { Stretch::NONE };
    let width = if stretch.each > 0.0 { room } else { natural };
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
    };
    let mut x = 0.0;
    for (at, cluster) in clusters.iter().enumerate() {
        let after = match clusters.get(at + 1) {
            Some(next) if at + 1 < seen => stretch.between(cluster, next),
            _ => 0.0,
        };
        if line.runs.last().is_none_or(|run| run.face != cluster.face) {
            let glyphs = Vec::with_capacity(clusters.len() - at);
            line.runs.push(Run { face: cluster.face, x: x * size, glyphs });
        }
        if let Some(run) = line.runs.last_mut() {
            let count = cluster.glyphs.len();
            let glyphs = shaped.glyphs[cluster.glyphs.clone()].iter().enumerate();
            run.glyphs.extend(glyphs.map(|(n, glyph)| SetGlyph {
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
