//! The example that comes with the page: whatever is made of it says that it is one.

use beian::check::Memory;
use beian::document::report::{self, Checked};
use beian::document::{Document, form};
use beian::dossier::{Delta, Dossier, migrate};

use crate::document_support::{dense, faces_for, text_of};
use crate::package_support::{CALENDAR, ENGINES, Sample, day, unpack, verified};

const SAMPLE: &str = include_str!("../fixtures/dossiers/enterprise/dossier.json");

fn example() -> Dossier {
    Dossier { example: true, ..serde_json::from_str(SAMPLE).unwrap() }
}

/// The pages of a document as printed, without spaces.
fn pages(document: &Document) -> Vec<String> {
    let text = text_of(&document.to_pdf(&faces_for(document)).unwrap());
    text.trim_end_matches('\u{c}').split('\u{c}').map(dense).collect()
}

#[test]
fn every_page_of_a_printed_example_says_so_and_its_scan_is_no_draft() {
    let form_of =
        |dossier: &Dossier, draft| form::compose(ENGINES[0].procedure(), Some(dossier), draft).unwrap();
    let sound = form_of(&example(), None);
    assert!(sound.text().starts_with("〔示例〕"), "{}", sound.text());
    assert!(pages(&sound).iter().all(|page| page.contains("示例")));
    let marks = sound.page_marks(&faces_for(&sound)).unwrap();
    assert!(!marks.is_empty() && marks.iter().all(|mark| !mark.draft));

    let draft = form_of(&example(), Some("未通过自查"));
    assert!(pages(&draft).iter().all(|page| page.contains("示例，未通过自查")));
    let ordinary = form_of(&serde_json::from_str(SAMPLE).unwrap(), None);
    assert!(!pages(&ordinary).concat().contains("示例"));
}

#[test]
fn of_copies_for_rows_all_say_that_they_are_an_example_and_only_the_unfit_that_they_are_drafts() {
    let mut dossier = example();
    let first = dossier.rosters.get_mut("people").unwrap().first_mut().unwrap();
    std::sync::Arc::make_mut(first).answers.remove("name");
    let (engine, mut memory) = (&ENGINES[0], Memory::default());
    let report = engine.recheck(&mut memory, &dossier, day("2026-11-21"), &CALENDAR, None);
    let files = Default::default();
    let checked = Checked { engine, memory: &memory, report: &report, dossier: &dossier, files: &files };
    let table = engine.procedure().document("background_table").unwrap();
    let pages = pages(&report::compose(&checked, table, None, Some("未通过自查")));
    assert!(pages.iter().all(|page| page.contains("示例")));
    let drafts = pages.iter().filter(|page| page.contains("未通过自查")).count();
    assert!(drafts > 0 && drafts < pages.len(), "{drafts} of {}", pages.len());
}

#[test]
fn a_package_of_an_example_says_so_in_its_name_and_when_it_is_verified_and_opened() {
    let mut sample = Sample::new();
    assert!(
        !String::from_utf8_lossy(&unpack(&sample.pack())[1].1).contains("\"example\""),
        "others stay as they were"
    );
    sample.dossier.example = true;
    assert_eq!(sample.file_name(), "备案材料_示例_未通过自查_华信认证（北京）有限公司_20261121.zip");
    sample.report.verdict.ready = true;
    assert_eq!(sample.file_name(), "备案材料_示例_华信认证（北京）有限公司_20261121.zip");
    sample.report.verdict.ready = false;
    let package = sample.pack();
    let verification = verified(&package);
    assert!(verification.example);
    assert!(verification.to_string().contains("示例：本包由程序自带的示例卷宗制作"), "{verification}");
    assert!(verification.headline().contains("内容是示例，不能作为正式材料提交"), "{verification}");
    assert!(beian::package::open(&package).unwrap().dossier.example);
}

#[test]
fn an_example_stays_one_when_it_is_saved_brought_to_another_version_and_journalled() {
    let dossier = example();
    let read = Dossier::from_json(&serde_json::to_string(&dossier).unwrap()).unwrap();
    assert_eq!(read, dossier);
    assert!(migrate(&dossier, None, ENGINES[0].procedure()).dossier.example);
    let ordinary = Dossier { example: false, ..dossier.clone() };
    assert!(Delta::between(&ordinary, &dossier).is_none(), "such a change is written whole");
    assert!(!serde_json::to_string(&ordinary).unwrap().contains("example"));
}
