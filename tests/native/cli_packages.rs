//! Packages from the command line: encrypted to a receiver, verified many at a time, with signatures beside them.

use beian::envelope::Identity;
use beian::package::{Digests, open};
use serde_json::Value;

use crate::cli_support::{Temporary, beian, code, err, folder, out, text};
use crate::package_support::{Sample, with_file};

const DAY: &str = "2026-11-25";

#[test]
fn a_package_for_a_receiver_opens_with_the_identity_alone() {
    let folder = folder("sealed");
    let (identity, other) = (Identity::generate(), Identity::generate());
    for (name, identity) in [("key.txt", &identity), ("other.txt", &other)] {
        std::fs::write(folder.path(name), format!("# created: today\n{}\n", *identity.to_secret_text()))
            .unwrap();
    }
    let recipient = identity.to_recipient().to_string();
    let pack = |out: &str, more: &[&str]| {
        let target = folder.path(out);
        let mut arguments = vec!["pack", text(&folder.0), "--out", text(&target), "--draft", "--today", DAY];
        arguments.extend(more);
        beian(&arguments)
    };
    let plain = pack("plain.zip", &[]);
    assert_eq!(code(&plain), 0, "{}", err(&plain));
    let sealed = pack("for-you.zip", &["--to", &recipient]);
    assert_eq!(code(&sealed), 0, "{}", err(&sealed));
    let path = folder.path("for-you.zip.age");
    assert!(!folder.path("for-you.zip").exists());
    let bytes = std::fs::read(&path).unwrap();
    assert!(bytes.starts_with(b"age-encryption.org/v1\n"));
    let hidden = "华信认证".as_bytes();
    assert!(!bytes.windows(hidden.len()).any(|window| window == hidden));
    // What is inside is the plain package, to the byte.
    let digests = Digests::of(&std::fs::read(folder.path("plain.zip")).unwrap());
    assert!(
        out(&sealed).contains(&digests.sha256) && out(&sealed).contains(&digests.sm3),
        "{}",
        out(&sealed)
    );

    let verify = |key: Option<&str>| {
        let key = key.map(|key| folder.path(key));
        let mut arguments = vec!["verify", text(&path), "--today", DAY];
        if let Some(key) = &key {
            arguments.extend(["--identity", text(key)]);
        }
        beian(&arguments)
    };
    let verified = verify(Some("key.txt"));
    assert_eq!(code(&verified), 0, "{}", err(&verified));
    assert!(out(&verified).contains(&format!("SHA-256 {}", digests.sha256)), "{}", out(&verified));
    let without = verify(None);
    assert_eq!(code(&without), 2);
    assert!(err(&without).contains("请用 --identity 给出接收方的私钥文件"), "{}", err(&without));
    let wrong = verify(Some("other.txt"));
    assert!(err(&wrong).contains("文件不是加密给这把私钥的"), "{}", err(&wrong));
    let none = verify(Some("dossier.json"));
    assert!(err(&none).contains("dossier.json：私钥不正确"), "{}", err(&none));

    // A changed byte is told as what it is.
    let mut changed = bytes.clone();
    let at = changed.len() - 100;
    changed[at] ^= 1;
    std::fs::write(&path, changed).unwrap();
    let changed = verify(Some("key.txt"));
    assert_eq!(code(&changed), 2);
    assert!(err(&changed).contains("加密文件已损坏或被改动"), "{}", err(&changed));

    for (to, words) in [("age1abc", "接收方公钥不正确"), (identity.to_secret_text().as_str(), "这是私钥")]
    {
        let refused = pack("x.zip", &["--to", to]);
        assert_eq!(code(&refused), 2);
        assert!(err(&refused).contains(words), "{}", err(&refused));
        assert!(!err(&refused).contains("AGE-SECRET-KEY-1"), "the secret is not repeated");
    }
}

