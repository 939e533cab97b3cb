//! Packages: written the same every time, opened with nothing lost.

use std::io::Cursor;

use beian::dossier::{Attachment, Dossier, FileRecord, MediaType, ProcedureRef};
use beian::field::Answer;
use beian::package::{
    Contents, Digests, Manifest, Outcome, PackageError, Status, canonical_json, lay_out, open, safe_name,
};
use proptest::prelude::*;
use zip::ZipArchive;

use crate::package_support::{Sample, procedure, unpack, verified};
use crate::samples::pdf;

fn paths(package: &[u8]) -> Vec<String> {
    unpack(package).into_iter().map(|(path, _)| path).collect()
}

#[test]
fn a_package_holds_the_filing_and_the_materials_in_official_order() {
    assert_eq!(
        paths(&Sample::new().pack()),
        [
            "manifest.json",
            "filing.json",
            "filing.pdf",
            "findings.json",
            "材料/1.1 认证机构批准书/01 认证机构批准书.pdf",
            "材料/1.3 法定代表人身份证件/01 正面（人像页）.jpg",
            "材料/1.3 法定代表人身份证件/02 背面.png",
            "材料/1.4 经办人身份证件/01 正面（人像页）.jpg",
            "材料/3 人员安全背景审查说明及人员背景审查表/01 人员背景审查表 张三.pdf",
        ]
    );
}

#[test]
fn chinese_names_carry_the_utf8_flag_for_windows() {
    let package = Sample::new().pack();
    let archive = ZipArchive::new(Cursor::new(package.as_slice())).unwrap();
    for index in 0..archive.len() {
        let entry = archive.by_index_data(index).unwrap();
        let utf8 = entry.flags().as_u16() & (1 << 11) != 0;
        assert!(utf8 || entry.name_raw().is_ascii(), "{:?}", entry.name());
    }
}

#[test]
fn the_manifest_describes_every_other_file_and_keeps_the_original_names() {
    let sample = Sample::new();
    let package = sample.pack();
    let files = unpack(&package);
    let manifest: Manifest = serde_json::from_slice(&files[0].1).unwrap();
    assert_eq!(manifest.format, 1);
    assert_eq!(manifest.procedure, ProcedureRef::of(&sample.procedure));
    assert_eq!(manifest.title, "个人信息出境认证专业机构备案");
    assert_eq!(manifest.day, sample.today);
    assert_eq!(manifest.files.len(), files.len() - 1);
    for (path, bytes) in &files[1..] {
        assert_eq!(manifest.file(path).unwrap().digests, Digests::of(bytes), "{path}");
    }
    let front = manifest.files[4].attachment.as_ref().unwrap();
    assert_eq!((front.material.as_str(), front.slot.as_str()), ("1.3", "front"));
    assert_eq!(front.name, "身份证:正面?.JPG");
}

#[test]
fn filing_json_states_what_the_answers_mean() {
    let files = unpack(&Sample::new().pack());
    let filing: serde_json::Value = serde_json::from_slice(&files[1].1).unwrap();
    assert_eq!(filing["values"]["founded_on"], "2015-03-02");
    assert_eq!(filing["dossier"]["answers"]["founded_on"], "2015年3月2日");
}

#[test]
fn the_same_dossier_and_day_give_the_same_bytes() {
    let first = Sample::new().pack();
    assert!(first == Sample::new().pack());
    let mut later = Sample::new();
    later.today = later.today.succ_opt().unwrap();
    assert!(first != later.pack());
}

#[test]
fn a_package_opens_again_with_nothing_lost() {
    let sample = Sample::new();
    let opened = open(&sample.pack()).unwrap();
    assert_eq!(opened.dossier, sample.dossier);
    assert_eq!(opened.files, sample.files);
    assert_eq!(opened.form_pdf.as_deref(), Some(&sample.form_pdf[..]));
    assert_eq!(opened.findings.verdict, sample.report.verdict);
    assert_eq!(opened.findings.findings, sample.report.all().cloned().collect::<Vec<_>>());
}

