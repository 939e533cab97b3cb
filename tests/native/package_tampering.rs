//! Packages that were changed, damaged or made to do harm: each named for what it is.

use std::sync::LazyLock;

use beian::package::{
    Digests, FileState, MismatchKind, Outcome, PackageError, Recheck, Verification, open, verify,
};
use proptest::prelude::*;

use crate::package_support::{Sample, against, repack, unpack, verified, with_file, with_json};
use crate::samples::pdf;

const APPROVAL: &str = "材料/1.1 认证机构批准书/01 认证机构批准书.pdf";

fn kinds(verification: &Verification) -> Vec<(MismatchKind, &str)> {
    verification.mismatches.iter().map(|mismatch| (mismatch.kind, mismatch.path.as_str())).collect()
}

/// Verification finds exactly this at this file, says so in its text, and `open` refuses the package.
fn altered(package: &[u8], kind: MismatchKind, path: &str, message: &str) -> Verification {
    let verification = verified(package);
    assert_eq!(verification.outcome, Outcome::Altered);
    assert!(kinds(&verification).contains(&(kind, path)), "{:#?}", verification.mismatches);
    let text = verification.to_string();
    assert!(text.contains(message), "{text}");
    verification
}

fn refused(package: &[u8]) -> String {
    let text = open(package).unwrap_err().to_string();
    assert!(text.ends_with('。') && text.matches('。').count() == 1 && text.contains("，请"), "{text}");
    text
}

#[test]
fn an_untouched_package_is_intact_and_the_checks_agree() {
    let package = Sample::new().pack();
    let verification = verified(&package);
    assert_eq!(verification.outcome, Outcome::Intact, "{:#?}", verification.mismatches);
    assert!(matches!(verification.recheck, Recheck::Agrees { .. }));
    assert!(verification.files.iter().all(|file| file.state == FileState::Intact));
    assert_eq!(verification.package, Digests::of(&package));
    assert!(verification.notes.is_empty(), "{:?}", verification.notes);
    let text = verification.to_string();
    assert!(text.starts_with("备案包完整，但属于未通过自查的草稿，不能作为正式材料提交\n"), "{text}");
    assert!(text.contains("制作：2026年11月21日，"), "{text}");
}

#[test]
fn a_changed_byte_in_any_file_is_named() {
    let package = Sample::new().pack();
    for (path, bytes) in unpack(&package) {
        if path == "manifest.json" {
            continue;
        }
        let at = bytes.len() / 2;
        let changed = with_file(&package, &path, |bytes| bytes[at] ^= 1);
        altered(
            &changed,
            MismatchKind::FileChanged,
            &path,
            &format!("“{path}”的内容已改动（大小未变，摘要不符）"),
        );
        assert!(refused(&changed).contains(&format!("“{path}”")));
    }
}

#[test]
fn a_longer_file_is_named_with_both_sizes() {
    let package = with_file(&Sample::new().pack(), APPROVAL, |bytes| bytes.extend(b"  "));
    let size = pdf(3).len();
    altered(
        &package,
        MismatchKind::FileChanged,
        APPROVAL,
        &format!("（应为 {size} 字节，实为 {} 字节）", size + 2),
    );
}

#[test]
fn a_changed_byte_inside_the_archive_itself_never_passes_unnoticed() {
    let package = Sample::new().pack();
    let content = package.windows(10).position(|window| window == b"1 0 obj\n<<").unwrap();
    let mut changed = package.clone();
    changed[content] ^= 1;
    let verification = verified(&changed);
    assert_eq!(verification.outcome, Outcome::Altered);
    assert_eq!(kinds(&verification), [(MismatchKind::FileChanged, "filing.pdf")]);
}

#[test]
fn a_missing_file_is_named() {
    let mut files = unpack(&Sample::new().pack());
    files.retain(|(path, _)| path != APPROVAL);
    let package = repack(&files);
    altered(&package, MismatchKind::FileMissing, APPROVAL, &format!("缺少文件“{APPROVAL}”"));
    assert!(refused(&package).contains(APPROVAL));
    for path in ["manifest.json", "filing.json", "filing.pdf", "findings.json"] {
        let mut files = unpack(&Sample::new().pack());
        files.retain(|(name, _)| name != path);
        let package = repack(&files);
        altered(&package, MismatchKind::FileMissing, path, &format!("缺少文件“{path}”"));
        refused(&package);
    }
}

