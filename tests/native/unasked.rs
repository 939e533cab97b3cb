//! What is asked no more stays in the draft and is never handed over.

use std::sync::Arc;

use beian::calendar::Calendar;
use beian::check::matrix::{Requirement, matrix};
use beian::check::{Engine, Place};
use beian::dossier::{Attachment, Dossier, Row};
use beian::field::Answer;
use beian::package::{Outcome, open, result_json, verify};
use beian::procedure::load;

use crate::cli_support::{Temporary, beian, code, err, text};
use crate::package_support::{Sample, against, day};
use crate::samples::png;

const DAY: &str = "2026-11-25";

fn engine(id: &str) -> Engine {
    let file = format!("www/procedures/{id}/procedure.json");
    Engine::new(load(&file, &std::fs::read_to_string(&file).unwrap()).unwrap()).unwrap()
}

/// The complaint of the samples, whose writer no longer wants to be named.
fn anonymous() -> Dossier {
    let json = std::fs::read_to_string("tests/fixtures/dossiers/complaint/dossier.json").unwrap();
    let mut dossier: Dossier = serde_json::from_str(&json).unwrap();
    dossier.answers.insert("signed".into(), Answer::from_parts([("choice", "no")]));
    dossier.answers.insert("reporter_name".into(), "欧阳问心".into());
    dossier
}

#[test]
fn the_name_of_who_no_longer_signs_is_in_no_package_and_in_no_result() {
    let (engine, dossier) = (engine("pi-export-complaint"), anonymous());
    let report = engine.check(&dossier, day(DAY), &Calendar::built_in(), None);
    let result = result_json(engine.procedure(), &dossier, &report, day(DAY));
    assert!(result.contains("reporter\"") && !result.contains("欧阳问心"), "{result}");

    let folder = Temporary::new("anonymous");
    std::fs::write(folder.path("dossier.json"), serde_json::to_string(&dossier).unwrap()).unwrap();
    let package = folder.path("package.zip");
    let packed = beian(&["pack", text(&folder.0), "--out", text(&package), "--draft", "--today", DAY]);
    assert_eq!(code(&packed), 0, "{}", err(&packed));
    let bytes = std::fs::read(&package).unwrap();
    let name = "欧阳问心".as_bytes();
    assert!(!bytes.windows(name.len()).any(|window| window == name));
    let verified = beian(&["verify", text(&package), "--full", "--today", DAY]);
    assert_eq!(code(&verified), 0, "{}", err(&verified));
}

#[test]
fn rows_cells_and_files_that_are_not_asked_for_are_left_out_and_the_checks_agree() {
    let mut sample = Sample::new();
    let row = |field: &str| {
        let answers = [(field.to_owned(), Answer::from("甲公司"))].into();
        Arc::new(Row { id: "r1".into(), answers })
    };
    // The works are asked for only where the report is written here, and a passport has no back.
    sample.dossier.rosters.insert("works".into(), vec![row("client")]);
    let id = Answer::from_parts([("kind", "passport"), ("number", "E12345678")]);
    sample.dossier.answers.insert("legal_representative_id".into(), id);
    sample.dossier.answers.insert("work_text".into(), Answer::from_parts([("overview", "从前写的。")]));
    sample.attach("2", "work_text", "图.png", png(40, 30));
    sample.attach("9", "nowhere", "不知何处.png", png(50, 30));
    sample.check();
    let before = sample.dossier.clone();
    let part = sample.report.asked.part_of(&sample.procedure, &sample.dossier);
    assert_eq!(sample.dossier, before, "the draft keeps everything");
    assert!(part.rosters.is_empty() && !part.answers.contains_key("work_text"));
    let places: Vec<(&str, &str)> =
        part.attachments.iter().map(|Attachment { material, slot, .. }| (&**material, &**slot)).collect();
    assert_eq!(
        places,
        [("1.1", "copy"), ("1.3", "front"), ("1.4", "front"), ("3", "tables"), ("9", "nowhere")],
        "what has no place at all stays, so that it is found"
    );
    sample.dossier = part;
    sample.check();
    let package = sample.pack();
    let verification = verify(&package, &against()).unwrap();
    assert_eq!(verification.outcome, Outcome::Intact, "{verification}");
    assert_eq!(open(&package).unwrap().dossier, sample.dossier);
}

