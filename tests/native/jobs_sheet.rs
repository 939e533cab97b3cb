//! Sheets read and written by jobs, as the page asks for them.

use std::sync::Arc;

use beian::dossier::Row;
use beian::jobs::{Job, Outcome};
use beian::sheet::{Choices, Preview, SheetFormat};
use serde_bytes::ByteBuf;

use crate::jobs_support::Worker;
use crate::sheet_support::{definition, fixture};

fn read(name: &str, bytes: Vec<u8>) -> Result<Outcome, String> {
    let job = Job::ReadSheet {
        name: name.into(),
        bytes: ByteBuf::from(bytes),
        procedure_json: definition(),
        roster: "certificates".into(),
        rows: Vec::new(),
        choices: Choices::default(),
    };
    // As it arrives in the worker.
    let there: Job = serde_json::from_str(&serde_json::to_string(&job).unwrap()).unwrap();
    Worker::new().run(there, &mut |_| ())
}

fn write(rows: Option<Vec<Arc<Row>>>, format: SheetFormat) -> (String, Vec<u8>) {
    let (procedure_json, roster) = (definition(), "certificates".to_owned());
    match Worker::new().run(Job::WriteSheet { procedure_json, roster, rows, format }, &mut |_| ()) {
        Ok(Outcome::SheetWritten { name, bytes }) => (name, bytes.into_vec()),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_sheet_is_planned_and_what_it_brings_is_written_again() {
    let Ok(Outcome::SheetRead(preview, Some(rows))) = read("登记.xlsx", fixture("register.xlsx")) else {
        panic!("not read");
    };
    assert_eq!(preview.counts.added, 5);
    // As the page reads them.
    let json = serde_json::to_string(&*preview).unwrap();
    assert_eq!(beian::json::from_str::<Preview>(&json).unwrap(), *preview);
    let json = serde_json::to_string(&Some(&rows)).unwrap();
    assert_eq!(beian::json::from_str::<Option<Vec<Arc<Row>>>>(&json).unwrap().unwrap(), rows);
    let (name, csv) = write(Some(rows.clone()), SheetFormat::Csv);
    assert_eq!(name, "证书.csv");
    let Ok(Outcome::SheetRead(again, Some(back))) = read(&name, csv) else { panic!("not read") };
    assert_eq!(again.counts.added, 5);
    assert!(back.iter().map(|row| &row.answers).eq(rows.iter().map(|row| &row.answers)));
    let (name, file) = write(None, SheetFormat::Xlsx);
    assert_eq!(name, "证书_模板.xlsx");
    assert!(file.starts_with(b"PK"));
}

#[test]
fn a_text_that_was_pasted_has_no_name_and_is_called_so() {
    let Ok(Outcome::SheetRead(preview, Some(_))) = read("", "证书编号\t获证组织名称\nA-1\t甲".into())
    else {
        panic!("not read");
    };
    assert_eq!(preview.counts.added, 1);
    assert_eq!(read("", b" \n".to_vec()).unwrap_err(), "“粘贴的内容”里没有内容，请核对是否选对了文件。");
}

#[test]
fn a_sheet_that_cannot_be_read_or_does_not_fit_says_so() {
    assert!(read("密.xlsx", fixture("password.xlsx")).unwrap_err().starts_with("“密.xlsx”设有打开密码"));
    let Ok(Outcome::SheetRead(preview, None)) = read("工资.xlsx", fixture("other.xlsx")) else {
        panic!("it fits");
    };
    assert!(preview.refusal.unwrap().contains("没有“证书”的表头"));
}
