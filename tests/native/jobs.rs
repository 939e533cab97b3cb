//! The heavy jobs, run as the worker runs them.

use std::collections::BTreeMap;
use std::io::Cursor;

use beian::check::Verdict;
use beian::dossier::Dossier;
use beian::envelope::Identity;
use beian::jobs::{Content, Job, Outcome, Printout, Progress};
use beian::package::Outcome as Verified;
use serde_bytes::ByteBuf;

use crate::document_support::root;
use crate::jobs_support::{Worker, fonts};
use crate::package_support::{Sample, day, pack_by_jobs};
use crate::samples::pdf;

const DEFINITION: &str = include_str!("../../www/procedures/pi-export-certifier-filing/procedure.json");

fn print_job(definition: &str, dossier: Option<Dossier>, printout: Printout) -> Job {
    Job::Print {
        procedure_json: definition.into(),
        dossier,
        printout,
        mark: None,
        fonts: fonts(),
        files: BTreeMap::new(),
        holiday_tables: Vec::new(),
        today: day("2026-11-25"),
    }
}

fn pack_job(sample: &Sample) -> Job {
    Job::Pack {
        procedure_json: DEFINITION.into(),
        dossier: sample.dossier.clone(),
        fonts: fonts(),
        holiday_tables: Vec::new(),
        files: BTreeMap::new(),
        begun: !sample.files.is_empty(),
        today: sample.today,
    }
}

fn pack(sample: &Sample, tell: &mut dyn FnMut(Progress)) -> Result<(Vec<u8>, Verdict), String> {
    pack_by_jobs(&mut Worker::new(), pack_job(sample), &sample.files, tell)
}

#[test]
fn a_filing_is_packed_verified_and_opened_by_jobs_alone() {
    let sample = Sample::new();
    let mut told: Vec<Progress> = Vec::new();
    let (package, verdict) = pack(&sample, &mut |p| told.push(p)).unwrap();
    let name = sample.file_name();
    assert!(!verdict.ready);
    assert!(told.windows(2).all(|pair| pair[0].share() <= pair[1].share()), "{told:?}");
    assert!(told.iter().all(|p| (0.0..=1.0).contains(&p.share())));

    let mut runner = Worker::new();
    let mut read = |job: Job, told: &mut Vec<Progress>| {
        let content: Box<dyn Content> = Box::new(Cursor::new(package.clone()));
        runner.run_on(job, vec![content], &mut |p| told.push(p)).unwrap()
    };
    let verify = Job::Verify {
        name: name.clone(),
        identity: None,
        signatures: Vec::new(),
        procedures: vec![DEFINITION.into()],
        all_marks: false,
        fonts_json: Some(fonts().index),
        holiday_tables: Vec::new(),
        today: day("2026-11-25"),
    };
    told.clear();
    let Outcome::Verified { verification, dossier } = read(verify, &mut told) else { panic!("not verified") };
    assert_eq!(verification.outcome, Verified::Intact, "{verification}");
    assert_eq!(dossier.unwrap().id, sample.dossier.id);
    assert!(told.windows(2).all(|pair| pair[0].share() <= pair[1].share()), "{told:?}");
    assert!(told.iter().any(|p| p.label == "正在核对摘要（第 9 个，共 9 个）"), "{told:?}");

    let open = Job::Open { name: name.clone(), identity: None };
    let Outcome::Opened { dossier, files } = read(open, &mut told) else { panic!("not opened") };
    // The pictures left without what is no picture, and their records say so.
    let mut sent = Sample::new();
    sent.clean();
    assert_ne!(sent.dossier, sample.dossier);
    assert_eq!(*dossier, sent.dossier);
    assert_eq!(files.len(), sample.files.len());
    for file in files {
        let sha256 = file.digests.sha256.clone();
        let one = Job::OpenFile { name: name.clone(), identity: None, file };
        let Outcome::OpenedFile(content) = read(one, &mut told) else { panic!("not opened") };
        assert!(content == sent.files[&sha256], "{sha256}");
    }

    // The same jobs give the same bytes, with faces kept from the first or loaded again.
    let mut runner = Worker::new();
    for _ in 0..2 {
        let again = pack_by_jobs(&mut runner, pack_job(&sample), &sample.files, &mut |_| ()).unwrap();
        assert!(again.0 == package);
    }
}

