//! The heavy jobs, run as the worker runs them.

use std::path::Path;

use beian::document::FaceIndex;
use beian::dossier::Dossier;
use beian::jobs::{Job, Outcome, Printout, Progress, Runner, run};
use beian::package::{DRAFT_MARK, Outcome as Verified, remove_metadata};
use serde_bytes::ByteBuf;

use crate::package_support::{ENGINES, Sample, day};
use crate::samples::pdf;

const DEFINITION: &str = include_str!("../../www/procedures/pi-export-certifier-filing/procedure.json");

fn fonts_json() -> String {
    std::fs::read_to_string("www/fonts/fonts.json").expect("run scripts/fonts")
}

/// The faces needed for these characters.
fn faces(text: &str) -> Vec<(String, ByteBuf)> {
    let index = FaceIndex::parse(&fonts_json()).unwrap();
    let load = |name: String| {
        let bytes = std::fs::read(Path::new("www/fonts").join(&name)).unwrap();
        (name, ByteBuf::from(bytes))
    };
    index.needed(text.chars()).into_iter().map(load).collect()
}

fn print_job(
    definition: &str,
    dossier: Option<Dossier>,
    printout: Printout,
    faces: Vec<(String, ByteBuf)>,
) -> Job {
    Job::Print {
        procedure_json: definition.into(),
        dossier,
        printout,
        mark: None,
        faces,
        files: std::collections::BTreeMap::new(),
        holiday_tables: Vec::new(),
        today: day("2026-11-25"),
    }
}

fn pack_job(sample: &Sample) -> Job {
    Job::Pack {
        procedure_json: DEFINITION.into(),
        dossier: sample.dossier.clone(),
        faces: faces("𬱖㛃"),
        fonts_json: Some(fonts_json()),
        holiday_tables: Vec::new(),
        files: sample.files.iter().map(|(k, v)| (k.clone(), ByteBuf::from(v.clone()))).collect(),
        today: sample.today,
    }
}

#[test]
fn a_filing_is_packed_verified_and_opened_by_jobs_alone() {
    let sample = Sample::new();
    let mut told: Vec<Progress> = Vec::new();
    let mut runner = Runner::default();
    let Ok(Outcome::Packed { name, bytes, verdict }) = runner.run(pack_job(&sample), &mut |p| told.push(p))
    else {
        panic!("not packed");
    };
    assert!(name.contains(DRAFT_MARK) && !verdict.ready);
    assert!(told.windows(2).all(|pair| pair[0].share() <= pair[1].share()), "{told:?}");
    assert!(told.iter().any(|p| p.label == "正在计算摘要（第 8 个，共 8 个）"), "{told:?}");
    assert!(told.iter().all(|p| (0.0..=1.0).contains(&p.share())));

    let verify = Job::Verify {
        name: name.clone(),
        bytes: bytes.clone(),
        procedures: vec![DEFINITION.into()],
        fonts_json: Some(fonts_json()),
        holiday_tables: Vec::new(),
        today: day("2026-11-25"),
    };
    let Ok(Outcome::Verified(verification)) = runner.run(verify, &mut |_| ()) else { panic!("not verified") };
    assert_eq!(verification.outcome, Verified::Intact, "{verification}");

    let Ok(Outcome::Opened { dossier, files, manifest }) =
        runner.run(Job::Open { name, bytes: bytes.clone() }, &mut |_| ())
    else {
        panic!("not opened");
    };
    // The pictures left without what is no picture, and their records say so.
    let mut sent = sample.dossier.clone();
    remove_metadata(ENGINES[0].procedure(), &mut sent, &mut sample.files.clone());
    assert_ne!(sent, sample.dossier);
    assert_eq!(*dossier, sent);
    assert_eq!(files.len(), sample.files.len());
    assert_eq!(manifest.day, sample.today);

    // The same job gives the same bytes, with faces kept from the first or loaded again.
    for result in [runner.run(pack_job(&sample), &mut |_| ()), run(pack_job(&sample), &mut |_| ())] {
        let Ok(Outcome::Packed { bytes: again, .. }) = result else { panic!("not packed") };
        assert!(again == bytes);
    }
}