#[test]
fn an_extra_file_is_named() {
    let mut files = unpack(&Sample::new().pack());
    files.push(("材料/1.1 认证机构批准书/02 补充.pdf".into(), pdf(1)));
    let package = repack(&files);
    let path = "材料/1.1 认证机构批准书/02 补充.pdf";
    altered(&package, MismatchKind::FileExtra, path, &format!("多出文件“{path}”，清单中没有"));
    assert!(refused(&package).contains("多出文件"));
}

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
fn a_package_of_an_unknown_definition_is_not_called_intact() {
    let mut sample = Sample::new();
    sample.procedure.version = "2030.1".into();
    sample.dossier.procedure.version = "2030.1".into();
    let package = sample.pack();
    let verification = verified(&package);
    assert_eq!(verification.outcome, Outcome::Unchecked);
    let text = verification.to_string();
    assert!(text.contains("本机没有该包所用的事项定义（pi-export-certifier-filing 2030.1"), "{text}");
    assert_eq!(open(&package).unwrap().dossier, sample.dossier);
}

#[test]
fn a_package_compressed_again_stays_intact_with_a_note() {
    let package = repack(&unpack(&Sample::new().pack()));
    let verification = verified(&package);
    assert_eq!(verification.outcome, Outcome::Intact);
    assert!(verification.notes[0].contains("重新压缩"), "{:?}", verification.notes);
    assert!(open(&package).is_ok());
}

