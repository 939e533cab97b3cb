//! Names and answers that would add a line to a report, rewrite one on a terminal, or turn the direction of its text: in
//! everything that is said to whoever receives a package, they stand as what they are.

use std::io::Write as _;

use beian::draft::DraftWriter;
use beian::envelope::PassphraseKey;
use beian::field::{Answer, FieldKind};
use beian::package::{Against, Difference, Verification, open_filing, verify};
use serde_json::Value;

use crate::cli_support::{Temporary, beian, code, err, folder_of, out, text};
use crate::package_support::{ENGINES, Sample, against, procedure, with_json};

/// What an honest report says of a good package.
const GOOD: &str = "备案包完整，内容与清单一致，复核结论为可以提交";

/// A name that ends the line, says something of its own, wipes a line and turns the text around.
fn hostile() -> String {
    format!("甲\n{GOOD}\r\u{1B}[2K\u{9B}1A\u{202E}乙\u{2066}")
}

/// Holds what was said to one line for each thing that is said, without anything that acts.
fn harmless(said: &str) {
    assert!(!said.lines().any(|line| line.trim_start().starts_with(GOOD)), "{said}");
    let acts = |c: char| c.is_control() || ('\u{202A}'..='\u{202E}').contains(&c) || c == '\u{2066}';
    let found = said.chars().find(|c| *c != '\n' && acts(*c));
    assert_eq!(found, None, "{said}");
}

/// A sample in which everything that can be is hostile.
fn sample() -> Sample {
    let mut sample = Sample::new();
    sample.dossier.name = hostile();
    let plain = |kind: &FieldKind| matches!(kind, FieldKind::Text { .. } | FieldKind::LongText { .. });
    for field in procedure().fields().filter(|field| plain(&field.kind)) {
        sample.dossier.answers.insert(field.id.clone(), Answer::from(hostile().as_str()));
    }
    sample.dossier.attachments[0].file.name = hostile();
    sample.check();
    sample
}

/// A package that was edited by hand besides.
fn edited() -> Vec<u8> {
    let package = with_json(&sample().pack(), "manifest.json", |manifest| {
        for member in ["title", "product/name", "product/version", "procedure/id", "procedure/version"] {
            *manifest.pointer_mut(&format!("/{member}")).unwrap() = hostile().into();
        }
        let mut listed = manifest["files"][0].clone();
        listed["path"] = hostile().into();
        manifest["files"].as_array_mut().unwrap().push(listed);
    });
    let package = with_json(&package, "filing.json", |filing| {
        filing["values"][hostile()] = "x".into();
        filing["dossier"]["procedure"]["version"] = hostile().into();
    });
    with_json(&package, "findings.json", |findings| {
        let first = &mut findings["findings"][0];
        first["code"] = hostile().into();
        first["about"] = vec![hostile()].into();
        first["message"] = hostile().into();
    })
}

#[test]
fn no_package_adds_a_line_to_its_report() {
    for package in [sample().pack(), edited()] {
        let said = verify(&package, &against()).unwrap().to_string();
        harmless(&said);
        assert!(said.contains("<U+000A>备案包完整") && said.contains("<U+202E>"), "{said}");
    }
    let unknown = verify(&sample().pack(), &Against { engines: &[], ..against() }).unwrap();
    harmless(&unknown.to_string());
}

#[test]
fn no_package_adds_a_line_to_a_comparison() {
    let filed = |package: &[u8]| open_filing(std::io::Cursor::new(package), &mut |_, _| ()).unwrap();
    let (before, after) = (filed(&Sample::new().pack()), filed(&sample().pack()));
    let difference = Difference::between(&before, &after, &[ENGINES[0].procedure()]);
    harmless(&difference.to_string());
    assert!(difference.to_string().contains("现在：甲<U+000A>备案包完整"), "{difference}");
}

#[test]
fn the_command_line_says_what_verify_and_check_find_line_by_line() {
    let temporary = Temporary::new("hostile-names");
    // The file's own name comes from outside, too, where a folder is verified.
    let (one, other) = (temporary.path("一.zip"), temporary.path("二\n备案包完整.zip"));
    std::fs::write(&one, sample().pack()).unwrap();
    std::fs::write(&other, edited()).unwrap();
    let day = ["--today", "2026-11-25"];
    for arguments in
        [vec![text(&one)], vec![text(&other)], vec![text(&temporary.0)], vec!["--full", text(&temporary.0)]]
    {
        let output = beian(&[&["verify"], &arguments[..], &day].concat());
        harmless(&out(&output));
        harmless(&err(&output));
        assert!(!out(&output).lines().any(|line| line.starts_with("备案包完整.zip")), "{}", out(&output));
    }
    let json = beian(&[&["verify", "--json", text(&one)], &day[..]].concat());
    harmless(&out(&json));
    let reports: Value = serde_json::from_str(&out(&json)).unwrap();
    assert_eq!(
        reports[0]["verification"]["dossier_name"],
        hostile().as_str(),
        "to the letter for other programs"
    );
    let read: Vec<beian::package::VerificationReport> = serde_json::from_value(reports).unwrap();
    assert!(read[0].verification.as_ref().is_some_and(|it: &Verification| it.manifest.is_some()));

    let folder = folder_of("hostile-check", &sample());
    let output = beian(&[&["check", text(&folder.0)], &day[..]].concat());
    assert_eq!(code(&output), 1, "{}", err(&output));
    harmless(&out(&output));
    assert!(out(&output).contains("<U+000A>备案包完整"), "a file is named: {}", out(&output));
}

#[test]
fn the_command_line_says_what_open_and_migrate_make_line_by_line() {
    let temporary = Temporary::new("hostile-open");
    let (draft, words, made) = (temporary.path("x.beian"), temporary.path("words"), temporary.path("made"));
    let mut dossier = sample().dossier;
    dossier.attachments.clear();
    let bytes = DraftWriter::begin(
        PassphraseKey::draw("竹篮打水不如骑驴", 4).unwrap(),
        &dossier,
        "2026-11-29T10:00:00+08:00",
        Vec::new(),
    );
    std::fs::write(&draft, bytes.unwrap().finish().unwrap()).unwrap();
    std::fs::File::create(&words).unwrap().write_all("竹篮打水不如骑驴".as_bytes()).unwrap();
    let output = beian(&["open", text(&draft), "--out", text(&made), "--passphrase-file", text(&words)]);
    assert_eq!(code(&output), 0, "{}", err(&output));
    harmless(&out(&output));
    assert!(out(&output).contains("：甲<U+000A>备案包完整"), "{}", out(&output));
    assert_eq!(out(&output).lines().count(), 1);

    let mut older = sample();
    older.dossier.attachments.clear();
    older.dossier.procedure.version = hostile();
    older.dossier.answers.insert(hostile(), Answer::from(hostile().as_str()));
    let folder = folder_of("hostile-migrate", &older);
    for arguments in [vec!["migrate", text(&folder.0), "--dry-run"], vec!["check", text(&folder.0)]] {
        let output = beian(&arguments);
        harmless(&out(&output));
        harmless(&err(&output));
        assert!(format!("{}{}", out(&output), err(&output)).contains("<U+202E>"), "{}", err(&output));
    }
}
