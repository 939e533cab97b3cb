//! A kit that makes scans with known faults from the drawn pages of the sample dossiers: noise, skew, blur,
//! darkness, grey, low resolution, seals of a known size, and wraps them into every accepted kind of file.
//!
//! Everything random comes from a seed, so that a table of cases is the same on every machine.

use beian::dossier::MediaType;
use beian::intake::raster::{Want, pages};
use image::{Rgb, RgbImage, imageops};

/// Millimetres to an inch.
pub(crate) const MM: f32 = 25.4;

/// Everything of a picture.
pub(crate) const WHOLE: Want = Want { long_side: u32::MAX };

/// A drawn page of the sample dossiers at 200 dpi, e.g. `1.1-认证机构批准书.jpg`.
pub(crate) fn sample(name: &str) -> RgbImage {
    let bytes = std::fs::read(format!("tests/fixtures/dossiers/enterprise/files/{name}")).unwrap();
    let mut pages = pages(&bytes, MediaType::Jpeg, WHOLE).unwrap();
    pages.next().unwrap().unwrap().picture.unwrap()
}

/// A page of text without seal or colour, A4 at 200 dpi, from the sample's printed form.
pub(crate) fn text_page() -> RgbImage {
    grey(&sample("1.1-认证机构批准书.jpg"))
}

/// A generator of numbers from 0 to 1.
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    pub(crate) fn roll(&mut self) -> f32 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 40) as f32 / (1_u64 << 24) as f32
    }
}

fn each(picture: &RgbImage, mut change: impl FnMut([u8; 3]) -> [f32; 3]) -> RgbImage {
    let mut out = picture.clone();
    for pixel in out.pixels_mut() {
        pixel.0 = change(pixel.0).map(|part| part.clamp(0.0, 255.0) as u8);
    }
    out
}

/// Without colour.
pub(crate) fn grey(picture: &RgbImage) -> RgbImage {
    each(picture, |[r, g, b]| [0.299 * f32::from(r) + 0.587 * f32::from(g) + 0.114 * f32::from(b); 3])
}

/// Every brightness times `gain`, plus `lift`.
pub(crate) fn exposed(picture: &RgbImage, gain: f32, lift: f32) -> RgbImage {
    each(picture, |colour| colour.map(|part| f32::from(part) * gain + lift))
}

/// With the grain of a sensor: so many steps of brightness up or down.
pub(crate) fn noisy(picture: &RgbImage, steps: f32, seed: u64) -> RgbImage {
    let mut dice = Dice::new(seed);
    each(picture, |colour| {
        let by = (dice.roll() + dice.roll() - 1.0) * 2.0 * steps;
        colour.map(|part| f32::from(part) + by)
    })
}

/// Out of focus, by so many millimetres at this resolution.
pub(crate) fn blurred(picture: &RgbImage, mm: f32, dpi: f32) -> RgbImage {
    imageops::fast_blur(picture, mm * dpi / MM)
}

/// At another resolution.
pub(crate) fn at_dpi(picture: &RgbImage, from: f32, to: f32) -> RgbImage {
    let side = |side: u32| (side as f32 * to / from).round() as u32;
    imageops::resize(picture, side(picture.width()), side(picture.height()), imageops::FilterType::Triangle)
}

/// Turned by degrees clockwise about its middle, on white.
pub(crate) fn skewed(picture: &RgbImage, degrees: f32) -> RgbImage {
    let (width, height) = picture.dimensions();
    let (sin, cos) = degrees.to_radians().sin_cos();
    let (mx, my) = (width as f32 / 2.0, height as f32 / 2.0);
    RgbImage::from_fn(width, height, |x, y| {
        let (dx, dy) = (x as f32 + 0.5 - mx, y as f32 + 0.5 - my);
        let (sx, sy) = (cos * dx + sin * dy + mx - 0.5, -sin * dx + cos * dy + my - 0.5);
        imageops::interpolate_bilinear(picture, sx, sy).unwrap_or(Rgb([255; 3]))
    })
}

/// A red seal of so many millimetres: ring, star and letters, its middle at these shares of the page.
pub(crate) fn sealed(picture: &RgbImage, mm: f32, dpi: f32, at: (f32, f32), ink: [u8; 3]) -> RgbImage {
    let mut out = picture.clone();
    let (cx, cy) = (at.0 * out.width() as f32, at.1 * out.height() as f32);
    let px = dpi / MM;
    let outer = mm / 2.0 * px;
    let line = 1.1 * px;
    let mut dice = Dice::new(7);
    for (x, y, pixel) in out.enumerate_pixels_mut() {
        let (dx, dy) = (x as f32 - cx, y as f32 - cy);
        let far = dx.hypot(dy);
        let angle = dy.atan2(dx);
        let ring = far <= outer && far >= outer - line;
        // A five-pointed star, its edge nearest the middle at a third of its points.
        let turn = (angle + std::f32::consts::FRAC_PI_2).rem_euclid(std::f32::consts::TAU / 5.0);
        let off = (turn - std::f32::consts::PI / 5.0).abs() / (std::f32::consts::PI / 5.0);
        let star = far <= outer * 0.3 * (0.4 + 0.6 * off);
        // Letters along the rim, above.
        let letters =
            far <= outer * 0.88 && far >= outer * 0.68 && angle.sin() < 0.35 && (angle * 14.0).sin() > 0.0;
        if (ring || star || letters) && dice.roll() > 0.06 {
            let over = |under: u8, ink: u8| (u16::from(under) * u16::from(ink) / 255) as u8;
            let [r, g, b] = pixel.0;
            pixel.0 = [over(r, ink[0]), over(g, ink[1]), over(b, ink[2])];
        }
    }
    out
}