#[test]
fn a_package_from_the_future_is_noted() {
    let mut sample = Sample::new();
    sample.today = "2026-12-31".parse().unwrap();
    sample.check();
    let verification = verified(&sample.pack());
    assert!(verification.notes[0].contains("2026年12月31日晚于核验日期2026年11月25日"));
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

#[test]
fn other_files_and_cut_packages_are_refused_with_one_sentence_each() {
    let package = Sample::new().pack();
    assert_eq!(open(b"").unwrap_err(), PackageError::Empty);
    assert_eq!(open(&package[..package.len() / 2]).unwrap_err(), PackageError::Truncated);
    assert_eq!(open(&package[..package.len() - 1]).unwrap_err(), PackageError::Truncated);
    assert_eq!(open(&pdf(1)).unwrap_err(), PackageError::NotAPackage);
    assert_eq!(open(&repack(&[("a.txt".into(), b"a".to_vec())])).unwrap_err(), PackageError::NotAPackage);
    let nested: Vec<_> =
        unpack(&package).into_iter().map(|(path, bytes)| (format!("备案材料/{path}"), bytes)).collect();
    assert_eq!(open(&repack(&nested)).unwrap_err(), PackageError::Nested);
    for bytes in [&b""[..], &package[..package.len() / 2], &pdf(1), &repack(&nested)] {
        refused(bytes);
    }
}

#[test]
fn names_that_lead_out_of_the_folder_or_hide_themselves_are_refused() {
    for name in [
        "../evil.pdf",
        "材料/../../evil.pdf",
        "/etc/passwd",
        "C:/evil.pdf",
        "..\\evil.pdf",
        "材料\\evil.pdf",
        "材料//evil.pdf",
        "./evil.pdf",
        "材料/\u{202E}fdp.exe",
        "材料/a\u{200B}.pdf",
        "材料/a\nb.pdf",
        "材料/a\0.pdf",
        "MANIFEST.JSON",
    ] {
        let mut files = unpack(&Sample::new().pack());
        files.push((name.to_owned(), b"x".to_vec()));
        let package = repack(&files);
        let error = open(&package).unwrap_err();
        assert!(matches!(error, PackageError::UnsafeName { .. }), "{name:?}: {error}");
        let text = refused(&package);
        assert!(!text.contains(['\u{202E}', '\u{200B}', '\n', '\0']), "{text:?}");
    }
}

/// Overwrites bytes of every directory entry for a path and of its local header: `(offset in the local
/// header, offset in the directory, value)`.
fn patch_headers(package: &[u8], path: &str, local: usize, central: usize, value: &[u8]) -> Vec<u8> {
    let mut bytes = package.to_vec();
    for (signature, name_at, at) in [(b"PK\x03\x04", 30, local), (b"PK\x01\x02", 46, central)] {
        for start in 0..bytes.len() - 4 {
            let named = bytes.get(start + name_at..start + name_at + path.len()) == Some(path.as_bytes());
            if bytes[start..].starts_with(signature) && named {
                bytes[start + at..start + at + value.len()].copy_from_slice(value);
            }
        }
    }
    bytes
}

#[test]
fn symlinks_encrypted_entries_and_strange_compressions_are_refused() {
    let package = repack(&unpack(&Sample::new().pack()));
    // The Unix mode stands in the upper half of the external attributes, in the directory only.
    let mut symlink = package.clone();
    let start = symlink
        .windows(4 + 42 + 10)
        .position(|w| w.starts_with(b"PK\x01\x02") && w.ends_with(b"filing.pdf"))
        .unwrap();
    symlink[start + 40..start + 42].copy_from_slice(&0o120_777_u16.to_le_bytes());
    let error = open(&symlink).unwrap_err();
    assert!(matches!(error, PackageError::UnsafeName { reason: "符号链接或特殊文件", .. }), "{error}");

    let encrypted = patch_headers(&package, "filing.pdf", 6, 8, &[1]);
    assert_eq!(open(&encrypted).unwrap_err(), PackageError::Encrypted { path: "filing.pdf".into() });

    let lzma = patch_headers(&package, "filing.pdf", 8, 10, &[14]);
    assert_eq!(open(&lzma).unwrap_err(), PackageError::Unsupported { path: "filing.pdf".into() });
}

#[test]
fn a_bomb_is_refused_before_it_is_unpacked() {
    let mut files = unpack(&Sample::new().pack());
    files.push(("材料/bomb.pdf".into(), vec![0; 20 * 1024 * 1024]));
    let error = open(&repack(&files)).unwrap_err();
    assert_eq!(error, PackageError::Suspicious { path: "材料/bomb.pdf".into() });

    // An entry that claims less than it holds is damaged, and never unpacked beyond its claim.
    let package = patch_headers(&repack(&unpack(&Sample::new().pack())), "filing.pdf", 22, 24, &[9, 0, 0, 0]);
    altered(&package, MismatchKind::FileDamaged, "filing.pdf", "“filing.pdf”已损坏");

    let claims = patch_headers(&repack(&files), "filing.pdf", 22, 24, &0x7000_0000_u32.to_le_bytes());
    assert_eq!(open(&claims).unwrap_err(), PackageError::EntryTooLarge { path: "filing.pdf".into() });
}

#[test]
fn two_entries_of_one_name_are_refused() {
    let mut files = unpack(&Sample::new().pack());
    files.push(("filing.pdx".into(), b"x".to_vec()));
    let package = patch_headers(&repack(&files), "filing.pdx", 30, 46, b"filing.pdf");
    assert_eq!(open(&package).unwrap_err(), PackageError::Duplicate);
}

#[test]
fn too_many_entries_are_refused() {
    let mut files = unpack(&Sample::new().pack());
    files.extend((0..2100).map(|n| (format!("材料/{n}"), Vec::new())));
    assert_eq!(open(&repack(&files)).unwrap_err(), PackageError::TooManyEntries);
}

proptest! {
    #![proptest_config(crate::vectors::cases(256))]

    #[test]
    fn no_changed_byte_passes_unnoticed_and_none_makes_us_panic(
        at in any::<prop::sample::Index>(),
        flip in 1_u8..,
    ) {
        static PACKAGE: LazyLock<Vec<u8>> = LazyLock::new(|| Sample::new().pack());
        let mut package = PACKAGE.clone();
        let at = at.index(package.len());
        package[at] ^= flip;
        if let Ok(verification) = verify(&package, &against()) {
            let noticed = verification.outcome != Outcome::Intact || !verification.notes.is_empty();
            prop_assert!(noticed, "byte {at}");
        }
        let _ = open(&package);
    }

    #[test]
    fn no_garbage_makes_us_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        let mut package = b"PK\x03\x04".to_vec();
        package.extend(&bytes);
        package.extend(b"PK\x05\x06\0\0\0\0\x01\0\x01\0\x2E\0\0\0\x04\0\0\0\0\0");
        let _ = open(&package);
        let _ = open(&bytes);
    }
}
