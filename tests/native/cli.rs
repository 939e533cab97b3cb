//! The command line as a process: exit codes, and messages that name file and field.

use std::path::Path;

use beian::package::canonical_json;
use serde_json::Value;

use crate::cli_support::{Temporary, beian, code, err, folder, out, text};
use crate::package_support::Sample;
use crate::samples::{jpeg, pdf};

/// Changes `dossier.json`.
fn edit(folder: &Temporary, change: impl Fn(&mut Value)) {
    let path = folder.path("dossier.json");
    let mut value: Value = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
    change(&mut value);
    std::fs::write(path, canonical_json(&value)).unwrap();
}

/// The input is unusable, and standard error says so in these words; nothing goes to standard output.
fn unusable(folder: &Temporary, words: &[&str]) {
    let output = beian(&["check", text(&folder.0), "--today", "2026-11-21"]);
    let err = err(&output);
    assert_eq!((code(&output), out(&output).as_str()), (2, ""), "{err}");
    for word in words {
        assert!(err.contains(word), "{word} is not in:\n{err}");
    }
}

#[test]
fn check_lists_findings_with_place_basis_and_remedy() {
    let folder = folder("check");
    let output = beian(&["check", text(&folder.0), "--today", "2026-11-21"]);
    let text = out(&output);
    assert_eq!(code(&output), 1, "{}", err(&output));
    assert!(text.starts_with("结论：不能提交（阻断 "), "{text}");
    assert!(text.contains("\n阻断\n") && text.contains("      位置：materials/1/stamped"), "{text}");
    assert!(text.contains("      依据：《"), "{text}");
    assert!(!text.contains("11010519491231002X"), "an identity number must not be repeated");
}

#[test]
fn check_prints_json_in_the_agreed_shape() {
    let folder = folder("json");
    let output = beian(&["check", text(&folder.0), "--today", "2026-11-21", "--json"]);
    let json: Value = serde_json::from_str(&out(&output)).unwrap();
    assert_eq!(code(&output), 1);
    let members: Vec<_> = json.as_object().unwrap().keys().cloned().collect();
    assert_eq!(members, ["findings", "verdict"]);
    assert_eq!(json["verdict"]["ready"], false);
    let finding = &json["findings"][0];
    for member in ["code", "severity", "state", "clause", "about", "message", "hint"] {
        assert!(!finding[member].is_null(), "{member}: {finding}");
    }
}

#[test]
fn the_day_of_the_check_can_be_fixed() {
    let folder = folder("today");
    edit(&folder, |d| d["answers"]["form_date"] = "2026-12-01".into());
    let early = beian(&["check", text(&folder.0), "--json", "--today", "2026-11-21"]);
    let later = beian(&["check", text(&folder.0), "--json", "--today", "2026-12-02"]);
    assert!(out(&early).contains("\"form_date_in_future\""));
    assert!(!out(&later).contains("\"form_date_in_future\""));
}

#[test]
fn a_dossier_that_cannot_be_read_is_named_with_line_and_path() {
    let folder = folder("broken");
    let path = folder.path("dossier.json");
    let good = std::fs::read_to_string(&path).unwrap();

    std::fs::write(&path, good.replacen(':', "", 1)).unwrap();
    unusable(&folder, &["dossier.json：", "第 2 行第", "JSON 语法错误"]);
    std::fs::write(&path, &good[..good.len() / 2]).unwrap();
    unusable(&folder, &["dossier.json：", "JSON 不完整"]);
    std::fs::write(&path, good.replace("\"pages\": 3", "\"pages\": \"张三\"")).unwrap();
    unusable(&folder, &["dossier.json：attachments[0]", "不符合格式"]);
    assert!(!err(&beian(&["check", text(&folder.0)])).contains("张三"), "nothing of the input is repeated");
    std::fs::write(&path, b"\xFF\xFE{\0}\0").unwrap();
    unusable(&folder, &["dossier.json：", "不是 UTF-8"]);
    std::fs::write(&path, format!("\u{FEFF}{good}")).unwrap();
    assert_eq!(code(&beian(&["check", text(&folder.0)])), 1, "a byte order mark is no mistake");
    std::fs::remove_file(&path).unwrap();
    unusable(&folder, &["dossier.json：找不到"]);

    let missing = beian(&["check", "/no/such/folder"]);
    assert_eq!(code(&missing), 2);
    assert!(err(&missing).contains("/no/such/folder：不是卷宗目录"));
}

