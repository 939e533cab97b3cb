//! Print marks: what they say, where a scan with them belongs, and what is found about it.

use std::collections::BTreeSet;

use beian::check::Report;
use beian::document::form;
use beian::dossier::{Attachment, Dossier, Edit, PageMark};
use beian::mark::{MOST_MARKED, Mark, Placement, Questions, place};
use beian::procedure::Procedure;

use crate::document_support::{base_faces, faces_for};
use crate::package_support::{CALENDAR, ENGINES, day};

const SAMPLE: &str = include_str!("../fixtures/dossiers/enterprise/dossier.json");

fn filing() -> &'static Procedure {
    ENGINES[0].procedure()
}

fn sample() -> Dossier {
    serde_json::from_str(SAMPLE).unwrap()
}

fn check(dossier: &Dossier) -> Report {
    ENGINES[0].check(dossier, day("2026-11-21"), &CALENDAR, None)
}

/// The findings about prints: code and message.
fn found(dossier: &Dossier) -> Vec<(String, String)> {
    let report = check(dossier);
    let prints = report.all().filter(|finding| finding.code.starts_with("print_"));
    prints.map(|finding| (finding.code.clone(), finding.message.clone())).collect()
}

/// The marks of the printed form.
fn printed(dossier: &Dossier, draft: Option<&str>) -> Vec<Mark> {
    let document = form::compose(filing(), Some(dossier), draft).unwrap();
    document.page_marks(&faces_for(&document)).unwrap()
}

/// Puts the stamped scan, one page for each mark, at its place.
fn scan(dossier: &mut Dossier, marks: &[Mark]) {
    let scan = dossier.attachments.iter_mut().find(|scan| scan.material == "1").unwrap();
    scan.file.name = "扫描.pdf".to_owned();
    scan.file.pages = u32::try_from(marks.len()).unwrap();
    scan.file.marks =
        marks.iter().zip(1..).map(|(mark, page)| PageMark { page, text: mark.text() }).collect();
}

fn answer(dossier: &mut Dossier, field: &str, text: &str) {
    dossier.apply(Edit::Answer(field.into(), Some(text.into())));
}

#[test]
fn a_mark_survives_being_written_and_what_is_no_mark_is_passed_over() {
    let mark = Mark {
        dossier: 0x0102_0304,
        document: 77,
        row: Some(0xDEAD_BEEF),
        draft: true,
        blank: false,
        page: 3,
        pages: 40,
        list: 9,
        asked: (2..40).collect(),
        answers: (0..24).collect(),
        rest: Some(5),
    };
    // Frozen: what was printed once must be read for ever.
    let text = "BA1:RH1KB0YM0:$9I/LT9U3H0Y252Y0FGWFGW000100200300400500600700800900A00B00C00D00E00F00G00H00I00J00K00L00M00N0050095A";
    assert_eq!((mark.text().as_str(), Mark::parse(text)), (text, Some(mark.clone())));
    for other in ["", "BA1:", "https://example.org", &text.replacen('0', "1", 1), "BA1:中文"] {
        assert_eq!(Mark::parse(other), None, "{other}");
    }
}

#[test]
fn the_form_carries_one_digest_for_each_answer_on_it() {
    let dossier = sample();
    let marks = printed(&dossier, None);
    assert_eq!(marks.len(), 1);
    let questions = Questions::of(filing(), None);
    assert_eq!(marks[0].asked.len(), questions.list().len());
    assert_eq!(marks[0].answers.len(), questions.list().len());
    assert!(!marks[0].draft && !marks[0].blank && marks[0].rest.is_none());
    assert!(printed(&dossier, Some("未通过自查"))[0].draft);
    let blank = form::compose(filing(), None, None).unwrap().page_marks(base_faces()).unwrap();
    assert!(blank[0].blank && blank[0].answers.is_empty());
}

#[test]
fn a_scan_of_an_outdated_print_names_page_and_fields_until_it_is_current_again() {
    let mut dossier = sample();
    let marks = printed(&dossier, None);
    scan(&mut dossier, &marks);
    assert_eq!(found(&dossier), []);
    let before = dossier.answers["registered_capital"].clone();
    dossier.apply(Edit::Answer("registered_capital".into(), Some("5000万元人民币".into())));
    answer(&mut dossier, "post_code", "100001");
    let message = "“扫描.pdf”第 1 页打印后，注册资本、邮编已改。".to_owned();
    assert_eq!(found(&dossier), [("print_outdated".to_owned(), message)]);
    assert!(!check(&dossier).verdict.ready);
    dossier.apply(Edit::Answer("registered_capital".into(), Some(before)));
    answer(&mut dossier, "post_code", "100098");
    assert_eq!(found(&dossier), []);
}

#[test]
fn only_the_page_on_which_an_answer_stands_is_outdated() {
    let mut dossier = sample();
    let long = "个人信息保护认证、数据安全管理认证及相关标准的研究与宣贯。".repeat(80);
    answer(&mut dossier, "business_scope", &long);
    let marks = printed(&dossier, None);
    assert!(marks.len() > 1);
    scan(&mut dossier, &marks);
    answer(&mut dossier, "post_code", "100001");
    let message = "“扫描.pdf”第 1 页打印后，邮编已改。".to_owned();
    assert_eq!(found(&dossier), [("print_outdated".to_owned(), message)]);
    // One page is left out.
    scan(&mut dossier, &marks[..1]);
    let codes: BTreeSet<String> = found(&dossier).into_iter().map(|(code, _)| code).collect();
    assert!(codes.contains("print_pages_missing"), "{codes:?}");
    // It is there, but its mark could not be read.
    let form = dossier.attachments.iter_mut().find(|scan| scan.material == "1").unwrap();
    form.file.pages = u32::try_from(marks.len()).unwrap();
    let codes: BTreeSet<String> = found(&dossier).into_iter().map(|(code, _)| code).collect();
    assert!(!codes.contains("print_pages_missing"), "{codes:?}");
}

