//! `beian verify` over packages that are whole, changed or no packages at all.

use std::io::Cursor;
use std::path::PathBuf;

use beian::dossier::ProcedureRef;
use beian::jobs::{Content, Job, Outcome};
use serde_json::Value;

use crate::cli_support::{Temporary, beian, code, err, out, text};
use crate::jobs_support::Worker;
use crate::package_support::{Sample, day, procedure};
use crate::samples::pdf;

#[test]
fn verify_tells_intact_changed_and_unusable_packages_apart() {
    let folder = Temporary::new("verify");
    let package = Sample::new().pack();
    let changed = crate::package_support::with_file(&package, "filing.pdf", |bytes| bytes[20] ^= 1);
    let mut files = crate::package_support::unpack(&package);
    files.push(("../evil".into(), b"x".to_vec()));
    for (name, bytes) in [
        ("good.zip", package.as_slice()),
        ("changed.zip", &changed),
        ("half.zip", &package[..package.len() / 2]),
        ("slip.zip", &crate::package_support::repack(&files)),
        ("empty.zip", b""),
        ("other.zip", &pdf(1)),
    ] {
        std::fs::write(folder.path(name), bytes).unwrap();
    }
    let verify = |names: &[&str]| {
        let paths: Vec<PathBuf> = names.iter().map(|name| folder.path(name)).collect();
        let mut arguments = vec!["verify", "--today", "2026-11-25"];
        arguments.extend(paths.iter().map(|path| text(path)));
        beian(&arguments)
    };
    assert_eq!(code(&verify(&["good.zip"])), 0);
    let altered = verify(&["good.zip", "changed.zip"]);
    assert_eq!(code(&altered), 1);
    assert!(out(&altered).contains("“filing.pdf”的内容已改动"), "{}", out(&altered));
    assert!(!out(&altered).contains("SHA-256"), "one line each");
    let whole = verify(&["changed.zip"]);
    assert!(out(&whole).contains("SHA-256") && out(&whole).contains("“filing.pdf”的内容已改动"));
    for (name, words) in [
        ("half.zip", "half.zip：文件不完整，可能在下载或拷贝时中断，请重新取得完整的备案包。"),
        ("slip.zip", "slip.zip：压缩包内有不安全的文件名“../evil”"),
        ("empty.zip", "empty.zip：文件是空的（0 字节）"),
        ("other.zip", "other.zip：文件不是备案包"),
        ("missing.zip", "missing.zip：找不到"),
    ] {
        let output = verify(&["good.zip", name]);
        assert_eq!(code(&output), 2);
        assert!(err(&output).contains(words), "{}", err(&output));
        let others = out(&output);
        assert!(others.contains("good.zip　备案包完整"), "the others are verified all the same: {others}");
        assert!(
            others.contains("共 2 个备案包：完整 0 个，草稿 1 个，不一致 0 个，未复核 0 个，无法核验 1 个。")
        );
    }
}

#[test]
fn packages_of_the_example_are_no_filings_and_are_counted_apart() {
    let folder = Temporary::new("verify-example");
    let mut example = Sample::new();
    example.dossier.example = true;
    let [one, two] = ["one.zip", "two.zip"].map(|name| folder.path(name));
    std::fs::write(&one, Sample::new().pack()).unwrap();
    std::fs::write(&two, example.pack()).unwrap();
    let told = out(&beian(&["verify", text(&one), text(&two), "--today", "2026-11-25"]));
    assert!(told.contains("共 2 个备案包：完整 0 个，草稿 1 个，示例 1 个，不一致 0 个"), "{told}");
    assert!(told.contains("示　例　"), "{told}");
}

