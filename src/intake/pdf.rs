//! PDF: whether it is whole, opens without a password, how many pages it has, and what stands on a page.

use hayro_syntax::content::TypedIter;
use hayro_syntax::content::ops::TypedInstruction;
use hayro_syntax::object::Stream;
use hayro_syntax::page::{Page, Resources};
use hayro_syntax::{DecryptionError, LoadPdfError, Pdf};

use super::Reason;
use super::appearance::{Appearance, appearances, own_matrix};
use super::kind::Kind;
use super::matrix::{Matrix, after};
use crate::dossier::MediaType;

const PDF: Kind = Kind::Accepted(MediaType::Pdf);

/// Where the end mark has to stand, counted from the end; common readers look no further than 1,024 bytes,
/// and some scanners write padding after it.
const END_WITHIN: usize = 4096;

/// Counts the pages of a PDF that anybody can open.
pub(super) fn count_pages(bytes: &[u8]) -> Result<u32, Reason> {
    match u32::try_from(open(bytes)?.pages().len()) {
        Ok(0) => Err(Reason::NoPages),
        Ok(pages) => Ok(pages),
        Err(_) => Err(Reason::Damaged(PDF)),
    }
}

/// Opens a PDF that anybody can open.
pub(super) fn open(bytes: &[u8]) -> Result<Pdf, Reason> {
    // The parser repairs a file without its end by guessing; pages would be lost without a word.
    let tail = bytes.trim_ascii_end();
    let tail = tail.iter().rposition(|byte| *byte != 0).map_or(tail, |last| &tail[..=last]);
    let tail = &tail[tail.len().saturating_sub(END_WITHIN)..];
    if !tail.windows(5).any(|window| window == b"%%EOF") {
        return Err(Reason::Truncated(PDF));
    }
    Pdf::new(bytes.to_vec()).map_err(|error| match error {
        LoadPdfError::Decryption(DecryptionError::PasswordProtected) => Reason::Password,
        LoadPdfError::Decryption(_) => Reason::UnknownEncryption,
        LoadPdfError::Invalid => Reason::Damaged(PDF),
    })
}

/// An image at its place on a page.
pub(super) struct Placed<'a> {
    pub(super) stream: Stream<'a>,
    /// Width and height.
    pub(super) pixels: (u32, u32),
    /// Bits to a component.
    pub(super) bits: u8,
    /// Where the unit square goes, in points.
    pub(super) matrix: Matrix,
}

impl Placed<'_> {
    /// Square points.
    pub(super) fn area(&self) -> f32 {
        let [a, b, c, d, ..] = self.matrix;
        (a * d - b * c).abs()
    }

    /// Neither turned nor mirrored.
    pub(super) fn upright(&self) -> bool {
        let [a, b, c, d, ..] = self.matrix;
        a > 0.0 && d > 0.0 && b.abs() < a * 0.001 && c.abs() < d * 0.001
    }

    /// Pixels to an inch, of the coarser side.
    pub(super) fn dpi(&self) -> f32 {
        let [a, b, c, d, ..] = self.matrix;
        #[expect(clippy::cast_precision_loss, reason = "pixels are far below 2^24")]
        let (width, height) = (self.pixels.0 as f32, self.pixels.1 as f32);
        let dots = |pixels: f32, points: f32| pixels * 72.0 / points.max(0.01);
        dots(width, a.hypot(b)).min(dots(height, c.hypot(d)))
    }
}

/// Something that a page shows.
pub(super) enum Item<'a> {
    /// An image; one that is a stencil is painted in this colour.
    Image(Placed<'a>, [u8; 3]),
    /// A filled rectangle: left, bottom, right, top in points, before `Matrix`.
    Area([f32; 4], Matrix, [u8; 3]),
}

/// What a page is made of.
#[derive(Default)]
pub(super) struct Survey<'a> {
    /// Images and filled rectangles, in the order in which they are painted.
    pub(super) items: Vec<Item<'a>>,
    /// It has text, seen or unseen: a scan that was read by a machine has it under the picture.
    pub(super) text: bool,
    /// Lines, curves or shades are seen besides images and filled rectangles.
    pub(super) drawn: bool,
    /// How many bytes of letters are seen; one or two to a character.
    pub(super) letters: usize,
    left: Left,
}

