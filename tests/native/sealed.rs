//! Formats that last: what was written once opens for ever, and what a later program has written is refused with its
//! number. The files in `tests/vectors` are sealed; a new format gets files of its own beside them.

use beian::check::Engine;
use beian::dossier::{Dossier, DossierError, Removed};
use beian::mark::Mark;
use beian::package::{Outcome, open};
use beian::procedure::{definition_schema, load, outline};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::package_support::{CALENDAR, against, day, with_json};
use crate::vectors;

fn text(name: &str) -> String {
    std::fs::read_to_string(format!("tests/vectors/{name}")).unwrap()
}

fn json_of(name: &str) -> Value {
    serde_json::from_str(&text(name)).unwrap()
}

fn package() -> Vec<u8> {
    std::fs::read("tests/vectors/package-v1-whole.zip").unwrap()
}

#[test]
fn the_sealed_dossier_opens_and_is_written_as_it_was() {
    let dossier = Dossier::from_json(&text("dossier-v1.json")).unwrap();
    assert_eq!(serde_json::to_value(&dossier).unwrap(), json_of("dossier-v1.json"), "to the letter");
    assert_eq!(dossier.rows("people")[1].answers["name"].text(), "阿依努尔·麦麦提");
    assert_eq!(dossier.answers["plan_text"].part("other.01.after"), "aim");
    assert!(dossier.answers["staff"].is_unknown());
    assert_eq!(
        (dossier.origin(), dossier.migrated_from.as_deref()),
        ("fedcba9876543210", Some("0123456789abcdef"))
    );
    assert_eq!((dossier.kept.len(), dossier.kept[1].answer.part("from")), (2, "51"));
    let [form, card, table, gone] = dossier.attachments.as_slice() else { panic!("four files") };
    assert_eq!(form.file.page_marks().count(), 3);
    let seen = form.file.seen.as_ref().unwrap();
    assert_eq!(
        (seen.pages[0].skew, seen.pages[0].seals.as_slice(), seen.parts.len()),
        (Some(-35), &[42, 0][..], 5)
    );
    assert_eq!(
        card.file.seen.as_ref().unwrap().removed,
        [Removed::Place, Removed::Camera, Removed::Notes, Removed::Rest]
    );
    assert_eq!((table.row.as_deref(), gone.material.as_str()), (Some("r1"), "9"));
    assert!(form.text.as_ref().unwrap().names["张三"]);
}

#[test]
fn the_sealed_package_opens_whole_and_says_what_it_said() {
    let opened = open(&package()).unwrap();
    assert_eq!(opened.dossier, Dossier::from_json(&text("dossier-v1.json")).unwrap());
    assert_eq!((opened.files.len(), opened.form_pdf.is_some()), (4, true));
    assert_eq!((opened.manifest.format, opened.manifest.day), (1, day("2026-11-21")));
    assert_eq!(opened.findings.decision.unwrap().outcome.as_deref(), Some("yes"));
    let unknown = beian::package::verify(&package(), &against()).unwrap();
    assert_eq!(unknown.outcome, Outcome::Unchecked, "{:?}", unknown.mismatches);
    assert!(unknown.mismatches.is_empty(), "{:?}", unknown.mismatches);
    // What the checks find may change with the program; that nobody has changed the files must not.
    let engines = [Engine::new(load("procedure.json", &text("procedure-v1.json")).unwrap()).unwrap()];
    let against = beian::package::Against {
        engines: &engines,
        calendar: &CALENDAR,
        coverage: None,
        today: day("2026-11-25"),
        marks: u32::MAX,
    };
    let verified = beian::package::verify(&package(), &against).unwrap();
    assert!(
        verified.files.iter().all(|file| file.state == beian::package::FileState::Intact),
        "{:?}",
        verified.files
    );
}

