//! Page pictures of every accepted kind of file.

use beian::dossier::MediaType;
use beian::intake::raster::{Ink, Page, Want, pages};
use beian::intake::{Reason, inspect};
use image::{Rgb, RgbImage};

use crate::scan_kit::{self as kit, WHOLE};

fn all(bytes: &[u8], media: MediaType, want: Want) -> Vec<Page> {
    assert_eq!(inspect("a", bytes).unwrap().media, media);
    pages(bytes, media, want).unwrap().map(|page| page.unwrap()).collect()
}

/// A picture whose quarters differ: red, green, blue, black from the top left in reading order.
fn quarters(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, y| match (x < width / 2, y < height / 2) {
        (true, true) => Rgb([230, 30, 30]),
        (false, true) => Rgb([30, 200, 30]),
        (true, false) => Rgb([30, 30, 220]),
        (false, false) => Rgb([20, 20, 20]),
    })
}

/// The name of the colour in the middle of each quarter.
fn seen(picture: &RgbImage) -> String {
    let (width, height) = picture.dimensions();
    let name = |x: u32, y: u32| match picture.get_pixel(x, y).0 {
        [r, g, b] if r > 150 && g < 90 && b < 90 => 'r',
        [r, g, b] if g > 150 && r < 90 && b < 90 => 'g',
        [r, g, b] if b > 150 && r < 90 && g < 90 => 'b',
        [r, g, b] if r < 70 && g < 70 && b < 70 => 'k',
        [r, g, b] if r > 220 && g > 220 && b > 220 => 'w',
        _ => '?',
    };
    [(1, 1), (3, 1), (1, 3), (3, 3)].map(|(x, y)| name(width * x / 4, height * y / 4)).iter().collect()
}

#[test]
fn every_kind_of_picture_gives_its_pixels_and_resolution() {
    let picture = quarters(400, 300);
    for (media, bytes, dpi) in [
        (MediaType::Jpeg, kit::jpeg(&picture, Some(300), 90, None), Some(300.0)),
        (MediaType::Png, kit::png(&picture, Some(300.0)), Some(300.0)),
        (MediaType::Tiff, kit::tiff(std::slice::from_ref(&picture), 300), Some(300.0)),
        (MediaType::WebP, kit::webp(&picture), None),
    ] {
        let [page] = all(&bytes, media, WHOLE).try_into().unwrap();
        let decoded = page.picture.as_ref().unwrap();
        assert_eq!((seen(decoded).as_str(), page.pixels), ("rgbk", Some((400, 300))), "{media:?}");
        assert_eq!(page.dpi.map(f32::round), dpi, "{media:?}");
        assert_eq!((page.number, page.turned, page.text, page.ink), (1, 0, false, Ink::Colour));
        if let Some((width, height)) = page.size_mm {
            assert!((width - 33.87).abs() < 0.1 && (height - 25.4).abs() < 0.1, "{width} × {height}");
        }
    }
}

#[test]
fn pictures_are_reduced_as_long_as_enough_is_left() {
    let picture = quarters(1600, 1200);
    for (media, bytes) in [
        (MediaType::Jpeg, kit::jpeg(&picture, None, 90, None)),
        (MediaType::Png, kit::png(&picture, None)),
        (MediaType::Tiff, kit::tiff(std::slice::from_ref(&picture), 300)),
        (MediaType::WebP, kit::webp(&picture)),
    ] {
        for (least, long) in [(400, 400), (401, 800), (1600, 1600), (5000, 1600)] {
            let [page] = all(&bytes, media, Want { long_side: least }).try_into().unwrap();
            let decoded = page.picture.unwrap();
            // JPEG is reduced by halves, the others by any whole factor.
            let most = if least == 401 && media != MediaType::Jpeg { 534 } else { long };
            assert_eq!((decoded.width(), seen(&decoded).as_str()), (most, "rgbk"), "{media:?} {least}");
            assert_eq!(page.pixels, Some((1600, 1200)));
        }
    }
}

