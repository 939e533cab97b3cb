//! What follows from what was seen: one sentence for each fault of a file, warnings and advice alone.

use beian::dossier::{Attachment, Dossier, FileRecord, MediaType, PdfPart, Removed, Seen, SeenInk, SeenPage};
use beian::field::Severity;

use crate::package_support::{CALENDAR, ENGINES, day};

const SAMPLE: &str = include_str!("../fixtures/dossiers/enterprise/dossier.json");

/// A scanned page of A4 without a fault.
fn clean() -> SeenPage {
    SeenPage {
        mm: Some((210, 297)),
        pixels: Some((2480, 3508)),
        dpi: Some(300),
        ink: Some(SeenInk::Colour),
        colour: true,
        skew: Some(40),
        edge: Some(22),
        paper: Some(248),
        seals: vec![42],
        ..SeenPage::default()
    }
}

fn file(name: &str, seen: Seen) -> FileRecord {
    let pages = seen.pages.len() as u32;
    FileRecord {
        name: name.to_owned(),
        media: MediaType::Pdf,
        size: 1,
        sha256: format!("{:0>64}", name.len()),
        sm3: "0".repeat(64),
        pages,
        marks: Vec::new(),
        seen: Some(Box::new(seen)),
    }
}

/// What is found about a file at a place: code, severity and message, of what was not found without it.
fn found_at(place: (&str, &str), file: FileRecord) -> Vec<(String, Severity, String)> {
    let mut dossier: Dossier = serde_json::from_str(SAMPLE).unwrap();
    dossier.attachments.retain(|there| (there.material.as_str(), there.slot.as_str()) != place);
    let (material, slot) = (place.0.to_owned(), place.1.to_owned());
    dossier.attachments.push(Attachment {
        id: "new".into(),
        material,
        slot,
        file,
        printed: None,
        text: None,
        row: None,
    });
    let report = ENGINES[0].check(&dossier, day("2026-11-21"), &CALENDAR, None);
    let about = report.all().filter(|finding| finding.message.contains("扫描件.pdf"));
    let about = about.filter(|finding| {
        finding.code.starts_with("s") || finding.code.starts_with("pdf_") || finding.code.starts_with("card_")
    });
    about
        .map(|finding| {
            assert!(!finding.hint.is_empty() && !finding.clause.is_empty(), "{finding:?}");
            (finding.code.clone(), finding.severity, finding.message.clone())
        })
        .collect()
}

fn found(place: (&str, &str), pages: Vec<SeenPage>) -> Vec<(String, Severity, String)> {
    found_at(place, file("扫描件.pdf", Seen { pages, ..Seen::default() }))
}

fn one(found: &[(String, Severity, String)]) -> (&str, Severity, &str) {
    let [(code, severity, message)] = found else { panic!("{found:?}") };
    (code, *severity, message)
}

const FORM: (&str, &str) = ("1", "stamped");

#[test]
fn nothing_is_said_about_a_clean_scan() {
    assert_eq!(found(FORM, vec![clean(), clean()]), []);
}

