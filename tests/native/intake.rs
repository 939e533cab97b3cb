//! What comes in: accepted by content, refused with one sentence.

use beian::dossier::MediaType;
use beian::intake::{IntakeError, MAX_FILE_BYTES, Reason, inspect, refuse_by_size};
use proptest::prelude::*;

use crate::samples::{jpeg, pdf, png};

fn fixture(name: &str) -> Vec<u8> {
    std::fs::read(format!("tests/fixtures/intake/{name}")).unwrap()
}

/// One sentence: the file's name in quotes, one full stop at the end, what to do after the last comma.
fn refusal(name: &str, bytes: &[u8]) -> String {
    let error = inspect(name, bytes).unwrap_err();
    let text = error.to_string();
    assert!(text.starts_with(&format!("“{name}”")), "{text}");
    assert!(text.ends_with('。') && text.matches('。').count() == 1, "{text}");
    assert!(text.contains("，请"), "{text}");
    text
}

#[test]
fn the_three_kinds_are_accepted_by_content_whatever_their_names() {
    for (name, bytes, media, pages) in [
        ("批准书.pdf", pdf(3), MediaType::Pdf, 3),
        ("扫描.pdf", jpeg(1654, 2339), MediaType::Jpeg, 1),
        ("没有扩展名", png(1654, 2339), MediaType::Png, 1),
    ] {
        let record = inspect(name, &bytes).unwrap();
        assert_eq!((record.name.as_str(), record.media, record.pages), (name, media, pages));
        assert_eq!(record.size, bytes.len() as u64);
        assert_eq!(record.sha256, beian::digest::sha256_hex(&bytes));
        assert_eq!(record.sm3, beian::digest::sm3_hex(&bytes));
    }
}

#[test]
fn a_pdf_may_be_linearised_padded_or_restricted_as_long_as_it_opens() {
    assert_eq!(inspect("a.pdf", &fixture("linearized.pdf")).unwrap().pages, 2);
    assert_eq!(inspect("a.pdf", &fixture("owner-password-only.pdf")).unwrap().pages, 2);
    let mut padded = pdf(1);
    padded.extend([0; 9000]);
    assert_eq!(inspect("a.pdf", &padded).unwrap().pages, 1);
    let mut shifted = b"\xEF\xBB\xBF\n".to_vec();
    shifted.extend(pdf(1));
    assert_eq!(inspect("a.pdf", &shifted).unwrap().pages, 1);
}

#[test]
fn a_pdf_with_a_password_is_refused() {
    for name in ["password-aes256.pdf", "password-rc4.pdf"] {
        let text = refusal(name, &fixture(name));
        assert!(text.contains("设有打开密码") && text.contains("请取消密码"), "{text}");
    }
}

#[test]
fn an_empty_file_is_refused() {
    assert!(refusal("空.pdf", b"").contains("空文件（0 字节）"));
}

#[test]
fn text_and_web_pages_named_pdf_are_told_apart() {
    let text = refusal("说明.pdf", "这是一份说明。\r\n第二行".as_bytes());
    assert!(text.contains("扩展名是 PDF，内容却是文本文件"), "{text}");
    let gbk = b"\xD5\xE2\xCA\xC7\xCB\xB5\xC3\xF7\r\n";
    assert!(refusal("说明.pdf", gbk).contains("内容却是文本文件"));
    let page = refusal("证书.PDF", b"<!DOCTYPE html><html><title>login</title></html>");
    assert!(page.contains("网页文件") && page.contains("登录页"), "{page}");
}