#[test]
fn a_photo_is_turned_upright_as_its_camera_says() {
    let picture = quarters(400, 200);
    for (orientation, upright, turned) in [
        (1, "rgbk", 0),
        (2, "grkb", 0),
        (3, "kbgr", 180),
        (4, "bkrg", 180),
        (5, "rbgk", 90),
        (6, "brkg", 90),
        (7, "kgbr", 270),
        (8, "gkrb", 270),
    ] {
        let bytes = kit::jpeg(&picture, None, 90, Some(&kit::exif(orientation)));
        let [page] = all(&bytes, MediaType::Jpeg, WHOLE).try_into().unwrap();
        assert_eq!(
            (seen(page.picture.as_ref().unwrap()).as_str(), page.turned),
            (upright, turned),
            "{orientation}"
        );
        let sides = if orientation >= 5 { (200, 400) } else { (400, 200) };
        assert_eq!(page.pixels, Some(sides));
        assert_eq!(page.dpi, None, "a camera cannot know how large a page it saw");
    }
}

#[test]
fn a_tiff_gives_all_its_pages_and_may_start_later() {
    let pictures = [quarters(60, 40), kit::grey(&quarters(80, 50)), quarters(100, 70)];
    let bytes = kit::tiff(&pictures, 200);
    let found = all(&bytes, MediaType::Tiff, WHOLE);
    let sizes: Vec<_> = found.iter().map(|page| (page.number, page.pixels.unwrap())).collect();
    assert_eq!(sizes, [(1, (60, 40)), (2, (80, 50)), (3, (100, 70))]);
    let mut later = pages(&bytes, MediaType::Tiff, WHOLE).unwrap();
    later.skip_to(3);
    assert_eq!(later.next().unwrap().unwrap().pixels, Some((100, 70)));
    assert!(later.next().is_none());
    assert_eq!(inspect("扫描.tif", &bytes).unwrap().pages, 3);
}

#[test]
fn a_page_that_is_one_scan_gives_that_scan() {
    let picture = quarters(1240, 1754);
    let bytes = kit::pdf(&[(&picture, 150.0), (&picture, 150.0)], "BT 3 Tr (x) Tj ET");
    for page in all(&bytes, MediaType::Pdf, WHOLE) {
        assert_eq!(page.pixels, Some((1240, 1754)));
        assert_eq!(page.dpi.map(f32::round), Some(150.0));
        assert!(page.text && !page.drawn, "the text under the scan is found and hides nothing");
        let (width, height) = page.size_mm.unwrap();
        assert!((width - 210.0).abs() < 0.5 && (height - 297.0).abs() < 0.5, "{width} × {height}");
        assert_eq!(seen(&page.picture.unwrap()), "rgbk");
    }
}

#[test]
fn a_page_of_strips_masks_or_rectangles_is_put_together() {
    let picture = quarters(200, 200);
    // Over the blue quarter a white rectangle, in the black one a red one through a form of its own colour.
    let more = "1 g 0 0 48 48 re f q 1 0 0 1 48 0 cm 0.9 0.1 0.1 rg 0 0 48 48 re f Q";
    let [page] = all(&kit::pdf(&[(&picture, 150.0)], more), MediaType::Pdf, WHOLE).try_into().unwrap();
    assert_eq!(seen(&page.picture.unwrap()), "rgwr");
    assert!(!page.drawn && !page.text);
    let [page] =
        all(&kit::pdf(&[(&picture, 150.0)], "0 0 m 9 9 l S"), MediaType::Pdf, WHOLE).try_into().unwrap();
    assert!(page.drawn, "a line is not in the picture, and the page says so");
}