#[test]
fn a_folder_of_packages_is_verified_with_a_line_each_and_a_summary() {
    let folder = Temporary::new("many");
    let package = Sample::new().pack();
    std::fs::create_dir_all(folder.path("甲/乙")).unwrap();
    std::fs::write(folder.path("01.zip"), &package).unwrap();
    std::fs::write(folder.path("甲/02.ZIP"), &package).unwrap();
    std::fs::write(folder.path("甲/乙/03.zip"), with_file(&package, "filing.pdf", |b| b[20] ^= 1)).unwrap();
    std::fs::write(folder.path("甲/04.zip"), &package[..100]).unwrap();
    std::fs::write(folder.path("说明.txt"), "x").unwrap();
    let output = beian(&["verify", text(&folder.0), "--today", DAY]);
    assert_eq!(code(&output), 2);
    let lines: Vec<String> = out(&output).lines().map(str::to_owned).collect();
    assert!(lines[0].starts_with("草　稿　") && lines[0].contains("01.zip　备案包完整"), "{lines:?}");
    assert!(lines[1].contains("02.ZIP"), "{lines:?}");
    assert!(lines[2].starts_with("不一致　") && lines[2].contains("03.zip"), "{lines:?}");
    assert!(lines[3].contains("“filing.pdf”的内容已改动"), "{lines:?}");
    assert_eq!(lines[4], "共 4 个备案包：完整 0 个，草稿 2 个，不一致 1 个，未复核 0 个，无法核验 1 个。");
    assert!(err(&output).contains("04.zip：文件不完整"), "{}", err(&output));
    let full = beian(&["verify", text(&folder.0), "--today", DAY, "--full"]);
    assert_eq!(out(&full).matches("整包：").count(), 3, "{}", out(&full));

    let empty = folder.path("空");
    std::fs::create_dir(&empty).unwrap();
    assert!(err(&beian(&["verify", text(&empty)])).contains("目录中没有备案包"));
}

#[test]
fn signature_files_beside_a_package_are_listed_and_not_judged() {
    let folder = Temporary::new("signed");
    let path = folder.path("备案包.zip");
    std::fs::write(&path, Sample::new().pack()).unwrap();
    for name in ["备案包.zip.p7s", "备案包.sig", "备案包.zip.ASC", "别的.zip.p7s", "备案包.txt"]
    {
        std::fs::write(folder.path(name), name).unwrap();
    }
    let output = beian(&["verify", text(&path), "--today", DAY]);
    assert_eq!(code(&output), 0, "a signature changes nothing");
    let text_out = out(&output);
    for name in ["备案包.zip.p7s", "备案包.sig", "备案包.zip.ASC"] {
        assert!(text_out.contains(&format!("签名文件：{name}（{} 字节）", name.len())), "{text_out}");
        assert!(text_out.contains(&Digests::of(name.as_bytes()).sha256), "{text_out}");
    }
    assert!(!text_out.contains("别的") && !text_out.contains("备案包.txt"), "{text_out}");
    assert!(text_out.contains("只列出，不判断其真伪"), "{text_out}");
}

#[test]
fn the_json_report_keeps_to_its_schema() {
    let folder = Temporary::new("schema");
    let package = Sample::new().pack();
    std::fs::write(folder.path("a.zip"), &package).unwrap();
    std::fs::write(folder.path("a.zip.sig"), "x").unwrap();
    std::fs::write(folder.path("b.zip"), with_file(&package, "findings.json", |b| b.truncate(10))).unwrap();
    std::fs::write(folder.path("c.zip"), b"").unwrap();
    let schema: Value = serde_json::from_str(&out(&beian(&["schema", "verification"]))).unwrap();
    let report = beian(&["verify", text(&folder.0), "--json", "--today", DAY]);
    let report: Value = serde_json::from_str(&out(&report)).unwrap();
    assert_eq!(report[0]["verification"]["signatures"][0]["name"], "a.zip.sig");
    assert_eq!(report[1]["verification"]["outcome"], "altered");
    assert!(report[2]["error"].as_str().unwrap().starts_with("文件是空的"));
    let validator = jsonschema::validator_for(&schema).unwrap();
    let errors: Vec<String> =
        validator.iter_errors(&report).map(|error| format!("{}: {error}", error.instance_path())).collect();
    assert!(errors.is_empty(), "{errors:#?}");
}

#[test]
fn packing_from_a_folder_gives_what_packing_in_memory_gives() {
    let folder = folder("same");
    let target = folder.path("x.zip");
    let packed =
        beian(&["pack", text(&folder.0), "--out", text(&target), "--draft", "--today", "2026-11-21"]);
    assert_eq!(code(&packed), 0, "{}", err(&packed));
    let bytes = std::fs::read(&target).unwrap();
    assert!(out(&packed).contains(&Digests::of(&bytes).sm3));
    let opened = open(&bytes).unwrap();
    let mut sample = Sample::new();
    sample.clean();
    let expected = sample.dossier.attachments.iter().map(|there| &there.file);
    assert!(opened.dossier.attachments.iter().map(|there| &there.file).eq(expected));
    for attachment in &sample.dossier.attachments {
        assert!(opened.files[&attachment.file.sha256] == sample.files[&attachment.file.sha256]);
    }
}