#[test]
fn a_missing_member_and_an_unknown_answer_are_named() {
    let folder = folder("members");
    edit(&folder, |d| {
        d.as_object_mut().unwrap().remove("created");
    });
    unusable(&folder, &["dossier.json：", "缺少“created”"]);
    edit(&folder, |d| {
        d["created"] = "2026-11-20T09:30:00+08:00".into();
        d["answers"]["orgname"] = "x".into();
    });
    unusable(&folder, &["dossier.json：answers.orgname：事项定义中没有这一项"]);
}

#[test]
fn a_dossier_of_another_definition_is_refused_and_another_digest_noted() {
    let folder = folder("definition");
    edit(&folder, |d| d["procedure"]["digest"] = "0".repeat(64).into());
    let output = beian(&["check", text(&folder.0)]);
    assert_eq!(code(&output), 1);
    assert!(err(&output).contains("dossier.json：procedure.digest：与本机事项定义的摘要不同"));
    edit(&folder, |d| d["procedure"]["digest"] = "".into());
    assert!(!err(&beian(&["check", text(&folder.0)])).contains("procedure.digest"));
    edit(&folder, |d| d["procedure"]["version"] = "2020.1".into());
    unusable(&folder, &["dossier.json：procedure.version：", "2020.1", "2026.1"]);
    edit(&folder, |d| d["procedure"]["id"] = "../secret".into());
    unusable(&folder, &["没有事项“../secret”", "pi-export-certifier-filing"]);
}

#[test]
fn every_file_that_is_missing_changed_or_unfit_is_named_with_its_place() {
    let folder = folder("files");
    std::fs::remove_file(folder.path("files/认证机构批准书.pdf")).unwrap();
    std::fs::write(folder.path("files/back.png"), b"text").unwrap();
    std::fs::write(folder.path("files/张三.pdf"), pdf(7)).unwrap();
    std::fs::write(folder.path("files/IMG_0001.jpeg"), b"").unwrap();
    unusable(
        &folder,
        &[
            "files/认证机构批准书.pdf：找不到",
            "（dossier.json 的 attachments[0].name）",
            "“back.png”的扩展名是 PNG，内容却是文本文件",
            "files/张三.pdf：大小与记录不一致",
            "（dossier.json 的 attachments[4].size）",
            "“IMG_0001.jpeg”是空文件",
        ],
    );
}

#[test]
fn a_changed_digest_a_path_as_a_name_and_a_repeated_id_are_named() {
    let folder = folder("records");
    edit(&folder, |d| {
        d["attachments"][0]["sha256"] = "0".repeat(64).into();
        d["attachments"][1]["sm3"] = "0".repeat(64).into();
        d["attachments"][2]["name"] = "../dossier.json".into();
        d["attachments"][4]["id"] = "a1".into();
    });
    unusable(
        &folder,
        &[
            "files/认证机构批准书.pdf：SHA-256与记录不一致",
            "SM3与记录不一致",
            "attachments[2].name：只能是 files 目录下的文件名",
            "attachments[4].id：与前面的附件重复",
        ],
    );
}

#[test]
fn a_huge_file_is_refused_without_reading_it() {
    let folder = folder("huge");
    let file = std::fs::File::create(folder.path("files/认证机构批准书.pdf")).unwrap();
    file.set_len(200 * 1024 * 1024).unwrap();
    unusable(&folder, &["“认证机构批准书.pdf”有 200 MB，超过单个文件 100 MB 的上限"]);
}

#[test]
fn a_file_that_belongs_to_nothing_is_noted() {
    let folder = folder("unused");
    std::fs::write(folder.path("files/多余.jpg"), jpeg(10, 10)).unwrap();
    let output = beian(&["check", text(&folder.0)]);
    assert_eq!(code(&output), 1);
    assert!(err(&output).contains("多余.jpg：卷宗没有引用这个文件，不会收入备案包。"));
}

