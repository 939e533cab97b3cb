//! Printed documents stated as data: what they say, what they leave out, and how a fault is named.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use beian::calendar::Calendar;
use beian::check::{Engine, Memory};
use beian::document::Document;
use beian::document::report::{self, Checked};
use beian::dossier::{Dossier, ProcedureRef, Row};
use beian::field::Answer;
use beian::procedure;
use chrono::NaiveDate;
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::document_support::{dense, faces_for};
use crate::golden;

/// A small procedure with a report, a table of records, a letter and a note on a condition.
pub(crate) const DEFINITION: &str = include_str!("../fixtures/definitions/documents.json");

pub(crate) static ENGINE: LazyLock<Engine> = LazyLock::new(|| engine(DEFINITION).unwrap());
static CALENDAR: LazyLock<Calendar> = LazyLock::new(Calendar::built_in);

fn engine(definition: &str) -> Result<Engine, String> {
    let loaded = procedure::load("procedure.json", definition);
    loaded.and_then(Engine::new).map_err(|error| error.to_string())
}

fn empty() -> Dossier {
    Dossier::new("d".into(), "示例".into(), ProcedureRef::of(ENGINE.procedure()), "2026-11-20T09:30:00+08:00")
}

fn row(at: usize, recipient: &str, persons: &str) -> Arc<Row> {
    let answers = [
        ("recipient", recipient),
        ("country", "新加坡"),
        ("kinds", "姓名、联系电话、电子邮箱；\n订单记录、支付记录"),
        ("persons", persons),
    ];
    let answers = answers.into_iter().map(|(id, text)| (id.to_owned(), Answer::from(text))).collect();
    Arc::new(Row { id: format!("r{at}"), answers })
}

pub(crate) fn filled() -> Dossier {
    let mut dossier = empty();
    let purpose =
        "本公司向境外母公司提供员工和客户信息，用于全球人力资源管理、订单履行和售后服务。".repeat(4);
    let answers: [(&str, Answer); 8] = [
        ("org_name", "北京㛃仁信息技术有限公司".into()),
        ("uscc", "91110000600037341L".into()),
        ("nature", Answer::from_parts([("choice", "other"), ("other", "民办非企业单位")])),
        ("ciio", Answer::unknown()),
        ("purpose", format!("{purpose}\n\n（一）{purpose}\n（二）{purpose}").as_str().into()),
        ("measures", "采取加密、去标识化等措施。".into()),
        ("obtained_on", "2026-11-02".into()),
        ("signed_on", "2026-11-20".into()),
    ];
    for (field, answer) in answers {
        dossier.answers.insert(field.into(), answer);
    }
    let rows = vec![row(1, "甲有限公司（Alpha Pte. Ltd.）", "1200"), row(2, "乙䶮公司", "300")];
    dossier.rosters.insert("flows".into(), rows);
    dossier
}

pub(crate) fn composed(dossier: &Dossier, id: &str) -> Document {
    let today = NaiveDate::from_ymd_opt(2026, 11, 21).unwrap();
    let mut memory = Memory::default();
    let report = ENGINE.recheck(&mut memory, dossier, today, &CALENDAR, None);
    let checked =
        Checked { engine: &ENGINE, memory: &memory, report: &report, dossier, files: &BTreeMap::new() };
    report::compose(&checked, ENGINE.procedure().document(id).unwrap(), None, None)
}

fn ids(dossier: &Dossier) -> Vec<String> {
    let today = NaiveDate::from_ymd_opt(2026, 11, 21).unwrap();
    let mut memory = Memory::default();
    let report = ENGINE.recheck(&mut memory, dossier, today, &CALENDAR, None);
    let checked =
        Checked { engine: &ENGINE, memory: &memory, report: &report, dossier, files: &BTreeMap::new() };
    checked.documents().map(|(document, _)| document.id.clone()).collect()
}

#[test]
fn documents_say_what_the_definition_states_and_the_dossier_answers() {
    for id in ["report", "records", "letter"] {
        golden::check(&format!("document/report-{id}.txt"), &composed(&filled(), id).text());
        golden::check(&format!("document/report-{id}-blank.txt"), &composed(&empty(), id).text());
    }
}