/// Which takes minutes in a browser, so that only some are read unless all are asked for.
#[test]
fn the_marks_of_a_long_scan_are_read_again_when_all_are_asked_for() {
    let mut sample = Sample::new();
    let form = sample.procedure.materials.iter().find(|material| material.is_form).unwrap();
    let (material, slot) = (form.id.clone(), form.slots[0].id.clone());
    sample.attach(&material, &slot, "盖章扫描件.pdf", pdf(61));
    sample.check();
    let package = sample.pack();
    let left = |all_marks: bool| {
        let content: Box<dyn Content> = Box::new(Cursor::new(package.clone()));
        let job = Job::Verify {
            name: "包.zip".into(),
            identity: None,
            signatures: Vec::new(),
            procedures: vec![DEFINITION.into()],
            all_marks,
            fonts_json: None,
            holiday_tables: Vec::new(),
            today: day("2026-11-25"),
        };
        let verified = Worker::new().run_on(job, vec![content], &mut |_| ());
        let Ok(Outcome::Verified { verification, .. }) = verified else { panic!("not verified") };
        let left = verification.prints.as_ref().unwrap().left;
        (left, verification.to_string().contains("没有重新读取"))
    };
    assert_eq!((left(false), left(true)), ((1, true), (0, false)));
}

#[test]
fn a_package_is_encrypted_piece_by_piece_and_opened_with_the_identity() {
    let (package, _) = pack(&Sample::new(), &mut |_| ()).unwrap();
    let identity = Identity::generate();
    let mut runner = Worker::new();
    let mut sealed = Vec::new();
    let pieces: Vec<&[u8]> = package.chunks(7000).collect();
    for (number, piece) in pieces.iter().enumerate() {
        let recipient = (number == 0).then(|| identity.to_recipient().to_string());
        let last = number + 1 == pieces.len();
        let job = Job::Seal { recipient, bytes: ByteBuf::from(piece.to_vec()), last };
        let Ok(Outcome::Sealed(piece)) = runner.run(job, &mut |_| ()) else { panic!("not sealed") };
        sealed.extend(piece.into_vec());
    }
    let mut open = |identity: Option<String>| {
        let content: Box<dyn Content> = Box::new(Cursor::new(sealed.clone()));
        runner.run_on(Job::Open { name: "包.zip.age".into(), identity }, vec![content], &mut |_| ())
    };
    let opened = open(Some(identity.to_secret_text().to_string()));
    assert!(matches!(opened, Ok(Outcome::Opened { files, .. }) if !files.is_empty()));
    let error = open(None).unwrap_err();
    assert_eq!(error, "“包.zip.age”：备案包是加密的，请选择接收方的私钥文件后打开。");
    let error = open(Some(Identity::generate().to_secret_text().to_string())).unwrap_err();
    assert!(error.starts_with("“包.zip.age”：文件不是加密给这把私钥的"), "{error}");
    let error = runner.run(Job::Seal { recipient: None, bytes: ByteBuf::new(), last: true }, &mut |_| ());
    assert_eq!(error.unwrap_err(), "导出已经中断，请重新导出。");
}

#[test]
fn a_blank_form_is_printed() {
    let job = print_job(DEFINITION, None, Printout::Form);
    let Ok(Outcome::Printed(pdf)) = Worker::new().run(job, &mut |_| ()) else { panic!("not printed") };
    assert!(pdf.starts_with(b"%PDF-"));
}

#[test]
fn a_file_is_inspected_and_a_bad_one_refused_by_name() {
    let inspect = |name: &str, bytes: Vec<u8>| {
        Worker::new().run(Job::Inspect { name: name.into(), bytes: ByteBuf::from(bytes) }, &mut |_| ())
    };
    let Ok(Outcome::Inspected(taken)) = inspect("批准书.pdf", pdf(2)) else { panic!("refused") };
    assert_eq!((taken.file.pages, taken.file.seen.unwrap().pages.len()), (2, 2));
    assert!(inspect("空.pdf", Vec::new()).unwrap_err().starts_with("“空.pdf”是空文件"));
}

