//! Putting together what a PDF page shows: images and filled rectangles at their places.

use hayro_syntax::object::stream::ImageDecodeParams;
use hayro_syntax::object::{Name, Object, Stream};
use hayro_syntax::page::Page as PdfPage;
use image::{Rgb, RgbImage};

use super::picture::{Decoded, on_white};
use super::reduce::Reducer;
use super::{Ink, Want, jpeg};
use crate::intake::exif::Orientation;
use crate::intake::matrix::{Matrix, after};
use crate::intake::pdf::{Item, Placed, Survey};

/// The longer side of a page that is put together, where more is wanted: A4 at 300 dpi.
const LONGEST: u32 = 3_508;
/// Images on one page that are painted; more are never scans.
const MOST_IMAGES: usize = 64;

/// A page in the making, not yet turned.
pub(super) struct Canvas {
    pub(super) picture: RgbImage,
    /// Square points of images that could not be decoded.
    pub(super) unread: f32,
    /// From points to pixels.
    base: Matrix,
    want: Want,
}

impl Canvas {
    /// An empty page.
    pub(super) fn new(page: &PdfPage<'_>, want: Want) -> Self {
        let (width, height) = page.base_dimensions();
        let origin = page.intersected_crop_box();
        let want = Want { long_side: want.long_side.min(LONGEST) };
        #[expect(clippy::cast_precision_loss, reason = "pixels are far below 2^24")]
        let scale = want.long_side as f32 / width.max(height).max(1.0);
        let side = |points: f32| ((points * scale).round() as u32).max(1);
        // PDF counts upwards, pictures downwards.
        let (left, bottom) = (origin.x0 as f32, origin.y0 as f32);
        let base = [scale, 0.0, 0.0, -scale, -left * scale, (bottom + height) * scale];
        Self {
            picture: RgbImage::from_pixel(side(width), side(height), Rgb([255; 3])),
            unread: 0.0,
            base,
            want,
        }
    }

    /// Paints everything in order.
    pub(super) fn paint(mut self, survey: &Survey<'_>) -> Self {
        let mut images = 0;
        for item in &survey.items {
            match item {
                Item::Area([left, bottom, right, top], matrix, colour) => {
                    let (width, height) = (right - left, top - bottom);
                    let unit = after([width, 0.0, 0.0, height, *left, *bottom], *matrix);
                    self.fill(unit, |_, _| Some(*colour));
                }
                Item::Image(image, colour) if images < MOST_IMAGES => {
                    images += 1;
                    self.image(image, *colour);
                }
                Item::Image(..) => {}
            }
        }
        self
    }

    fn image(&mut self, image: &Placed<'_>, colour: [u8; 3]) {
        let dict = image.stream.dict();
        let stencil = dict.get::<bool>("ImageMask") == Some(true);
        let Some(decoded) = decode(&image.stream, image.pixels, image.bits, self.want) else {
            self.unread += image.area();
            return;
        };
        let soft = dict.get::<Stream<'_>>("SMask").and_then(|mask| {
            let side = |key: &str| mask.dict().get::<u32>(key).unwrap_or(0);
            let bits = mask.dict().get::<u8>("BitsPerComponent").unwrap_or(8);
            decode(&mask, (side("Width"), side("Height")), bits, self.want)
        });
        self.fill(image.matrix, |across, down| {
            let seen = sample(&decoded.picture, across, down);
            if stencil {
                // What is 0 in a stencil is painted.
                return (seen[0] < 128).then_some(colour);
            }
            match &soft {
                Some(mask) => match sample(&mask.picture, across, down)[0] {
                    0 => None,
                    alpha => Some(on_white(seen, alpha)),
                },
                None => Some(seen),
            }
        });
    }

    /// Fills where the unit square goes; the colour is asked for by the place in the square, from its top left.
    fn fill(&mut self, unit: Matrix, colour: impl Fn(f32, f32) -> Option<[u8; 3]>) {
        let [a, b, c, d, e, f] = after(unit, self.base);
        let determinant = a * d - b * c;
        if determinant.abs() < 1e-3 {
            return;
        }
        let corners = [(0.0, 0.0), (1.0, 0.0), (0.0, 1.0), (1.0, 1.0)];
        let corners = corners.map(|(x, y): (f32, f32)| (a * x + c * y + e, b * x + d * y + f));
        let bounds = |of: fn(&(f32, f32)) -> f32, most: u32| {
            let low = corners.iter().map(of).fold(f32::INFINITY, f32::min);
            let high = corners.iter().map(of).fold(f32::NEG_INFINITY, f32::max);
            (low.max(0.0) as u32, (high.max(0.0).ceil() as u32).min(most))
        };
        let (left, right) = bounds(|corner| corner.0, self.picture.width());
        let (top, bottom) = bounds(|corner| corner.1, self.picture.height());
        for y in top..bottom {
            for x in left..right {
                #[expect(clippy::cast_precision_loss, reason = "pixels are far below 2^24")]
                let (px, py) = (x as f32 + 0.5 - e, y as f32 + 0.5 - f);
                let (across, up) = ((d * px - c * py) / determinant, (a * py - b * px) / determinant);
                if !(0.0..1.0).contains(&across) || !(0.0..1.0).contains(&up) {
                    continue;
                }
                if let Some(colour) = colour(across, 1.0 - up) {
                    self.picture.put_pixel(x, y, Rgb(colour));
                }
            }
        }
    }
}

