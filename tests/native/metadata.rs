//! Removing what pictures carry besides the picture.

use beian::dossier::{Dossier, MediaType, Removed};
use beian::intake::raster::{Page, pages};
use beian::intake::{clean, inspect};
use beian::package::{Against, Outcome, open, verify};
use image::{Rgb, RgbImage};

use crate::package_support::{CALENDAR, ENGINES, Sample};
use crate::scan_kit::{self as kit, WHOLE};

fn picture() -> RgbImage {
    RgbImage::from_fn(64, 48, |x, y| Rgb([(x * 4) as u8, (y * 5) as u8, 128]))
}

fn page(media: MediaType, bytes: &[u8]) -> Page {
    pages(bytes, media, WHOLE).unwrap().next().unwrap().unwrap()
}

/// Cleans a file and makes sure that it shows the same as before, and that cleaning again changes nothing.
fn cleaned(media: MediaType, bytes: &[u8]) -> (Vec<u8>, Vec<Removed>) {
    let (after, removed) = clean(media, bytes).expect("there is something to remove");
    assert_eq!(clean(media, &after), None, "cleaning twice is cleaning once");
    assert_eq!(inspect("a", &after).unwrap().media, media);
    let (before, now) = (page(media, bytes), page(media, &after));
    assert_eq!(before.picture, now.picture, "not one pixel differs, and the same side is up");
    assert_eq!((before.turned, before.dpi, before.size_mm), (now.turned, now.dpi, now.size_mm));
    (after, removed)
}

fn has(bytes: &[u8], text: &[u8]) -> bool {
    bytes.windows(text.len()).any(|window| window == text)
}

#[test]
fn a_photograph_loses_its_place_and_camera_and_stays_upright() {
    for orientation in [1, 3, 6, 8] {
        let mut bytes = kit::jpeg(&picture(), None, 90, Some(&kit::exif(orientation)));
        bytes.splice(2..2, *b"\xFF\xFE\x00\x08SECRET");
        bytes.extend(b"MotionPhoto SECRET");
        let (after, removed) = cleaned(MediaType::Jpeg, &bytes);
        assert_eq!(removed, [Removed::Place, Removed::Camera, Removed::Notes, Removed::Rest]);
        assert!(!has(&after, b"SECRET") && !has(&after, b"Abc") && !has(&after, b"GPS"));
        assert!(after.ends_with(b"\xFF\xD9"));
    }
}

#[test]
fn a_picture_without_anything_besides_is_left_to_the_byte() {
    let picture = picture();
    assert_eq!(clean(MediaType::Jpeg, &kit::jpeg(&picture, Some(300), 90, None)), None);
    assert_eq!(clean(MediaType::Png, &kit::png(&picture, Some(300.0))), None);
    assert_eq!(clean(MediaType::WebP, &kit::webp(&picture)), None);
    assert_eq!(clean(MediaType::Pdf, &crate::samples::pdf(1)), None);
}

#[test]
fn a_png_loses_its_texts_and_times() {
    let chunks: [(&[u8; 4], &[u8]); 3] =
        [(b"tEXt", b"Comment\0SECRET"), (b"tIME", b"\x07\xEA\x01\x02\x03\x04\x05"), (b"prVt", b"SECRET")];
    let (after, removed) = cleaned(MediaType::Png, &kit::png_with(&picture(), false, &chunks));
    assert_eq!(removed, [Removed::Camera, Removed::Notes, Removed::Rest]);
    assert_eq!(after, kit::png(&picture(), Some(300.0)));
}

