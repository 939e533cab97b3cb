//! What annotations show (seals of signatures, stamps, filled fields): seen, bound, and kept when a scan is taken apart.

use beian::dossier::MediaType;
use beian::intake::inspect;
use beian::intake::raster::{Want, pages};
use beian::volume::split;
use image::RgbImage;

use crate::scan_kit::{assemble, stream};
use crate::volume::{bound_of, content, sample, text};

/// A page of 200 × 100 points with a grey field, turned by so many degrees, its corner at 10, 20; on it a red stamp
/// that lies on its side, the blue state of a button, and what nobody sees.
fn stamped(rotate: u32) -> Vec<u8> {
    let page = format!(
        "<< /Type /Page /Parent 2 0 R /MediaBox [10 20 210 120] /Rotate {rotate} /Contents 4 0 R /Resources << >> \
         /Annots [5 0 R 6 0 R 7 0 R] >>"
    );
    let red = stream(
        "/Type /XObject /Subtype /Form /BBox [0 0 40 20] /Matrix [0 1 -1 0 0 0] /Resources << /XObject << /In 10 0 R >> >>",
        b"/In Do",
    );
    let inner = stream(
        "/Type /XObject /Subtype /Form /BBox [0 0 40 20] /Resources << >>",
        b"1 0 0 rg 0 0 40 20 re f",
    );
    let blue =
        stream("/Type /XObject /Subtype /Form /BBox [0 0 1 1] /Resources << >>", b"0 0 1 rg 0 0 1 1 re f");
    assemble(&[
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>".to_vec(),
        page.into_bytes(),
        stream("", b"0.8 g 10 20 200 100 re f"),
        b"<< /Type /Annot /Subtype /Stamp /F 4 /Rect [20 30 40 70] /AP << /N 8 0 R >> >>".to_vec(),
        b"<< /Type /Annot /Subtype /Widget /F 4 /Rect [150 90 190 110] /AS /On /AP << /N << /On 9 0 R /Off 8 0 R >> >> >>".to_vec(),
        b"<< /Type /Annot /Subtype /Stamp /F 2 /Rect [100 30 120 70] /AP << /N 8 0 R >> >>".to_vec(),
        red,
        blue,
        inner,
    ])
}

fn only_page(pdf: &[u8]) -> RgbImage {
    pages(pdf, MediaType::Pdf, Want { long_side: 200 }).unwrap().next().unwrap().unwrap().picture.unwrap()
}

/// Where a colour is: left, top, right, bottom.
fn spot(picture: &RgbImage, colour: [u8; 3]) -> Option<[u32; 4]> {
    let found: Vec<_> = picture.enumerate_pixels().filter(|(_, _, pixel)| pixel.0 == colour).collect();
    let side = |of: fn(&(u32, u32, &image::Rgb<u8>)) -> u32| found.iter().map(of);
    Some([side(|it| it.0).min()?, side(|it| it.1).min()?, side(|it| it.0).max()?, side(|it| it.1).max()?])
}

const RED: [u8; 3] = [255, 0, 0];
const BLUE: [u8; 3] = [0, 0, 255];

#[test]
fn the_seal_of_a_signature_is_seen_where_it_stands_and_what_is_hidden_is_not() {
    let picture = only_page(&stamped(0));
    assert_eq!(spot(&picture, RED), Some([10, 50, 29, 89]));
    assert_eq!(spot(&picture, BLUE), Some([140, 10, 179, 29]));
}

#[test]
fn a_scan_taken_apart_keeps_what_its_annotations_show() {
    for rotate in [0, 90, 180, 270] {
        let whole = stamped(rotate);
        let file = inspect("盖章.pdf", &whole).unwrap();
        let made = split(&file, whole.clone(), &[("一.pdf".to_owned(), 1..=1)]).unwrap();
        text("overlay", &made[0].1);
        let (before, after) = (only_page(&whole), only_page(&made[0].1));
        assert_eq!(before.dimensions(), after.dimensions());
        for colour in [RED, BLUE] {
            let near = |a: [u32; 4], b: [u32; 4]| a.iter().zip(b).all(|(a, b)| a.abs_diff(b) <= 1);
            let (before, after) = (spot(&before, colour).unwrap(), spot(&after, colour).unwrap());
            assert!(near(before, after), "{rotate}: {before:?} {after:?}");
        }
    }
}

#[test]
fn the_bound_volume_shows_the_seal_of_a_signature() {
    let mut dossier = sample();
    let signed = stamped(0);
    let at = dossier.attachments.iter().position(|there| there.material == "9").unwrap();
    dossier.attachments[at].file = inspect("盖章.pdf", &signed).unwrap();
    let (file, ..) = bound_of(&dossier, &|record| {
        if record.name == "盖章.pdf" { signed.clone() } else { content(&record.name) }
    });
    text("sealed", &file);
    let shown = pages(&file, MediaType::Pdf, Want { long_side: 400 }).unwrap();
    let shown: Vec<RgbImage> = shown.filter_map(|page| page.unwrap().picture).collect();
    let sealed: Vec<_> = shown.iter().filter(|page| spot(page, BLUE).is_some()).collect();
    assert_eq!(sealed.len(), 1);
    let [left, top, right, bottom] = spot(sealed[0], RED).unwrap();
    assert!(right > left + 10 && bottom - top > right - left, "upright, as it stood");
}
