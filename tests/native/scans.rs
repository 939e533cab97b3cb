//! Looking at scans: what the detectors say about pages with known faults, and about pages without.

use std::ops::ControlFlow;

use beian::dossier::{FileRecord, PdfPart, Seen, SeenInk, SeenPage};
use beian::intake::{inspect, look, look_at, raster};
use image::{Rgb, RgbImage};

use crate::scan_kit::{self as kit, RED};

/// What is seen in a file.
pub(crate) fn seen(bytes: &[u8]) -> Seen {
    let record: FileRecord = inspect("a", bytes).unwrap();
    look(&record, bytes, &mut |_, _| ControlFlow::Continue(()), &mut |_| ()).unwrap()
}

/// What is seen in a picture as a scanner saves it.
fn scanned(picture: &RgbImage, dpi: f32) -> SeenPage {
    seen(&kit::jpeg(picture, Some(dpi as u16), 80, None)).pages.remove(0)
}

/// A page of text and lines without seal and colour at 150 dpi.
fn page() -> RgbImage {
    kit::at_dpi(&kit::text_page(), 200.0, 150.0)
}

#[test]
fn a_clean_page_has_no_fault_at_any_resolution_grain_or_quality() {
    let page = kit::sample("1.2-营业执照副本.jpg");
    for (dpi, grain, quality) in [(300.0, 0.0, 85), (200.0, 8.0, 40), (150.0, 4.0, 60)] {
        let picture = kit::noisy(&kit::at_dpi(&page, 200.0, dpi), grain, 3);
        let seen = seen(&kit::jpeg(&picture, Some(dpi as u16), quality, None)).pages.remove(0);
        assert!(!seen.blank && seen.colour && seen.ink == Some(SeenInk::Colour), "{seen:?}");
        assert!(
            seen.skew.unwrap().abs() < 150 && seen.edge.unwrap() < 40 && seen.paper.unwrap() > 220,
            "{seen:?}"
        );
        assert_eq!((seen.dpi, seen.mm), (Some(dpi as u32), Some((297, 210))));
        assert!(seen.seals.iter().all(|mm| mm.abs_diff(42) <= 2) && seen.seals.len() == 2, "{seen:?}");
    }
}

#[test]
fn the_angle_of_a_crooked_page_is_told() {
    let page = page();
    let straight = scanned(&page, 150.0).skew.unwrap();
    for degrees in [-9.0, -4.0, -1.5, 0.5, 3.0, 6.0, 11.0] {
        let found = scanned(&kit::skewed(&page, degrees), 150.0).skew.unwrap();
        let off = (found - straight) as f32 / 100.0 - degrees;
        assert!(off.abs() <= 0.3, "{degrees}: {found}, off by {off}");
    }
}

#[test]
fn a_page_out_of_focus_has_wide_edges_and_a_coarse_one_has_not() {
    let page = kit::text_page();
    for (mm, dpi, blurred) in [
        (0.0, 200.0, false),
        (0.1, 200.0, false),
        (0.35, 200.0, true),
        (0.5, 200.0, true),
        (0.35, 150.0, true),
        (0.0, 100.0, false),
    ] {
        let picture = kit::at_dpi(&page, 200.0, dpi);
        let picture = if mm > 0.0 { kit::blurred(&picture, mm, dpi) } else { picture };
        let edge = scanned(&kit::noisy(&picture, 4.0, 5), dpi).edge.unwrap();
        assert_eq!(edge >= 50, blurred, "{mm} mm at {dpi} dpi: {edge}");
    }
}

#[test]
fn a_round_red_seal_is_found_with_its_size_wherever_it_is() {
    let page = page();
    for (mm, at, ink, angle) in [
        (42.0, (0.65, 0.75), RED, 0.0),
        (45.0, (0.3, 0.3), RED, 7.0),
        (38.0, (0.5, 0.5), [226, 104, 110], 0.0),
        (30.0, (0.75, 0.85), [190, 40, 60], 2.0),
        (22.0, (0.2, 0.6), RED, 0.0),
    ] {
        let picture = kit::skewed(&kit::sealed(&page, mm, 150.0, at, ink), angle);
        let seen = scanned(&picture, 150.0);
        assert!(
            matches!(seen.seals[..], [found] if found.abs_diff(mm as u32) <= 2),
            "{mm} mm: {:?}",
            seen.seals
        );
        assert!(seen.colour);
        let grey = scanned(&kit::grey(&picture), 150.0);
        assert!(grey.seals.is_empty() && !grey.colour, "in grey there is no red: {grey:?}");
    }
    let two = kit::sealed(&kit::sealed(&page, 42.0, 150.0, (0.3, 0.7), RED), 20.0, 150.0, (0.75, 0.7), RED);
    let found = scanned(&two, 150.0).seals;
    assert!(matches!(found[..], [a, b] if a.abs_diff(42) <= 2 && b.abs_diff(20) <= 2), "{found:?}");
    // A photograph says no resolution: the seal is found, its size is not told.
    let photo = kit::jpeg(&kit::sealed(&page, 42.0, 150.0, (0.6, 0.7), RED), None, 80, None);
    assert_eq!(seen(&photo).pages[0].seals, [0]);
}

