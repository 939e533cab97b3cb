//! Dossier folders brought to another version of their definition by the command line.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::{Value, json};

/// A folder with a definition in two versions and a dossier by the first; removed at the end of its test.
struct Place(PathBuf);

impl Place {
    fn new(name: &str, earlier: bool) -> Self {
        let place = Self(std::env::temp_dir().join(format!("beian-migrate-{name}-{}", std::process::id())));
        let _ = std::fs::remove_dir_all(&place.0);
        let definition = |version: &str, fields: Value| {
            json!({
                "format": 1, "id": "test", "version": version, "earlier": if earlier && version == "2" { json!(["1"]) } else { json!([]) },
                "title": "测试事项", "summary": "测试", "authority": "机关", "effective_from": "2026-01-01", "sources": [], "rules": [],
                "clauses": { "C": { "cite": "第一条", "text": "……" } }, "sections": [{ "id": "s", "title": "一般", "fields": fields }],
            })
        };
        let field = |id: &str, label: &str, more: Value| {
            let mut field = json!({ "id": id, "label": label, "type": "text", "max": 20, "optional": true, "basis": ["C"] });
            field.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
            field
        };
        let none = json!({});
        place.write(
            "procedures/test/earlier/1.json",
            &definition(
                "1",
                json!([field("tel", "联系电话", none.clone()), field("fax", "传真", none.clone())]),
            ),
        );
        place.write(
            "procedures/test/procedure.json",
            &definition(
                "2",
                json!([field("phone", "手机", json!({ "was": "tel" })), field("mail", "电子邮箱", none)]),
            ),
        );
        place.write(
            "dossier/dossier.json",
            &json!({
                "format": 1, "id": "d1", "name": "卷宗", "procedure": { "id": "test", "version": "1", "digest": "" },
                "answers": { "tel": "010-1", "fax": "010-2" }, "attachments": [],
                "created": "2026-11-20T09:30:00+08:00", "changed": "2026-11-20T09:30:00+08:00",
            }),
        );
        std::fs::create_dir_all(place.path("dossier/files")).unwrap();
        place
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    fn write(&self, name: &str, value: &Value) {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, serde_json::to_string_pretty(value).unwrap()).unwrap();
    }

    fn read(&self, name: &str) -> Value {
        serde_json::from_slice(&std::fs::read(self.path(name)).unwrap()).unwrap()
    }

    #[track_caller]
    fn beian(&self, code: i32, arguments: &[&str]) -> (String, String) {
        let Output { status, stdout, stderr } = Command::new(env!("CARGO_BIN_EXE_beian"))
            .args(arguments)
            .arg("--procedures")
            .arg(self.path("procedures"))
            .current_dir(&self.0)
            .env_remove("BEIAN_FONTS")
            .output()
            .unwrap();
        let (out, err) = (String::from_utf8(stdout).unwrap(), String::from_utf8(stderr).unwrap());
        assert_eq!(status.code(), Some(code), "{out}\n{err}");
        (out, err)
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

#[test]
fn a_check_of_an_earlier_version_says_what_to_do_and_migrating_does_it() {
    let place = Place::new("in-place", true);
    let before = std::fs::read(place.path("dossier/dossier.json")).unwrap();
    let (_, err) = place.beian(2, &["check", "dossier"]);
    assert!(
        err.contains("按 1 版填写") && err.contains("是 2 版") && err.contains("beian migrate dossier"),
        "{err}"
    );

    let (out, _) = place.beian(1, &["migrate", "dossier", "--dry-run"]);
    for line in [
        "测试事项：由 1 版转换为 2 版",
        "另存的旧答案（1）",
        "[fax] 传真：010-2",
        "编号有变（1）",
        "[phone] 手机（原“联系电话”）：010-1",
        "[mail] 电子邮箱",
    ] {
        assert!(out.contains(line), "{line} is not in:\n{out}");
    }
    assert_eq!(std::fs::read(place.path("dossier/dossier.json")).unwrap(), before, "only looked at");

    let (_, err) = place.beian(1, &["migrate", "dossier"]);
    assert!(err.contains("dossier.1.json"), "{err}");
    assert_eq!(
        std::fs::read(place.path("dossier/dossier.1.json")).unwrap(),
        before,
        "the old one stays, to the byte"
    );
    let new = place.read("dossier/dossier.json");
    assert_eq!(new["answers"], json!({ "phone": "010-1" }));
    assert_eq!(new["kept"][0]["answer"], "010-2");
    assert_eq!((&new["procedure"]["version"], &new["id"]), (&json!("2"), &json!("d1")));
    place.beian(0, &["check", "dossier"]);
    let (out, err) = place.beian(0, &["migrate", "dossier"]);
    assert!(out.contains("变化 0 项") && err.is_empty(), "{out}{err}");
}

#[test]
fn a_migration_into_a_new_folder_leaves_the_old_one_alone() {
    let place = Place::new("out", false);
    std::fs::write(place.path("dossier/files/附件.pdf"), "content").unwrap();
    let before = std::fs::read(place.path("dossier/dossier.json")).unwrap();
    let (out, _) = place.beian(1, &["migrate", "dossier", "--out", "new", "--json"]);
    let report: Value = serde_json::from_str(&out).unwrap();
    assert_eq!((&report["known"], &report["from"], &report["kept"]), (&json!(false), &json!("1"), &json!(1)));
    assert_eq!(std::fs::read(place.path("dossier/dossier.json")).unwrap(), before);
    assert_eq!(std::fs::read_to_string(place.path("new/files/附件.pdf")).unwrap(), "content");
    assert_eq!(place.read("new/dossier.json")["answers"], json!({ "phone": "010-1" }));
    let (_, err) = place.beian(2, &["migrate", "dossier", "--out", "new"]);
    assert!(err.contains("目录中已有文件"), "{err}");
    let schema: Value = serde_json::from_str(&place.beian(0, &["schema", "migration"]).0).unwrap();
    assert!(jsonschema::validator_for(&schema).unwrap().is_valid(&report));
}

#[test]
fn only_an_earlier_version_that_the_definition_names_is_read() {
    let place = Place::new("named", false);
    let path = Path::new("dossier/dossier.json").to_str().unwrap();
    let mut dossier = place.read(path);
    dossier["procedure"]["version"] = json!("../../../dossier/dossier");
    place.write(path, &dossier);
    let (out, _) = place.beian(1, &["migrate", "dossier", "--dry-run"]);
    assert!(out.contains("本机没有旧版的事项定义"), "{out}");
}