#[test]
fn packing_refuses_findings_unless_a_draft_is_wanted() {
    let folder = folder("pack");
    let target = folder.path("包.zip");
    let refused = beian(&["pack", text(&folder.0), "--out", text(&target), "--today", "2026-11-21"]);
    assert_eq!(code(&refused), 1);
    assert!(err(&refused).contains("没有导出：卷宗未通过自查"), "{}", err(&refused));
    assert!(!target.exists());

    let draft = beian(&["pack", text(&folder.0), "--out", text(&target), "--today", "2026-11-21", "--draft"]);
    assert_eq!(code(&draft), 0, "{}", err(&draft));
    let name = "备案材料_未通过自查_华信认证（北京）有限公司_20261121.zip";
    assert!(err(&draft).contains(&format!("请以“{name}”为文件名")), "{}", err(&draft));
    let named =
        beian(&["pack", text(&folder.0), "--out", text(&folder.0), "--today", "2026-11-21", "--draft"]);
    assert_eq!(code(&named), 0, "{}", err(&named));
    assert!(
        std::fs::read(folder.path(name)).unwrap() == std::fs::read(&target).unwrap(),
        "not the same bytes"
    );

    let verified = beian(&["verify", text(&target), "--today", "2026-11-22"]);
    assert_eq!(code(&verified), 0, "{}{}", out(&verified), err(&verified));
    assert!(out(&verified).contains("未通过自查的草稿"), "{}", out(&verified));

    // What was left of unfinished writing would begin with a dot.
    let hidden = std::fs::read_dir(&folder.0).unwrap().flatten();
    assert_eq!(hidden.filter(|e| e.file_name().to_string_lossy().starts_with('.')).count(), 0);
}

#[test]
fn a_target_that_cannot_be_written_is_named() {
    let folder = folder("target");
    let target = folder.path("no/such/folder/x.pdf");
    let output = beian(&["print", text(&folder.0), "--out", text(&target)]);
    assert_eq!(code(&output), 2);
    assert!(err(&output).contains("x.pdf：所在目录不存在，请先建立目录。"), "{}", err(&output));
}

#[test]
fn the_form_prints_filled_and_blank() {
    let folder = folder("print");
    let (filled, blank, other) = (folder.path("a.pdf"), folder.path("b.pdf"), folder.path("c.pdf"));
    assert_eq!(code(&beian(&["print", text(&folder.0), "--out", text(&filled)])), 0);
    assert_eq!(code(&beian(&["print", text(&folder.0), "--blank", "--out", text(&blank)])), 0);
    let id = "pi-export-certifier-filing";
    assert_eq!(code(&beian(&["print", "--blank", "--procedure", id, "--out", text(&other)])), 0);
    let read = |path: &Path| std::fs::read(path).unwrap();
    assert!(read(&filled).starts_with(b"%PDF-") && read(&filled) != read(&blank));
    assert!(read(&blank) == read(&other));
}

#[test]
fn a_faulty_definition_is_named_with_its_path() {
    let folder = folder("faulty");
    let procedures = folder.path("procedures");
    let own = procedures.join("pi-export-certifier-filing");
    std::fs::create_dir_all(&own).unwrap();
    let definition = include_str!("../../www/procedures/pi-export-certifier-filing/procedure.json");
    let check = |definition: &str| {
        std::fs::write(own.join("procedure.json"), definition).unwrap();
        let output = beian(&["check", text(&folder.0), "--procedures", text(&procedures)]);
        assert_eq!(code(&output), 2);
        err(&output)
    };
    let broken = check(&definition.replacen(':', "", 1));
    assert!(broken.contains("procedure.json：") && broken.contains("第 2 行第"), "{broken}");
    let unknown = check(&definition.replacen("\"id\": \"uscc\"", "\"id\": \"org_name\"", 1));
    assert!(unknown.contains("procedure.json：sections["), "{unknown}");
}

#[test]
fn wrong_arguments_end_with_one_chinese_sentence() {
    for (arguments, words) in [
        (vec!["chek"], "没有命令“chek”"),
        (vec!["check"], "缺少参数 <卷宗目录>"),
        (vec!["check", "x", "--today", "2026-13-01"], "的值“2026-13-01”不正确"),
        (vec!["verify"], "缺少参数 <文件.zip>"),
        (vec!["pack", "x"], "缺少参数 --out"),
        (vec![], "没有给出命令"),
    ] {
        let output = beian(&arguments);
        assert_eq!(code(&output), 2, "{arguments:?}");
        assert!(err(&output).contains(words), "{}", err(&output));
    }
    let help = beian(&["--help"]);
    assert_eq!(code(&help), 0);
    assert!(out(&help).contains("退出码：0 可以提交或完整一致"));
}

