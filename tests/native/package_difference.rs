//! What is different between two packages of a filing.

use std::sync::Arc;

use beian::dossier::Row;
use beian::package::{Difference, FileChangeKind};

use crate::cli_support::{Temporary, beian, code, err, out, text};
use crate::document_support::{faces_for, text_of};
use crate::package_filings::{Filing, filed};
use crate::package_support::ENGINES;
use crate::samples::pdf;

const BEFORE: &str = "2026-11-20";
const AFTER: &str = "2026-11-21";

fn between(before: &Filing, after: &Filing) -> Difference {
    let (before, after) = (filed(&before.pack(BEFORE)), filed(&after.pack(AFTER)));
    Difference::between(&before, &after, &[ENGINES[0].procedure()])
}

/// Answers, people and files changed in every way.
fn changed() -> Filing {
    let mut filing = Filing::sample("enterprise");
    filing.dossier.answers.insert("post_code".into(), "100001".into());
    filing.dossier.answers.remove("people_note");
    // The same day written otherwise is no difference.
    let founded = filing.dossier.answers["founded_on"].text().to_owned();
    filing.dossier.answers.insert("founded_on".into(), founded.replace('-', "/").as_str().into());
    let people = filing.dossier.rosters.get_mut("people").unwrap();
    let changed = Arc::make_mut(&mut people[0]);
    changed.answers.insert("position".into(), "总经理".into());
    people.remove(2);
    let mut added = Row { id: "p99".into(), ..(*people[0]).clone() };
    added.answers.insert("name".into(), "新来的人".into());
    people.push(Arc::new(added));
    // Of the removed person the table goes, too; one file is replaced, one has moved, one is new.
    filing.dossier.attachments.retain(|there| there.row.as_deref() != Some("p03"));
    filing.replace("f27", "9-新的授权委托书.pdf", pdf(2));
    let plan = filing.dossier.attachments.iter().position(|there| there.id == "f23").unwrap();
    filing.dossier.attachments[plan].material = "6".into();
    let mut new = filing.dossier.attachments[plan].clone();
    new.id = "f90".into();
    new.material = "5".into();
    filing.dossier.attachments.push(new);
    filing.replace("f90", "5-新计划.pdf", pdf(3));
    filing
}

#[test]
fn a_filing_packed_on_two_days_is_the_same() {
    let sample = Filing::sample("enterprise");
    let difference = between(&sample, &sample);
    assert!(difference.is_empty(), "{difference}");
    assert!(difference.to_string().contains("相同"), "{difference}");
    assert!(difference.headline().contains("2026年11月20日"));
}

#[test]
fn changed_answers_people_files_and_findings_are_named_as_they_are_printed() {
    let difference = between(&Filing::sample("enterprise"), &changed());
    let labels: Vec<&str> = difference.answers.iter().map(|change| change.label.as_str()).collect();
    let post_code = difference.answers.iter().find(|change| change.field == "post_code").unwrap();
    assert_eq!((post_code.label.as_str(), post_code.after.as_str()), ("邮编", "100001"));
    assert!(!post_code.before.is_empty() && post_code.before != "100001");
    let note = difference.answers.iter().find(|change| change.field == "people_note").unwrap();
    assert!(!note.before.is_empty() && note.after.is_empty());
    assert_eq!(difference.answers.len(), 2, "{labels:?}");

    let [people] = difference.rosters.as_slice() else { panic!("{:?}", difference.rosters) };
    assert_eq!(people.added.iter().map(|row| row.name.as_str()).collect::<Vec<_>>(), ["新来的人"]);
    assert_eq!(people.removed.iter().map(|row| row.name.as_str()).collect::<Vec<_>>(), ["孟䶮"]);
    let [row] = people.changed.as_slice() else { panic!("{:?}", people.changed) };
    assert_eq!((row.row.name.as_str(), row.answers[0].after.as_str()), ("陆𬱖", "总经理"));
    assert!(!people.reordered);

    let files: Vec<(FileChangeKind, &str)> = difference
        .files
        .iter()
        .map(|change| {
            let at = change.after.as_ref().or(change.before.as_ref()).unwrap();
            (change.kind, at.name.as_str())
        })
        .collect();
    assert_eq!(
        files,
        [
            (FileChangeKind::Added, "5-新计划.pdf"),
            (FileChangeKind::Moved, "5-开展个人信息出境认证的工作计划.pdf"),
            (FileChangeKind::Replaced, "9-新的授权委托书.pdf"),
            (FileChangeKind::Removed, "3-人员背景审查表-03-孟䶮.pdf"),
        ]
    );
    assert_eq!(difference.files[2].before.as_ref().unwrap().name, "9-授权委托书.pdf");
    assert!(
        difference.files[3].before.as_ref().unwrap().place.starts_with("3 "),
        "{:?}",
        difference.files[3]
    );
    // The new person has no table.
    assert!(difference.findings_new.iter().any(|line| line.message.contains("新来的人")), "{difference}");
    let lines = difference.to_string();
    for words in ["邮编：", "新增 新来的人", "删去 孟䶮", "移位 6 ", "新出现的检查发现："]
    {
        assert!(lines.contains(words), "{words}: {lines}");
    }
}