#[test]
fn kinds_that_are_not_accepted_are_named_with_what_to_do() {
    let heic = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic\0\0";
    let mif1 = b"\0\0\0\x18ftypmif1\0\0\0\0mif1heic\0\0";
    let avif = b"\0\0\0\x1Cftypavif\0\0\0\0avifmif1miaf";
    let film = b"\0\0\0\x14ftypisom\0\0\0\0isom";
    let docx = b"PK\x03\x04\x14\0\0\0\x08\0[Content_Types].xml word/document.xml";
    for (name, bytes, label, advice) in [
        ("正面.heic", heic.as_slice(), "HEIC 图片", "另存为 JPEG"),
        ("IMG_0001.HEIF", mif1, "HEIC 图片", "另存为 JPEG"),
        ("a.avif", avif, "AVIF 图片", "另存为 JPEG"),
        ("a.mp4", film, "音视频文件", "PDF、JPEG、PNG、TIFF 或 WebP"),
        ("a.gif", b"GIF89a\x01\0\x01\0", "GIF 图片", "另存为 JPEG"),
        ("a.docx", docx, "Office 文档", "导出为 PDF"),
        ("a.doc", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\0\0", "Office 文档", "导出为 PDF"),
        ("a.ofd", b"PK\x03\x04\x14\0\0\0\x08\0OFD.xml", "OFD 文件", "导出为 PDF"),
        ("a.zip", b"PK\x03\x04\x14\0\0\0\x08\0a.txt", "压缩包", "请解压后"),
        ("a.rar", b"Rar!\x1A\x07\0", "压缩包", "请解压后"),
        ("a.exe", b"MZ\x90\0\x03\0", "程序文件", "扫描件"),
        ("a.bin", b"\x01\x02\x03\x04\0\0", "无法识别的文件", "扫描件"),
    ] {
        let text = refusal(name, bytes);
        assert!(text.contains(label) && text.contains(advice), "{text}");
    }
}

#[test]
fn a_photo_renamed_to_jpg_is_refused_for_what_it_is() {
    let text = refusal("正面.jpg", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic\0\0");
    assert!(text.contains("扩展名是 JPEG，内容却是 HEIC 图片"), "{text}");
}

#[test]
fn a_file_cut_anywhere_is_refused_as_incomplete_or_damaged() {
    for (name, whole) in [("a.pdf", pdf(2)), ("a.jpg", jpeg(100, 100)), ("a.png", png(100, 100))] {
        for length in 1..whole.len() - 1 {
            let error = inspect(name, &whole[..length]);
            assert!(error.is_err(), "{name} cut to {length} bytes");
        }
        let text = refusal(name, &whole[..whole.len() - 8]);
        assert!(text.contains("不完整"), "{text}");
    }
}

#[test]
fn a_pdf_without_pages_or_structure_is_refused() {
    assert!(refusal("a.pdf", &pdf(0)).contains("没有页面") || refusal("a.pdf", &pdf(0)).contains("已损坏"));
    assert!(refusal("a.pdf", b"%PDF-1.7\nnothing here\n%%EOF\n").contains("已损坏"));
}

#[test]
fn pictures_of_absurd_size_are_refused() {
    assert!(refusal("a.png", &png(60_000, 60_000)).contains("60000×60000"));
    assert!(refusal("a.png", &png(u32::MAX, 1)).contains("超出可处理的范围"));
    assert!(refusal("a.jpg", &jpeg(65_535, 65_535)).contains("300 dpi"));
    assert!(refusal("a.png", &png(0, 10)).contains("已损坏"));
    assert!(inspect("a.png", &png(4961, 7016)).is_ok(), "A4 at 600 dpi");
    let text = refusal("a.png", &png(9921, 14_031));
    assert!(
        text.contains("文件很小，展开后却有 9921×14031 像素"),
        "hardly any data for so many pixels: {text}"
    );
}

#[test]
fn pictures_that_move_are_refused() {
    let mut moving = png(100, 100);
    let at = 8 + 12 + 13;
    moving.splice(at..at, *b"\0\0\0\x08acTL\0\0\0\x05\0\0\0\0\0\0\0\0");
    assert!(refusal("a.png", &moving).contains("动态图片（5 帧）"));
}

#[test]
fn a_huge_file_is_refused_by_its_size_before_it_is_read() {
    let error = refuse_by_size("大文件.pdf", 200 * 1024 * 1024).unwrap_err();
    assert_eq!(
        error.to_string(),
        "“大文件.pdf”有 200 MB，超过单个文件 100 MB 的上限，请降低扫描分辨率或分成几个文件后再添加。"
    );
    assert!(refuse_by_size("a.pdf", MAX_FILE_BYTES).is_ok());
    assert!(refuse_by_size("a.pdf", MAX_FILE_BYTES + 1).is_err());
    assert_eq!(refuse_by_size("a.pdf", 0).unwrap_err().reason, Reason::Empty);
}

#[test]
fn a_name_that_hides_its_extension_is_shown_for_what_it_is() {
    let error = IntakeError { name: "照片\u{202E}gpj.exe".to_owned(), reason: Reason::Empty };
    assert!(error.to_string().starts_with("“照片<U+202E>gpj.exe”"));
}

proptest! {
    #![proptest_config(crate::vectors::cases(400))]

    #[test]
    fn no_garbage_makes_the_inspection_panic(bytes in proptest::collection::vec(any::<u8>(), 0..2000)) {
        for head in ["", "%PDF-1.7\n", "\u{89}PNG", "PK\u{3}\u{4}"] {
            let mut file = head.as_bytes().to_vec();
            file.extend(&bytes);
            file.extend(b"\n%%EOF");
            let _ = inspect("a", &file);
        }
        let mut jpeg = b"\xFF\xD8\xFF".to_vec();
        jpeg.extend(&bytes);
        let _ = inspect("a", &jpeg);
    }

    #[test]
    fn no_mutated_file_makes_the_inspection_panic(
        changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..20),
        which in 0..7_usize,
    ) {
        let mut bytes = match which {
            0 => pdf(3),
            1 => jpeg(100, 100),
            2 => png(100, 100),
            3 => fixture("linearized.pdf"),
            4 => fixture("password-aes256.pdf"),
            5 => fixture("password-rc4.pdf"),
            _ => fixture("owner-password-only.pdf"),
        };
        for (at, value) in changes {
            let at = at.index(bytes.len());
            bytes[at] = value;
        }
        let _ = inspect("a", &bytes);
    }
}
