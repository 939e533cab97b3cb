//! The PDF of the form: standards, structure, text, and the files of the faces.

use beian::check::Coverage;
use beian::document::form;

use crate::document_support::{
    SCOPE, base_faces, certifier_filing, dense, faces_for, filled, form_with, index, load, read_pdf, root,
    text_of,
};
use crate::golden;

fn pdf() -> Vec<u8> {
    form::compose(certifier_filing(), Some(&filled()), None).unwrap().to_pdf(base_faces()).unwrap()
}

fn contains(bytes: &[u8], text: &str) -> bool {
    bytes.windows(text.len()).any(|window| window == text.as_bytes())
}

#[test]
fn it_is_pdf_a_2a_and_pdf_ua_1_at_once() {
    // Writing fails when krilla's validators for either standard find a violation.
    let pdf = pdf();
    for claim in ["<pdfaid:part>2<", "<pdfaid:conformance>A<", "<pdfuaid:part>1<"] {
        assert!(contains(&pdf, claim), "{claim} is not claimed");
    }
}

#[test]
fn it_is_well_formed_for_others_too() {
    let checked = read_pdf("qpdf", &["--check", "-"], &pdf());
    assert!(checked.contains("No syntax or stream encoding errors found"), "{checked}");
}

#[test]
fn title_language_and_embedded_faces_are_stated() {
    let pdf = pdf();
    let info = read_pdf("pdfinfo", &["-"], &pdf);
    assert!(info.contains("Title:           个人信息出境认证专业机构备案申请表\n"), "{info}");
    assert!(info.contains("Tagged:          yes"));
    assert!(info.contains("Page size:       595.276 x 841.89 pts (A4)"));
    assert!(contains(&pdf, "<rdf:li>zh-CN<"), "the language is not stated");
    let fonts = read_pdf("pdffonts", &["-"], &pdf);
    for face in ["+NotoSerifSC-Bold", "+NotoSerifSC-Regular"] {
        let row = fonts.lines().find(|line| line.contains(face)).unwrap();
        assert!(row.contains("yes yes yes"), "not embedded, subset and mapped to Unicode: {row}");
    }
}

#[test]
fn every_answer_can_be_selected_as_text() {
    let text = dense(&text_of(&pdf()));
    for answer in [
        "北京赛安信息安全技术认证有限责任公司",
        "91110000600037341L",
        "□事业单位☑企业□社会组织□其他：____",
        "欧阳㛃",
        "2009年3月18日",
        "5000万元",
        "北京市海淀区中关村南大街甲18号院1号楼北京国际大厦C座1203室",
        "100081",
        "CNCA-R-2019-586",
        "2023年6月12日至2029年6月11日",
        "26人",
        "买买提·𬱖䶮",
        "13800001234",
        "单位（公章）",
        "日期2026年11月20日",
    ] {
        assert!(text.contains(answer), "{answer} is not in the text: {text}");
    }
    assert!(text.contains(&dense(SCOPE)), "{text}");
}

#[test]
fn no_space_is_read_where_none_was_typed() {
    let text = text_of(&pdf());
    for run in ["2009年3月18日", "3200余家组织", "证书46张", "国家标准7项"] {
        assert!(text.contains(run), "{run}: {text}");
    }
}

#[test]
fn dashes_ellipses_and_boxes_read_as_they_were_typed() {
    let typed = "依据GB/T 46068—2025——“数据出境”……①☐☑☒（草案），『内层』！？";
    let pdf = form_with("business_scope", typed).to_pdf(base_faces()).unwrap();
    let text = dense(&text_of(&pdf));
    assert!(text.contains(&dense(typed)), "{text}");
}

