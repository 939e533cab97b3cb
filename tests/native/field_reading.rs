//! Texts, names, choices, periods and ticks: read, put in order, printed.

use beian::field::{Answer, ChoiceOption, FieldKind, Severity, Value};
use serde_json::json;

fn codes(kind: &FieldKind, answer: &Answer) -> Vec<&'static str> {
    kind.read(answer).problems.iter().map(|problem| problem.code).collect()
}

fn nature() -> FieldKind {
    let option = |code: &str, label: &str| ChoiceOption {
        code: code.into(),
        label: label.into(),
        other: code == "other",
        ..ChoiceOption::default()
    };
    FieldKind::Choice {
        options: vec![
            option("public_institution", "事业单位"),
            option("enterprise", "企业"),
            option("social_organisation", "社会组织"),
            option("other", "其他"),
        ],
    }
}

#[test]
fn a_line_of_text_is_put_in_order_without_losing_a_character() {
    let kind = FieldKind::Text { max: 30 };
    for (typed, normal) in [
        ("  华安认证\n有限公司 ", "华安认证有限公司"),
        ("北京市海淀区\r\n中关村南大街５号", "北京市海淀区中关村南大街5号"),
        ("ＡＢＣ（北京）　认证", "ABC（北京） 认证"),
        ("Acme\nCertification\tLtd", "Acme Certification Ltd"),
        ("⼤华认证⽤品", "大华认证用品"),
        ("认\u{200B}证\u{FEFF}", "认证"),
        ("甲\u{A0}\u{A0}乙", "甲 乙"),
    ] {
        assert_eq!(kind.normalise(&Answer::from(typed)), Answer::from(normal));
        assert_eq!(kind.read(&Answer::from(typed)).value, Some(Value::Text(normal.into())));
    }
}

#[test]
fn length_is_counted_in_characters_as_people_count_them() {
    let kind = FieldKind::Text { max: 4 };
    // Four characters: 𬱖 outside the basic plane, é of two code points, a family of seven.
    assert_eq!(codes(&kind, &Answer::from("张𬱖e\u{301}👨‍👩‍👧‍👦")), Vec::<&str>::new());
    let reading = kind.read(&Answer::from("张三李四王五"));
    assert_eq!(reading.value, None);
    assert_eq!(reading.problems[0].message, "共6个字，超过4个字的上限。");
    assert_eq!(reading.problems[0].hint, "请删去至少2个字。");
}

#[test]
fn long_text_keeps_its_paragraphs() {
    let kind = FieldKind::LongText { max: 100 };
    let typed = "\n\n　　一、认证。\r\n\r\n\r\n\t二、评价。  \n三\u{200B}、其他２项\n\n";
    assert_eq!(
        kind.normalise(&Answer::from(typed)),
        Answer::from("　　一、认证。\n\n　二、评价。\n三、其他2项")
    );
}

#[test]
fn characters_that_cannot_be_printed_are_told() {
    let kind = FieldKind::Text { max: 30 };
    assert_eq!(codes(&kind, &Answer::from("甲\u{202E}乙")), ["text_has_control_character"]);
    assert_eq!(codes(&kind, &Answer::from("甲\u{7}乙")), ["text_has_control_character"]);
    assert_eq!(codes(&kind, &Answer::from("甲\u{FFFD}乙")), ["text_has_lost_character"]);
    let reading = kind.read(&Answer::from("张\u{E863}"));
    assert!(reading.value.is_some());
    assert_eq!(reading.problems[0].severity, Severity::Warning);
    assert_eq!(reading.problems[0].hint, "请改用标准编码的字；如果是“䶮”，请用新版输入法重新输入。");
}

#[test]
fn names_of_every_kind_are_read_as_they_are() {
    for (typed, normal) in [
        ("张三", "张三"),
        ("张　三", "张三"),
        ("欧阳 \n娜娜", "欧阳娜娜"),
        ("㛃䶮𬱖𫍯", "㛃䶮𬱖𫍯"),
        ("阿依古丽•买买提", "阿依古丽·买买提"),
        ("阿依古丽 ‧ 买买提", "阿依古丽·买买提"),
        ("阿依古丽・买买提", "阿依古丽·买买提"),
        ("阿依古丽．买买提", "阿依古丽·买买提"),
        ("阿依古丽.买买提", "阿依古丽·买买提"),
        ("阿依古丽·买买提·艾力", "阿依古丽·买买提·艾力"),
        ("John  R. Smith", "John R. Smith"),
        ("José María O’Neill-Núñez", "José María O’Neill-Núñez"),
        ("Nguyễn Văn An", "Nguyễn Văn An"),
        ("约翰·史密斯（John Smith）", "约翰·史密斯（John Smith）"),
        ("⽅⼤⼒", "方大力"),
    ] {
        let answer = Answer::from(typed);
        assert_eq!(FieldKind::PersonName.normalise(&answer), Answer::from(normal), "{typed}");
        assert_eq!(FieldKind::PersonName.read(&answer).value, Some(Value::Text(normal.into())), "{typed}");
        assert_eq!(codes(&FieldKind::PersonName, &answer), Vec::<&str>::new(), "{typed}");
    }
}