/// How much may still be looked at, so that a page cannot keep the program busy for ever.
struct Left {
    operators: u32,
    depth: u8,
}

impl Default for Left {
    fn default() -> Self {
        Self { operators: 200_000, depth: 6 }
    }
}

impl<'a> Survey<'a> {
    /// Reads a page's operators, then what its annotations show.
    pub(super) fn of(page: &'a Page<'_>) -> Self {
        let mut survey = Self::default();
        survey.read(page.typed_operations(), page.resources(), [1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);
        for Appearance { form, matrix } in appearances(page) {
            survey.place(form, page.resources(), State { matrix, colour: [0; 3], unseen: false });
        }
        survey
    }

    /// The images alone.
    pub(super) fn images(&self) -> impl Iterator<Item = &Placed<'a>> {
        self.items.iter().filter_map(|item| match item {
            Item::Image(image, _) => Some(image),
            Item::Area(..) => None,
        })
    }

    fn read(&mut self, mut operators: TypedIter<'_>, resources: &Resources<'a>, start: Matrix) {
        use TypedInstruction as Op;
        let mut now = State { matrix: start, colour: [0; 3], unseen: false };
        let mut kept = Vec::new();
        let mut path = Path::default();
        while let Some(operator) = operators.next() {
            self.left.operators = self.left.operators.saturating_sub(1);
            if self.left.operators == 0 {
                self.drawn = true;
                return;
            }
            match operator {
                Op::SaveState(_) => kept.push(now),
                Op::RestoreState(_) => now = kept.pop().unwrap_or(now),
                Op::Transform(by) => {
                    let by = [by.0, by.1, by.2, by.3, by.4, by.5].map(|number| number.as_f32());
                    now.matrix = after(by, now.matrix);
                }
                Op::NonStrokeColorDeviceGray(grey) => now.colour = colour(&[grey.0.as_f32()]),
                Op::NonStrokeColorDeviceRgb(by) => {
                    now.colour = colour(&[by.0, by.1, by.2].map(|n| n.as_f32()))
                }
                Op::NonStrokeColorCmyk(by) => {
                    now.colour = colour(&[by.0, by.1, by.2, by.3].map(|n| n.as_f32()))
                }
                Op::NonStrokeColor(by) => {
                    now.colour = colour(&by.0.iter().map(|n| n.as_f32()).collect::<Vec<_>>());
                }
                Op::TextRenderingMode(mode) => now.unseen = mode.0.as_i64() == UNSEEN,
                Op::ShowText(by) => self.show(&[by.0.as_bytes()], now),
                Op::NextLineAndShowText(by) => self.show(&[by.0.as_bytes()], now),
                Op::ShowTextWithParameters(by) => self.show(&[by.2.as_bytes()], now),
                Op::ShowTexts(by) => {
                    let parts: Vec<_> = by.0.iter::<hayro_syntax::object::String<'_>>().collect();
                    self.show(&parts.iter().map(|part| part.as_bytes()).collect::<Vec<_>>(), now);
                }
                Op::XObject(name) => {
                    if let Some(stream) = resources.get_x_object(name.0) {
                        self.place(stream, resources, now);
                    }
                }
                Op::RectPath(by) => {
                    let [x, y, width, height] = [by.0, by.1, by.2, by.3].map(|number| number.as_f32());
                    path.end_part();
                    path.areas.push([x, y, x + width, y + height]);
                }
                Op::MoveTo(to) => {
                    path.end_part();
                    path.part.push([to.0, to.1].map(|number| number.as_f32()));
                }
                Op::LineTo(to) if path.part.len() < 5 => {
                    path.part.push([to.0, to.1].map(|number| number.as_f32()));
                }
                Op::ClosePath(_) => path.end_part(),
                Op::LineTo(_) | Op::CubicTo(_) | Op::CubicStartTo(_) | Op::CubicEndTo(_) => path.other = true,
                Op::FillPathNonZero(_) | Op::FillPathNonZeroCompatibility(_) | Op::FillPathEvenOdd(_) => {
                    path.end_part();
                    self.drawn |= path.other;
                    if !path.other {
                        let area = |area| Item::Area(area, now.matrix, now.colour);
                        self.items.extend(path.areas.iter().copied().map(area));
                    }
                    path = Path::default();
                }
                Op::EndPath(_) => path = Path::default(),
                Op::StrokePath(_)
                | Op::CloseAndStrokePath(_)
                | Op::FillAndStrokeNonZero(_)
                | Op::FillAndStrokeEvenOdd(_)
                | Op::CloseFillAndStrokeNonZero(_)
                | Op::CloseFillAndStrokeEvenOdd(_)
                | Op::Shading(_)
                | Op::InlineImage(_) => {
                    self.drawn = true;
                    path = Path::default();
                }
                _ => {}
            }
        }
    }