#[test]
fn jobs_fail_with_one_chinese_sentence() {
    let open = |bytes: &[u8]| {
        let content: Box<dyn Content> = Box::new(Cursor::new(bytes.to_vec()));
        let job = Job::Open { name: "半个.zip".into(), identity: None };
        Worker::new().run_on(job, vec![content], &mut |_| ()).unwrap_err()
    };
    assert_eq!(open(b""), "“半个.zip”：文件是空的（0 字节），请重新取得备案包。");
    let package = Sample::new().pack();
    assert!(open(&package[..500]).starts_with("“半个.zip”：文件不完整"));

    let mut sample = Sample::new();
    sample.files.clear();
    let error = pack(&sample, &mut |_| ()).unwrap_err();
    assert_eq!(error, "附件“认证机构批准书.pdf”的内容不在本机，请重新添加该文件后再导出。");

    let mut no_faces = print_job(DEFINITION, None, Printout::Form);
    if let Job::Print { fonts, .. } = &mut no_faces {
        fonts.address = "nowhere/".into();
    }
    let error = Worker::new().run(no_faces, &mut |_| ()).unwrap_err();
    assert!(error.starts_with("无法读取 nowhere/") && error.contains("请检查网络"), "{error}");

    let broken = print_job("{", None, Printout::Form);
    assert!(Worker::new().run(broken, &mut |_| ()).unwrap_err().starts_with("procedure.json："));
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
        let sample = Sample::new();
        let mut job = pack_job(&sample);
        if let Job::Pack { holiday_tables: tables, dossier, today, .. } = &mut job {
            *tables = holiday_tables;
            *today = day("2027-01-12");
            dossier.answers.insert("qualification_date".into(), "2026-12-28".into());
            dossier.answers.insert("form_date".into(), "2027-01-12".into());
        }
        pack_by_jobs(&mut Worker::new(), job, &sample.files, &mut |_| ())
    };
    let waiting = |packed: Result<(Vec<u8>, Verdict), String>| packed.unwrap().1.waiting;
    let table = crate::calendar_tables::table_2027().to_string();
    assert!(waiting(packed(Vec::new())) > waiting(packed(vec![table.clone()])));
    let error = packed(vec![table.replace("2027-02-20", "2027-02-22")]).unwrap_err();
    assert!(error.contains("2027年2月22日不是周六或周日"), "{error}");
}

/// What a browser has not run it has not compiled.
#[test]
fn a_rehearsal_prints_something_of_every_definition() {
    let mut definitions = 0;
    for folder in std::fs::read_dir(root("www/procedures")).unwrap() {
        let file = folder.unwrap().path().join("procedure.json");
        let Ok(procedure_json) = std::fs::read_to_string(file) else { continue };
        let mut worker = Worker::new();
        let job = Job::Rehearse { procedure_json, fonts: fonts(), today: day("2026-11-25") };
        let outcome = worker.run(job, &mut |_| ());
        assert!(matches!(outcome, Ok(Outcome::Rehearsed(1..))), "{outcome:?}");
        definitions += 1;
    }
    assert!(definitions >= 4);
}

#[test]
fn what_could_not_be_fetched_is_fetched_again_for_the_next_print() {
    let mut worker = Worker::new();
    let print = |address: Option<&str>| {
        let mut job = print_job(DEFINITION, None, Printout::Form);
        if let (Job::Print { fonts, .. }, Some(address)) = (&mut job, address) {
            fonts.address = address.into();
        }
        job
    };
    let failed = worker.run(print(Some("nowhere/")), &mut |_| ()).unwrap_err();
    assert!(failed.starts_with("无法读取 nowhere/"), "{failed}");
    let printed = worker.run(print(None), &mut |_| ());
    assert!(matches!(printed, Ok(Outcome::Printed(_))), "{printed:?}");
}