#[test]
fn a_blank_form_is_printed() {
    let job = print_job(DEFINITION, None, Printout::Form, faces(""));
    let Ok(Outcome::Printed(pdf)) = run(job, &mut |_| ()) else { panic!("not printed") };
    assert!(pdf.starts_with(b"%PDF-"));
}

#[test]
fn a_file_is_inspected_and_a_bad_one_refused_by_name() {
    let inspect = |name: &str, bytes: Vec<u8>| {
        run(Job::Inspect { name: name.into(), bytes: ByteBuf::from(bytes) }, &mut |_| ())
    };
    let Ok(Outcome::Inspected(taken)) = inspect("批准书.pdf", pdf(2)) else { panic!("refused") };
    assert_eq!((taken.file.pages, taken.file.seen.unwrap().pages.len()), (2, 2));
    assert!(inspect("空.pdf", Vec::new()).unwrap_err().starts_with("“空.pdf”是空文件"));
}

#[test]
fn jobs_fail_with_one_chinese_sentence() {
    let open = |bytes: &[u8]| {
        run(Job::Open { name: "半个.zip".into(), bytes: ByteBuf::from(bytes) }, &mut |_| ()).unwrap_err()
    };
    assert_eq!(open(b""), "“半个.zip”：文件是空的（0 字节），请重新取得备案包。");
    let package = Sample::new().pack();
    assert!(open(&package[..500]).starts_with("“半个.zip”：文件不完整"));

    let mut sample = Sample::new();
    sample.files.clear();
    let error = run(pack_job(&sample), &mut |_| ()).unwrap_err();
    assert_eq!(error, "附件“认证机构批准书.pdf”的内容不在本机，请重新添加该文件后再导出。");

    let no_faces = print_job(DEFINITION, None, Printout::Form, Vec::new());
    let error = run(no_faces, &mut |_| ()).unwrap_err();
    assert!(error.ends_with('。') && error.contains("字体"), "{error}");

    let broken = print_job("{", None, Printout::Form, Vec::new());
    assert!(run(broken, &mut |_| ()).unwrap_err().starts_with("procedure.json："));
}

#[test]
fn jobs_and_outcomes_survive_the_way_to_the_worker_and_back() {
    let sample = Sample::new();
    let job = pack_job(&sample);
    let there: Job = serde_json::from_str(&serde_json::to_string(&job).unwrap()).unwrap();
    let (Job::Pack { dossier, .. }, Job::Pack { dossier: arrived, .. }) = (job, there) else {
        panic!("another job arrived");
    };
    assert_eq!(dossier, arrived);
}

#[test]
fn a_holiday_table_from_a_file_counts_in_the_worker_too() {
    let packed = |holiday_tables: Vec<String>| {
        let mut job = pack_job(&Sample::new());
        if let Job::Pack { holiday_tables: tables, dossier, today, .. } = &mut job {
            *tables = holiday_tables;
            *today = day("2027-01-12");
            dossier.answers.insert("qualification_date".into(), "2026-12-28".into());
            dossier.answers.insert("form_date".into(), "2027-01-12".into());
        }
        run(job, &mut |_| ())
    };
    let waiting = |outcome| {
        let Ok(Outcome::Packed { verdict, .. }) = outcome else { panic!("not packed") };
        verdict.waiting
    };
    let table = crate::calendar_tables::table_2027().to_string();
    assert!(waiting(packed(Vec::new())) > waiting(packed(vec![table.clone()])));
    let error = packed(vec![table.replace("2027-02-20", "2027-02-22")]).unwrap_err();
    assert!(error.contains("2027年2月22日不是周六或周日"), "{error}");
}