    /// Takes down that there are letters.
    fn show(&mut self, parts: &[&[u8]], now: State) {
        self.text = true;
        if !now.unseen {
            self.letters += parts.iter().map(|part| part.len()).sum::<usize>().max(1);
        }
    }

    /// Takes down an image, or reads what a form holds.
    fn place(&mut self, stream: Stream<'a>, resources: &Resources<'a>, now: State) {
        let dict = stream.dict();
        let kind = dict.get::<hayro_syntax::object::Name<'_>>("Subtype");
        match kind.as_deref() {
            Some(b"Image") => {
                let side = |key: &str| dict.get::<u32>(key).unwrap_or(0);
                let pixels = (side("Width"), side("Height"));
                let bits = if dict.get::<bool>("ImageMask") == Some(true) {
                    1
                } else {
                    dict.get::<u8>("BitsPerComponent").unwrap_or(8)
                };
                self.items.push(Item::Image(Placed { pixels, bits, matrix: now.matrix, stream }, now.colour));
            }
            Some(b"Form") if self.left.depth > 0 => {
                let Ok(content) = stream.decoded() else { return };
                let by = own_matrix(&stream);
                let inner = dict.get::<hayro_syntax::object::Dict<'a>>("Resources").map(Resources::new);
                self.left.depth -= 1;
                self.read(
                    TypedIter::new(&content),
                    inner.as_ref().unwrap_or(resources),
                    after(by, now.matrix),
                );
                self.left.depth += 1;
            }
            _ => {}
        }
    }
}

/// The path so far.
#[derive(Default)]
struct Path {
    /// Its rectangles: left, bottom, right, top.
    areas: Vec<[f32; 4]>,
    /// The corners of the part that is being drawn.
    part: Vec<[f32; 2]>,
    /// Something else is in it.
    other: bool,
}

impl Path {
    /// Ends a part: programs draw most rectangles by their corners.
    fn end_part(&mut self) {
        let part = std::mem::take(&mut self.part);
        let corners = match *part.as_slice() {
            [] | [_] => return,
            [a, b, c, d] => [a, b, c, d],
            [a, b, c, d, e] if a == e => [a, b, c, d],
            _ => return self.other = true,
        };
        let [a, b, c, d] = corners;
        let first_across = a[1] == b[1] && b[0] == c[0] && c[1] == d[1] && d[0] == a[0];
        let first_up = a[0] == b[0] && b[1] == c[1] && c[0] == d[0] && d[1] == a[1];
        if first_across || first_up {
            self.areas.push([a[0].min(c[0]), a[1].min(c[1]), a[0].max(c[0]), a[1].max(c[1])]);
        } else {
            self.other = true;
        }
    }
}

/// Text in this mode is neither filled nor stroked: what a machine has read in a scan.
const UNSEEN: i64 = 3;

/// The part of the graphics state that matters here.
#[derive(Clone, Copy)]
struct State {
    matrix: Matrix,
    colour: [u8; 3],
    unseen: bool,
}

/// A colour by its components in grey, RGB or CMYK; black for any other.
fn colour(parts: &[f32]) -> [u8; 3] {
    let byte = |part: f32| (part.clamp(0.0, 1.0) * 255.0) as u8;
    match *parts {
        [grey] => [byte(grey); 3],
        [red, green, blue] => [byte(red), byte(green), byte(blue)],
        [cyan, magenta, yellow, black] => {
            let left = |ink: f32| byte((1.0 - ink) * (1.0 - black));
            [left(cyan), left(magenta), left(yellow)]
        }
        _ => [0; 3],
    }
}
