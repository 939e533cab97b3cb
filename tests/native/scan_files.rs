//! Scans as files, for the tests in a browser and for measuring: made by the kit, kept in
//! `tests/fixtures/scans`, written again by `UPDATE=1 cargo test --test native scan_files`.

use image::imageops;

use crate::scan_kit::{self as kit, RED};

/// Name and content of every file.
fn files() -> Vec<(&'static str, Vec<u8>)> {
    let page = kit::text_page();
    let sealed = kit::sealed(&page, 42.0, 200.0, (0.65, 0.78), RED);
    let fine = kit::at_dpi(&sealed, 200.0, 300.0);
    let crooked = kit::at_dpi(&kit::skewed(&page, 6.0), 200.0, 120.0);
    // As a phone held upright stores it: lying on its side, with a word on how to turn it.
    let photo = imageops::rotate270(&kit::at_dpi(&kit::sample("1.2-营业执照副本.jpg"), 200.0, 110.0));
    let small = kit::at_dpi(&sealed, 200.0, 75.0);
    let mut cmyk = Vec::new();
    let inks: Vec<u8> = small.pixels().flat_map(|p| [255 - p.0[0], 255 - p.0[1], 255 - p.0[2], 0]).collect();
    let (width, height) = (small.width() as u16, small.height() as u16);
    jpeg_encoder::Encoder::new(&mut cmyk, 60)
        .encode(&inks, width, height, jpeg_encoder::ColorType::Cmyk)
        .unwrap();
    vec![
        ("A4彩色300dpi.jpg", kit::jpeg(&fine, Some(300), 70, None)),
        ("歪斜灰度120dpi.jpg", kit::jpeg(&crooked, Some(120), 60, None)),
        ("手机照片.jpg", kit::jpeg(&photo, None, 70, Some(&kit::exif(6)))),
        ("印刷颜色.jpg", cmyk),
        ("三页.tif", kit::tiff(&[small.clone(), kit::blank(620, 877, 3), small], 75)),
    ]
}

#[test]
fn the_kept_scans_are_those_that_the_kit_makes() {
    let folder = std::path::Path::new("tests/fixtures/scans");
    if std::env::var_os("UPDATE").is_some() {
        std::fs::create_dir_all(folder).unwrap();
        for (name, bytes) in files() {
            std::fs::write(folder.join(name), bytes).unwrap();
        }
    }
    for (name, bytes) in files() {
        let kept = std::fs::read(folder.join(name)).unwrap();
        assert!(kept == bytes, "{name}: run UPDATE=1 cargo test --test native scan_files");
    }
}
