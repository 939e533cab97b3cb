//! Packages of which files were changed, lost or added: each named for what it is.

use std::sync::LazyLock;

use beian::package::{Digests, FileState, MismatchKind, Outcome, Recheck, open, verify};
use proptest::prelude::*;

use crate::package_support::{Sample, against, altered, kinds, refused, repack, unpack, verified, with_file};
use crate::samples::pdf;

const APPROVAL: &str = "材料/1.1 认证机构批准书/01 认证机构批准书.pdf";

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
