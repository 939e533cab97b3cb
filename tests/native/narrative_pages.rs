//! Finished documents: their text is searched for headings and names, and what that says is found again by rules.

use std::collections::{BTreeMap, BTreeSet};

use beian::check::{Engine, State, is_searched, wanted_names, wants_search, without_pages_of};
use beian::dossier::{Attachment, Dossier, TextSeen};
use beian::field::{Answer, FieldKind, Heading};
use beian::intake::text_lines;
use beian::narrative::search;
use beian::procedure;

use crate::document_support::{certifier_filing, root};
use crate::package_support::{CALENDAR, day};

const FILES: &str = "tests/fixtures/dossiers/enterprise/files";
const ORG: &str = "澄观信安认证（北京）有限公司";

fn headings(field: &str) -> &'static [Heading] {
    match &certifier_filing().field(field).unwrap().kind {
        FieldKind::Contents { headings } => headings,
        other => panic!("{other:?}"),
    }
}

fn seen(file: &str, field: &str) -> TextSeen {
    let bytes = std::fs::read(root(FILES).join(file)).unwrap();
    let names = [ORG.to_owned(), "别的认证有限公司".to_owned()];
    search(&text_lines(file, &bytes).unwrap(), headings(field), &names)
}

fn sample() -> Dossier {
    let path = root("tests/fixtures/dossiers/enterprise/dossier.json");
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

#[test]
fn headings_and_names_are_found_in_what_a_browser_printed() {
    let (dossier, mut missing) = (sample(), Vec::new());
    for (file, field) in [
        ("4-个人信息保护认证实施细则.pdf", "rules_contents"),
        ("5-开展个人信息出境认证的工作计划.pdf", "plan_contents"),
        ("6-个人信息安全风险防范机制说明.pdf", "risk_contents"),
        ("7-持续监督机制说明.pdf", "supervision_contents"),
        ("8-投诉受理和争议解决机制说明.pdf", "complaints_contents"),
    ] {
        let seen = seen(file, field);
        assert!(seen.pages > 0, "{file}");
        assert_eq!(
            seen.names,
            BTreeMap::from([(ORG.to_owned(), true), ("别的认证有限公司".to_owned(), false)])
        );
        for heading in headings(field) {
            let given: u32 = dossier.answers[field].part(&heading.code).parse().unwrap();
            let page = seen.headings.get(&heading.code);
            assert!(page.is_none_or(|page| *page == given), "{file}: {} on page {page:?}", heading.name());
            missing.extend(page.is_none().then(|| heading.name()));
        }
    }
    assert!(missing.len() <= 1, "not found: {missing:?}");
}

#[test]
fn a_line_that_names_a_document_is_no_heading() {
    let lines = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
    let pages = [lines(&["团体标准《管理能力技术", "验证指南》"]), lines(&["二、本单位的管理能力"])];
    let seen = search(&pages, headings("plan_contents"), &[]);
    assert_eq!(seen.headings, BTreeMap::from([("management".to_owned(), 2)]));
}

/// A word processor subsets its faces and places glyphs one by one, unlike a browser; this one is LibreOffice 7.4,
/// from a `.docx`.
#[test]
fn headings_and_names_are_found_in_what_a_word_processor_saved() {
    let bytes = std::fs::read(root("tests/fixtures/narrative/plan-libreoffice.pdf")).unwrap();
    let seen = search(&text_lines("计划.pdf", &bytes).unwrap(), headings("plan_contents"), &[ORG.to_owned()]);
    assert_eq!((seen.pages, seen.names[ORG]), (3, true));
    let pages: Vec<Option<u32>> =
        headings("plan_contents").iter().map(|it| seen.headings.get(&it.code).copied()).collect();
    assert_eq!(pages, [Some(1), Some(2), Some(2), Some(3), Some(3)]);
}

#[test]
fn a_scan_has_no_text_and_no_damage_makes_reading_panic() {
    let file = "3-人员背景审查表-01-陆𬱖.pdf";
    assert_eq!(seen(file, "plan_contents").pages, 0);
    let bytes = std::fs::read(root(FILES).join("5-开展个人信息出境认证的工作计划.pdf")).unwrap();
    for at in (0..bytes.len()).step_by(bytes.len() / 40) {
        let mut broken = bytes.clone();
        for byte in broken.iter_mut().skip(at).take(64) {
            *byte = byte.wrapping_add(17);
        }
        let _ = text_lines("坏.pdf", &broken);
    }
}

#[test]
fn the_entries_of_a_table_of_contents_are_no_headings() {
    let lines = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
    let pages = [
        lines(&["目录", "一、基础条件……………3", "二、管理能力 4"]),
        lines(&["一、基础条件", "二、本章说明管理能力的建设"]),
        lines(&["（二）管理能力"]),
    ];
    let seen = search(&pages, headings("plan_contents"), &[]);
    assert_eq!(seen.headings, BTreeMap::from([("conditions".to_owned(), 2), ("management".to_owned(), 3)]));
}

#[test]
fn what_a_template_left_is_noted_with_its_page_and_standards_with_their_edition() {
    let lines = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
    let pages = [
        lines(&["认证依据为GB/T 35273—", "2017《信息安全技术", "个人信息安全规范》"]),
        lines(&["负责人：待定", "电话：XXXX", "符合ＧＢ／Ｔ 46068 - 2025、GB/T 22239.1和TC260-PG-20222A"]),
        lines(&["再次待定"]),
    ];
    let seen = search(&pages, headings("plan_contents"), &[]);
    let left = BTreeMap::from([("XXXX".to_owned(), 2), ("待定".to_owned(), 2)]);
    assert_eq!(seen.placeholders, Some(left));
    let standards: Vec<&str> = seen.standards.iter().map(String::as_str).collect();
    assert_eq!(standards, ["GB/T 22239.1", "GB/T 35273-2017", "GB/T 46068-2025", "TC260-PG-20222A"]);
}

#[test]
fn a_record_from_before_is_read_and_its_file_is_searched_again() {
    let json = r#"{"pages": 2, "headings": {}, "names": {}}"#;
    let before: TextSeen = serde_json::from_str(json).unwrap();
    assert_eq!(serde_json::to_string(&before).unwrap(), r#"{"pages":2,"headings":{},"names":{}}"#);
    let mut dossier = sample();
    let file = dossier.attachments.iter_mut().find(|it| it.material == "5").unwrap();
    file.text = Some(Box::new(before));
    let material = certifier_filing().material("5").unwrap();
    assert!(wants_search(file, material, &BTreeSet::new()));
    file.text = Some(Box::new(search(&[vec!["甲".to_owned()]], &[], &[])));
    assert!(!wants_search(file, material, &BTreeSet::new()));
}

#[test]
fn what_the_text_says_is_found_by_whoever_checks_again() {
    let path = "www/procedures/pi-export-certifier-filing/procedure.json";
    let procedure = procedure::load(path, &std::fs::read_to_string(root(path)).unwrap()).unwrap();
    let engine = Engine::new(procedure).unwrap();
    let codes = |text: TextSeen, change: &dyn Fn(&mut Dossier)| {
        let mut dossier = sample();
        let file = dossier.attachments.iter_mut().find(|it| it.material == "5").unwrap();
        file.text = Some(Box::new(text));
        change(&mut dossier);
        let wanted = [
            "scan_without_text",
            "name_not_in_text",
            "heading_not_in_text",
            "no_heading_in_text",
            "heading_elsewhere",
            "placeholder_in_file",
            "superseded_edition_in_material",
        ];
        let report = engine.check(&dossier, day("2026-11-21"), &CALENDAR, None);
        let failed = report.all().filter(|it| it.state == State::Failed).map(|it| it.code.clone());
        failed.filter(|code| wanted.contains(&code.as_str())).collect::<Vec<_>>()
    };
    let good = || seen("5-开展个人信息出境认证的工作计划.pdf", "plan_contents");
    let same = |_: &mut Dossier| ();
    assert_eq!(codes(good(), &same), Vec::<String>::new());
    assert_eq!(codes(TextSeen::default(), &same), ["scan_without_text"]);
    let unnamed = TextSeen { names: BTreeMap::from([(ORG.to_owned(), false)]), ..good() };
    assert_eq!(codes(unnamed, &same), ["name_not_in_text"]);
    let mut without = good();
    without.headings.remove("people");
    assert_eq!(codes(without.clone(), &same), ["heading_not_in_text"]);
    without.headings.clear();
    assert_eq!(codes(without, &same), ["no_heading_in_text"]);
    let mut left = good();
    left.placeholders = Some(BTreeMap::from([("待定".to_owned(), 3)]));
    assert_eq!(codes(left, &same), ["placeholder_in_file"]);
    let mut superseded = good();
    superseded.standards.insert("GB/T 35273-2017".to_owned());
    assert_eq!(codes(superseded, &same), ["superseded_edition_in_material"]);
    let moved = |dossier: &mut Dossier| {
        let answer = dossier.answers["plan_contents"].with_part("people", "1");
        dossier.answers.insert("plan_contents".into(), answer);
    };
    assert_eq!(codes(good(), &moved), ["heading_elsewhere"]);
    // Another name has not been looked for yet: nothing is said.
    let renamed = |dossier: &mut Dossier| drop(dossier.answers.insert("org_name".into(), "另一机构".into()));
    assert_eq!(codes(good(), &renamed), Vec::<String>::new());
    // Written here, no file is asked for, and none is searched.
    let written = |dossier: &mut Dossier| {
        dossier.answers.insert("plan_way".into(), Answer::from_parts([("choice", "write")]));
    };
    assert_eq!(codes(TextSeen::default(), &written), Vec::<String>::new());
}

#[test]
fn pages_that_were_stated_for_a_file_go_with_it_and_those_of_later_files_follow() {
    let (mut dossier, material) = (sample(), certifier_filing().material("5").unwrap());
    let at = dossier.attachments.iter().position(|it| it.material == "5").unwrap();
    let file = |id: &str, pages: u32| {
        let mut file = dossier.attachments[at].clone();
        (file.id, file.file.pages) = (id.to_owned(), pages);
        file
    };
    let (first, second) = (file("first", 3), file("second", 4));
    dossier.attachments.splice(at..=at, [first.clone(), second.clone()]);
    let stated = |pages: [&str; 5]| {
        let codes = headings("plan_contents").iter().map(|it| it.code.as_str());
        codes.zip(pages).fold(Answer::from_parts([]), |answer, (code, page)| answer.with_part(code, page))
    };
    let mut left = |gone: &Attachment, pages: u32, answer: [&str; 5]| {
        dossier.answers.insert("plan_contents".into(), stated(answer));
        let edit = without_pages_of(&dossier, material, gone, pages)?;
        let mut after = dossier.clone();
        after.apply(edit);
        Some(after.answers.get("plan_contents").cloned())
    };
    let answer = ["1", "第3页", "4", "无", "7"];
    assert_eq!(left(&first, 0, answer), Some(Some(stated(["", "", "1", "", "4"]))));
    assert_eq!(
        left(&first, 5, answer),
        Some(Some(stated(["", "", "6", "", "9"]))),
        "another takes its place"
    );
    assert_eq!(left(&second, 0, answer), Some(Some(stated(["1", "第3页", "", "", ""]))));
    assert_eq!(
        left(&second, 6, ["1", "2", "9", "8", "3"]),
        Some(Some(stated(["1", "2", "", "", "3"]))),
        "on no page"
    );
    assert_eq!(left(&second, 2, ["1", "1", "2", "3", "3"]), None, "none is stated for it");
    assert_eq!(left(&first, 0, ["1", "1", "2", "3", "3"]), Some(None), "nothing is left");
    let elsewhere = Attachment { slot: "plan_text".into(), ..first };
    assert_eq!(left(&elsewhere, 0, answer), None);
}

/// Pages are counted through the files of one place; the text of others would say nothing about the pages filled in.
#[test]
fn only_files_at_the_first_place_of_a_material_with_headings_are_searched() {
    let path = "www/procedures/pi-export-certifier-filing/procedure.json";
    let json = std::fs::read_to_string(root(path)).unwrap();
    let mut json: serde_json::Value = serde_json::from_str(&json).unwrap();
    let materials = json["materials"].as_array_mut().unwrap();
    let plan = materials.iter_mut().find(|it| it["id"] == "5").unwrap();
    let mut further = plan["slots"][0].clone();
    further["id"] = "further".into();
    further["title"] = "其他".into();
    plan["slots"].as_array_mut().unwrap().push(further);
    let engine = Engine::new(procedure::load(path, &json.to_string()).unwrap()).unwrap();
    let mut dossier = sample();
    let at = dossier.attachments.iter().position(|it| it.material == "5").unwrap();
    let mut other = dossier.attachments[at].clone();
    other.id = "other".into();
    other.slot = "further".into();
    other.text = Some(Box::default());
    dossier.attachments.push(other);
    let material = engine.procedure().material("5").unwrap();
    let names = wanted_names(&dossier, material);
    dossier.attachments.iter_mut().for_each(|file| file.text = None);
    let searched: Vec<&str> = dossier
        .attachments
        .iter()
        .filter(|file| is_searched(file, material) && wants_search(file, material, &names))
        .map(|file| file.id.as_str())
        .collect();
    assert_eq!(searched, [dossier.attachments[at].id.as_str()]);
    assert!(dossier.attachments.iter().all(
        |file| wants_search(file, material, &names) == (file.material == "5" && file.slot == "document")
    ));

    // And only they are judged.
    dossier.attachments.last_mut().unwrap().text = Some(Box::default());
    let report = engine.check(&dossier, day("2026-11-21"), &CALENDAR, None);
    assert!(!report.all().any(|finding| finding.code == "scan_without_text"));
}
