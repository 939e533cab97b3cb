//! Importing sheets into a roster: head, columns, answers, and what becomes of the rows.

use std::sync::Arc;

use beian::dossier::Row;
use beian::field::{Answer, Severity};
use beian::procedure::load;
use beian::sheet::{Choices, Fate, Import, Preview, SheetFormat, export, import, read};

use crate::document_support::certifier_filing;
use crate::sheet_support::{PROCEDURE, book, pasted, plan, roster, row};

fn planned(text: &str) -> Import {
    plan(&pasted(text), &[], &Choices::default())
}

#[track_caller]
fn rows(import: &Import) -> &[Arc<Row>] {
    import.rows.as_deref().unwrap_or_else(|| panic!("{:?}", import.preview.refusal))
}

/// The answer of a field in the only row of a pasted table.
#[track_caller]
fn read_as(head: &str, cells: &str, field: &str) -> Option<Answer> {
    let import = planned(&format!("证书编号\t{head}\nA-1\t{cells}"));
    rows(&import)[0].answers.get(field).cloned()
}

fn targets(preview: &Preview) -> Vec<(&str, &str, bool)> {
    preview.heads.iter().map(|head| (head.text.as_str(), head.target.as_str(), head.guessed)).collect()
}

#[test]
fn the_right_sheet_and_its_head_are_found_under_titles_and_notes() {
    let import = plan(&book("register.xlsx"), &[], &Choices::default());
    let preview = &import.preview;
    assert_eq!((preview.table, preview.head), (1, 3));
    assert_eq!(preview.tables.iter().map(|table| table.fits).collect::<Vec<_>>(), [false, true]);
    assert_eq!(
        targets(preview),
        [
            ("序号", "", false),
            ("证书编号", "number", false),
            ("获证组织", "holder", true),
            ("统一社会信用代码", "uscc", false),
            ("状态", "status.choice", false),
            ("有效期起", "valid.from", false),
            ("有效期至", "valid.to", false),
            ("颁发日期", "issued", false),
            ("涉及人数（万人）", "persons", false),
            ("备注", "", false),
        ]
    );
    assert_eq!(preview.key, "number");
}

#[test]
fn cells_are_read_as_if_they_had_been_typed() {
    let import = plan(&book("register.xlsx"), &[], &Choices::default());
    let rows = rows(&import);
    let first = &rows[0].answers;
    assert_eq!(first["number"], Answer::from("PIPEC-2026-0001"));
    assert_eq!(first["status"], Answer::from_parts([("choice", "valid")]));
    assert_eq!(first["valid"], Answer::from_parts([("from", "2026-01-05"), ("to", "2029-01-04")]));
    assert_eq!(first["persons"], Answer::from("35000"));
    let third = &rows[2].answers;
    assert_eq!(third["valid"], Answer::from_parts([("from", "2026-03-01"), ("to", "长期")]));
    assert_eq!(third["issued"], Answer::from("2026-03-01"));
}

#[test]
fn every_wrong_cell_is_named_and_the_rest_is_kept() {
    let import = plan(&book("register.xlsx"), &[], &Choices::default());
    let problems = |cell: &str| -> Vec<&str> {
        let all = import.preview.problems.iter().filter(|problem| problem.cell == cell);
        all.map(|problem| problem.message.as_str()).collect()
    };
    assert!(problems("B8")[0].contains("第15位以后的数字已经丢失"), "{:?}", import.preview.problems);
    assert!(problems("E8")[0].contains("不在选项之中"));
    assert!(problems("F8")[0].contains("没有这一天"));
    assert!(problems("C9")[0].contains("没有计算结果"));
    assert!(problems("I9")[0].contains("错误值"));
    assert!(problems("B10")[0].contains("与第4行相同"));
    let counts = &import.preview.counts;
    assert_eq!((counts.lines, counts.added, counts.repeated), (6, 5, 1));
    assert_eq!(counts.wrong_lines, 3);
    // What could not be read as a date stays as it was written; what was lost is not made up.
    let fourth = &rows(&import)[3].answers;
    assert_eq!(fourth["valid"].part("from"), "2026-13-01");
    assert!(!fourth.contains_key("number"));
}

