//! `beian import` and `beian export` on a dossier folder of their own.

use std::path::{Path, PathBuf};
use std::process::Command;

use beian::dossier::{Dossier, ProcedureRef};

use crate::cli_support;
use crate::sheet_support::{PROCEDURE, definition};

/// A folder with a definition and an empty dossier; removed at the end.
struct Desk(PathBuf);

impl Drop for Desk {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

impl Desk {
    fn new(name: &str) -> Self {
        let desk = Self(std::env::temp_dir().join(format!("beian-sheet-{name}-{}", std::process::id())));
        std::fs::create_dir_all(desk.at("procedures/register")).unwrap();
        std::fs::create_dir_all(desk.at("dossier/files")).unwrap();
        std::fs::write(desk.at("procedures/register/procedure.json"), definition()).unwrap();
        let reference = ProcedureRef { digest: String::new(), ..ProcedureRef::of(&PROCEDURE) };
        let dossier = Dossier::new("d".into(), "证书".into(), reference, "2026-11-21T00:00:00Z");
        std::fs::write(desk.at("dossier/dossier.json"), serde_json::to_string(&dossier).unwrap()).unwrap();
        desk
    }

    fn at(&self, path: &str) -> PathBuf {
        self.0.join(path)
    }

    /// Runs a command on the dossier; `rest` follows the roster.
    #[track_caller]
    fn beian(&self, code: i32, command: &str, roster: &str, rest: &[&str]) -> String {
        let output = Command::new(env!("CARGO_BIN_EXE_beian"))
            .args([command, self.at("dossier").to_str().unwrap(), roster])
            .args(rest)
            .args(["--procedures", self.at("procedures").to_str().unwrap()])
            .current_dir(&self.0)
            .output()
            .unwrap();
        let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        assert_eq!(output.status.code(), Some(code), "{out}\n{err}");
        format!("{out}{err}")
    }

    fn dossier(&self) -> Dossier {
        serde_json::from_str(&std::fs::read_to_string(self.at("dossier/dossier.json")).unwrap()).unwrap()
    }
}

fn sheet(name: &str) -> String {
    Path::new("tests/fixtures/sheets").canonicalize().unwrap().join(name).to_str().unwrap().to_owned()
}

#[test]
fn a_sheet_is_imported_checked_only_or_written_and_comes_out_the_same() {
    let desk = Desk::new("round");
    let before = desk.dossier();
    let told = desk.beian(1, "import", "certificates", &[&sheet("register.xlsx"), "--dry-run"]);
    assert!(told.contains("工作表“2026年”，表头在第3行，共6行内容。"), "{told}");
    assert!(told.contains("C列“获证组织”按“获证组织名称”导入，请核对。"), "{told}");
    assert!(told.contains("J列“备注”不是“证书”的内容，没有导入。"), "{told}");
    assert!(told.contains("F8 有效期起：[阻断] 日历上没有这一天。请核对月份和日。"), "{told}");
    assert!(told.contains("新增5行，重复而不导入1行。"), "{told}");
    assert!(told.contains("卷宗没有改动"), "{told}");
    assert_eq!(desk.dossier(), before);

    desk.beian(1, "import", "certificates", &[&sheet("register.xlsx")]);
    let after = desk.dossier();
    assert_eq!(after.rows("certificates").len(), 5);
    for file in ["out.xlsx", "out.csv"] {
        desk.beian(0, "export", "certificates", &["--out", file]);
        let told = desk.beian(1, "import", "certificates", &[file, "--dry-run"]);
        // Only the row that has no number, by which it could be found, is new.
        assert!(told.contains("新增1行，相同4行"), "{told}");
    }
    desk.beian(0, "export", "certificates", &["--out", "out.json"]);
    let json: Vec<beian::dossier::Row> =
        serde_json::from_str(&std::fs::read_to_string(desk.at("out.json")).unwrap()).unwrap();
    assert!(json.iter().eq(after.rows("certificates").iter().map(AsRef::as_ref)));
    desk.beian(0, "export", "certificates", &["--template", "--out", "模板.xlsx"]);
    assert!(desk.at("模板.xlsx").is_file());
}

#[test]
fn what_cannot_be_imported_leaves_the_dossier_as_it_was() {
    let desk = Desk::new("bad");
    let before = desk.dossier();
    for (rest, words) in [
        (vec![sheet("other.xlsx")], "工作表“工资”里没有“证书”的表头"),
        (vec![sheet("password.xlsx")], "设有打开密码"),
        (vec![sheet("old.xls")], "旧格式的工作簿"),
        (vec!["没有.xlsx".to_owned()], "找不到"),
        (
            vec![sheet("register.xlsx"), "--sheet".into(), "三月".into()],
            "没有工作表“三月”，请从说明、2026年中选择",
        ),
        (vec![sheet("register.xlsx"), "--key".into(), "x".into()], "清单没有字段“x”"),
    ] {
        let rest: Vec<&str> = rest.iter().map(String::as_str).collect();
        let told = desk.beian(2, "import", "certificates", &rest);
        assert!(told.contains(words), "{told}");
    }
    assert!(
        desk.beian(2, "import", "x", &[&sheet("register.xlsx")])
            .contains("没有清单“x”，请从certificates中选择")
    );
    assert!(
        desk.beian(2, "export", "certificates", &["--out", "a.pdf"])
            .contains("扩展名请用 .xlsx、.csv 或者 .json")
    );
    assert_eq!(desk.dossier(), before);
}

#[test]
fn events_are_added_and_no_field_is_a_key_of_them() {
    let desk = Desk::new("events");
    let sheet = desk.at("变化.csv");
    std::fs::write(&sheet, "变化的证书编号,变更种类,变化日期\nHA-PIEX-2026-0006,恢复,2026-11-10\n").unwrap();
    let import = |more: &[&str]| {
        let mut arguments = vec!["import", "tests/fixtures/dossiers/certificate-register", "changes"];
        arguments.extend([sheet.to_str().unwrap(), "--dry-run"]);
        arguments.extend(more);
        cli_support::beian(&arguments)
    };
    let added = import(&[]);
    assert!(cli_support::out(&added).contains("新增1行。"), "{}", cli_support::out(&added));
    let refused = import(&["--key", "certificate"]);
    assert_eq!(cli_support::code(&refused), 2);
    assert!(cli_support::err(&refused).contains("不能按字段比对"), "{}", cli_support::err(&refused));
}