#[test]
fn a_filing_that_has_not_passed_is_marked_a_draft_in_name_and_manifest() {
    let mut sample = Sample::new();
    assert!(!sample.report.verdict.ready);
    assert_eq!(sample.file_name(), "备案材料_未通过自查_华信认证（北京）有限公司_20261121.zip");
    assert_eq!(open(&sample.pack()).unwrap().manifest.status, Status::Draft);

    sample.report.verdict.ready = true;
    assert_eq!(sample.file_name(), "备案材料_华信认证（北京）有限公司_20261121.zip");
    assert_eq!(open(&sample.pack()).unwrap().manifest.status, Status::Complete);
}

#[test]
fn a_package_is_named_after_the_dossier_while_the_body_has_no_name() {
    let mut sample = Sample::new();
    sample.dossier.answers.remove("org_name");
    assert_eq!(sample.file_name(), "备案材料_未通过自查_示例卷宗_20261121.zip");
    sample.dossier.name = " / ".into();
    assert_eq!(sample.file_name(), "备案材料_未通过自查_／_20261121.zip");
    sample.dossier.name = "\u{202E}".into();
    assert_eq!(sample.file_name(), "备案材料_未通过自查_未命名_20261121.zip");
}

#[test]
fn names_are_made_safe_and_never_stripped_to_nothing() {
    for (name, safe) in [
        ("张三身份证", "张三身份证"),
        ("a/b\\c:d*e?f\"g<h>i|j", "a／b＼c：d＊e？f＂g＜h＞i｜j"),
        ("../../etc/passwd", "_.／..／etc／passwd"),
        ("换\n行\t表", "换_行_表"),
        ("照片\u{202E}gpj.exe", "照片_gpj.exe"),
        ("结尾的点. . ", "结尾的点"),
        ("CON", "_CON"),
        ("com1.txt", "_com1.txt"),
        ("COMPANY", "COMPANY"),
        ("㛃䶮𬱖𫍯", "㛃䶮𬱖𫍯"),
        ("   ", "文件"),
        ("", "文件"),
        ("\u{200B}\u{FEFF}", "文件"),
        ("...", "文件"),
    ] {
        assert_eq!(safe_name(name, "文件"), safe, "{name:?}");
    }
    assert_eq!(safe_name(&"长".repeat(500), "文件").chars().count(), 60);
    assert!(safe_name(&"𬱖".repeat(500), "文件").len() <= 180);
}

#[test]
fn a_file_at_a_place_that_the_definition_does_not_have_is_not_lost() {
    let mut sample = Sample::new();
    sample.attach("99", "old", "旧版材料.pdf", pdf(4));
    sample.attach("99", "old", "旧版材料.pdf", pdf(5));
    let package = sample.pack();
    let all = paths(&package);
    assert_eq!(all[all.len() - 2..], ["材料/99/01 旧版材料.pdf", "材料/99/02 旧版材料.pdf"]);
    assert_eq!(open(&package).unwrap().dossier, sample.dossier);
}

#[test]
fn packing_refuses_contents_that_are_not_the_recorded_ones() {
    let sample = Sample::new();
    let mut missing = Sample::new();
    missing.files.clear();
    let error = missing.try_pack().unwrap_err();
    assert_eq!(error, PackageError::ContentMissing { name: "认证机构批准书.pdf".into() });

    let mut changed = Sample::new();
    for bytes in changed.files.values_mut() {
        bytes.push(b' ');
    }
    assert!(matches!(changed.try_pack(), Err(PackageError::ContentChanged { .. })));

    let mut other = sample.procedure.clone();
    other.version = "2027.1".into();
    let contents = Contents { procedure: &other, ..sample.contents() };
    assert!(matches!(lay_out(&contents), Err(PackageError::OtherDefinition { .. })));
}

#[test]
fn canonical_json_follows_rfc_8785() {
    // The example of RFC 8785, section 3.2.2 and 3.2.3.
    let value = serde_json::json!({
        "numbers": [333_333_333.333_333_3, 1e30, 4.50, 2e-3, 0.000_000_000_000_000_000_000_000_001],
        "string": "\u{20ac}$\u{000F}\u{000a}A'\u{0042}\u{0022}\u{005c}\\\"/",
        "literals": [null, true, false],
    });
    assert_eq!(
        canonical_json(&value),
        r#"{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\u000f\nA'B\"\\\\\"/"}"#
    );
    let keys = serde_json::json!({
        "€": 1, "\r": 2, "\u{fb33}": 3, "1": 4, "😀": 5, "\u{80}": 6, "ö": 7,
    });
    assert_eq!(
        canonical_json(&keys),
        "{\"\\r\":2,\"1\":4,\"\u{80}\":6,\"ö\":7,\"€\":1,\"😀\":5,\"\u{fb33}\":3}"
    );
    let numbers = serde_json::json!([
        0.0,
        -0.0,
        1.0,
        -1.5,
        1e20,
        1e21,
        1e-6,
        1e-7,
        123_456_789_012_345_680_000.0,
        u64::MAX
    ]);
    assert_eq!(
        canonical_json(&numbers),
        "[0,0,1,-1.5,100000000000000000000,1e+21,0.000001,1e-7,123456789012345680000,18446744073709551615]"
    );
}