#[test]
fn a_head_of_two_lines_names_the_parts_of_a_period() {
    let import = plan(&book("two-lines.xlsx"), &[], &Choices::default());
    assert_eq!(import.preview.head, 2);
    let row = &rows(&import)[0].answers;
    assert_eq!(row["valid"], Answer::from_parts([("from", "2026-01-01"), ("to", "2026-12-31")]));
    assert_eq!(row["fee"], Answer::from_parts([("amount", "300"), ("currency", "人民币"), ("unit", "万元")]));
}

#[test]
fn a_sheet_of_something_else_is_refused_and_nothing_changes() {
    let import = plan(&book("other.xlsx"), &[], &Choices::default());
    let refusal = import.preview.refusal.unwrap();
    assert!(refusal.starts_with("工作表“工资”里没有“证书”的表头（证书编号、获证组织名称、"), "{refusal}");
    assert!(import.rows.is_none());
    // Its columns are shown, so that one can say what they are.
    assert_eq!(
        import.preview.heads.iter().map(|head| head.text.as_str()).collect::<Vec<_>>(),
        ["工号", "基本工资", "奖金"]
    );
    // One name in common does not make it the right sheet, unless somebody says so.
    let one = pasted("姓名\t联系电话\t奖金\n张三\t13800138000\t5");
    assert!(plan(&one, &[], &Choices::default()).rows.is_none());
    let choices = Choices { head: Some(1), ..Choices::default() };
    assert_eq!(rows(&plan(&one, &[], &choices)).len(), 1);
}

#[test]
fn columns_are_known_by_label_id_and_looser_writings() {
    for (head, column) in [
        ("获证组织名称（必填）", "holder"),
        ("* 获证组织名称 *", "holder"),
        ("２.获证组织名称：", "holder"),
        ("holder", "holder"),
        ("HOLDER", "holder"),
        ("valid.from", "valid.from"),
        ("有效期开始", "valid.from"),
        ("有效期截止日期", "valid.to"),
        ("证件类型", "identity.kind"),
        ("证件号码", "identity.number"),
        ("联系人证件号", "identity.number"),
        ("币种", "fee.currency"),
        ("涉及人数（人）", "persons"),
    ] {
        let import = planned(&format!("证书编号\t{head}\nA-1\tx"));
        assert_eq!(targets(&import.preview)[1].1, column, "{head}");
    }
    // 起 alone could be any of two.
    assert_eq!(targets(&planned("证书编号\t起\nA-1\tx").preview)[1].1, "");
}

#[test]
fn a_user_may_say_which_column_is_which_and_where_the_head_is() {
    let book = pasted("甲公司\tA-1\n乙公司\tA-2");
    assert!(plan(&book, &[], &Choices::default()).preview.refusal.is_some());
    let mut choices = Choices { head: Some(0), ..Choices::default() };
    choices.columns.insert("A".into(), "holder".into());
    choices.columns.insert("B".into(), "number".into());
    let import = plan(&book, &[], &choices);
    assert_eq!(rows(&import).len(), 2);
    assert_eq!(rows(&import)[1].answers["holder"], Answer::from("乙公司"));
    // Not to import a column is a choice too.
    choices.columns.insert("A".into(), String::new());
    assert!(!rows(&plan(&book, &[], &choices))[0].answers.contains_key("holder"));
}