#[test]
fn schemas_are_valid_and_the_small_sample_keeps_to_them() {
    let schema = |arguments: &[&str]| -> Value {
        let output = beian(arguments);
        assert_eq!(code(&output), 0, "{}", err(&output));
        let schema = serde_json::from_str(&out(&output)).unwrap();
        jsonschema::meta::validate(&schema).unwrap();
        schema
    };
    let files = crate::package_support::unpack(&Sample::new().pack());
    let json = |path: &str| -> Value {
        let (_, bytes) = files.iter().find(|(name, _)| name == path).unwrap();
        serde_json::from_slice(bytes).unwrap()
    };
    let filing = json("filing.json");
    let definition: Value =
        serde_json::from_str(include_str!("../../www/procedures/pi-export-certifier-filing/procedure.json"))
            .unwrap();
    let id = "pi-export-certifier-filing";
    for (arguments, instance) in [
        (vec!["schema", "procedure"], definition),
        (vec!["schema", "dossier"], filing["dossier"].clone()),
        (vec!["schema", "manifest"], json("manifest.json")),
        (vec!["schema", "findings"], json("findings.json")),
        (vec!["schema", id, "--values"], filing["values"].clone()),
        (vec!["schema", "filing"], filing),
    ] {
        let schema = schema(&arguments);
        let errors: Vec<String> = jsonschema::validator_for(&schema)
            .unwrap()
            .iter_errors(&instance)
            .map(|error| format!("{}: {error}", error.instance_path()))
            .collect();
        assert!(errors.is_empty(), "{arguments:?}: {errors:#?}");
    }
    schema(&["schema", "verification"]);
    let answers = schema(&["schema", id]);
    let validator = jsonschema::validator_for(&answers).unwrap();
    assert!(validator.is_valid(&serde_json::json!({"org_name": "华信认证"})));
    assert!(!validator.is_valid(&serde_json::json!({"org_nam": "华信认证"})));
    let unknown = beian(&["schema", "no-such"]);
    assert_eq!(code(&unknown), 2);
    assert!(err(&unknown).contains("没有事项“no-such”"));
}

#[test]
fn a_holiday_table_beside_the_definitions_counts() {
    let folder = folder("holidays");
    edit(&folder, |d| {
        d["answers"]["qualification_date"] = "2026-12-28".into();
        d["answers"]["form_date"] = "2027-01-12".into();
    });
    let site = Temporary::new("holidays-site");
    let definition = "procedures/pi-export-certifier-filing/procedure.json";
    std::fs::create_dir_all(site.path(definition).parent().unwrap()).unwrap();
    std::fs::copy(format!("www/{definition}"), site.path(definition)).unwrap();
    std::fs::create_dir(site.path("calendar")).unwrap();
    let check = || {
        let procedures = site.path("procedures");
        beian(&["check", text(&folder.0), "--today", "2027-01-12", "--procedures", text(&procedures)])
    };
    let table = site.path("calendar/2027.json");
    std::fs::copy("www/calendar/2027.json", &table).unwrap();
    assert!(out(&check()).contains("所涉年份的节假日安排尚未公布"));
    let notice = crate::calendar_tables::table_2027().to_string();
    std::fs::write(&table, &notice).unwrap();
    let filled = check();
    assert!(!out(&filled).contains("尚未公布") && code(&filled) == 1, "{}", err(&filled));
    std::fs::write(&table, notice.replace("2027-01-31", "2027-02-01")).unwrap();
    let wrong = check();
    assert_eq!(code(&wrong), 2);
    assert!(
        err(&wrong).contains("2027.json：节假日数据自相矛盾：2027年2月1日不是周六或周日"),
        "{}",
        err(&wrong)
    );
}

#[test]
fn finished_documents_are_searched_for_their_headings_as_on_the_page() {
    let folder = Temporary::new("search");
    let sample = Path::new("tests/fixtures/dossiers/enterprise");
    std::fs::create_dir(folder.path("files")).unwrap();
    for entry in std::fs::read_dir(sample.join("files")).unwrap() {
        let file = entry.unwrap();
        std::fs::copy(file.path(), folder.path("files").join(file.file_name())).unwrap();
    }
    let mut dossier: Value =
        serde_json::from_slice(&std::fs::read(sample.join("dossier.json")).unwrap()).unwrap();
    let pages = &mut dossier["answers"]["plan_contents"];
    let (_, page) = pages.as_object_mut().unwrap().iter_mut().next().unwrap();
    *page = "3".into();
    std::fs::write(folder.path("dossier.json"), dossier.to_string()).unwrap();
    let checked = beian(&["check", text(&folder.0), "--json", "--today", "2026-11-20"]);
    let report: Value = serde_json::from_str(&out(&checked)).unwrap();
    let found = report["findings"]
        .as_array()
        .unwrap()
        .iter()
        .any(|finding| finding["code"] == "heading_elsewhere" && finding["about"][0] == "plan_contents");
    assert!(found, "{report}");
}