/// The colour at a place of the unit square.
fn sample(picture: &RgbImage, across: f32, down: f32) -> [u8; 3] {
    #[expect(clippy::cast_precision_loss, reason = "pixels are far below 2^24")]
    let at = |share: f32, side: u32| ((share * side as f32) as u32).min(side.saturating_sub(1));
    picture.get_pixel(at(across, picture.width()), at(down, picture.height())).0
}

/// How an image stores its colours.
pub(super) fn ink(image: &Placed<'_>) -> Ink {
    match (image.bits, components(&image.stream)) {
        (1, Some(1) | None) => Ink::Bilevel,
        (_, Some(1)) => Ink::Grey,
        (_, Some(4)) => Ink::Cmyk,
        _ => Ink::Colour,
    }
}

/// Takes out an image that hides nothing and is shown as it is.
pub(super) fn take(image: &Placed<'_>, want: Want) -> Option<Decoded> {
    let dict = image.stream.dict();
    let plain = !dict.contains_key("SMask") && dict.get::<bool>("ImageMask") != Some(true);
    plain.then(|| decode(&image.stream, image.pixels, image.bits, want))?
}

/// The number of colour components, where it is plain.
fn components(stream: &Stream<'_>) -> Option<u8> {
    let by_name = |name: &[u8]| match name {
        b"DeviceGray" | b"CalGray" => Some(1),
        b"DeviceRGB" | b"CalRGB" => Some(3),
        b"DeviceCMYK" => Some(4),
        _ => None,
    };
    match stream.dict().get::<Object<'_>>("ColorSpace")? {
        Object::Name(name) => by_name(&name),
        Object::Array(array) => {
            let mut parts = array.iter::<Object<'_>>();
            let name = parts.next()?.into_name()?;
            match &*name {
                b"ICCBased" => parts.next()?.into_stream()?.dict().get::<u8>("N"),
                name => by_name(name),
            }
        }
        _ => None,
    }
}

/// The colours of an image with a palette, three bytes each.
fn palette(stream: &Stream<'_>) -> Option<Vec<u8>> {
    let space = stream.dict().get::<hayro_syntax::object::Array<'_>>("ColorSpace")?;
    let mut parts = space.iter::<Object<'_>>();
    let indexed = parts.next()?.into_name().is_some_and(|name| *name == *b"Indexed");
    let base = parts.next()?;
    let three = match base {
        Object::Name(name) => *name == *b"DeviceRGB",
        Object::Array(array) => {
            let profile = array.iter::<Object<'_>>().nth(1).and_then(Object::into_stream);
            profile.is_some_and(|profile| profile.dict().get::<u8>("N") == Some(3))
        }
        _ => false,
    };
    if !indexed || !three {
        return None;
    }
    match parts.nth(1)? {
        Object::String(colours) => Some(colours.as_bytes().to_vec()),
        Object::Stream(colours) => colours.decoded().ok().map(std::borrow::Cow::into_owned),
        _ => None,
    }
}

