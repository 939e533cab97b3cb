//! The pages of a document's mandated headings, and placeholders left in texts.

use beian::field::{Answer, FieldKind, Heading, Value};
use beian::text::placeholder;

fn kind() -> FieldKind {
    let heading =
        |code: &str, label: &str| Heading { code: code.into(), label: label.into(), ..Heading::default() };
    FieldKind::Contents { headings: vec![heading("basis", "认证依据"), heading("mode", "认证模式")] }
}

fn pages(basis: &str, mode: &str) -> Answer {
    Answer::from_parts([("basis", basis), ("mode", mode)])
}

#[test]
fn a_page_is_read_as_people_write_it() {
    for text in ["3", "第3页", "３", " 3 页", "P3", "p.3"] {
        let answer = pages(text, "12");
        let value = kind().read(&answer).value.unwrap_or_else(|| panic!("{text}"));
        assert!(
            matches!(&value, Value::Contents(pages) if pages["basis"] == 3 && pages["mode"] == 12),
            "{text}"
        );
        assert_eq!(kind().normalise(&answer), pages("3", "12"), "{text}");
        assert_eq!(kind().print(Some(&value)), "认证依据第3页；认证模式第12页");
        assert_eq!(value.to_json(), serde_json::json!({ "basis": 3, "mode": 12 }));
    }
}

#[test]
fn every_heading_that_is_missing_absent_or_unreadable_is_named_at_its_part() {
    for (text, code) in [
        ("", "heading_page_missing"),
        ("无", "heading_absent"),
        ("0", "heading_absent"),
        ("3-5", "heading_page_unreadable"),
        ("-1", "heading_page_unreadable"),
        ("1e99", "heading_page_unreadable"),
        ("十", "heading_page_unreadable"),
        ("99999", "heading_page_unreadable"),
    ] {
        let reading = kind().read(&pages(text, "1"));
        assert_eq!(reading.value, None, "{text}");
        let found: Vec<_> = reading.problems.iter().map(|p| (p.code, p.part.as_deref())).collect();
        assert_eq!(found, [(code, Some("basis"))], "{text}");
        assert!(reading.problems[0].message.contains("认证依据"), "{text}");
        assert_eq!(kind().normalise(&pages(text, "1")), pages(text, "1"), "what cannot be read stays");
    }
    assert!(kind().read(&pages("", "")).is_blank());
    assert_eq!(kind().read(&Answer::from("3")).problems[0].code, "answer_in_wrong_shape");
}

#[test]
fn what_a_template_leaves_is_found_in_every_kind_of_text() {
    for (text, left) in [
        ("北京市XX区知春路1号", "XX"),
        ("xxx认证有限公司", "xxx"),
        ("××认证中心", "××"),
        ("业务范围待定", "待定"),
        ("某某认证有限公司", "某某"),
        ("成立于【  】年", "【  】"),
        ("电话：____", "____"),
        ("（示例）", "示例"),
        ("TODO", "TODO"),
        ("范围待补", "待补"),
        ("面积待填", "待填"),
        ("日期待确认", "待确认"),
        ("数据待核实", "待核实"),
        ("见样例", "样例"),
        ("此处填写全称", "此处填写"),
        ("请填写全称", "请填写"),
        ("请输入", "请输入"),
        ("（填写全称）", "（填写"),
        ("(填写全称)", "(填写"),
        ("TBD", "TBD"),
        ("Lorem ipsum dolor", "Lorem ipsum"),
        ("✕✕路", "✕✕"),
        ("╳╳路", "╳╳"),
        ("＊＊＊", "＊＊＊"),
        ("***", "***"),
        ("＿＿＿", "＿＿＿"),
        ("〔〕号", "〔〕"),
        ("第[ ]条", "[ ]"),
        ("第［］条", "［］"),
        ("共（ ）页", "（ ）"),
        ("共()页", "()"),
    ] {
        assert_eq!(placeholder(text), Some(left), "{text}");
        for kind in [FieldKind::Text { max: 50 }, FieldKind::LongText { max: 50 }, FieldKind::PersonName] {
            let reading = kind.read(&Answer::from(text));
            assert!(reading.problems.iter().any(|p| p.code == "placeholder_left"), "{text} {kind:?}");
            assert!(reading.value.is_some(), "{text}: a placeholder is a warning, it does not block");
        }
    }
}

#[test]
fn what_only_looks_like_a_placeholder_is_let_be() {
    for text in [
        "GB/T 35273、GB/T 46068",
        "Exxon Mobil（中国）",
        "XXL 号",
        "第IX条",
        "2×3 米",
        "【重要】通知",
        "（以下称本公司）",
        "A*B",
        "CNCA-R-2022-117",
    ] {
        assert_eq!(placeholder(text), None, "{text}");
    }
}