#[test]
fn red_things_that_are_no_seals_are_none() {
    let page = page();
    let painted = |red: &dyn Fn(f32, f32) -> bool| {
        let mut picture = page.clone();
        for (x, y, pixel) in picture.enumerate_pixels_mut() {
            if red(x as f32 * 25.4 / 150.0, y as f32 * 25.4 / 150.0) {
                pixel.0 = RED;
            }
        }
        scanned(&picture, 150.0).seals
    };
    let none: [u32; 0] = [];
    assert_eq!(painted(&|x, y| (x - 100.0).hypot(y - 200.0) < 21.0), none, "a disc");
    assert_eq!(painted(&|x, y| (60.0..140.0).contains(&x) && (20.0..32.0).contains(&y)), none, "a bar");
    assert_eq!(
        painted(&|x, y| (30.0..180.0).contains(&x) && (30.0..44.0).contains(&y) && (x * 1.3).sin() > 0.2),
        none,
        "a red headline"
    );
    let frame = |x: f32, y: f32| (x - 100.0).abs().max((y - 200.0).abs());
    assert_eq!(painted(&|x, y| (19.0..21.0).contains(&frame(x, y))), none, "a square frame");
    assert_eq!(painted(&|x, y| (x * 0.7).sin() * (y * 0.9).cos() > 0.55), none, "a pattern");
}

/// A photograph: a sheet on a wooden desk beside a hand and a red cup, in warm light that falls off.
fn photo() -> RgbImage {
    let sheet = kit::at_dpi(&kit::text_page(), 200.0, 130.0);
    let mut dice = kit::Dice::new(11);
    RgbImage::from_fn(1600, 2000, |x, y| {
        let (fx, fy) = (x as f32, y as f32);
        let grain = ((fx * 0.021 + (fy * 0.006).sin() * 3.0).sin() * 12.0, dice.roll() * 10.0 - 5.0);
        let light = 1.0 - 0.35 * (fx / 1600.0) * (fy / 2000.0);
        let (sx, sy) = ((fx - 240.0) * 0.998 - fy * 0.02, (fy - 240.0) + fx * 0.02);
        let inside =
            sx >= 0.0 && sy >= 0.0 && sx < sheet.width() as f32 - 1.0 && sy < sheet.height() as f32 - 1.0;
        let colour = if inside {
            sheet.get_pixel(sx as u32, sy as u32).0.map(f32::from)
        } else if (fx - 1380.0).hypot(fy - 1750.0) < 190.0 {
            [178.0, 34.0, 40.0]
        } else if (fx - 120.0).hypot(fy - 1700.0) < 160.0 {
            [222.0, 172.0, 146.0]
        } else {
            [150.0 + grain.0, 104.0 + grain.0, 66.0 + grain.0 * 0.7]
        };
        Rgb(colour.map(|part| ((part + grain.1) * light).clamp(0.0, 255.0) as u8))
    })
}

#[test]
fn an_ordinary_photograph_raises_no_alarm() {
    let seen = seen(&kit::jpeg(&photo(), None, 85, Some(&kit::exif(1)))).pages.remove(0);
    assert!(seen.seals.is_empty(), "neither cup nor hand nor desk is a seal: {:?}", seen.seals);
    assert!(
        !seen.blank && seen.paper.unwrap() > 140 && seen.edge.unwrap() < 50 && seen.cards == 0,
        "{seen:?}"
    );
    assert!(seen.skew.is_none_or(|skew| skew.abs() < 250), "{seen:?}");
}