#[test]
fn every_fault_is_one_sentence_that_names_file_and_pages() {
    let (warning, advice) = (Severity::Warning, Severity::Advice);
    type Fault = fn(&mut SeenPage);
    let rows: [(Fault, &str, Severity, &str); 8] = [
        (
            |page| page.dpi = Some(150),
            "scan_too_coarse",
            warning,
            "“扫描件.pdf”第 2 页约 150 dpi，低于 200 dpi。",
        ),
        (|page| page.lies = 180, "scan_turned", advice, "“扫描件.pdf”第 2 页是横着或者倒着扫描的。"),
        (
            |page| page.unread = true,
            "scan_unread",
            warning,
            "“扫描件.pdf”第 2 页的图像采用了特殊的压缩方式或者颜色，本程序无法查看。",
        ),
        (|page| page.dpi = Some(200), "scan_not_fine", advice, "“扫描件.pdf”的分辨率不到 300 dpi。"),
        (|page| page.edge = Some(70), "scan_blurred", warning, "“扫描件.pdf”第 2 页字迹模糊。"),
        (|page| page.skew = Some(-420), "scan_crooked", warning, "“扫描件.pdf”第 2 页明显歪斜。"),
        (|page| page.paper = Some(110), "scan_dark", warning, "“扫描件.pdf”第 2 页偏暗。"),
        (
            |page| page.ink = Some(SeenInk::Cmyk),
            "scan_in_press_colours",
            advice,
            "“扫描件.pdf”第 2 页用的是印刷用的 CMYK 颜色，各种软件显示的颜色可能不同。",
        ),
    ];
    for (fault, code, severity, message) in rows {
        let mut faulty = clean();
        fault(&mut faulty);
        let found = found(FORM, vec![clean(), faulty]);
        assert_eq!(one(&found), (code, severity, message));
    }
    let blank = SeenPage { blank: true, edge: None, skew: None, seals: Vec::new(), ..clean() };
    let found = found(FORM, vec![clean(), blank.clone(), clean(), blank]);
    assert_eq!(one(&found), ("scan_blank", warning, "“扫描件.pdf”第 2、4 页没有内容，像是空白页。"));
}

#[test]
fn a_photograph_without_resolution_is_judged_as_a_page_and_a_card_by_its_pixels() {
    let photo = |width, height| SeenPage {
        mm: None,
        dpi: None,
        pixels: Some((width, height)),
        seals: vec![0],
        ..clean()
    };
    assert_eq!(found(FORM, vec![photo(3000, 4000)]), []);
    let small = found(FORM, vec![photo(1200, 1600)]);
    assert_eq!(
        one(&small),
        ("scan_too_coarse", Severity::Warning, "“扫描件.pdf”按 A4 幅面推算约 136 dpi，低于 200 dpi。")
    );
    let card = ("1.3", "front");
    assert_eq!(found(card, vec![photo(1600, 1200)]), []);
    assert_eq!(one(&found(card, vec![photo(800, 600)])).0, "scan_too_coarse");
}

#[test]
fn a_seal_is_asked_for_where_one_is_expected_and_never_blocks() {
    let unsealed = SeenPage { seals: Vec::new(), ..clean() };
    let found_here = found(FORM, vec![unsealed.clone(), unsealed.clone()]);
    assert_eq!(one(&found_here), ("seal_not_seen", Severity::Advice, "“扫描件.pdf”没有找到红色圆形印章。"));
    let grey = SeenPage { colour: false, ink: Some(SeenInk::Grey), ..unsealed.clone() };
    assert_eq!(
        one(&found(FORM, vec![grey])),
        ("seal_without_colour", Severity::Advice, "“扫描件.pdf”没有颜色，看不出是否盖有红色公章。")
    );
    assert_eq!(found(("9", "document"), vec![unsealed.clone()]), [], "no seal is expected there");
    let unread = SeenPage { unread: true, ..unsealed.clone() };
    assert_eq!(one(&found(FORM, vec![unread])).0, "scan_unread", "a seal may be on what was not seen");
    let signed = Seen { pages: vec![unsealed], parts: vec![PdfPart::Signature], ..Seen::default() };
    assert_eq!(found_at(FORM, file("扫描件.pdf", signed)), [], "an electronic signature may stand for it");
}

#[test]
fn what_a_pdf_holds_besides_pages_is_named() {
    let seen = |parts| Seen { pages: vec![clean()], parts, ..Seen::default() };
    let script = found_at(FORM, file("扫描件.pdf", seen(vec![PdfPart::Script, PdfPart::Media])));
    assert_eq!(
        one(&script),
        (
            "pdf_active_content",
            Severity::Warning,
            "“扫描件.pdf”含有脚本、音视频等多媒体，接收方的系统可能拦截。"
        )
    );
    let inside = found_at(FORM, file("扫描件.pdf", seen(vec![PdfPart::Embedded])));
    assert_eq!(
        one(&inside),
        ("pdf_embedded_files", Severity::Warning, "“扫描件.pdf”里还附有其他文件，审核时可能看不到。")
    );
}