#[test]
fn a_png_of_a_camera_loses_its_place_and_stays_upright_wherever_its_exif_data_stand() {
    for (behind, orientation, turned) in [(false, 6, 90), (true, 6, 90), (true, 3, 180), (false, 8, 270)] {
        let chunks: [(&[u8; 4], &[u8]); 2] =
            [(b"eXIf", &kit::exif(orientation)), (b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0SECRET")];
        let bytes = kit::png_with(&picture(), behind, &chunks);
        let seen = page(MediaType::Png, &bytes);
        assert_eq!(seen.turned, turned, "behind the picture: {behind}");
        assert_eq!(seen.pixels, Some(if turned == 180 { (64, 48) } else { (48, 64) }));
        let (after, removed) = cleaned(MediaType::Png, &bytes);
        assert_eq!(removed, [Removed::Place, Removed::Camera, Removed::Notes]);
        assert!(!has(&after, b"SECRET") && !has(&after, b"Abc"));
    }
}

#[test]
fn a_webp_loses_its_chunks_of_metadata_and_keeps_its_orientation() {
    let chunks: [(&[u8; 4], &[u8]); 2] = [(b"EXIF", &kit::exif(6)), (b"XMP ", b"<x>SECRET</x>")];
    let bytes = kit::webp_with(&picture(), &chunks);
    assert_eq!(page(MediaType::WebP, &bytes).turned, 90, "before cleaning too");
    let (after, removed) = cleaned(MediaType::WebP, &bytes);
    assert_eq!(removed, [Removed::Place, Removed::Camera, Removed::Notes]);
    assert!(!has(&after, b"SECRET") && !has(&after, b"Abc"));
    assert_eq!(page(MediaType::WebP, &after).turned, 90);
}

#[test]
fn exif_data_that_cannot_be_read_and_second_ones_are_removed_too() {
    let torn = b"II*\0\xF0\0\0\0SECRET";
    let photo = kit::jpeg(&picture(), None, 90, Some(torn));
    let png = kit::png_with(&picture(), false, &[(b"eXIf", torn)]);
    let webp = kit::webp_with(&picture(), &[(b"EXIF", torn)]);
    for (media, bytes) in [(MediaType::Jpeg, &photo), (MediaType::Png, &png), (MediaType::WebP, &webp)] {
        let (after, removed) = cleaned(media, bytes);
        assert_eq!(removed, [Removed::Rest], "{media:?}");
        assert!(!has(&after, b"SECRET"));
    }
    // The first says only which way is up; the second, where.
    let mut twice = kit::jpeg(&picture(), None, 90, Some(&kit::exif(1)));
    twice.splice(
        2..2,
        *b"\xFF\xE1\x00\x22Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0",
    );
    let (after, removed) = cleaned(MediaType::Jpeg, &twice);
    assert_eq!(removed, [Removed::Place, Removed::Camera]);
    assert!(!has(&after, b"Abc"));
    assert_eq!(page(MediaType::Jpeg, &after).turned, 90);
}

#[test]
fn a_tiff_loses_entries_of_all_its_pages() {
    let bytes = kit::tiff(&[picture(), picture()], 300);
    assert!(has(&bytes, b"Scanner Inc"));
    let (after, removed) = cleaned(MediaType::Tiff, &bytes);
    assert_eq!(removed, [Removed::Camera]);
    assert!(!has(&after, b"Scanner Inc"));
    assert_eq!(after.len(), bytes.len(), "nothing moves");
    assert_eq!(pages(&after, MediaType::Tiff, WHOLE).unwrap().count(), 2);
}

#[test]
fn a_package_carries_clean_pictures_says_so_and_agrees_with_itself() {
    let mut sample = Sample::new();
    let photo = kit::jpeg(&picture(), None, 90, Some(&kit::exif(6)));
    let record = inspect("手机照片.jpg", &photo).unwrap();
    sample.files.insert(record.sha256.clone(), photo);
    // At two places, stored once.
    for at in [1, 3] {
        sample.dossier.attachments[at].file = record.clone();
    }
    let Dossier { attachments, .. } = &sample.dossier;
    assert_eq!(attachments[1].file.sha256, attachments[3].file.sha256);
    sample.clean();
    let cleaned = sample.dossier.attachments[1].file.clone();
    assert_ne!(cleaned.sha256, record.sha256);
    assert_eq!(sample.dossier.attachments[3].file, cleaned);
    let package = sample.pack();
    let opened = open(&package).unwrap();
    let listed =
        opened.manifest.files.iter().filter_map(|file| file.attachment.as_ref().map(|there| (file, there)));
    let listed: Vec<_> = listed.filter(|(_, there)| there.name == "手机照片.jpg").collect();
    assert_eq!(listed.len(), 2);
    for (file, there) in listed {
        assert_eq!(file.digests.sha256, cleaned.sha256);
        assert_eq!(there.removed, [Removed::Place, Removed::Camera]);
    }
    assert!(!has(&package, b"Abc\0"), "no name of a camera is left anywhere in the package");
    let against =
        Against { engines: &*ENGINES, calendar: &CALENDAR, coverage: None, today: sample.today, marks: 0 };
    let verification = verify(&package, &against).unwrap();
    assert_eq!(verification.outcome, Outcome::Intact, "{verification}");
}