#[test]
fn a_document_is_printed_only_when_its_condition_holds() {
    let mut dossier = filled();
    assert_eq!(ids(&dossier), ["report", "records", "letter"]);
    dossier.answers.insert("ciio".into(), Answer::from_parts([("choice", "yes")]));
    dossier.answers.insert("ciio_field".into(), "能源".into());
    assert_eq!(ids(&dossier), ["report", "records", "letter", "notice"]);
    let notice = composed(&dossier, "notice").text();
    assert!(notice.contains("所属行业：能源。") && notice.contains("说明人（签名）：＿"), "{notice}");
    assert!(composed(&dossier, "report").text().contains("2. 属于关键信息基础设施运营者；"));
}

#[test]
fn a_faulty_document_is_refused_with_path_and_reason() {
    let refused = |pointer: &str, value: Value| {
        let mut definition: Value = serde_json::from_str(DEFINITION).unwrap();
        *definition.pointer_mut(pointer).unwrap() = value;
        engine(&definition.to_string()).unwrap_err()
    };
    for (pointer, value, path, reason) in [
        ("/documents/0/title", json!("{nobody}报告"), "documents[0].title", "没有名为“nobody”的字段或参数"),
        ("/documents/0/id", json!("form"), "documents[0].id", "文书名“form”重复或不合规"),
        ("/documents/1/id", json!("report"), "documents[1].id", "文书名“report”重复或不合规"),
        ("/documents/0/basis", json!([]), "documents[0].basis", "没有写明依据"),
        (
            "/documents/0/blocks/0",
            json!({ "heading": "甲", "level": 2 }),
            "blocks[0].level",
            "不能直接跟在 0 级之后",
        ),
        (
            "/documents/0/blocks/0",
            json!({ "heading": "甲", "level": 7 }),
            "blocks[0].level",
            "标题只有 1、2、3 级",
        ),
        ("/documents/0/blocks/2/fields/1", json!("uscd"), "blocks[2].fields[1]", "没有名为“uscd”的字段"),
        ("/documents/0/blocks/7/columns/0/field", json!("to"), "blocks[7].columns[0].field", "没有字段“to”"),
        ("/documents/0/blocks/7/columns/0/width", json!(0), "blocks[7].columns[0].width", "列宽要大于 0"),
        ("/documents/0/blocks/8/each", json!("lists"), "blocks[8].each", "没有名为“lists”的清单"),
        (
            "/documents/0/blocks/8/blocks/2/when",
            json!("row.size > 1"),
            "blocks[2].when",
            "没有字段“row.size”",
        ),
        ("/documents/0/blocks/12/values/0", json!("sum"), "blocks[12].values[0]", "没有名为“sum”的计算值"),
        ("/documents/0/blocks/13/clocks", json!(["late"]), "blocks[13].clocks[0]", "没有名为“late”的期限"),
        (
            "/documents/0/blocks/15/seal/date_field",
            json!("org_name"),
            "seal.date_field",
            "“org_name”不是日期",
        ),
        ("/documents/3/when", json!("ciio +"), "documents[3].when", "CEL 不能编译"),
    ] {
        let error = refused(pointer, value);
        assert!(error.contains(path) && error.contains(reason), "{pointer}: {error}");
    }
    for block in [
        json!({ "heading": "甲", "paragraph": "乙" }),
        json!({}),
        json!({ "paragraph": "甲", "level": 2 }),
        json!({ "roster": "flows" }),
        json!({ "each": "flows" }),
        json!({ "page_break": false }),
    ] {
        let error = refused("/documents/0/blocks/0", block);
        assert!(error.contains("documents[0].blocks[0]"), "{error}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_character_of_an_answer_is_lost_whatever_its_length(
        purpose in "([一-十认证机构个人信息保护A-Z0-9，。（）\n]{1,40}){1,60}",
        kinds in "([姓名联系电话，、；]{1,30}){1,40}",
    ) {
        let mut dossier = filled();
        dossier.answers.insert("purpose".into(), format!("甲{purpose}乙").as_str().into());
        let row = Arc::make_mut(&mut dossier.rosters.get_mut("flows").unwrap()[1]);
        row.answers.insert("kinds".into(), format!("丙{kinds}丁").as_str().into());
        for id in ["report", "records"] {
            let document = composed(&dossier, id);
            let set = dense(&document.lines(&faces_for(&document)).unwrap().concat().concat());
            prop_assert!(set.contains(&dense(&format!("丙{kinds}丁"))), "{}: {}", id, set);
            prop_assert!(id == "records" || set.contains(&dense(&format!("甲{purpose}乙"))), "{}", set);
        }
    }
}
