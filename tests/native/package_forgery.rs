//! Packages whose manifest, findings or answers were forged.

use beian::package::{Digests, MismatchKind, PackageError, Recheck, open};

use crate::package_support::{Sample, altered, kinds, refused, repack, unpack, with_file, with_json};
use crate::samples::pdf;

const APPROVAL: &str = "材料/1.1 认证机构批准书/01 认证机构批准书.pdf";

#[test]
fn a_changed_entry_of_the_manifest_is_told_apart_from_a_changed_file() {
    let package = Sample::new().pack();
    for (member, value, what) in [
        ("sha256", serde_json::json!("0".repeat(64)), "SHA-256"),
        ("sm3", serde_json::json!("0".repeat(64)), "SM3"),
        ("size", serde_json::json!(1), "大小"),
    ] {
        let changed = with_json(&package, "manifest.json", |m| m["files"][3][member] = value.clone());
        altered(
            &changed,
            MismatchKind::ManifestEntryChanged,
            APPROVAL,
            &format!("清单中“{APPROVAL}”的{what}被改动，文件内容未变"),
        );
        refused(&changed);
    }
}

#[test]
fn a_changed_file_with_a_fitting_manifest_entry_is_caught_by_the_dossier() {
    let forged = pdf(2);
    let package = with_file(&Sample::new().pack(), APPROVAL, |bytes| *bytes = forged.clone());
    let digests = serde_json::to_value(Digests::of(&forged)).unwrap();
    let package = with_json(&package, "manifest.json", |m| {
        for (member, value) in digests.as_object().unwrap() {
            m["files"][3][member] = value.clone();
        }
    });
    altered(
        &package,
        MismatchKind::ManifestEntryChanged,
        APPROVAL,
        "的大小或摘要与 filing.json 的记录不一致",
    );
    refused(&package);
}

#[test]
fn a_renamed_moved_added_or_removed_entry_of_the_manifest_is_named() {
    let package = Sample::new().pack();
    let moved =
        with_json(&package, "manifest.json", |m| m["files"][3]["attachment"]["material"] = "9".into());
    altered(&moved, MismatchKind::ManifestEntryChanged, APPROVAL, "的归属与 filing.json 不一致");
    refused(&moved);

    let original =
        with_json(&package, "manifest.json", |m| m["files"][3]["attachment"]["name"] = "x.pdf".into());
    altered(&original, MismatchKind::ManifestEntryChanged, APPROVAL, "的归属与 filing.json 不一致");

    let removed =
        with_json(&package, "manifest.json", |m| drop(m["files"].as_array_mut().unwrap().remove(3)));
    altered(&removed, MismatchKind::FileExtra, APPROVAL, "清单中没有");
    altered(&removed, MismatchKind::ManifestEntryChanged, APPROVAL, "清单中缺少");

    let added = with_json(&package, "manifest.json", |m| {
        let mut entry = m["files"][3].clone();
        entry["path"] = "材料/多余.pdf".into();
        m["files"].as_array_mut().unwrap().push(entry);
    });
    altered(&added, MismatchKind::FileMissing, "材料/多余.pdf", "缺少文件“材料/多余.pdf”");
    altered(&added, MismatchKind::ManifestEntryChanged, "材料/多余.pdf", "清单中多出");

    let swapped = with_json(&package, "manifest.json", |m| m["files"].as_array_mut().unwrap().swap(3, 4));
    altered(&swapped, MismatchKind::ManifestChanged, "manifest.json", "文件的顺序被改动");

    let renamed: Vec<_> = unpack(&package)
        .into_iter()
        .map(
            |(path, bytes)| {
                if path == APPROVAL { ("材料/改名.pdf".to_owned(), bytes) } else { (path, bytes) }
            },
        )
        .collect();
    let renamed = repack(&renamed);
    let verification = altered(&renamed, MismatchKind::FileExtra, "材料/改名.pdf", "多出文件");
    assert!(kinds(&verification).contains(&(MismatchKind::FileMissing, APPROVAL)));
}