#[test]
fn blank_pages_are_told_from_pages_with_little_on_them() {
    let line = |picture: &mut RgbImage, from: f32, to: f32, y: f32| {
        let dot = |mm: f32| (mm * 150.0 / 25.4) as u32;
        for x in dot(from)..dot(to) {
            for y in dot(y)..dot(y + 2.6) {
                if (x / 3 + y / 4) % 2 == 0 {
                    picture.put_pixel(x, y, Rgb([40; 3]));
                }
            }
        }
    };
    let (width, height) = (1240, 1754);
    let empty = kit::blank(width, height, 1);
    let mut shadow = empty.clone();
    (0..height).for_each(|y| (0..14).for_each(|x| shadow.put_pixel(x, y, Rgb([60; 3]))));
    let mut numbered = empty.clone();
    line(&mut numbered, 103.0, 106.0, 280.0);
    let mut sentence = empty.clone();
    line(&mut sentence, 30.0, 90.0, 40.0);
    let sealed = kit::sealed(&empty, 42.0, 150.0, (0.5, 0.5), RED);
    for (what, picture, blank) in [
        ("noise", &empty, true),
        ("the scanner's shadow", &shadow, true),
        ("a page number", &numbered, true),
        ("one line", &sentence, false),
        ("a seal", &sealed, false),
    ] {
        assert_eq!(scanned(picture, 150.0).blank, blank, "{what}");
    }
    let pdf = seen(&crate::samples::pdf(2));
    assert!(pdf.pages.iter().all(|page| page.blank), "pages of a PDF without anything");
}

#[test]
fn a_dark_page_is_dark_and_still_read() {
    for (gain, dark) in [(0.4, true), (0.5, true), (0.7, false), (1.0, false)] {
        let seen = scanned(&kit::exposed(&page(), gain, 0.0), 150.0);
        assert_eq!(seen.paper.unwrap() < 140, dark, "{gain}: {seen:?}");
        assert!(seen.skew.is_some() && !seen.blank);
    }
}

#[test]
fn cards_are_counted_on_scans() {
    let card = |picture: &mut RgbImage, left: f32, top: f32| {
        let dot = |mm: f32| (mm * 200.0 / 25.4) as u32;
        for y in dot(top)..dot(top + 54.0) {
            for x in dot(left)..dot(left + 85.6) {
                let text = (x / 5 + y / 9) % 4 == 0 && x % 90 > 30;
                picture.put_pixel(x, y, Rgb(if text { [50; 3] } else { [222, 232, 236] }));
            }
        }
    };
    let mut sheet = kit::blank(1654, 2339, 4);
    let mut counts = vec![scanned(&sheet, 200.0).cards];
    card(&mut sheet, 60.0, 60.0);
    counts.push(scanned(&sheet, 200.0).cards);
    card(&mut sheet, 60.0, 150.0);
    counts.push(scanned(&sheet, 200.0).cards);
    let stamped = kit::sealed(&sheet, 42.0, 200.0, (0.62, 0.4), RED);
    counts.push(scanned(&stamped, 200.0).cards);
    assert_eq!(counts, [0, 1, 2, 2]);
    assert_eq!(scanned(&kit::text_page(), 200.0).cards, 0, "a page of text is no card");
}

#[test]
fn scans_in_pdf_and_tiff_are_looked_at_page_by_page() {
    let (page, sealed) = (page(), kit::sealed(&page(), 42.0, 150.0, (0.6, 0.7), RED));
    let blank = kit::blank(1240, 1754, 2);
    let mut told = Vec::new();
    for bytes in [
        kit::pdf(&[(&page, 150.0), (&blank, 150.0), (&sealed, 150.0)], ""),
        kit::tiff(&[page, blank, sealed], 150),
    ] {
        let record = inspect("a", &bytes).unwrap();
        let mut watch = |page: u32, of: u32| {
            told.push((page, of));
            ControlFlow::Continue(())
        };
        let mut shown = 0;
        let seen = look(&record, &bytes, &mut watch, &mut |_| shown += 1).unwrap();
        let facts: Vec<_> =
            seen.pages.iter().map(|page| (page.mm, page.dpi, page.blank, page.seals.len())).collect();
        let a4 = Some((210, 297));
        assert_eq!(facts, [(a4, Some(150), false, 0), (a4, Some(150), true, 0), (a4, Some(150), false, 1)]);
        assert_eq!(shown, 3);
    }
    assert_eq!(told, [(1, 3), (2, 3), (3, 3), (1, 3), (2, 3), (3, 3)]);
}

#[test]
fn a_line_that_an_app_puts_on_a_scan_hides_no_fault_of_it_and_a_page_of_text_is_not_judged() {
    let crooked = kit::skewed(&page(), 5.0);
    let looked = |picture: &RgbImage, more: &str| seen(&kit::pdf(&[(picture, 150.0)], more)).pages.remove(0);
    let imprint = "BT /F1 8 Tf 10 10 Td (Scanned by an app) Tj [(p. ) -20 (1)] TJ ET";
    assert!(looked(&crooked, imprint).skew.unwrap().abs() > 400);
    assert!(looked(&kit::blank(1240, 1754, 2), imprint).blank);
    let text = format!("BT ({}) Tj ET", "letters ".repeat(20));
    let read = looked(&crooked, &text);
    assert!(read.skew.is_none() && !looked(&kit::blank(1240, 1754, 2), &text).blank, "{read:?}");
}