#[test]
fn choices_documents_money_and_ticks_are_read_as_people_write_them() {
    let choice = |code: &str| Some(Answer::from_parts([("choice", code)]));
    assert_eq!(read_as("状态", "暂停", "status"), choice("paused"));
    assert_eq!(read_as("状态", "paused", "status"), choice("paused"));
    let other = Some(Answer::from_parts([("choice", "other"), ("other", "已转让")]));
    assert_eq!(read_as("状态", "其他：已转让", "status"), other);
    assert_eq!(read_as("状态\t状态其他说明", "其他\t已转让", "status"), other);

    let document = Some(Answer::from_parts([("kind", "resident_id"), ("number", "11010519491231002X")]));
    assert_eq!(read_as("证件类型\t证件号码", "身份证\t11010519491231002x", "identity"), document);
    assert_eq!(read_as("联系人证件", "11010519491231002X", "identity"), document);
    let passport = Some(Answer::from_parts([("kind", "passport"), ("number", "E12345678")]));
    assert_eq!(read_as("证件类型\t证件号码", "护照\tE12345678", "identity"), passport);

    let money =
        |amount, unit| Some(Answer::from_parts([("amount", amount), ("currency", "人民币"), ("unit", unit)]));
    assert_eq!(read_as("金额（万元）", "300", "fee"), money("300", "万元"));
    assert_eq!(read_as("金额\t金额单位", "12.5\t元", "fee"), money("12.5", "元"));
    assert_eq!(read_as("金额", "300万元", "fee"), money("300", "万元"));

    let period = Some(Answer::from_parts([("from", "2026-01-05"), ("to", "2029-01-04")]));
    assert_eq!(read_as("有效期", "2026年1月5日至2029年1月4日", "valid"), period);
    assert_eq!(read_as("已确认", "√", "agreed"), Some(Answer::from("yes")));
    assert_eq!(read_as("已确认", "否", "agreed"), None);
    assert_eq!(read_as("涉及人数", "不清楚", "persons"), Some(Answer::unknown()));
    assert_eq!(read_as("颁发日期", "/", "issued"), None);
    assert_eq!(read_as("获证组织名称", "/", "holder"), Some(Answer::from("/")));
}

#[test]
fn of_an_identity_document_only_the_number_is_masked_on_a_screen() {
    let filing = certifier_filing();
    let people = filing.roster("people").unwrap();
    let sheet = pasted(
        "姓名\t身份证件种类\t身份证件号码\t身份证件有效期至\t国（境）外居留\n陆一\t护照\tE12345678\t2030-01-01\t无",
    );
    let preview = import(&sheet, filing, people, &[], &Choices::default(), "x").preview;
    let hidden: Vec<bool> = preview.lines[0].cells.iter().map(|cell| cell.sensitive).collect();
    assert_eq!(hidden, [false, false, true, false, true], "{:?}", preview.columns);
    let samples: Vec<&str> = preview.heads.iter().map(|head| head.sample.as_str()).collect();
    assert_eq!(samples, ["陆一", "护照", "", "2030-01-01", ""]);
}

fn existing() -> Vec<Arc<Row>> {
    vec![
        row("1", &[("number", "A-1".into()), ("holder", "甲公司".into()), ("phone", "13800138000".into())]),
        row("2", &[("number", "A-2".into()), ("holder", "乙公司".into())]),
        row("3", &[("number", "A-3".into()), ("holder", "丙公司".into())]),
    ]
}

const SHEET: &str =
    "证书编号\t获证组织名称\t颁发日期\nａ－１\t甲公司（新）\t\nA-2\t乙公司\t\nA-4\t丁公司\t2026-01-05";

#[test]
fn lines_find_their_rows_by_key_and_what_is_not_in_the_sheet_stays() {
    let before = existing();
    let import = plan(&pasted(SHEET), &before, &Choices::default());
    let counts = &import.preview.counts;
    assert_eq!((counts.added, counts.replaced, counts.unchanged, counts.removed), (1, 1, 1, 0));
    let after = rows(&import);
    assert_eq!(after.len(), 4);
    assert_eq!(after[0].id, "1");
    assert_eq!(after[0].answers["holder"], Answer::from("甲公司（新）"));
    assert_eq!(after[0].answers["phone"], Answer::from("13800138000"));
    assert!(Arc::ptr_eq(&after[1], &before[1]) && Arc::ptr_eq(&after[2], &before[2]));
    assert_eq!((after[3].id.as_str(), &after[3].answers["issued"]), ("x-4", &Answer::from("2026-01-05")));
    let fates: Vec<Fate> = import.preview.lines.iter().map(|line| line.fate).collect();
    assert_eq!(fates, [Fate::Replaced, Fate::Unchanged, Fate::Added]);
    assert_eq!(import.preview.lines[0].cells[1].before.as_deref(), Some("甲公司"));
}

