//! What a verification tells besides digests: completeness by the official list, print marks, a later definition.

use beian::check::Engine;
use beian::document::form;
use beian::dossier::PageMark;
use beian::mark::Mark;
use beian::package::{Against, MaterialState, MismatchKind, Outcome, Recheck, Verification, verify};
use beian::procedure::load;

use crate::document_support::faces_for;
use crate::mark_reading::page_with;
use crate::package_filings::Filing;
use crate::package_support::{CALENDAR, ENGINES, against, day};

const TODAY: &str = "2026-11-21";

fn verified(package: &[u8]) -> Verification {
    verify(package, &against()).unwrap()
}

/// Verified with its print marks.
fn read_again(package: &[u8]) -> Verification {
    verify(package, &Against { marks: u32::MAX, ..against() }).unwrap()
}

#[test]
fn every_material_of_the_official_list_is_told_with_what_is_there() {
    let verification = verified(&Filing::sample("enterprise").pack(TODAY));
    assert_eq!(verification.outcome, Outcome::Intact, "{verification}");
    assert_eq!(verification.materials.len(), 13);
    let material = |id: &str| verification.materials.iter().find(|it| it.material == id).unwrap();
    assert_eq!((material("3").files, material("3").pages), (13, 14));
    assert_eq!(material("3").state, MaterialState::Met);
    let text = verification.to_string();
    assert!(text.contains("材料：官方清单 13 项，"), "{text}");
    assert!(text.contains("3 人员安全背景审查说明及人员背景审查表：13 个文件 14 页"), "{text}");

    let mut lacking = Filing::sample("enterprise");
    lacking.dossier.attachments.retain(|there| there.material != "9" && there.id != "f12");
    let verification = verified(&lacking.pack(TODAY));
    let material = |id: &str| verification.materials.iter().find(|it| it.material == id).unwrap();
    assert_eq!(material("3").state, MaterialState::Lacking);
    assert!(material("3").lacks.iter().any(|lack| lack == "一人一表 11/12"), "{:?}", material("3").lacks);
    assert_eq!(verification.outcome, Outcome::Intact, "an incomplete filing is a sound draft");
}

/// The marks of the printed form of a filing.
fn marks(filing: &Filing) -> Vec<Mark> {
    let document = form::compose(ENGINES[0].procedure(), Some(&filing.dossier), None).unwrap();
    document.page_marks(&faces_for(&document)).unwrap()
}

/// Puts a picture of the printed form at its place; `recorded` is what stands in its record.
fn scanned(filing: &mut Filing, mark: &Mark, recorded: Option<String>) {
    let mut picture = Vec::new();
    let page = image::DynamicImage::ImageLuma8(page_with(mark, 110.0)).into_rgb8();
    let mut encoder = png::Encoder::new(&mut picture, page.width(), page.height());
    encoder.set_color(png::ColorType::Rgb);
    encoder.write_header().unwrap().write_image_data(&page).unwrap();
    filing.replace("f01", "盖章扫描件.png", picture);
    let there = filing.dossier.attachments.iter_mut().find(|there| there.id == "f01").unwrap();
    there.file.marks = recorded.map(|text| PageMark { page: 1, text }).into_iter().collect();
}

#[test]
fn print_marks_are_read_again_and_held_against_the_answers() {
    let mut filing = Filing::sample("enterprise");
    // Of the others no mark is recorded either; one scan is enough to read.
    filing.dossier.attachments.retain(|there| there.slot != "tables");
    let mark = marks(&filing).remove(0);
    scanned(&mut filing, &mark, Some(mark.text()));
    let verification = read_again(&filing.pack(TODAY));
    let prints = verification.prints.as_ref().unwrap();
    assert_eq!(prints.scans.len(), 1, "{verification}");
    assert_eq!(prints.scans[0].marked, [1]);
    assert!(prints.findings.is_empty(), "{:?}", prints.findings);
    assert!(verification.to_string().contains("打印标记：1 份扫描件共 1 页，与填报内容一致"));

    // Where nothing may be read again, the record counts.
    let none = verified(&filing.pack(TODAY));
    assert_eq!(none.prints, None);
    let few = verify(&filing.pack(TODAY), &Against { marks: 1, ..against() }).unwrap().prints.unwrap();
    assert_eq!((few.scans.len(), few.left), (1, 1), "of those without a record one is left");

    // An answer that was changed after printing, in a package that says nothing of marks.
    scanned(&mut filing, &mark, None);
    filing.dossier.answers.insert("post_code".into(), "100001".into());
    let verification = read_again(&filing.pack(TODAY));
    let prints = verification.prints.as_ref().unwrap();
    assert!(prints.findings.iter().any(|line| line.message.contains("邮编已改")), "{:?}", prints.findings);
    assert!(verification.to_string().contains("处与填报内容不一致"), "{verification}");

    // A record that claims another mark than the scan carries.
    let forged = marks(&filing).remove(0);
    assert_ne!(forged.text(), mark.text());
    scanned(&mut filing, &mark, Some(forged.text()));
    let verification = read_again(&filing.pack(TODAY));
    assert_eq!(verification.outcome, Outcome::Altered);
    let mismatch = &verification.mismatches[0];
    assert_eq!(mismatch.kind, MismatchKind::RecordChanged);
    assert!(mismatch.message.contains("第 1 页的打印标记与 filing.json 的记录不一致"), "{mismatch:?}");
}

#[test]
fn a_later_definition_at_hand_is_told_beside_the_one_that_the_package_names() {
    let path = "www/procedures/pi-export-certifier-filing/procedure.json";
    let json = std::fs::read_to_string(path).unwrap();
    let version = format!("\"version\": \"{}\"", ENGINES[0].procedure().version);
    assert!(json.contains(&version));
    let mut later: serde_json::Value = serde_json::from_str(&json).unwrap();
    later["version"] = "2027.1".into();
    later["sections"][0]["fields"].as_array_mut().unwrap().push(serde_json::json!({
        "id": "motto", "label": "机构宗旨", "type": "text", "max": 100, "basis": ["A2"],
    }));
    let later = Engine::new(load(path, &later.to_string()).unwrap()).unwrap();
    let named = Engine::new(load(path, &json).unwrap()).unwrap();
    let package = Filing::sample("enterprise").pack(TODAY);
    let verify_by = |engines: &[Engine]| {
        let today = day("2026-11-25");
        verify(&package, &Against { engines, calendar: &CALENDAR, coverage: None, today, marks: 0 }).unwrap()
    };
    let engines = [named, later];
    let verification = verify_by(&engines);
    assert_eq!(verification.outcome, Outcome::Intact, "the package was right when it was made");
    assert!(matches!(verification.recheck, Recheck::Agrees { .. }));
    let found = verification.later.as_ref().unwrap();
    assert_eq!((found.procedure.version.as_str(), found.verdict.ready), ("2027.1", false));
    assert!(found.new.iter().any(|line| line.message.contains("机构宗旨")), "{:?}", found.new);
    assert!(verification.to_string().contains("按现行版本（2027.1，2026年11月25日）检查：不能提交"));

    let only_later = verify_by(&engines[1..]);
    assert_eq!(only_later.outcome, Outcome::Unchecked);
    assert!(only_later.later.is_some());
    assert!(verify_by(&engines[..1]).later.is_none());
}