#[test]
fn both_sides_in_one_picture_and_pages_not_looked_at_are_said() {
    let both = SeenPage { cards: 2, ..clean() };
    assert_eq!(one(&found(("1.3", "front"), vec![both])).0, "card_sides_together");
    let mut long = file("扫描件.pdf", Seen { pages: vec![clean(); 300], ..Seen::default() });
    long.pages = 5_000;
    let found = found_at(FORM, long.clone());
    assert_eq!(
        one(&found),
        ("scan_partly_seen", Severity::Advice, "“扫描件.pdf”共 5000 页，自动查看了前 300 页。")
    );
    // So it is before anybody has said where it belongs.
    let mut dossier: Dossier = serde_json::from_str(SAMPLE).unwrap();
    let mut unsorted = dossier.attachments[0].clone();
    (unsorted.id, unsorted.material, unsorted.slot, unsorted.file) =
        ("new".into(), String::new(), String::new(), long);
    dossier.attachments.push(unsorted);
    let report = ENGINES[0].check(&dossier, day("2026-11-21"), &CALENDAR, None);
    assert!(report.all().any(|finding| finding.code == "scan_partly_seen"));
}

#[test]
fn one_side_of_a_card_at_the_places_of_both_is_missed() {
    let at_both = |pages: Vec<SeenPage>| -> Vec<(String, Severity, String)> {
        let mut dossier: Dossier = serde_json::from_str(SAMPLE).unwrap();
        let both = dossier.attachments.iter_mut().filter(|there| there.material == "1.3");
        let card = file("扫描件.pdf", Seen { pages, ..Seen::default() });
        both.for_each(|there| there.file = card.clone());
        let report = ENGINES[0].check(&dossier, day("2026-11-21"), &CALENDAR, None);
        let cards = report.all().filter(|finding| finding.code.starts_with("card_"));
        cards.map(|found| (found.code.clone(), found.severity, found.message.clone())).collect()
    };
    let with = |cards| SeenPage { cards, ..clean() };
    for cards in [0, 1] {
        let found = at_both(vec![with(cards)]);
        let message =
            "“扫描件.pdf”既放在“正面（人像页）”又放在“背面”，但只有一页，上面没有认出两张证件，像是缺一面。";
        assert_eq!(one(&found), ("card_side_missing", Severity::Warning, message));
    }
    assert_eq!(at_both(vec![with(1), with(0)]), [], "the other side may be on the second page");
    assert!(at_both(vec![with(2)]).iter().all(|(code, ..)| code == "card_sides_together"));
}

#[test]
fn the_facts_beside_a_name_are_few_words() {
    let facts = |file: &FileRecord| file.facts().join(" · ");
    let mut scan =
        file("a.pdf", Seen { pages: vec![clean(), SeenPage { blank: true, ..clean() }], ..Seen::default() });
    scan.seen.as_mut().unwrap().pages[1].seals.clear();
    assert_eq!(facts(&scan), "2 页 · A4 · 300 dpi · 彩色 · 见红色圆形印章约 42 mm · 空白 1 页");
    let text = SeenPage { mm: Some((297, 210)), text: true, ..SeenPage::default() };
    assert_eq!(
        facts(&file("a.pdf", Seen { pages: vec![text; 4], ..Seen::default() })),
        "4 页 · A4 横向 · 有可检索的文字"
    );
    let photo = SeenPage { mm: None, dpi: None, turned: 90, seals: vec![0, 0], ..clean() };
    let removed = vec![Removed::Place, Removed::Camera];
    let mut photo = file("a.jpg", Seen { pages: vec![photo], removed, ..Seen::default() });
    photo.media = MediaType::Jpeg;
    assert_eq!(facts(&photo), "2480×3508 像素 · 彩色 · 见红色圆形印章 2 处 · 已按拍摄方向转正");
    assert_eq!(
        photo.cleaned().unwrap(),
        "已从此份文件中去除拍摄位置、设备和时间，画面没有改动；您的原文件不受影响。"
    );
}