#[test]
fn the_sheet_may_be_taken_as_the_whole_and_blank_cells_as_cleared() {
    let choices = Choices { remove_absent: true, ..Choices::default() };
    let import = plan(&pasted(SHEET), &existing(), &choices);
    assert_eq!(import.preview.counts.removed, 1);
    assert_eq!(rows(&import).iter().map(|row| row.id.as_str()).collect::<Vec<_>>(), ["1", "2", "x-4"]);

    let book = pasted("证书编号\t联系电话\nA-1\t ");
    let kept = plan(&book, &existing(), &Choices::default());
    assert_eq!(kept.preview.counts.unchanged, 1);
    let cleared = plan(&book, &existing(), &Choices { clear_blank: true, ..Choices::default() });
    assert!(!rows(&cleared)[0].answers.contains_key("phone"));
}

#[test]
fn of_two_people_with_one_number_neither_is_dropped_nor_replaced_unasked() {
    let filing = certifier_filing();
    let people = filing.roster("people").unwrap();
    let head = "姓名\t身份证件种类\t身份证件号码\n";
    let sheet = |names: [&str; 3]| {
        pasted(&(head.to_owned() + &names.map(|name| format!("{name}\t护照\tE12345678")).join("\n")))
    };
    let plan = |names, rows: &[Arc<Row>], choices: &Choices| {
        import(&sheet(names), filing, people, rows, choices, "x")
    };
    let names = |import: &Import| -> Vec<String> {
        rows(import).iter().map(|row| row.answers["name"].text().to_owned()).collect()
    };

    let once = plan(["陆一", "钱二", "陆一"], &[], &Choices::default());
    assert_eq!(names(&once), ["陆一", "钱二"]);
    assert_eq!(once.preview.alike, "身份证件号码相同、姓名不同");
    let told: Vec<&str> = once.preview.problems.iter().map(|it| it.message.as_str()).collect();
    assert!(told[0].starts_with("与表格第2行身份证件号码相同、姓名不同，"), "{told:?}");
    assert!(told[1].starts_with("与第2行相同，"), "{told:?}");
    assert_eq!(once.preview.counts.wrong_lines, 2);

    // Against what is there: each finds its own row by its name, and somebody else is another row.
    let before = rows(&once).to_vec();
    let again = plan(["钱二", "陆一", "孙三"], &before, &Choices::default());
    assert_eq!(names(&again), ["陆一", "钱二", "孙三"]);
    assert_eq!(rows(&again)[..2], before[..]);
    let one = plan(["孙三", "", ""], &before[..1], &Choices::default());
    assert_eq!(names(&one), ["陆一", "孙三"]);
    let told = &one.preview.problems[0];
    assert!(told.message.starts_with("与清单中已有的第1行身份证件号码相同、姓名不同，"), "{told:?}");
    assert_eq!(told.severity, Severity::Blocking);
    let left = plan(["孙三", "", ""], &before[..1], &Choices { skip_wrong: true, ..Choices::default() });
    assert_eq!((names(&left), left.preview.counts.skipped), (vec!["陆一".to_owned()], 1));

    // Whoever says that it is a change of name has it so.
    let renamed = plan(["孙三", "", ""], &before[..1], &Choices { renamed: true, ..Choices::default() });
    assert_eq!((names(&renamed), renamed.preview.counts.replaced), (vec!["孙三".to_owned()], 1));
}

#[test]
fn without_a_key_every_line_is_a_new_row_with_an_id_of_its_own() {
    let choices = Choices { key: Some(String::new()), ..Choices::default() };
    let once = plan(&pasted(SHEET), &existing(), &choices);
    assert_eq!(once.preview.counts.added, 3);
    let twice = plan(&pasted(SHEET), rows(&once), &choices);
    let mut ids: Vec<&str> = rows(&twice).iter().map(|row| row.id.as_str()).collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), 9);
}