#[test]
fn a_changed_head_of_the_manifest_is_named() {
    let package = Sample::new().pack();
    let change = |change: &dyn Fn(&mut serde_json::Value)| with_json(&package, "manifest.json", change);
    for (changed, message) in [
        (change(&|m| m["status"] = "complete".into()), "自查状态与 findings.json 不一致"),
        (change(&|m| m["day"] = "2026-11-22".into()), "制作日期与 findings.json 不一致"),
        (change(&|m| m["title"] = "别的备案".into()), "事项名称被改动"),
        (change(&|m| m["procedure"]["version"] = "2027.1".into()), "事项定义与 filing.json 不一致"),
    ] {
        altered(&changed, MismatchKind::ManifestChanged, "manifest.json", message);
    }
    let spaced = with_file(&package, "manifest.json", |bytes| bytes.push(b'\n'));
    altered(&spaced, MismatchKind::ManifestChanged, "manifest.json", "不是导出时的原样");
    let unknown = change(&|m| m["files"][0]["note"] = "x".into());
    altered(&unknown, MismatchKind::ManifestChanged, "manifest.json", "不是导出时的原样");
}

/// Changes a JSON file and makes its manifest entry fit again, as somebody would who knows the format.
fn forge(package: &[u8], path: &str, change: impl Fn(&mut serde_json::Value)) -> Vec<u8> {
    let package = with_json(package, path, change);
    let bytes = unpack(&package).into_iter().find(|(name, _)| name == path).unwrap().1;
    let digests = serde_json::to_value(Digests::of(&bytes)).unwrap();
    with_json(&package, "manifest.json", |m| {
        let entry = m["files"].as_array_mut().unwrap().iter_mut().find(|file| file["path"] == path).unwrap();
        for (member, value) in digests.as_object().unwrap() {
            entry[member] = value.clone();
        }
    })
}

#[test]
fn forged_findings_are_caught_by_making_the_checks_again() {
    let package = Sample::new().pack();
    let forged = forge(&package, "findings.json", |findings| {
        findings["findings"] = serde_json::json!([]);
        findings["verdict"] = serde_json::json!({"ready": true, "blocking": 0, "waiting": 0, "warnings": 0, "advice": 0, "passed": 40});
    });
    let forged = with_json(&forged, "manifest.json", |m| m["status"] = "complete".into());
    let verification = altered(&forged, MismatchKind::FindingsChanged, "findings.json", "与复核结果不一致");
    let Recheck::Differs { only_found, only_stated, stated, .. } = &verification.recheck else {
        panic!("{:?}", verification.recheck);
    };
    assert!(stated.ready && only_stated.is_empty() && !only_found.is_empty());
    assert!(verification.to_string().contains("复核有、包内没有："));
}

#[test]
fn a_verdict_that_does_not_follow_from_its_findings_is_caught() {
    let forged = forge(&Sample::new().pack(), "findings.json", |f| f["verdict"]["ready"] = true.into());
    let forged = with_json(&forged, "manifest.json", |m| m["status"] = "complete".into());
    altered(&forged, MismatchKind::FindingsChanged, "findings.json", "与复核结果不一致");
}

#[test]
fn forged_answers_and_values_are_caught() {
    let package = Sample::new().pack();
    let values = forge(&package, "filing.json", |f| f["values"]["founded_on"] = "2010-01-01".into());
    altered(&values, MismatchKind::ValuesChanged, "filing.json", "（values.founded_on）");
    let answer =
        forge(&package, "filing.json", |f| f["dossier"]["answers"]["founded_on"] = "2010-1-1".into());
    altered(&answer, MismatchKind::ValuesChanged, "filing.json", "（values.founded_on）");
    let pages = forge(&package, "filing.json", |f| f["dossier"]["attachments"][0]["pages"] = 9.into());
    altered(&pages, MismatchKind::RecordChanged, APPROVAL, "的类型或页数与 filing.json 的记录不一致");
}

#[test]
fn unreadable_parts_are_named() {
    let package = Sample::new().pack();
    for path in ["manifest.json", "filing.json", "findings.json"] {
        let broken = with_file(&package, path, |bytes| bytes.truncate(bytes.len() / 2));
        let verification = altered(&broken, MismatchKind::FileUnreadable, path, &format!("“{path}”无法读取"));
        assert_eq!(verification.recheck, Recheck::NotMade);
        refused(&broken);
    }
}

#[test]
fn a_later_format_asks_for_a_later_program() {
    let package = Sample::new().pack();
    for (path, format) in
        [("manifest.json", "/format"), ("filing.json", "/format"), ("filing.json", "/dossier/format")]
    {
        let newer = with_json(&package, path, |value| {
            *value.pointer_mut(format).unwrap() = 2.into();
            value["something"] = "new".into();
        });
        assert_eq!(open(&newer).unwrap_err(), PackageError::Newer { format: 2 });
        assert!(refused(&newer).contains("请升级备案通"));
    }
}
