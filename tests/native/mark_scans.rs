//! Printed pages as scanners give them back: drawn by another program, askew or turned, grey or in colour, from
//! 150 to 600 dpi, as JPEG of quality 40. What comes in through intake knows its mark.

use std::ops::ControlFlow;
use std::process::Command;

use beian::document::form;
use beian::dossier::{Dossier, PageMark};
use beian::intake::{inspect, look_into};
use image::{RgbImage, imageops};

use crate::document_support::faces_for;
use crate::package_support::ENGINES;
use crate::scan_kit as kit;

/// The printed form of the sample and the mark on its first page.
fn print() -> (Vec<u8>, String) {
    let dossier: Dossier =
        serde_json::from_str(include_str!("../fixtures/dossiers/enterprise/dossier.json")).unwrap();
    let document = form::compose(ENGINES[0].procedure(), Some(&dossier), None).unwrap();
    let faces = faces_for(&document);
    let mark = document.page_marks(&faces).unwrap().remove(0).text();
    (document.to_pdf(&faces).unwrap(), mark)
}

/// The first page at so many dpi, as poppler draws it.
fn drawn(pdf: &[u8], dpi: u32) -> RgbImage {
    let at = std::env::temp_dir().join(format!("beian-mark-{}-{dpi}", std::process::id()));
    std::fs::write(&at, pdf).unwrap();
    let dpi = dpi.to_string();
    let made =
        Command::new("pdftoppm").args(["-r", &dpi, "-l", "1", "-singlefile"]).arg(&at).arg(&at).status();
    assert!(made.expect("pdftoppm is missing: run scripts/tools --for-tests").success());
    let picture = std::fs::read(at.with_extension("ppm")).unwrap();
    std::fs::remove_file(&at).unwrap();
    std::fs::remove_file(at.with_extension("ppm")).unwrap();
    // `P6`, the sides, `255`, each on a line, then the pixels.
    let mut lines = picture.splitn(4, |byte| *byte == b'\n');
    let sides = String::from_utf8(lines.nth(1).unwrap().to_vec()).unwrap();
    let (width, height) = sides.split_once(' ').unwrap();
    let pixels = lines.nth(1).unwrap().to_vec();
    RgbImage::from_raw(width.parse().unwrap(), height.parse().unwrap(), pixels).unwrap()
}

/// The marks that are read from a file that comes in.
fn marks(bytes: &[u8]) -> Vec<PageMark> {
    let mut record = inspect("扫描件", bytes).unwrap();
    look_into(&mut record, bytes, &mut |_, _| ControlFlow::Continue(())).unwrap();
    record.marks
}

#[test]
fn the_mark_of_a_printed_page_is_read_from_any_scan_of_it() {
    let (pdf, mark) = print();
    let wanted = [PageMark { page: 1, text: mark }];
    for dpi in [150, 200, 300, 600] {
        let page = drawn(&pdf, dpi);
        for (grey, degrees, turned) in [(false, 0.0, false), (true, 2.5, false), (false, -2.0, true)] {
            let page = if grey { kit::grey(&page) } else { page.clone() };
            let page = if degrees == 0.0 { page } else { kit::skewed(&page, degrees) };
            let page = if turned { imageops::rotate90(&page) } else { page };
            let scan = kit::jpeg(&page, Some(dpi as u16), 40, None);
            assert_eq!(marks(&scan), wanted, "{dpi} dpi, grey {grey}, {degrees}°, turned {turned}");
        }
    }
}

#[test]
fn marks_are_read_beyond_the_pages_that_are_looked_at_and_tell_how_a_page_lies() {
    let (pdf, mark) = print();
    let page = imageops::rotate180(&drawn(&pdf, 150));
    let (width, height) = page.dimensions();
    let last = 303;
    let kids: String = (4..4 + last).map(|number| format!("{number} 0 R ")).collect();
    let head = format!(
        "/Type /XObject /Subtype /Image /Width {width} /Height {height} /BitsPerComponent 8 \
         /ColorSpace /DeviceRGB /Filter /DCTDecode"
    );
    let mut objects = vec![
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        format!("<< /Type /Pages /Count {last} /Kids [{kids}] /MediaBox [0 0 595 842] /Resources << /XObject << /Im {} 0 R >> >> >>", last + 4)
            .into_bytes(),
        kit::stream("", b"q 595 0 0 842 0 0 cm /Im Do Q"),
    ];
    for number in 1..=last {
        let scan = if number == 1 || number == last { "/Contents 3 0 R" } else { "" };
        objects.push(format!("<< /Type /Page /Parent 2 0 R {scan} >>").into_bytes());
    }
    objects.push(kit::stream(&head, &kit::jpeg(&page, None, 85, None)));
    let bytes = kit::assemble(&objects);
    let mut record = inspect("一叠.pdf", &bytes).unwrap();
    let mut told = 0;
    look_into(&mut record, &bytes, &mut |page, _| {
        told = page;
        ControlFlow::Continue(())
    })
    .unwrap();
    let at = |page| PageMark { page, text: mark.clone() };
    assert_eq!((record.marks, told), (vec![at(1), at(last)], last));
    let seen = record.seen.unwrap();
    assert_eq!((seen.pages.len(), seen.pages[0].lies, seen.pages[1].lies), (300, 180, 0));
}

/// A print that is sealed electronically never was on paper.
#[test]
fn the_marks_of_a_print_are_read_without_a_scanner_too() {
    let dossier: Dossier =
        serde_json::from_str(include_str!("../fixtures/dossiers/enterprise/dossier.json")).unwrap();
    let document = form::compose(ENGINES[0].procedure(), Some(&dossier), None).unwrap();
    let faces = faces_for(&document);
    let texts = document.page_marks(&faces).unwrap().into_iter().map(|mark| mark.text());
    let wanted: Vec<_> = (1..).zip(texts).map(|(page, text)| PageMark { page, text }).collect();
    assert!(!wanted.is_empty());
    assert_eq!(marks(&document.to_pdf(&faces).unwrap()), wanted);
}