/// Written once and never again: what version 1 wrote must open for ever.
#[test]
fn a_package_of_version_1_opens_for_ever() {
    let package = std::fs::read("tests/vectors/package-v1.zip").unwrap();
    let dossier = std::fs::read_to_string("tests/vectors/package-v1.dossier.json").unwrap();
    let opened = open(&package).unwrap();
    assert_eq!(opened.dossier, serde_json::from_str::<Dossier>(&dossier).unwrap());
    assert_eq!(opened.files.len(), 4);
    assert_ne!(verified(&package).outcome, Outcome::Altered);
}

/// A dossier with any texts, at known and unknown places.
fn any_dossier() -> impl Strategy<Value = (Dossier, Vec<Vec<u8>>)> {
    let id = prop_oneof!["[a-z_]{1,12}", Just("org_name".to_owned()), Just("founded_on".to_owned())];
    let answer = prop_oneof![
        ".*".prop_map(Answer::Text),
        proptest::collection::btree_map("[a-z]{1,8}", ".*", 0..4).prop_map(Answer::Parts),
    ];
    let answers = proptest::collection::btree_map(id, answer, 0..12);
    let place = prop_oneof![
        Just(("1.1".to_owned(), "copy".to_owned())),
        Just(("1.3".to_owned(), "front".to_owned())),
        Just(("3".to_owned(), "tables".to_owned())),
        (".{0,6}", ".{0,6}"),
    ];
    let media = prop_oneof![Just(MediaType::Pdf), Just(MediaType::Jpeg), Just(MediaType::Png)];
    let file = (place, ".*", media, proptest::collection::vec(any::<u8>(), 0..64), 1..9_u32);
    (answers, proptest::collection::vec(file, 0..10), ".*", ".*").prop_map(|(answers, files, name, now)| {
        let mut dossier = Dossier::new("d".into(), name, ProcedureRef::of(&procedure()), &now);
        dossier.answers = answers;
        let mut contents = Vec::new();
        for (at, ((material, slot), name, media, bytes, pages)) in files.into_iter().enumerate() {
            let Digests { size, sha256, sm3 } = Digests::of(&bytes);
            let file = FileRecord { name, media, size, sha256, sm3, pages, marks: Vec::new(), seen: None };
            dossier.attachments.push(Attachment {
                id: format!("a{at}"),
                material,
                slot,
                file,
                text: None,
                printed: None,
                row: None,
            });
            contents.push(bytes);
        }
        (dossier, contents)
    })
}

proptest! {
    #![proptest_config(crate::vectors::cases(64))]

    #[test]
    fn any_dossier_comes_back_to_the_letter((dossier, contents) in any_dossier()) {
        let mut sample = Sample::new();
        sample.dossier = dossier;
        sample.files = contents.into_iter().map(|bytes| (beian::digest::sha256_hex(&bytes), bytes)).collect();
        let package = sample.pack();
        let opened = open(&package).unwrap();
        prop_assert_eq!(&opened.dossier, &sample.dossier);
        prop_assert_eq!(&opened.files, &sample.files);
        prop_assert!(package == sample.pack());
    }

    #[test]
    fn any_name_becomes_one_safe_part_of_a_path(name in ".*") {
        let safe = safe_name(&name, "文件");
        prop_assert!(!safe.is_empty() && safe.len() <= 181);
        prop_assert!(!safe.contains(['/', '\\', ':', '*', '?', '"', '<', '>', '|']));
        prop_assert!(!safe.chars().any(char::is_control));
        prop_assert!(!safe.starts_with('.') && !safe.ends_with(['.', ' ']));
    }
}