#[test]
fn the_other_way_round_what_was_new_is_gone() {
    let (old, new) = (Filing::sample("enterprise"), changed());
    let (there, back) = (between(&old, &new), between(&new, &old));
    assert_eq!(there.answers.len(), back.answers.len());
    assert_eq!(there.rosters[0].added, back.rosters[0].removed);
    assert_eq!(there.findings_new, back.findings_gone);
    let kinds = |difference: &Difference, kind| difference.files.iter().filter(|it| it.kind == kind).count();
    assert_eq!(kinds(&there, FileChangeKind::Added), kinds(&back, FileChangeKind::Removed));
}

#[test]
fn without_the_definition_ids_stand_for_labels() {
    let (before, after) = (Filing::sample("enterprise").pack(BEFORE), changed().pack(AFTER));
    let difference = Difference::between(&filed(&before), &filed(&after), &[]);
    assert!(difference.answers.iter().any(|change| change.label == "post_code" && change.after == "100001"));
    assert_eq!(difference.rosters[0].title, "people");
    assert_eq!(difference.files.len(), 4);
}

#[test]
fn the_supplementary_note_holds_every_change() {
    let difference = between(&Filing::sample("enterprise"), &changed());
    let document = difference.document();
    let pdf = document.to_pdf(&faces_for(&document)).unwrap();
    assert!(pdf.starts_with(b"%PDF-"));
    let text = text_of(&pdf);
    for words in ["补充说明", "填报内容", "邮编", "100001", "新来的人", "孟䶮", "更换", "（盖章）"]
    {
        assert!(text.contains(words), "{words}: {text}");
    }
}

#[test]
fn the_command_line_compares_in_words_as_json_and_as_a_note() {
    let folder = Temporary::new("diff");
    std::fs::write(folder.path("旧.zip"), Filing::sample("enterprise").pack(BEFORE)).unwrap();
    std::fs::write(folder.path("新.zip"), changed().pack(AFTER)).unwrap();
    let (old, new) = (folder.path("旧.zip"), folder.path("新.zip"));
    let diff = |more: &[&str]| {
        let mut arguments = vec!["diff", text(&old), text(&new)];
        arguments.extend(more);
        beian(&arguments)
    };
    let words = diff(&[]);
    assert_eq!(code(&words), 1, "{}", err(&words));
    assert!(out(&words).contains("新增 新来的人"), "{}", out(&words));
    let (json, note) = (folder.path("差异.json"), folder.path("补充说明.pdf"));
    assert_eq!(code(&diff(&["--out", text(&json)])), 1);
    assert_eq!(code(&diff(&["--out", text(&note)])), 1);
    assert!(text_of(&std::fs::read(&note).unwrap()).contains("新来的人"));
    let json: serde_json::Value = serde_json::from_slice(&std::fs::read(&json).unwrap()).unwrap();
    let schema: serde_json::Value = serde_json::from_str(&out(&beian(&["schema", "difference"]))).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let errors: Vec<String> = validator.iter_errors(&json).map(|error| error.to_string()).collect();
    assert!(errors.is_empty(), "{errors:#?}");
    assert!(err(&diff(&["--out", "x.txt"])).contains("扩展名请用 .pdf 或者 .json"));
    assert_eq!(code(&beian(&["diff", text(&old), text(&old)])), 0);

    let verified =
        beian(&["verify", text(&new), "--earlier", text(&old), "--quick", "--today", "2026-11-25"]);
    assert!(out(&verified).contains("与先前备案包的差异："), "{}{}", out(&verified), err(&verified));
    assert!(out(&verified).contains("新增 新来的人"));
    let both = beian(&["verify", text(&new), text(&old), "--earlier", text(&old)]);
    assert_eq!(code(&both), 2);
}
