//! The printed form: what it says, and how its text is set in lines and pages.

use beian::document::{DocumentError, form};
use proptest::prelude::*;

use crate::document_support::{
    SCOPE, base_faces, certifier_filing, dense, faces_for, filled, form_with, index,
};
use crate::golden;

/// Marks that no line may start with.
const NEVER_FIRST: &str = "，。、；：？！）》」』】〕”’…·％";
/// Marks that no line may end with.
const NEVER_LAST: &str = "（《「『【〔“‘□☑";

#[test]
fn the_form_follows_the_official_table_line_for_line() {
    let filled = form::compose(certifier_filing(), Some(&filled()), None).unwrap();
    golden::check("document/form-filled.txt", &filled.text());
    let blank = form::compose(certifier_filing(), None, None).unwrap();
    golden::check("document/form-blank.txt", &blank.text());
}

#[test]
fn the_lines_of_the_form_stay_as_they_are() {
    let document = form::compose(certifier_filing(), Some(&filled()), None).unwrap();
    let pages = document.lines(base_faces()).unwrap();
    golden::check("document/form-lines.txt", &format!("{}\n", pages.concat().join("\n")));
}

#[test]
fn an_ordinary_form_keeps_to_one_page_filled_or_blank() {
    for dossier in [None, Some(filled())] {
        let document = form::compose(certifier_filing(), dossier.as_ref(), None).unwrap();
        assert_eq!(document.lines(base_faces()).unwrap().len(), 1);
    }
}

#[test]
fn numbers_and_codes_are_never_parted() {
    let lines = form::compose(certifier_filing(), Some(&filled()), None)
        .unwrap()
        .lines(base_faces())
        .unwrap()
        .concat();
    for whole in ["91110000600037341L", "CNCA-R-2019-586", "13800001234", "2023年6月12日"] {
        assert!(lines.iter().any(|line| line == whole), "{whole} is parted: {lines:?}");
    }
}

#[test]
fn a_name_of_sixty_characters_is_set_in_full() {
    let name = "中国特大型综合性信息安全与个人信息保护认证评估测试检验研究中心（北京）有限责任公司粤港澳大湾区数据跨境流动安全认证第一分中心";
    assert_eq!(name.chars().count(), 62);
    let document = form_with("org_name", name);
    let pages = document.lines(base_faces()).unwrap();
    assert!(pages[0].concat().contains(name));
}

#[test]
fn a_long_scope_of_business_goes_on_without_the_statement_being_parted() {
    let long = vec![SCOPE; 14].join("\n");
    let document = form_with("business_scope", long.as_str());
    let pages = document.lines(base_faces()).unwrap();
    assert!(pages.len() > 2);
    assert!(dense(&pages.concat().concat()).contains(&dense(&long)));
    let last = pages.last().unwrap().concat();
    for together in ["按照《个人信息出境认证办法》", "单位（公章）", "日期 2026年11月20日", "附：1."]
    {
        assert!(last.contains(together), "{together} is not on the last page");
    }
}

#[test]
fn other_is_printed_with_its_text() {
    let other =
        beian::field::Answer::from_parts([("choice", "other"), ("other", "民办非企业单位（社会服务机构）")]);
    let lines = form_with("org_nature", other).lines(base_faces()).unwrap().concat().concat();
    assert!(
        dense(&lines).contains("□事业单位□企业□社会组织☑其他：民办非企业单位（社会服务机构）"),
        "{lines}"
    );
}

#[test]
fn what_cannot_be_read_is_printed_as_it_was_typed() {
    let document = form_with("founded_on", "二〇〇九年春");
    assert!(document.text().contains("│成立时间│二〇〇九年春│"));
}

#[test]
fn a_character_without_a_glyph_is_an_error_that_does_not_repeat_the_text() {
    let document = form_with("handler", "张\u{30000}三");
    let error = document.to_pdf(&faces_for(&document)).unwrap_err();
    assert!(matches!(&error, DocumentError::MissingGlyphs(missing) if missing.iter().eq([&'\u{30000}'])));
    assert_eq!(error.to_string(), "有1个字在打印字体中没有字形，打印前请先处理“自查”中列出的生僻字");
}

#[test]
fn characters_that_only_steer_are_left_out() {
    let document = form_with("handler", "李\u{200b}明\u{fe00}\u{feff}\u{7}");
    let lines = document.lines(base_faces()).unwrap().concat();
    assert!(lines.iter().any(|line| line == "李明"), "{lines:?}");
}

#[test]
fn rare_characters_load_one_slice_each() {
    assert_eq!(index().needed("欧阳㛃䶮𬱖𫍯☑".chars()), index().needed(std::iter::empty()));
    let base = index().needed(std::iter::empty()).len();
    let names = index().needed("㐀龥".chars());
    assert_eq!(names.len(), base + 2, "{names:?}");
    let document = form_with("handler", "㐀龥");
    assert!(document.lines(&faces_for(&document)).unwrap().concat().iter().any(|line| line == "㐀龥"));
}

/// Texts as people type them: Han, punctuation, Latin, digits, spaces and line ends.
fn typed_text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        8 => proptest::sample::select("认证机构个人信息保护数据安全管理一二三年月日".chars().collect::<Vec<_>>())
            .prop_map(String::from),
        3 => proptest::sample::select("，。、；：？！（）《》「」“”‘’—…·％　".chars().collect::<Vec<_>>())
            .prop_map(String::from),
        2 => "[A-Za-z0-9]{1,12}",
        1 => Just(" ".to_owned()),
        1 => Just("\n".to_owned()),
    ];
    proptest::collection::vec(piece, 0..1600).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_character_is_lost_however_long_the_text(text in typed_text()) {
        let document = form_with("business_scope", text.as_str());
        let lines = document.lines(base_faces()).unwrap().concat().concat();
        let expected = document.text();
        let cell = expected.lines().find(|line| line.starts_with("│业务范围简介│")).unwrap();
        let cell = dense(&cell["│业务范围简介│".len()..].replace(['／', '│'], ""));
        prop_assert!(dense(&lines).replace('／', "").contains(&cell));
    }

    #[test]
    fn no_line_starts_or_ends_with_a_mark_that_may_not_stand_there(
        text in "([认证机构个人信息保护]{1,9}[，。、；：）》」，。]?[（《「]?){1,200}"
    ) {
        let text = text.trim_end_matches(['（', '《', '「']);
        let document = form_with("business_scope", text);
        for line in document.lines(base_faces()).unwrap().concat() {
            let line = line.trim_end();
            prop_assert!(!line.starts_with(|c| NEVER_FIRST.contains(c)), "{}", line);
            prop_assert!(!line.ends_with(|c| NEVER_LAST.contains(c)), "{}", line);
        }
    }
}