/// The ink of a fresh stamp.
pub(crate) const RED: [u8; 3] = [214, 40, 44];

/// Sensor noise on paper and nothing else.
pub(crate) fn blank(width: u32, height: u32, seed: u64) -> RgbImage {
    noisy(&RgbImage::from_pixel(width, height, Rgb([247, 246, 242])), 4.0, seed)
}

/// A JPEG file; with `exif` as its EXIF data.
pub(crate) fn jpeg(picture: &RgbImage, dpi: Option<u16>, quality: u8, exif: Option<&[u8]>) -> Vec<u8> {
    let mut out = Vec::new();
    let mut encoder = jpeg_encoder::Encoder::new(&mut out, quality);
    if let Some(dpi) = dpi {
        encoder.set_density(jpeg_encoder::PixelDensity::dpi(dpi));
    }
    if let Some(exif) = exif {
        encoder.add_app_segment(1, [b"Exif\0\0", exif].concat()).unwrap();
    }
    let (width, height) = picture.dimensions();
    let (width, height) = (width.try_into().unwrap(), height.try_into().unwrap());
    encoder.encode(picture, width, height, jpeg_encoder::ColorType::Rgb).unwrap();
    out
}

/// A PNG file.
pub(crate) fn png(picture: &RgbImage, dpi: Option<f32>) -> Vec<u8> {
    let mut out = Vec::new();
    let mut encoder = png::Encoder::new(&mut out, picture.width(), picture.height());
    encoder.set_color(png::ColorType::Rgb);
    if let Some(dpi) = dpi {
        let per_metre = (dpi * 1000.0 / MM).round() as u32;
        encoder.set_pixel_dims(Some(png::PixelDimensions {
            xppu: per_metre,
            yppu: per_metre,
            unit: png::Unit::Meter,
        }));
    }
    let mut writer = encoder.write_header().unwrap();
    writer.write_image_data(picture).unwrap();
    writer.finish().unwrap();
    out
}

/// A PNG file with further chunks before the picture, or with `behind` after it.
pub(crate) fn png_with(picture: &RgbImage, behind: bool, chunks: &[(&[u8; 4], &[u8])]) -> Vec<u8> {
    /// Signature and head; the end.
    const HEAD: usize = 33;
    const END: usize = 12;
    let mut out = png(picture, Some(300.0));
    let more: Vec<u8> = chunks
        .iter()
        .flat_map(|(kind, data)| {
            let body = [kind.as_slice(), data].concat();
            [&(data.len() as u32).to_be_bytes(), body.as_slice(), &crc(&body).to_be_bytes()].concat()
        })
        .collect();
    let at = if behind { out.len() - END } else { HEAD };
    out.splice(at..at, more);
    out
}

fn crc(bytes: &[u8]) -> u32 {
    let step = |crc: u32| (crc >> 1) ^ if crc & 1 == 1 { 0xEDB8_8320 } else { 0 };
    !bytes.iter().fold(u32::MAX, |crc, byte| (0..8).fold(crc ^ u32::from(*byte), |crc, _| step(crc)))
}

/// A WebP file of at most 256 pixels a side, with further chunks: `EXIF` and `XMP `.
pub(crate) fn webp_with(picture: &RgbImage, chunks: &[(&[u8; 4], &[u8])]) -> Vec<u8> {
    let flag = |kind: &[u8; 4]| if kind == b"EXIF" { 8 } else { 4 };
    let flags = chunks.iter().fold(0, |flags, (kind, _)| flags | flag(kind));
    let mut out = b"RIFF\0\0\0\0WEBPVP8X\x0A\0\0\0".to_vec();
    out.extend([flags, 0, 0, 0]);
    out.extend([(picture.width() - 1) as u8, 0, 0, (picture.height() - 1) as u8, 0, 0]);
    out.extend(&webp(picture)[12..]);
    for (kind, data) in chunks {
        out.extend(*kind);
        out.extend((data.len() as u32).to_le_bytes());
        out.extend(*data);
        out.extend(vec![0; data.len() % 2]);
    }
    let length = (out.len() as u32 - 8).to_le_bytes();
    out[4..8].copy_from_slice(&length);
    out
}