#[test]
fn what_is_unusual_in_a_name_is_doubted_and_what_is_hidden_refused() {
    for (typed, expected, blocks) in [
        ("张三1", "name_has_digits", false),
        ("张*", "name_has_other_characters", false),
        ("张□□", "name_has_other_characters", false),
        ("张三、李四", "name_has_other_characters", false),
        ("Иван Петров", "name_in_other_script", false),
        ("Tom李", "name_in_mixed_scripts", false),
        ("·买买提", "name_dot_misplaced", false),
        ("阿里··买买提", "name_dot_misplaced", false),
        ("张", "name_length_unusual", false),
        ("张\u{E863}", "character_in_private_use", false),
        ("张\u{202E}三", "text_has_control_character", true),
        ("张\u{0}三", "text_has_control_character", true),
        ("张\u{FFFD}三", "text_has_lost_character", true),
    ] {
        let reading = FieldKind::PersonName.read(&Answer::from(typed));
        assert_eq!(reading.problems.iter().map(|p| p.code).collect::<Vec<_>>(), [expected], "{typed}");
        assert_eq!(reading.value.is_none(), blocks, "{typed}");
    }
}

#[test]
fn a_choice_prints_all_its_options() {
    let kind = nature();
    assert_eq!(kind.print(None), "□事业单位　□企业　□社会组织　□其他：____");
    let value = kind.read(&Answer::from_parts([("choice", "enterprise")])).value;
    assert_eq!(kind.print(value.as_ref()), "□事业单位　☑企业　□社会组织　□其他：____");
    let value = kind.read(&Answer::from_parts([("choice", "other"), ("other", " 国家\n实验室 ")])).value;
    assert_eq!(kind.print(value.as_ref()), "□事业单位　□企业　□社会组织　☑其他：国家实验室");
    assert_eq!(kind.print_answer(&Answer::from_parts([("choice", "?")])), kind.print(None));
}

#[test]
fn a_choice_is_taken_by_code_or_wording_and_other_needs_its_text() {
    let kind = nature();
    let answer = Answer::from_parts([("choice", "企业")]);
    assert_eq!(kind.normalise(&answer), Answer::from_parts([("choice", "enterprise")]));
    assert_eq!(kind.normalise(&Answer::from("enterprise")), Answer::from_parts([("choice", "enterprise")]));
    assert_eq!(codes(&kind, &Answer::from_parts([("choice", "other")])), ["choice_other_missing"]);
    assert_eq!(codes(&kind, &Answer::from_parts([("other", "国家实验室")])), ["choice_missing"]);
    assert_eq!(codes(&kind, &Answer::from_parts([("choice", "军队")])), ["choice_unknown"]);
    let kept = Answer::from_parts([("choice", "enterprise"), ("other", "国家实验室")]);
    assert_eq!(kind.normalise(&kept), kept, "the text of an option no longer chosen is kept");
    assert_eq!(kind.read(&kept).value, Some(Value::Choice { code: "enterprise".into(), other: None }));
}