#[test]
fn a_roster_that_is_not_asked_for_says_so_and_its_rows_are_not_counted_as_sound() {
    let engine = engine("pi-export-certifier-filing");
    let json = std::fs::read_to_string("tests/fixtures/dossiers/enterprise/dossier.json").unwrap();
    let mut dossier: Dossier = serde_json::from_str(&json).unwrap();
    let procedure = engine.procedure();
    let answers = |dossier: &Dossier| {
        let report = engine.check(dossier, day(DAY), &Calendar::built_in(), None);
        let said = report.asked.unasked(procedure, procedure.roster("works").unwrap());
        let matrix = matrix(procedure, dossier, &report);
        let row = matrix.into_iter().find(|row| row.material == "2").unwrap();
        (said, row.cells[Requirement::Answers as usize].need)
    };
    let (said, need) = answers(&dossier);
    let row = Row { id: "w1".into(), answers: [("client".to_owned(), Answer::from("甲公司"))].into() };
    dossier.rosters.insert("works".into(), vec![Arc::new(row)]);
    let sentence = "现在不要求填写，只在“提交方式”选择“在此撰写”时填写；已填写的不检查、不提交。";
    assert_eq!(said.as_deref(), Some(sentence));
    assert_eq!(answers(&dossier), (said, need));
    dossier.answers.insert("work_way".into(), Answer::from_parts([("choice", "write")]));
    assert_eq!(answers(&dossier).0, None);
}

#[test]
fn a_finished_file_left_beside_what_is_written_here_is_said_since_both_go_out() {
    let engine = engine("pi-export-certifier-filing");
    let json = std::fs::read_to_string("tests/fixtures/dossiers/enterprise/dossier.json").unwrap();
    let ways = ["work", "rules", "plan", "risk", "supervision", "complaints"];
    for (material, way) in ["2", "4", "5", "6", "7", "8"].into_iter().zip(ways) {
        let mut dossier: Dossier = serde_json::from_str(&json).unwrap();
        let said = |dossier: &Dossier| {
            let report = engine.check(dossier, day(DAY), &Calendar::built_in(), None);
            let mut found = report.all().filter(|it| it.code == "material_made_twice").cloned();
            let first = found.next();
            assert!(found.next().is_none());
            first
        };
        assert_eq!(said(&dossier), None);
        dossier.answers.insert(format!("{way}_way"), Answer::from_parts([("choice", "write")]));
        let found = said(&dossier).expect(material);
        assert_eq!(found.about, [Place::Material(material.to_owned(), Some("document".to_owned()))]);
        assert!(found.message.contains("已选在此撰写，仍附有现成文件"), "{}", found.message);
        dossier.attachments.retain(|file| file.material != material);
        assert_eq!(said(&dossier), None);
    }
}

#[test]
fn a_cell_that_is_asked_no_more_is_left_out_of_its_row() {
    let engine = engine("certificate-register");
    let json = std::fs::read_to_string("tests/fixtures/dossiers/certificate-register/dossier.json").unwrap();
    let mut dossier: Dossier = serde_json::from_str(&json).unwrap();
    let row = &mut dossier.rosters.get_mut("certificates").unwrap()[0];
    let mut answers = row.answers.clone();
    answers.insert("holder_place".into(), Answer::from_parts([("choice", "domestic")]));
    answers.insert("representative".into(), "从前的代表".into());
    *row = Arc::new(Row { id: row.id.clone(), answers });
    let part = engine.part_asked(&dossier, day(DAY), &Calendar::built_in());
    let cells = |dossier: &Dossier| dossier.rows("certificates")[0].answers.clone();
    let mut expected = cells(&dossier);
    expected.remove("representative");
    assert_eq!(cells(&part), expected);
    assert_eq!(part.rows("certificates").len(), dossier.rows("certificates").len());
}