/// A TIFF file with a page for each picture.
pub(crate) fn tiff(pictures: &[RgbImage], dpi: u32) -> Vec<u8> {
    use tiff::encoder::{Compression, DeflateLevel, Rational, TiffEncoder, colortype::RGB8};
    use tiff::tags::{ResolutionUnit, Tag};
    let mut out = std::io::Cursor::new(Vec::new());
    let mut encoder =
        TiffEncoder::new(&mut out).unwrap().with_compression(Compression::Deflate(DeflateLevel::Balanced));
    for picture in pictures {
        let mut image = encoder.new_image::<RGB8>(picture.width(), picture.height()).unwrap();
        image.resolution(ResolutionUnit::Inch, Rational { n: dpi, d: 1 });
        image.encoder().write_tag(Tag::Make, "Scanner Inc").unwrap();
        image.write_data(picture).unwrap();
    }
    out.into_inner()
}

/// A WebP file without loss.
pub(crate) fn webp(picture: &RgbImage) -> Vec<u8> {
    let mut out = Vec::new();
    let encoder = image_webp::WebPEncoder::new(&mut out);
    encoder.encode(picture, picture.width(), picture.height(), image_webp::ColorType::Rgb8).unwrap();
    out
}

/// A PDF of scans: each page one JPEG over the whole page, with the operators `more` after it.
pub(crate) fn pdf(pages: &[(&RgbImage, f32)], more: &str) -> Vec<u8> {
    let mut objects: Vec<Vec<u8>> = vec![
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        format!(
            "<< /Type /Pages /Count {} /Kids [{}] >>",
            pages.len(),
            (0..pages.len()).map(|at| format!("{} 0 R", at * 3 + 3)).collect::<Vec<_>>().join(" ")
        )
        .into_bytes(),
    ];
    for (at, (picture, dpi)) in pages.iter().enumerate() {
        let (width, height) = picture.dimensions();
        let (w, h) = (width as f32 * 72.0 / dpi, height as f32 * 72.0 / dpi);
        let (content, image) = (at * 3 + 4, at * 3 + 5);
        objects.push(
            format!(
                "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {w} {h}] /Contents {content} 0 R \
                 /Resources << /XObject << /Im {image} 0 R >> >> >>"
            )
            .into_bytes(),
        );
        let operators = format!("q {w} 0 0 {h} 0 0 cm /Im Do Q {more}");
        objects.push(stream("", operators.as_bytes()));
        let head = format!(
            "/Type /XObject /Subtype /Image /Width {width} /Height {height} /BitsPerComponent 8 \
             /ColorSpace /DeviceRGB /Filter /DCTDecode"
        );
        objects.push(stream(&head, &jpeg(picture, None, 85, None)));
    }
    assemble(&objects)
}

/// A stream object.
pub(crate) fn stream(head: &str, content: &[u8]) -> Vec<u8> {
    let mut out = format!("<< {head} /Length {} >>\nstream\n", content.len()).into_bytes();
    out.extend(content);
    out.extend(b"\nendstream");
    out
}

/// A PDF file of objects numbered from 1, the first being the catalogue.
pub(crate) fn assemble(objects: &[Vec<u8>]) -> Vec<u8> {
    let mut out = b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n".to_vec();
    let mut offsets = Vec::new();
    for (at, object) in objects.iter().enumerate() {
        offsets.push(out.len());
        out.extend(format!("{} 0 obj\n", at + 1).bytes());
        out.extend(object);
        out.extend(b"\nendobj\n");
    }
    let table = out.len();
    let size = objects.len() + 1;
    out.extend(format!("xref\n0 {size}\n0000000000 65535 f \n").bytes());
    for offset in offsets {
        out.extend(format!("{offset:010} 00000 n \n").bytes());
    }
    out.extend(format!("trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n").bytes());
    out
}

/// EXIF data with an orientation, a resolution and a place.
pub(crate) fn exif(orientation: u16) -> Vec<u8> {
    let mut out = b"II*\0\x08\0\0\0\x04\0".to_vec();
    let mut entry = |tag: u16, kind: u16, count: u32, value: u32| {
        out.extend(tag.to_le_bytes());
        out.extend(kind.to_le_bytes());
        out.extend(count.to_le_bytes());
        out.extend(value.to_le_bytes());
    };
    entry(271, 2, 4, u32::from_le_bytes(*b"Abc\0"));
    entry(274, 3, 1, orientation.into());
    entry(282, 5, 1, 80);
    entry(34_853, 4, 1, 62);
    out.extend([0; 4]);
    // The directory of the place: latitude reference.
    out.extend(b"\x01\0\x01\0\x02\0\x02\0\0\0N\0\0\0\0\0\0\0");
    out.extend(300_u32.to_le_bytes());
    out.extend(1_u32.to_le_bytes());
    out
}