#[test]
fn periods_are_read_in_two_parts_or_pasted_into_the_first() {
    let kind = FieldKind::Period;
    for (from, to, printed) in [
        ("2022-3-1", "2028-2-29", "2022年3月1日至2028年2月29日"),
        ("2022年3月1日", "至2028年2月29日", "2022年3月1日至2028年2月29日"),
        ("2022.3.1", "长期", "2022年3月1日至长期"),
        ("2022.3.1", " 长期 有效", "2022年3月1日至长期"),
        ("2022年3月1日至2028年2月29日", "", "2022年3月1日至2028年2月29日"),
        ("自2022年3月1日起至2028年2月29日止", "", "2022年3月1日至2028年2月29日"),
        ("2022.3.1-2028.2.29", "", "2022年3月1日至2028年2月29日"),
        ("2022-3-1—2028-2-29", "", "2022年3月1日至2028年2月29日"),
        ("20220301-20280229", "", "2022年3月1日至2028年2月29日"),
        ("2022/3/1～长期", "", "2022年3月1日至长期"),
        ("2022-3-1", "2022-3-1", "2022年3月1日至2022年3月1日"),
    ] {
        let answer = Answer::from_parts([("from", from), ("to", to)]);
        assert_eq!(kind.print(kind.read(&answer).value.as_ref()), printed, "{from} {to}");
        assert_eq!(kind.print_answer(&kind.normalise(&answer)), printed);
    }
    let normal = kind.normalise(&Answer::from("自2022年3月1日起至长期"));
    assert_eq!(normal, Answer::from_parts([("from", "2022-03-01"), ("to", "长期")]));
}

#[test]
fn an_incomplete_or_reversed_period_is_refused_at_the_part() {
    let problems = |from: &str, to: &str| -> Vec<(&str, Option<&str>)> {
        let reading = FieldKind::Period.read(&Answer::from_parts([("from", from), ("to", to)]));
        assert_eq!(reading.value, None);
        reading.problems.iter().map(|p| (p.code, p.part.clone().map(|part| &*part.leak()))).collect()
    };
    assert_eq!(problems("2022-3-1", ""), [("period_incomplete", Some("to"))]);
    assert_eq!(problems("", "长期"), [("period_incomplete", Some("from"))]);
    assert_eq!(problems("2028-3-1", "2022-3-1"), [("period_reversed", Some("to"))]);
    assert_eq!(
        problems("2022-2-30", "无"),
        [("date_no_such_day", Some("from")), ("date_unreadable", Some("to"))]
    );
    assert_eq!(problems("长期", "2028-2-29"), [("date_unreadable", Some("from"))]);
}

#[test]
fn a_tick_is_ticked_or_blank() {
    assert_eq!(FieldKind::Confirm.read(&Answer::from("yes")).value, Some(Value::Confirmed));
    assert!(FieldKind::Confirm.read(&Answer::from("")).is_blank());
    assert_eq!(codes(&FieldKind::Confirm, &Answer::from("no")), ["confirm_unreadable"]);
}

#[test]
fn values_go_out_as_plain_json() {
    let out = |kind: FieldKind, answer: Answer| kind.read(&answer).value.unwrap().to_json();
    assert_eq!(out(FieldKind::Date, "2026年1月5日".into()), json!("2026-01-05"));
    assert_eq!(
        out(FieldKind::Period, "2022.3.1至长期".into()),
        json!({ "from": "2022-03-01", "long_term": true })
    );
    assert_eq!(out(FieldKind::Count { unit: String::new() }, "1,200".into()), json!(1200));
    assert_eq!(out(FieldKind::Confirm, "yes".into()), json!(true));
    assert_eq!(out(nature(), "企业".into()), json!({ "choice": "enterprise" }));
    assert_eq!(out(FieldKind::Uscc, "91110000600037341l".into()), json!("91110000600037341L"));
    let passport = Answer::from_parts([("kind", "passport"), ("number", "e12345678"), ("to", "2030-1-1")]);
    assert_eq!(
        out(FieldKind::IdDocument, passport),
        json!({ "kind": "passport", "number": "E12345678", "to": "2030-01-01" })
    );
}

#[test]
fn an_answer_of_parts_to_a_question_of_one_text_is_refused_and_kept() {
    let answer = Answer::from_parts([("choice", "x")]);
    assert_eq!(codes(&FieldKind::Date, &answer), ["answer_in_wrong_shape"]);
    assert_eq!(FieldKind::Date.normalise(&answer), answer);
}

#[test]
fn an_unreadable_answer_prints_as_it_was_typed() {
    assert_eq!(FieldKind::Date.print_answer(&Answer::from(" 去年  冬天 ")), "去年 冬天");
    assert_eq!(FieldKind::Date.print_answer(&Answer::from("2026-1-5")), "2026年1月5日");
    assert_eq!(FieldKind::Date.print_answer(&Answer::from("\u{200B} ")), "");
    let id = Answer::from_parts([("kind", "resident_id"), ("number", "110101198001011234X")]);
    assert_eq!(FieldKind::IdDocument.print_answer(&id), "居民身份证　110101198001011234X");
}