#[test]
fn a_turned_page_is_turned_and_a_page_of_text_alone_has_no_picture() {
    let turned = String::from_utf8_lossy(&kit::pdf(&[(&quarters(40, 40), 150.0)], "")).contains("/MediaBox");
    assert!(turned);
    let mut objects = vec![
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        b"<< /Type /Pages /Count 2 /Kids [3 0 R 6 0 R] >>".to_vec(),
        b"<< /Type /Page /Parent 2 0 R /Rotate 90 /MediaBox [0 0 96 192] /Contents 4 0 R /Resources << /XObject << /Im 5 0 R >> >> >>".to_vec(),
        kit::stream("", b"q 96 0 0 192 0 0 cm /Im Do Q"),
    ];
    let head = "/Type /XObject /Subtype /Image /Width 2 /Height 2 /BitsPerComponent 8 /ColorSpace /DeviceRGB";
    let pixels = [230, 30, 30, 30, 200, 30, 30, 30, 220, 20, 20, 20];
    objects.push(kit::stream(head, &pixels));
    objects.push(b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 7 0 R >>".to_vec());
    objects.push(kit::stream("", b"BT /F1 12 Tf (Hello) Tj ET"));
    let [scan, text] = all(&kit::assemble(&objects), MediaType::Pdf, WHOLE).try_into().unwrap();
    assert_eq!((scan.turned, scan.pixels), (90, Some((2, 2))));
    assert_eq!(seen(&scan.picture.unwrap()), "brkg");
    assert_eq!(scan.size_mm.map(|(width, height)| width > height), Some(true));
    assert!(text.picture.is_none() && text.text && text.drawn);
}

#[test]
fn black_and_white_scans_in_pdf_keep_their_black() {
    let head =
        "/Type /XObject /Subtype /Image /Width 16 /Height 2 /BitsPerComponent 1 /ColorSpace /DeviceGray";
    let mut objects = vec![
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>".to_vec(),
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 160 20] /Contents 4 0 R /Resources << /XObject << /Im 5 0 R >> >> >>".to_vec(),
        kit::stream("", b"q 160 0 0 20 0 0 cm /Im Do Q"),
        kit::stream(head, b"\xFF\x00\x00\xFF"),
    ];
    let read = |objects: &[Vec<u8>]| {
        let [page] = all(&kit::assemble(objects), MediaType::Pdf, WHOLE).try_into().unwrap();
        assert_eq!(page.ink, Ink::Bilevel);
        seen(&page.picture.unwrap())
    };
    assert_eq!(read(&objects), "wkkw");
    objects[4] = kit::stream(&format!("{head} /Decode [1 0]"), b"\xFF\x00\x00\xFF");
    assert_eq!(read(&objects), "kwwk");
}

#[test]
fn a_huge_picture_is_reduced_while_it_is_read_and_never_held_whole() {
    // 12,000 × 9,000 pixels are 324 MB as colours.
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, 12_000, 9_000);
    encoder.set_color(png::ColorType::Grayscale);
    encoder.set_depth(png::BitDepth::One);
    let mut writer = encoder.write_header().unwrap();
    let row: Vec<u8> = (0..1_500).map(|at| if at < 750 { 0 } else { 255 }).collect();
    writer.write_image_data(&row.repeat(9_000)).unwrap();
    writer.finish().unwrap();
    let [page] = pages(&bytes, MediaType::Png, Want::LOOK)
        .unwrap()
        .collect::<Result<Vec<_>, _>>()
        .unwrap()
        .try_into()
        .unwrap();
    assert_eq!(page.ink, Ink::Bilevel);
    let picture = page.picture.unwrap();
    assert_eq!((picture.dimensions(), seen(&picture).as_str()), ((1715, 1286), "kwkw"));
    let refused = inspect("空白.png", &bytes).unwrap_err();
    assert!(matches!(refused.reason, Reason::Bomb { width: 12_000, height: 9_000 }), "{refused}");
}

#[test]
fn cmyk_pictures_come_out_in_their_colours() {
    // The encoder writes them as Adobe's programs do, turned round.
    let picture = quarters(64, 64);
    let cmyk: Vec<u8> = picture.pixels().flat_map(|Rgb([r, g, b])| [255 - r, 255 - g, 255 - b, 0]).collect();
    let mut bytes = Vec::new();
    let encoder = jpeg_encoder::Encoder::new(&mut bytes, 95);
    encoder.encode(&cmyk, 64, 64, jpeg_encoder::ColorType::Cmyk).unwrap();
    let [page] = all(&bytes, MediaType::Jpeg, WHOLE).try_into().unwrap();
    assert_eq!((page.ink, seen(&page.picture.unwrap()).as_str()), (Ink::Cmyk, "rgbk"));
}