#[test]
fn without_an_answer_that_no_two_rows_share_every_line_is_a_new_row_until_a_key_is_chosen() {
    let mut roster = roster().clone();
    roster.unique.clear();
    let plan = |choices: &Choices| import(&pasted(SHEET), &PROCEDURE, &roster, &existing(), choices, "x");
    let added = plan(&Choices::default());
    assert_eq!((added.preview.key.as_str(), added.preview.counts.added, rows(&added).len()), ("", 3, 6));
    assert_eq!(rows(&added)[..3], existing()[..], "nothing that was there is touched");
    let chosen = plan(&Choices { key: Some("number".into()), ..Choices::default() });
    assert_eq!((chosen.preview.counts.added, chosen.preview.counts.replaced), (1, 1));
}

#[test]
fn a_later_change_of_a_certificate_stands_beside_the_earlier_one() {
    let json = std::fs::read_to_string("www/procedures/certificate-register/procedure.json").unwrap();
    let procedure = load("register", &json).unwrap();
    let roster = procedure.roster("changes").unwrap();
    let suspended = Answer::from_parts([("choice", "suspended")]);
    let before = [row("1", &[("certificate", "C-1".into()), ("kind", suspended)])];
    let book = pasted("变化的证书编号\t变更种类\t变化日期\nC-1\t恢复\t2026-11-10");
    // Not even who insists can replace it: no single answer tells two changes apart.
    for key in [None, Some("certificate".to_owned())] {
        let choices = Choices { key, ..Choices::default() };
        let import = import(&book, &procedure, roster, &before, &choices, "x");
        assert_eq!((import.preview.keys.len(), import.preview.key.as_str()), (0, ""));
        assert_eq!((rows(&import).len(), &rows(&import)[0]), (2, &before[0]));
        assert_eq!(rows(&import)[1].answers["kind"], Answer::from_parts([("choice", "restored")]));
    }
}

#[test]
fn lines_with_a_blocking_problem_can_be_left_out() {
    let text = "证书编号\t颁发日期\nA-1\t2026-02-30\nA-2\t2026-01-05";
    let choices = Choices { skip_wrong: true, ..Choices::default() };
    let import = plan(&pasted(text), &[], &choices);
    assert_eq!((import.preview.counts.skipped, import.preview.counts.added), (1, 1));
    assert_eq!(import.preview.problems[0].severity, Severity::Blocking);
    // Wrong lines are shown before the others.
    assert_eq!(import.preview.lines[0].number, 2);
}

#[test]
fn more_lines_than_a_roster_takes_are_refused_before_anything_changes() {
    let many: String = (0..10_000).map(|at| format!("A-{at}\t公司{at}\n")).collect();
    let import = planned(&format!("证书编号\t获证组织名称\n{many}"));
    assert_eq!(
        import.preview.refusal.as_deref(),
        Some("表格有10000行，“证书”最多6000行，请减少行数或者分成几个卷宗后再导入。")
    );
    assert!(import.rows.is_none());
    let few: String = (0..5_999).map(|at| format!("B-{at}\t公司{at}\n")).collect();
    let import = plan(&pasted(&format!("证书编号\t获证组织名称\n{few}")), &existing(), &Choices::default());
    assert!(import.preview.refusal.unwrap().starts_with("导入后共有6002行"));
}

#[test]
fn ten_thousand_lines_of_a_workbook_are_read_and_counted() {
    let rows: Vec<_> = (0..10_000)
        .map(|at| row(&at.to_string(), &[("number", format!("A-{at}").as_str().into())]))
        .collect();
    let file = export(&PROCEDURE, roster(), &rows, SheetFormat::Xlsx).unwrap();
    let book = read("一万行.xlsx", &file).unwrap();
    let refusal = import(&book, &PROCEDURE, roster(), &[], &Choices::default(), "x").preview.refusal.unwrap();
    assert!(refusal.starts_with("工作表“证书”有10000行"), "{refusal}");
    let mut large = roster().clone();
    large.most = 20_000;
    let import = import(&book, &PROCEDURE, &large, &rows, &Choices::default(), "x");
    assert_eq!(import.preview.counts.unchanged, 10_000);
}
