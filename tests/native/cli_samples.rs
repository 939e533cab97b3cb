//! The three complete samples through the command line: ready, printed, packed, verified, opened.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use beian::dossier::Dossier;
use beian::package::open;
use serde_json::Value;

const SAMPLES: [&str; 3] = ["enterprise", "public-institution", "social-organisation"];
const TODAY: &str = "2026-11-21";

fn folder(sample: &str) -> PathBuf {
    Path::new("tests/fixtures/dossiers").join(sample)
}

fn beian(arguments: &[&str]) -> Output {
    let program = env!("CARGO_BIN_EXE_beian");
    Command::new(program)
        .args(arguments)
        .env_remove("BEIAN_PROCEDURES")
        .env_remove("BEIAN_FONTS")
        .output()
        .unwrap()
}

#[track_caller]
fn good(arguments: &[&str]) -> String {
    let output = beian(arguments);
    let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert_eq!(output.status.code(), Some(0), "{out}\n{err}");
    out.into_owned()
}

#[test]
fn every_sample_may_be_submitted() {
    for sample in SAMPLES {
        let folder = folder(sample);
        let out = good(&["check", folder.to_str().unwrap(), "--today", TODAY]);
        assert!(out.starts_with("结论：可以提交（"), "{out}");
        let json = good(&["check", folder.to_str().unwrap(), "--today", TODAY, "--json"]);
        let json: Value = serde_json::from_str(&json).unwrap();
        assert_eq!(json["verdict"]["ready"], true);
    }
}

#[test]
fn the_samples_of_other_procedures_may_be_submitted_too_and_a_decision_is_shown_with_its_reasons() {
    for sample in ["route", "complaint", "violation"] {
        let out = good(&["check", folder(sample).to_str().unwrap(), "--today", TODAY]);
        assert!(out.starts_with("结论：可以提交（"), "{out}");
    }
    let out = good(&["check", folder("route").to_str().unwrap(), "--today", TODAY]);
    assert!(out.contains("出境路径：可申请认证") && out.contains("再增加 751200 人一般个人信息"), "{out}");
    let json = good(&["check", folder("route").to_str().unwrap(), "--today", TODAY, "--json"]);
    let json: Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["decision"]["outcome"], "certification");
}

#[test]
fn every_sample_is_packed_under_its_name_verified_and_opened_with_nothing_lost() {
    let target = std::env::temp_dir().join(format!("beian-samples-{}", std::process::id()));
    std::fs::create_dir_all(&target).unwrap();
    for sample in SAMPLES {
        let folder = folder(sample);
        let json = std::fs::read_to_string(folder.join("dossier.json")).unwrap();
        let dossier: Dossier = serde_json::from_str(&json).unwrap();
        let out =
            good(&["pack", folder.to_str().unwrap(), "--out", target.to_str().unwrap(), "--today", TODAY]);
        let path = out.lines().next().unwrap().to_owned();
        let name = dossier.answers["org_name"].text();
        assert!(path.ends_with(&format!("备案材料_{name}_20261121.zip")), "{path}");
        let report = good(&["verify", &path, "--quick", "--today", TODAY]);
        assert!(report.contains("备案包完整，内容与清单一致，复核结论为可以提交"), "{report}");

        let opened = open(&std::fs::read(&path).unwrap()).unwrap();
        // The folder may name an older digest of the same version of the definition.
        let expected = Dossier { procedure: opened.dossier.procedure.clone(), ..dossier };
        assert_eq!(opened.dossier, expected);
        for attachment in &opened.dossier.attachments {
            let file = std::fs::read(folder.join("files").join(&attachment.file.name)).unwrap();
            assert!(opened.files[&attachment.file.sha256] == file, "{}", attachment.file.name);
        }
    }
    std::fs::remove_dir_all(&target).unwrap();
}

#[test]
fn the_answers_of_every_sample_keep_to_the_schema() {
    let schema: Value = serde_json::from_str(&good(&["schema", "pi-export-certifier-filing"])).unwrap();
    let whole: Value = serde_json::from_str(&good(&["schema", "dossier"])).unwrap();
    let (answers, whole) =
        (jsonschema::validator_for(&schema).unwrap(), jsonschema::validator_for(&whole).unwrap());
    for sample in SAMPLES {
        let json = std::fs::read_to_string(folder(sample).join("dossier.json")).unwrap();
        let dossier: Value = serde_json::from_str(&json).unwrap();
        let errors: Vec<String> = answers
            .iter_errors(&dossier["answers"])
            .chain(whole.iter_errors(&dossier))
            .map(|error| format!("{sample} {}: {error}", error.instance_path()))
            .collect();
        assert!(errors.is_empty(), "{errors:#?}");
    }
}