#[test]
fn the_sealed_definition_loads_with_every_key_it_has() {
    let definition = text("procedure-v1.json");
    let procedure = load("procedure.json", &definition).unwrap();
    let engine = Engine::new(procedure.clone()).unwrap();
    let dossier = Dossier::from_json(&text("dossier-v1.json")).unwrap();
    assert_eq!(dossier.procedure.digest, procedure.digest, "the digest of a definition never changes");
    let report = engine.check(&dossier, day("2026-11-21"), &CALENDAR, None);
    // How many people there are is not known, so none are asked for.
    assert_eq!(report.values["many"].as_deref(), Some("0"));
    let schema = jsonschema::validator_for(&definition_schema()).unwrap();
    let errors: Vec<String> =
        schema.iter_errors(&json_of("procedure-v1.json")).map(|error| error.to_string()).collect();
    assert!(errors.is_empty(), "{errors:?}");
    let first = outline("procedure.json", &definition).unwrap();
    assert_eq!(
        (first.sections, first.rosters, first.materials),
        (procedure.sections, procedure.rosters, procedure.materials)
    );
}

#[derive(Deserialize)]
struct SealedMark {
    text: String,
    dossier: u32,
    document: u16,
    row: Option<u32>,
    draft: bool,
    blank: bool,
    page: u16,
    pages: u16,
    list: u8,
    asked: Vec<u16>,
    answers: Vec<u16>,
    rest: Option<u16>,
}

#[test]
fn the_sealed_print_marks_are_read_and_written_as_they_were() {
    for sealed in vectors::list::<SealedMark>("print-marks-v1.json", "marks") {
        let SealedMark {
            text,
            dossier,
            document,
            row,
            draft,
            blank,
            page,
            pages,
            list,
            asked,
            answers,
            rest,
        } = sealed;
        let mark = Mark { dossier, document, row, draft, blank, page, pages, list, asked, answers, rest };
        assert_eq!(Mark::parse(&text).as_ref(), Some(&mark));
        assert_eq!(mark.text(), text);
        assert_eq!(
            Mark::parse(&text.replacen("BA1:", "BA2:", 1)),
            None,
            "a mark of a later kind is none of ours"
        );
    }
}

#[test]
fn a_dossier_of_a_later_format_is_refused_with_its_number() {
    let mut newer = json_of("dossier-v1.json");
    newer["format"] = json!(7);
    assert_eq!(Dossier::from_json(&newer.to_string()), Err(DossierError::Newer { format: 7 }));
    // Whatever else it has become.
    let other = json!({ "format": 2, "filings": [] }).to_string();
    let error = Dossier::from_json(&other).unwrap_err();
    assert_eq!(error.to_string(), "格式版本为 2，本程序只认识 1，请使用新版的备案通打开");
    for text in ["", "[]", "{}", "{\"format\":0}", "{\"format\":\"2\"}", "{\"format\":99999999999}"] {
        assert!(matches!(Dossier::from_json(text), Err(DossierError::Unreadable { .. })), "{text}");
    }
}

#[test]
fn what_this_program_does_not_know_is_refused_wherever_it_stands_in_a_dossier() {
    for place in [
        "",
        "/procedure",
        "/rosters/people/0",
        "/attachments/0",
        "/attachments/0/marks/0",
        "/attachments/0/seen",
        "/attachments/0/seen/pages/0",
        "/attachments/0/text",
        "/kept/0",
    ] {
        let mut strange = json_of("dossier-v1.json");
        strange.pointer_mut(place).unwrap().as_object_mut().unwrap().insert("colour".into(), json!("red"));
        assert!(
            matches!(Dossier::from_json(&strange.to_string()), Err(DossierError::Unreadable { .. })),
            "{place}"
        );
    }
}

#[test]
fn a_definition_of_a_later_format_is_refused_with_its_number() {
    let mut newer = json_of("procedure-v1.json");
    newer["format"] = json!(3);
    assert!(
        load("procedure.json", &newer.to_string()).unwrap_err().to_string().contains("不认识的格式版本 3")
    );
}

#[test]
fn a_package_of_a_later_format_is_refused_with_its_number_wherever_it_says_so() {
    for (path, pointer) in
        [("manifest.json", "/format"), ("filing.json", "/format"), ("filing.json", "/dossier/format")]
    {
        let newer = with_json(&package(), path, |value| *value.pointer_mut(pointer).unwrap() = json!(4));
        let error = open(&newer).unwrap_err();
        assert!(error.to_string().contains('4'), "{path}{pointer}: {error}");
        assert!(
            beian::package::verify(&newer, &against()).unwrap_err().to_string().contains('4'),
            "{path}{pointer}"
        );
    }
}