#[test]
fn the_structure_is_a_title_and_a_table_with_named_cells() {
    let structure = read_pdf("pdfinfo", &["-struct-text", "-"], &pdf());
    // poppler prints attribute texts in the encoding of the file; only tags and contents are compared.
    let plain: Vec<&str> = structure
        .lines()
        .map(|line| if line.trim_start().starts_with("H1") { "  H1" } else { line })
        .filter(|line| !line.contains("/Summary"))
        .collect();
    golden::check("document/form-structure.txt", &format!("{}\n", plain.join("\n")));
}

#[test]
fn a_long_form_has_page_numbers_bookmarks_and_all_of_its_text() {
    let long: String =
        (1..=160).map(|n| format!("（{n}）开展第{n}类个人信息保护认证业务及相关培训。")).collect();
    let document = form_with("business_scope", long.as_str());
    let pdf = document.to_pdf(base_faces()).unwrap();
    let text = text_of(&pdf);
    let pages = text.matches('\u{c}').count();
    assert!(pages >= 3, "{pages} pages");
    for page in 1..=pages {
        assert!(text.contains(&format!("第 {page} 页 共 {pages} 页")), "page {page} of {pages}: {text}");
    }
    let structure = dense(&read_pdf("pdfinfo", &["-struct-text", "-"], &pdf));
    assert!(structure.replace("\"\"", "").contains(&dense(&long)), "{structure}");
    let bookmarks = read_pdf("mutool", &["show", "-", "outline"], &pdf);
    for (bookmark, page) in [
        ("个人信息出境认证专业机构备案申请表", 1),
        ("机构基本信息", 1),
        ("业务范围简介", 1),
        ("单位（公章）", pages),
    ] {
        let line = bookmarks.lines().find(|line| line.contains(bookmark));
        assert!(line.is_some_and(|line| line.contains(&format!("#page={page}&"))), "{bookmark}: {bookmarks}");
    }
}

#[test]
fn a_draft_is_marked_on_every_page_and_in_its_title() {
    let mut dossier = filled();
    dossier.answers.insert("business_scope".into(), SCOPE.repeat(9).as_str().into());
    let document = form::compose(certifier_filing(), Some(&dossier), Some("未通过自查")).unwrap();
    let pdf = document.to_pdf(base_faces()).unwrap();
    assert!(read_pdf("pdfinfo", &["-"], &pdf).contains("备案申请表（未通过自查）"));
    let text = text_of(&pdf);
    let pages: Vec<&str> = text.trim_end_matches('\u{c}').split('\u{c}').collect();
    assert!(pages.len() >= 2);
    for page in pages {
        assert!(dense(page).contains("未通过自查"), "{page}");
    }
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let document = form::compose(certifier_filing(), Some(&filled()), None).unwrap();
    let again = document.to_pdf(&faces_for(&document)).unwrap();
    assert!(pdf() == again);
}

#[test]
fn the_index_tells_the_truth_about_its_files() {
    for file in index().files() {
        let path = root("www/fonts").join(&file.name);
        let size = std::fs::metadata(&path).unwrap().len();
        assert_eq!(size, file.size, "{}", file.name);
        assert!(file.base || size <= 400_000, "{} has {size} bytes", file.name);
    }
    let covered = "㛃䶮𬱖𫍯㐀龥☑☒☐□①·—…（）「」\u{200b}\n";
    assert!(covered.chars().all(|c| index().covers(c)));
    assert!(!index().covers('\u{30000}') && !index().covers('😀'));
}

#[test]
fn every_slice_prints_what_it_lists() {
    let faces = load(index().files().iter().map(|file| file.name.clone()));
    let all: Vec<char> = (0x3400..=0x9fff)
        .chain(0x20000..=0x2ebff)
        .filter_map(char::from_u32)
        .filter(|&c| index().covers(c))
        .collect();
    assert!(all.len() > 27_000, "{}", all.len());
    let text: String = all.iter().collect();
    let document = form_with("business_scope", text.as_str());
    let lines = document.lines(&faces).unwrap().concat().concat();
    assert!(lines.contains(&text));
}
