//! Pictures of written texts in print: upright, whatever the camera noted, and in any colours.

use std::collections::BTreeMap;

use beian::dossier::{Attachment, FileRecord, MediaType};
use beian::intake::raster::{Want, pages};
use beian::text::markdown;
use image::{Rgb, RgbImage, imageops};

use crate::document_support::{faces_for, root};
use crate::narrative::{composed, engine, with_plan};
use crate::scan_kit::{exif, jpeg};

/// What is seen of a picture in the print of a text that holds nothing else.
fn printed(picture: Vec<u8>, media: MediaType) -> RgbImage {
    let engine = engine();
    let digest = beian::digest::sha256_hex(&picture);
    let mut dossier = with_plan(&engine, &[("conditions", &markdown::picture("", &digest))]);
    let file = FileRecord {
        name: "图.jpg".into(),
        media,
        size: picture.len() as u64,
        sha256: digest.clone(),
        sm3: String::new(),
        pages: 1,
        marks: Vec::new(),
        seen: None,
    };
    dossier.attachments.push(Attachment {
        id: "p1".into(),
        material: "5".into(),
        slot: "plan_text".into(),
        file,
        text: None,
        printed: None,
        row: None,
    });
    let (document, _) = composed(&engine, &dossier, &BTreeMap::from([(digest, picture)]));
    assert!(!document.text().contains("缺少图片"));
    let pdf = document.to_pdf(&faces_for(&document)).unwrap();
    let shown = pages(&pdf, MediaType::Pdf, Want::LOOK).unwrap().filter_map(|page| page.unwrap().picture);
    shown.filter_map(|page| coloured(&page)).next().expect("the picture is on a page")
}

/// The part of a page on which there is colour.
fn coloured(page: &RgbImage) -> Option<RgbImage> {
    let has = |pixel: &Rgb<u8>| pixel.0.iter().max().unwrap() - pixel.0.iter().min().unwrap() > 60;
    let found: Vec<(u32, u32)> =
        page.enumerate_pixels().filter(|(_, _, pixel)| has(pixel)).map(|(x, y, _)| (x, y)).collect();
    let (left, right) = (found.iter().map(|at| at.0).min()?, found.iter().map(|at| at.0).max()?);
    let (top, bottom) = (found.iter().map(|at| at.1).min()?, found.iter().map(|at| at.1).max()?);
    Some(imageops::crop_imm(page, left, top, right - left + 1, bottom - top + 1).to_image())
}

/// The colours in the middle of the four quarters, coarsely.
fn quarters(picture: &RgbImage) -> Vec<[bool; 3]> {
    let (width, height) = picture.dimensions();
    let at = [(1, 1), (3, 1), (1, 3), (3, 3)];
    at.iter()
        .map(|(x, y)| picture.get_pixel(width * x / 4, height * y / 4).0.map(|part| part > 127))
        .collect()
}

#[test]
fn a_photograph_is_printed_upright_however_the_camera_was_held() {
    let colours = [Rgb([230, 20, 20]), Rgb([20, 200, 20]), Rgb([20, 20, 230]), Rgb([220, 220, 10])];
    let picture = RgbImage::from_fn(160, 80, |x, y| colours[(x / 80 + y / 40 * 2) as usize]);
    for orientation in 1..=8 {
        let photo = jpeg(&picture, None, 95, Some(&exif(orientation)));
        let upright = pages(&photo, MediaType::Jpeg, Want::LOOK).unwrap().next().unwrap().unwrap();
        let upright = upright.picture.unwrap();
        let shown = printed(photo, MediaType::Jpeg);
        assert_eq!(quarters(&shown), quarters(&upright), "orientation {orientation}");
        assert_eq!(shown.width() > shown.height(), upright.width() > upright.height());
    }
}

#[test]
fn a_picture_in_the_colours_of_the_press_is_printed_in_those_of_the_screen() {
    let press = std::fs::read(root("tests/fixtures/scans/印刷颜色.jpg")).unwrap();
    let shown = printed(press, MediaType::Jpeg);
    assert!(shown.width() > 40 && shown.height() > 40);
}