#[test]
fn verify_prints_json_for_every_package() {
    let folder = Temporary::new("verify-json");
    let (good, half) = (folder.path("good.zip"), folder.path("half.zip"));
    let package = Sample::new().pack();
    std::fs::write(&good, &package).unwrap();
    std::fs::write(&half, &package[..100]).unwrap();
    let output = beian(&["verify", text(&good), text(&half), "--json", "--today", "2026-11-25"]);
    assert_eq!(code(&output), 2);
    let json: Value = serde_json::from_str(&out(&output)).unwrap();
    assert_eq!(json[0]["verification"]["outcome"], "intact");
    assert_eq!(json[0]["verification"]["recheck"]["state"], "agrees");
    assert_eq!(json[1]["error"], "文件不完整，可能在下载或拷贝时中断，请重新取得完整的备案包。");
}

#[test]
fn a_package_cannot_be_verified_without_its_definition() {
    let folder = Temporary::new("verify-unknown");
    let good = folder.path("good.zip");
    std::fs::write(&good, Sample::new().pack()).unwrap();
    std::fs::create_dir(folder.path("procedures")).unwrap();
    let procedures = folder.path("procedures");
    let output = beian(&["verify", text(&good), "--procedures", text(&procedures)]);
    assert_eq!(code(&output), 2);
    assert!(err(&output).contains("good.zip：未复核：本机没有该包所用的事项定义"), "{}", err(&output));
}

#[test]
fn the_worker_verifies_a_package_of_an_earlier_version_as_the_command_line_does() {
    let folder = Temporary::new("verify-earlier");
    let (file, package) = (folder.path("good.zip"), Sample::new().pack());
    std::fs::write(&file, &package).unwrap();
    // The version that the package names is the earlier one of that at hand.
    let named = procedure();
    let place = folder.path("procedures").join(&named.id);
    std::fs::create_dir_all(place.join("earlier")).unwrap();
    let before = std::fs::read_to_string(format!("www/procedures/{}/procedure.json", named.id)).unwrap();
    let mut now: Value = serde_json::from_str(&before).unwrap();
    now["version"] = "2027.1".into();
    now["earlier"] = vec![named.version.clone()].into();
    let now = now.to_string();
    std::fs::write(place.join("procedure.json"), &now).unwrap();
    std::fs::write(place.join(format!("earlier/{}.json", named.version)), &before).unwrap();
    let output = beian(&[
        "verify",
        text(&file),
        "--today",
        "2026-11-25",
        "--procedures",
        text(&folder.path("procedures")),
        "--fonts",
        "www/fonts",
    ]);
    assert_eq!(code(&output), 0, "{}{}", out(&output), err(&output));

    let run = |job: Job| {
        let content: Box<dyn Content> = Box::new(Cursor::new(package.clone()));
        Worker::new().run_on(job, vec![content], &mut |_| ()).unwrap()
    };
    // What the page asks first, to know which version to fetch.
    let asked = run(Job::DefinitionOf { name: "good.zip".into(), identity: None });
    let Outcome::DefinitionOf(Some(found)) = asked else { panic!("not told") };
    assert_eq!(found, ProcedureRef::of(&named));
    let verify = |procedures: Vec<String>| {
        let job = Job::Verify {
            name: "good.zip".into(),
            identity: None,
            signatures: Vec::new(),
            procedures,
            all_marks: false,
            fonts_json: Some(std::fs::read_to_string("www/fonts/fonts.json").unwrap()),
            holiday_tables: Vec::new(),
            today: day("2026-11-25"),
        };
        let Outcome::Verified { verification, .. } = run(job) else { panic!("not verified") };
        verification
    };
    let verification = verify(vec![now.clone(), before.clone()]);
    assert_eq!(out(&output), format!("== {}\n{verification}\n", text(&file)));
    assert!(verification.to_string().contains("按现行版本（2027.1，"), "{verification}");

    // Without it nothing can be made again, and a faulty one is named and stops nothing.
    assert!(verify(vec![now.clone()]).to_string().contains("未复核"));
    let verification = verify(vec![now, before, "{".into()]);
    assert!(verification.to_string().contains("复核结论与包内一致"), "{verification}");
    let note = verification.notes.last().unwrap();
    assert!(note.starts_with("没有用于核验的事项定义：procedure.json：") && note.ends_with('。'), "{note}");
}