#[test]
fn an_image_that_cannot_be_decoded_is_no_blank_page() {
    let head = "/Type /XObject /Subtype /Image /Width 900 /Height 1200 /BitsPerComponent 8 \
                /ColorSpace /DeviceRGB /Filter /JPXDecode";
    let page = seen(&kit::assemble(&[
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>".to_vec(),
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /XObject << /Im 5 0 R >> >> >>".to_vec(),
        kit::stream("", b"q 595 0 0 842 0 0 cm /Im Do Q"),
        kit::stream(head, b"no picture"),
    ]))
    .pages
    .remove(0);
    assert!(page.unread && !page.blank && page.pixels == Some((900, 1200)), "{page:?}");
}

#[test]
fn a_tiff_stored_as_faxes_are_is_said_to_be_whole_but_not_readable() {
    let mut bytes = kit::tiff(&[kit::blank(60, 80, 1)], 150);
    // The tag of the compression: one short number.
    let tag = [3, 1, 3, 0, 1, 0, 0, 0];
    let at = bytes.windows(8).position(|window| window == tag).unwrap();
    bytes[at + 8..at + 10].copy_from_slice(&[3, 0]);
    let record = inspect("传真.tif", &bytes).unwrap();
    let refused = look(&record, &bytes, &mut |_, _| ControlFlow::Continue(()), &mut |_| ()).unwrap_err();
    assert_eq!(
        refused.to_string(),
        "“传真.tif”没有损坏，但 TIFF 图片采用了本程序不能打开的压缩方式或者颜色，请另存为 PDF、JPEG 或者 PNG 后再添加。"
    );
}

#[test]
fn looking_can_be_broken_off_and_stops_after_enough_pages() {
    let many = crate::samples::pdf(5_000);
    let record = inspect("很多页.pdf", &many).unwrap();
    let seen = look(&record, &many, &mut |_, _| ControlFlow::Continue(()), &mut |_| ()).unwrap();
    assert_eq!((record.pages, seen.pages.len()), (5_000, 300));
    let stop = |page: u32, _| if page == 2 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) };
    let seen = look(&record, &many, &mut { stop }, &mut |_| ()).unwrap();
    assert_eq!(seen.pages.len(), 2);
}

#[test]
fn what_a_pdf_holds_besides_pages_is_named() {
    let with = |catalog: &str, more: Vec<Vec<u8>>| {
        let mut objects = vec![
            format!("<< /Type /Catalog /Pages 2 0 R {catalog} >>").into_bytes(),
            b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>".to_vec(),
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>".to_vec(),
        ];
        objects.extend(more);
        seen(&kit::assemble(&objects)).parts
    };
    assert_eq!(with("", Vec::new()), []);
    assert_eq!(
        with("/OpenAction << /S /GoTo /D [3 0 R /Fit] >>", Vec::new()),
        [],
        "going to a page is harmless"
    );
    assert_eq!(with("/OpenAction << /S /JavaScript /JS (app.alert(1)) >>", Vec::new()), [PdfPart::Script]);
    assert_eq!(with("/AA << /WC 4 0 R >>", vec![b"<< /S /Launch /F (a.exe) >>".to_vec()]), [PdfPart::Launch]);
    let file = kit::stream("/Type /EmbeddedFile", b"inside");
    assert_eq!(with("", vec![file]), [PdfPart::Embedded]);
    assert_eq!(with("", vec![b"<< /Type /Annot /Subtype /RichMedia >>".to_vec()]), [PdfPart::Media]);
    let signature = b"<< /Type /Sig /Filter /Adobe.PPKLite /ByteRange [0 1 2 3] >>".to_vec();
    assert_eq!(with("", vec![signature]), [PdfPart::Signature]);
}

#[test]
fn every_page_of_the_samples_is_clean() {
    for body in ["public-institution", "social-organisation"] {
        for entry in std::fs::read_dir(format!("tests/fixtures/dossiers/{body}/files")).unwrap() {
            let path = entry.unwrap().path();
            let bytes = std::fs::read(&path).unwrap();
            let media = inspect("a", &bytes).unwrap().media;
            // The first page of each is enough here, and the last of two, which has the seal.
            for page in raster::pages(&bytes, media, raster::Want::LOOK).unwrap().take(2) {
                let page = page.unwrap();
                let seen = look_at(&page);
                let at = format!("{} {}: {seen:?}", path.display(), page.number);
                assert!(!seen.blank && seen.skew.is_none_or(|skew| skew.abs() < 250), "{at}");
                assert!(
                    seen.edge.is_none_or(|edge| edge < 40) && seen.paper.is_none_or(|paper| paper > 200),
                    "{at}"
                );
                assert!(seen.seals.iter().all(|mm| mm.abs_diff(42) <= 2), "{at}");
            }
        }
    }
}