#[test]
fn a_scan_of_another_dossier_or_of_a_draft_is_found_and_no_mark_is_no_defect() {
    let mut dossier = sample();
    let other = Dossier { id: "another".to_owned(), ..dossier.clone() };
    let foreign = printed(&other, None);
    scan(&mut dossier, &foreign);
    let message = "“扫描.pdf”第 1 页是从另一份卷宗打印的，不属于本次申报。".to_owned();
    assert_eq!(found(&dossier), [("print_of_other_dossier".to_owned(), message)]);
    let draft = printed(&dossier, Some("未通过自查"));
    scan(&mut dossier, &draft);
    assert_eq!(found(&dossier)[0].0, "print_draft");
    scan(&mut dossier, &[]);
    assert_eq!(found(&dossier), []);
    // A package that is opened beside the dossier it was made of is of the same origin.
    let opened = Dossier { id: "second".to_owned(), origin: Some(dossier.id.clone()), ..dossier.clone() };
    let mut opened = opened;
    scan(&mut opened, &printed(&dossier, None));
    assert_eq!(found(&opened), []);
}

#[test]
fn a_print_that_stands_at_the_wrong_place_or_twice_is_found() {
    let mut dossier = sample();
    let marks = printed(&dossier, None);
    scan(&mut dossier, &marks);
    let form = dossier.attachments.iter().find(|scan| scan.material == "1").unwrap().clone();
    let again = Attachment { id: "again".to_owned(), ..form.clone() };
    dossier.apply(Edit::Attach(usize::MAX, again));
    assert_eq!(found(&dossier)[0].0, "print_pages_twice");
    dossier.apply(Edit::Detach("again".to_owned()));
    let strayed = Attachment { material: "9".into(), slot: "document".into(), ..form };
    dossier.apply(Edit::Detach(strayed.id.clone()));
    dossier.apply(Edit::Attach(usize::MAX, strayed));
    let (code, message) = found(&dossier).swap_remove(0);
    assert_eq!(code, "print_misplaced");
    assert!(message.contains("应放在材料 1"), "{message}");
}

#[test]
fn a_scan_is_put_where_its_mark_says() {
    let mut dossier = sample();
    let marks = printed(&dossier, None);
    scan(&mut dossier, &marks);
    let file = |dossier: &Dossier| {
        dossier.attachments.iter().find(|scan| scan.material == "1").unwrap().file.clone()
    };
    let Placement::Whole(there) = place(filing(), &dossier, &file(&dossier)) else { panic!("no place") };
    assert_eq!((there.material.as_str(), there.slot.as_str(), there.row), ("1", "stamped", None));
    let other = Dossier { id: "another".to_owned(), ..dossier.clone() };
    assert_eq!(place(filing(), &other, &file(&dossier)), Placement::Foreign(vec![1]));
    scan(&mut dossier, &[]);
    assert_eq!(place(filing(), &dossier, &file(&dossier)), Placement::Unmarked);
}

#[test]
fn pages_on_which_nobody_looked_for_marks_belong_to_no_print() {
    let mut dossier = sample();
    let marks = printed(&dossier, None);
    scan(&mut dossier, &marks);
    let mut file = dossier.attachments.iter().find(|scan| scan.material == "1").unwrap().file.clone();
    file.pages = MOST_MARKED;
    assert!(matches!(place(filing(), &dossier, &file), Placement::Whole(_)));
    file.pages = MOST_MARKED + 500;
    let Placement::Stack(parts) = place(filing(), &dossier, &file) else {
        panic!("one print of thousands of pages")
    };
    let pages: Vec<_> = parts.iter().map(|part| (part.pages.clone(), part.destination.is_some())).collect();
    assert_eq!(pages, [(1..=MOST_MARKED, true), (MOST_MARKED + 1..=MOST_MARKED + 500, false)]);
}

#[test]
fn a_stamped_blank_form_is_told_from_a_filled_one_and_still_held_against_what_was_typed_later() {
    let mut dossier = sample();
    let blank = form::compose(filing(), None, None).unwrap();
    let blank = blank.page_marks(&faces_for(&blank)).unwrap();
    assert!(blank.iter().all(|mark| mark.blank));
    scan(&mut dossier, &blank);
    let state = dossier.print_state(filing());
    let form = dossier.attachments.iter_mut().find(|scan| scan.material == "1").unwrap();
    assert!(!form.file.tells_answers());
    form.printed = Some(state);
    let (code, message) = found(&dossier).swap_remove(0);
    assert_eq!(code, "print_blank");
    assert_eq!(message, "“扫描.pdf”是空白表的打印件，上面没有填写的内容；手工填写的，本程序无法核对。");
    answer(&mut dossier, "post_code", "100001");
    let codes: Vec<String> = found(&dossier).into_iter().map(|(code, _)| code).collect();
    assert_eq!(codes, ["print_outdated", "print_blank"]);
    let filled = printed(&dossier, None);
    scan(&mut dossier, &filled);
    assert!(dossier.attachments.iter().any(|scan| scan.file.tells_answers()));
    assert_eq!(found(&dossier), []);
}