/// Decodes an image, reduced; `None` for colours that only a profile or a function explains.
fn decode(stream: &Stream<'_>, (width, height): (u32, u32), bits: u8, want: Want) -> Option<Decoded> {
    let dict = stream.dict();
    let inverted = dict.get::<hayro_syntax::object::Array<'_>>("Decode");
    let inverted = inverted.and_then(|range| range.iter::<f32>().next()).is_some_and(|first| first > 0.5);
    let filter = dict.get::<Name<'_>>("Filter");
    let filter = filter.or_else(|| {
        let filters = dict.get::<hayro_syntax::object::Array<'_>>("Filter")?;
        let mut filters = filters.iter::<Name<'_>>();
        filters.next().filter(|_| filters.next().is_none())
    });
    if filter.is_some_and(|filter| *filter == *b"DCTDecode") {
        let mut decoded = jpeg::picture(&stream.raw_data(), want, Some(inverted)).ok()?;
        decoded.orientation = Orientation::default();
        return Some(decoded);
    }
    let palette = palette(stream);
    let plain = components(stream);
    let params = ImageDecodeParams {
        is_indexed: palette.is_some(),
        bpc: Some(bits),
        num_components: plain,
        width,
        height,
        ..ImageDecodeParams::default()
    };
    let decoded = stream.decoded_image(&params).ok()?;
    let data = decoded.image_data.as_ref();
    let bits = data.map_or(bits, |data| data.bits_per_component);
    let (width, height) = data.map_or((width, height), |data| (data.width, data.height));
    let count = plain.or_else(|| {
        let pixels = (width as usize * height as usize).max(1);
        data.and_then(|_| u8::try_from(decoded.data.len() / pixels).ok())
    });
    let count = usize::from(count.unwrap_or(1));
    let stride = (width as usize * count * usize::from(bits)).div_ceil(8);
    if width == 0 || height == 0 || stride == 0 || decoded.data.len() < stride * height as usize {
        return None;
    }
    let turn = |value: u8| if inverted { 255 - value } else { value };
    let mut reducer = Reducer::new(width, height, want);
    for row in decoded.data.chunks_exact(stride).take(height as usize) {
        match (bits, count, &palette) {
            (1 | 2 | 4 | 8, 1, _) => {
                let most = u16::from(u8::MAX >> (8 - bits));
                let value = |at: usize| {
                    let bit = at * usize::from(bits);
                    row[bit / 8] >> (8 - usize::from(bits) - bit % 8) & u8::MAX >> (8 - bits)
                };
                match &palette {
                    Some(colours) => reducer.row(|at| {
                        let entry = usize::from(value(at)) * 3;
                        colours.get(entry..entry + 3).map_or([255; 3], |c| [c[0], c[1], c[2]])
                    }),
                    None => reducer.row(|at| [turn((u16::from(value(at)) * 255 / most) as u8); 3]),
                }
            }
            (8, 3, _) => reducer.row(|at| [row[at * 3], row[at * 3 + 1], row[at * 3 + 2]].map(turn)),
            (8, 4, _) => reducer.row(|at| {
                let ink = |part: usize| turn(row[at * 4 + part]);
                super::picture::from_cmyk(ink(0), ink(1), ink(2), ink(3))
            }),
            _ => return None,
        }
    }
    let ink = match (bits, count) {
        (1, 1) => Ink::Bilevel,
        (_, 1) if palette.is_none() => Ink::Grey,
        (_, 4) => Ink::Cmyk,
        _ => Ink::Colour,
    };
    let picture = reducer.finish()?;
    Some(Decoded { pixels: (width, height), dpi: None, orientation: Orientation::default(), ink, picture })
}
