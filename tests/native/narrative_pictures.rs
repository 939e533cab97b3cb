//! Pictures of written texts in print: upright, whatever the camera noted, and in any colours.

use std::collections::BTreeMap;

use beian::check::Engine;
use beian::digest::sha256_hex;
use beian::dossier::{Dossier, MediaType, Removed};
use beian::intake::raster::{Want, pages};
use beian::jobs::Job;
use beian::package::{Outcome, open};
use beian::text::markdown;
use image::{Rgb, RgbImage, imageops};
use serde_bytes::ByteBuf;

use crate::document_support::{faces_for, root, text_of};
use crate::jobs_support::{Worker, fonts};
use crate::narrative::{composed, engine, with_plan};
use crate::narrative_support::picture_of_plan;
use crate::package_support::{day, pack_by_jobs, unpack, verified};
use crate::scan_kit::{exif, jpeg, png_with, webp_with};

/// A dossier with a text that holds nothing but a picture.
fn with_picture(engine: &Engine, picture: &[u8], media: MediaType) -> Dossier {
    let text = markdown::picture("平面图", &sha256_hex(picture));
    let mut dossier = with_plan(engine, &[("conditions", &text)]);
    dossier.attachments.push(picture_of_plan("图", media, picture));
    dossier
}

/// The print of a text that holds nothing but a picture.
fn print(picture: Vec<u8>, media: MediaType) -> Vec<u8> {
    let engine = engine();
    let dossier = with_picture(&engine, &picture, media);
    let files = BTreeMap::from([(sha256_hex(&picture), picture)]);
    let (document, _) = composed(&engine, &dossier, &files);
    assert!(!document.text().contains("缺少图片"));
    document.to_pdf(&faces_for(&document)).unwrap()
}

/// What is seen of a picture in the print of a text that holds nothing else.
fn printed(picture: Vec<u8>, media: MediaType) -> RgbImage {
    let pdf = print(picture, media);
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
        let exif = exif(orientation);
        for (photo, media) in [
            (jpeg(&picture, None, 95, Some(&exif)), MediaType::Jpeg),
            (png_with(&picture, false, &[(b"eXIf", &exif)]), MediaType::Png),
            (png_with(&picture, true, &[(b"eXIf", &exif)]), MediaType::Png),
            (webp_with(&picture, &[(b"EXIF", &exif)]), MediaType::WebP),
        ] {
            let upright = pages(&photo, media, Want::LOOK).unwrap().next().unwrap().unwrap();
            let upright = upright.picture.unwrap();
            let shown = printed(photo, media);
            assert_eq!(quarters(&shown), quarters(&upright), "{media:?}, orientation {orientation}");
            assert_eq!(shown.width() > shown.height(), upright.width() > upright.height());
        }
    }
}

#[test]
fn a_picture_in_the_colours_of_the_press_is_printed_in_those_of_the_screen() {
    let press = std::fs::read(root("tests/fixtures/scans/印刷颜色.jpg")).unwrap();
    let shown = printed(press, MediaType::Jpeg);
    assert!(shown.width() > 40 && shown.height() > 40);
}

fn has(bytes: &[u8], text: &[u8]) -> bool {
    bytes.windows(text.len()).any(|window| window == text)
}

/// A photograph as older versions took it in: with its place, its camera, notes, and a film behind it.
fn photo() -> Vec<u8> {
    let picture = RgbImage::from_fn(160, 80, |x, y| Rgb([x as u8, y as u8, 200]));
    let mut photo = jpeg(&picture, None, 95, Some(&exif(6)));
    photo.splice(2..2, *b"\xFF\xFE\x00\x08SECRET");
    photo.extend(b"SECRET film");
    photo
}

#[test]
fn what_a_picture_carries_besides_the_picture_does_not_go_into_print() {
    let pdf = print(photo(), MediaType::Jpeg);
    assert!(has(&pdf, b"\xFF\xD8\xFF"), "the data of the picture stand in the print as they are");
    assert!(!has(&pdf, b"SECRET") && !has(&pdf, b"Abc\0"));
}

#[test]
fn a_package_carries_pictures_of_texts_clean_and_the_texts_name_them_so() {
    let (engine, photo) = (engine(), photo());
    let (mut dossier, digest) = (with_picture(&engine, &photo, MediaType::Jpeg), sha256_hex(&photo));
    let plan = &dossier.answers["plan_text"];
    let again = plan.with_part("other.01.text", plan.part("conditions"));
    dossier.answers.insert("plan_text".into(), again);
    let path = "www/procedures/pi-export-certifier-filing/procedure.json";
    let files = BTreeMap::from([(digest.clone(), photo)]);
    let job = Job::Pack {
        procedure_json: std::fs::read_to_string(root(path)).unwrap(),
        dossier,
        fonts: fonts(),
        holiday_tables: Vec::new(),
        files: files.iter().map(|(digest, photo)| (digest.clone(), ByteBuf::from(photo.clone()))).collect(),
        begun: true,
        today: day("2026-11-21"),
    };
    let (package, _) = pack_by_jobs(&mut Worker::new(), job, &files, &mut |_| ()).unwrap();
    let opened = open(&package).unwrap();
    let attachment = &opened.dossier.attachments[0];
    assert_ne!(attachment.file.sha256, digest);
    let removed = &attachment.file.seen.as_ref().unwrap().removed;
    assert_eq!(*removed, [Removed::Place, Removed::Camera, Removed::Notes, Removed::Rest]);
    let text = markdown::picture("平面图", &attachment.file.sha256);
    assert_eq!(opened.dossier.answers["plan_text"].part("conditions"), text);
    assert_eq!(opened.dossier.answers["plan_text"].part("other.01.text"), text, "sections of one's own too");
    let files = unpack(&package);
    for (path, bytes) in &files {
        assert!(!has(bytes, b"SECRET") && !has(bytes, b"Abc\0"), "{path}");
        assert!(!has(bytes, &digest.as_bytes()[..12]), "{path} names the picture that is not there");
    }
    let plan = files.iter().find(|(path, bytes)| path.contains("工作计划") && bytes.starts_with(b"%PDF"));
    let printed = text_of(&plan.expect("the plan is printed").1);
    assert!(!printed.contains("缺少图片"), "{printed}");
    assert_eq!(verified(&package).outcome, Outcome::Intact);
}
