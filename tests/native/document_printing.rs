//! Documents of a procedure as they are printed: by job, on the command line, in the package.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::{Command, Output};

use beian::check::{Engine, PrintedTitle};
use beian::document::{Align, Block};
use beian::dossier::Dossier;
use beian::jobs::{Job, Outcome, Printout};
use beian::package::{Against, Contents, Outcome as Verified, Verification, lay_out, pack, verify};

use crate::document_report::{DEFINITION, ENGINE, composed, filled};
use crate::document_support::{base_faces, dense, faces_for, read_pdf, root, text_of};
use crate::jobs_support::{Worker, fonts};
use crate::package_support::{CALENDAR, day, pack_by_jobs, unpack};

fn printed(dossier: &Dossier, id: &str) -> Result<Vec<u8>, String> {
    printed_by(&mut Worker::new(), dossier, id)
}

fn printed_by(worker: &mut Worker, dossier: &Dossier, id: &str) -> Result<Vec<u8>, String> {
    let job = Job::Print {
        procedure_json: DEFINITION.into(),
        dossier: Some(dossier.clone()),
        printout: Printout::Document(id.into(), None),
        mark: None,
        fonts: fonts(),
        files: BTreeMap::new(),
        holiday_tables: Vec::new(),
        today: day("2026-11-21"),
    };
    match worker.run(job, &mut |_| ())? {
        Outcome::Printed(pdf) => Ok(pdf.into_vec()),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_document_is_printed_by_a_job_with_the_faces_that_it_needs() {
    let pdf = printed(&filled(), "report").unwrap();
    let text = dense(&text_of(&pdf));
    for words in ["北京㛃仁信息技术有限公司", "乙䶮公司", "一、自评工作简述", "1500人", "2026年11月16日"]
    {
        assert!(text.contains(words), "{words}: {text}");
    }
    assert!(!text.contains("未通过自查"));
    let fonts = read_pdf("pdffonts", &["-"], &pdf);
    assert!(fonts.contains("+NotoSansSC-Medium"), "first-level headings are sans-serif: {fonts}");
    assert_eq!(printed(&filled(), "nothing").unwrap_err(), "本事项没有名为“nothing”的文书。");
}

/// What needs no more than the base faces waits for no others, and what was fetched serves the next print.
#[test]
fn each_face_is_fetched_once_and_only_where_a_character_needs_it() {
    let (dossier, mut worker) = (filled(), Worker::new());
    let mut plain = dossier.clone();
    plain.answers.insert("org_name".into(), "北京信息技术有限公司".into());
    printed_by(&mut worker, &plain, "letter").unwrap();
    let first = worker.fetched.borrow().clone();
    let pdf = printed_by(&mut worker, &dossier, "report").unwrap();
    let all = worker.fetched.borrow().clone();
    assert!(all.len() > first.len() && all.starts_with(&first), "{first:?} {all:?}");
    assert_eq!(all.iter().collect::<BTreeSet<_>>().len(), all.len(), "{all:?}");
    printed_by(&mut worker, &plain, "letter").unwrap();
    assert!(pdf == printed_by(&mut worker, &dossier, "report").unwrap(), "whatever was printed in between");
    assert_eq!(*worker.fetched.borrow(), all);
    assert!(pdf == printed(&dossier, "report").unwrap());
}

#[test]
fn a_document_is_marked_when_something_blocks() {
    let mut dossier = filled();
    dossier.answers.remove("org_name");
    let pdf = printed(&dossier, "letter").unwrap();
    let text = text_of(&pdf);
    for page in text.trim_end_matches('\u{c}').split('\u{c}') {
        assert!(dense(page).contains("未通过自查"), "{page}");
    }
    assert!(text.contains("（未填写）"));
}

#[test]
fn gbt_9704_sets_22_lines_of_28_characters() {
    let document = composed(&filled(), "letter");
    let lines = document.lines(&faces_for(&document)).unwrap();
    let full = lines[0].iter().filter(|line| line.chars().count() == 28).count();
    assert!(full >= 3, "{lines:?}");
    assert!(lines[0].iter().all(|line| line.chars().count() <= 29), "{lines:?}");
    let mut plain = document;
    let style = plain.blocks.iter().find_map(|block| match block {
        Block::Paragraph(paragraph) if paragraph.style.align == Align::Justify => Some(paragraph.style),
        _ => None,
    });
    let line = |n: usize| beian::document::Paragraph { text: format!("第{n}行"), style: style.unwrap() };
    plain.blocks = (0..45).map(|n| Block::Paragraph(line(n))).collect();
    assert_eq!(plain.lines(base_faces()).unwrap().iter().map(Vec::len).collect::<Vec<_>>(), [22, 22, 1]);
}

fn packed(dossier: &Dossier) -> Vec<u8> {
    let job = Job::Pack {
        procedure_json: DEFINITION.into(),
        dossier: dossier.clone(),
        fonts: fonts(),
        holiday_tables: Vec::new(),
        files: BTreeMap::new(),
        begun: false,
        today: day("2026-11-21"),
    };
    pack_by_jobs(&mut Worker::new(), job, &BTreeMap::new(), &mut |_| ()).unwrap().0
}

fn packed_without_files(contents: &Contents<'_>) -> Vec<u8> {
    pack(&lay_out(contents).unwrap(), &BTreeMap::new()).unwrap()
}

fn verified(package: &[u8]) -> Verification {
    let engines: &[Engine] = std::slice::from_ref(&*ENGINE);
    let against =
        Against { engines, calendar: &CALENDAR, coverage: None, today: day("2026-11-21"), marks: 0 };
    verify(package, &against).unwrap()
}

#[test]
fn the_package_holds_every_document_and_its_verification_misses_one() {
    let dossier = filled();
    let package = packed(&dossier);
    let paths: Vec<String> = unpack(&package).into_iter().map(|(path, _)| path).collect();
    let expected = [
        "manifest.json",
        "filing.json",
        "findings.json",
        "文书/北京㛃仁信息技术有限公司个人信息出境认证路径自评报告.pdf",
        "文书/出境数据流登记表.pdf",
        "文书/关于报送自评报告的函.pdf",
    ];
    assert_eq!(paths, expected);
    let verification = verified(&package);
    assert_eq!(verification.outcome, Verified::Intact, "{verification}");
    assert!(package == packed(&dossier), "the same dossier and day give the same bytes");

    let report = ENGINE.check(&dossier, day("2026-11-21"), &CALENDAR, None);
    let without = |documents: &[(PrintedTitle, Vec<u8>)]| {
        let contents = Contents {
            procedure: ENGINE.procedure(),
            dossier: &dossier,
            report: &report,
            form_pdf: None,
            documents,
            measured: &BTreeMap::new(),
            today: day("2026-11-21"),
        };
        let verification = verified(&packed_without_files(&contents));
        assert_eq!(verification.outcome, Verified::Altered);
        verification.mismatches.into_iter().map(|mismatch| mismatch.message).collect::<Vec<_>>().join("；")
    };
    let gone = without(&[]);
    assert!(gone.contains("清单中缺少“文书/出境数据流登记表.pdf”的条目"), "{gone}");
    let other = PrintedTitle { title: "别的文书".to_owned(), ..report.documents[0].clone() };
    let other = without(&[(other, Vec::new())]);
    assert!(other.contains("清单中多出“文书/别的文书.pdf”的条目"), "{other}");
}

#[test]
fn a_document_that_is_a_material_stands_in_its_folder_and_no_file_is_asked_for_there() {
    let mut definition: serde_json::Value = serde_json::from_str(DEFINITION).unwrap();
    definition["materials"] = serde_json::json!([{
        "id": "5", "title": "自评报告", "basis": ["M6"],
        "slots": [{ "id": "document" }, { "id": "annex", "title": "附录" }],
    }]);
    definition["documents"][0]["material"] = "5".into();
    let checked = |definition: &serde_json::Value| {
        let json = definition.to_string();
        let engine = Engine::new(beian::procedure::load("procedure.json", &json).unwrap()).unwrap();
        let mut dossier = filled();
        dossier.procedure = beian::dossier::ProcedureRef::of(engine.procedure());
        let report = engine.check(&dossier, day("2026-11-21"), &CALENDAR, None);
        (engine, dossier, report)
    };
    let (engine, dossier, report) = checked(&definition);
    assert!(!report.all().any(|finding| finding.code == "material_missing"), "{:?}", report.findings);
    assert!(!report.asked.slot("5", "document") && !report.asked.slot("5", "annex"));
    let documents: Vec<_> =
        report.documents.iter().map(|it| (it.clone(), b"%PDF-1.7 a print".to_vec())).collect();
    let today = day("2026-11-21");
    let procedure = engine.procedure();
    let contents = Contents {
        procedure,
        dossier: &dossier,
        report: &report,
        form_pdf: None,
        documents: &documents,
        measured: &BTreeMap::new(),
        today,
    };
    let package = packed_without_files(&contents);
    let paths: Vec<String> = unpack(&package).into_iter().map(|(path, _)| path).collect();
    let path = "材料/5 自评报告/北京㛃仁信息技术有限公司个人信息出境认证路径自评报告.pdf";
    assert!(paths.iter().any(|found| found == path), "{paths:?}");
    let engines = std::slice::from_ref(&engine);
    let against = Against { engines, calendar: &CALENDAR, coverage: None, today, marks: 0 };
    assert_eq!(verify(&package, &against).unwrap().outcome, Verified::Intact);
    let gone = packed_without_files(&Contents { documents: &documents[1..], ..contents });
    let gone = verify(&gone, &against).unwrap();
    assert_eq!(gone.outcome, Verified::Altered, "{gone}");

    // Of one slot only; the other still wants a file.
    definition["documents"][0]["slot"] = "document".into();
    let (_, _, report) = checked(&definition);
    assert!(!report.asked.slot("5", "document") && report.asked.slot("5", "annex"));
    definition["documents"][0]["slot"] = "other".into();
    let error = beian::procedure::load("procedure.json", &definition.to_string()).unwrap_err();
    assert!(error.to_string().contains("没有名为“other”的位置"), "{error}");
}

fn beian(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_beian"))
        .args(["print", folder.join("dossier").to_str().unwrap(), "--today", "2026-11-21"])
        .args(arguments)
        .env("BEIAN_PROCEDURES", folder.join("procedures"))
        .env("BEIAN_FONTS", root("www/fonts"))
        .output()
        .unwrap()
}

#[test]
fn the_command_line_prints_a_document_by_its_id() {
    let folder = std::env::temp_dir().join(format!("beian-documents-{}", std::process::id()));
    std::fs::create_dir_all(folder.join("procedures/sample")).unwrap();
    std::fs::create_dir_all(folder.join("dossier/files")).unwrap();
    std::fs::write(folder.join("procedures/sample/procedure.json"), DEFINITION).unwrap();
    std::fs::write(folder.join("dossier/dossier.json"), serde_json::to_string(&filled()).unwrap()).unwrap();
    let out = folder.join("out.pdf");
    let to = out.to_str().unwrap();
    let said = |arguments: &[&str]| {
        let output = beian(&folder, arguments);
        (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
    };
    assert_eq!(said(&["--document", "records", "--out", to]).0, Some(0));
    let text = text_of(&std::fs::read(&out).unwrap());
    assert!(text.contains("出境数据流登记表"), "{text}");
    let (code, message) = said(&["--document", "summary", "--out", to]);
    assert_eq!(code, Some(2));
    assert!(
        message.contains("没有名为“summary”的文书；可以打印：report、records、letter、notice。"),
        "{message}"
    );
    let (code, message) = said(&["--out", to]);
    assert_eq!(code, Some(2));
    assert!(message.contains("请用 --document 指明文书"), "{message}");
    std::fs::remove_dir_all(&folder).unwrap();
}
