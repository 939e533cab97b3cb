//! A procedure with a roster of every type of field, for the tests of sheets.

use std::sync::{Arc, LazyLock};

use beian::dossier::Row;
use beian::field::Answer;
use beian::procedure::{Procedure, Roster, load};
use beian::sheet::{Book, Choices, Import, Table, import, read};
use serde_json::{Value, json};

pub(crate) static PROCEDURE: LazyLock<Procedure> =
    LazyLock::new(|| load("procedure.json", &definition().to_string()).unwrap());

pub(crate) fn definition() -> Value {
    let field = |id: &str, label: &str, kind: &str, more: Value| {
        let mut field = json!({ "id": id, "label": label, "type": kind, "basis": ["C"], "optional": true });
        field.as_object_mut().unwrap().extend(more.as_object().cloned().unwrap());
        field
    };
    json!({
        "format": 1, "id": "register", "version": "1", "title": "证书报送", "summary": "试验用。",
        "authority": "国家网信部门", "effective_from": "2026-01-01", "sources": [],
        "clauses": { "C": { "cite": "第一条", "text": "……" } },
        "sections": [], "materials": [], "rules": [],
        "rosters": [{
            "id": "certificates", "title": "证书", "row_title": "证书", "basis": ["C"], "row_name": "number",
            "help": "一张证书一行。", "most": 6000, "optional": true, "unique": ["number"],
            "fields": [
                field("number", "证书编号", "text", json!({ "max": 40, "optional": false, "example": "PIPEC-2026-0001" })),
                field("holder", "获证组织名称", "text", json!({ "max": 50, "optional": false, "help": "与营业执照一致。" })),
                field("uscc", "统一社会信用代码", "uscc", json!({})),
                field("scope", "认证范围", "long_text", json!({ "max": 2000 })),
                field("status", "状态", "choice", json!({ "options": [
                    { "code": "valid", "label": "有效" }, { "code": "paused", "label": "暂停" },
                    { "code": "other", "label": "其他", "other": true },
                ] })),
                field("valid", "有效期", "period", json!({})),
                field("issued", "颁发日期", "date", json!({})),
                field("persons", "涉及人数", "count", json!({ "unit": "人", "unknown": true })),
                field("fee", "金额", "money", json!({})),
                field("contact", "联系人", "person_name", json!({})),
                field("identity", "联系人证件", "id_document", json!({ "sensitive": true })),
                field("phone", "联系电话", "phone", json!({})),
                field("agreed", "已确认", "confirm", json!({})),
            ],
        }],
    })
}

pub(crate) fn roster() -> &'static Roster {
    PROCEDURE.roster("certificates").unwrap()
}

pub(crate) fn fixture(name: &str) -> Vec<u8> {
    std::fs::read(format!("tests/fixtures/sheets/{name}")).unwrap()
}

pub(crate) fn book(name: &str) -> Book {
    read(name, &fixture(name)).unwrap_or_else(|error| panic!("{error}"))
}

/// The texts of a table, line by line.
pub(crate) fn texts(table: &Table) -> Vec<Vec<&str>> {
    table.lines.iter().map(|line| line.cells.iter().map(|cell| cell.text.as_str()).collect()).collect()
}

/// A pasted table with the roster's own head.
pub(crate) fn pasted(text: &str) -> Book {
    beian::sheet::read_pasted("粘贴的内容", text).unwrap_or_else(|error| panic!("{error}"))
}

pub(crate) fn plan(book: &Book, rows: &[Arc<Row>], choices: &Choices) -> Import {
    import(book, roster(), rows, choices, "x")
}

pub(crate) fn row(id: &str, answers: &[(&str, Answer)]) -> Arc<Row> {
    let answers = answers.iter().map(|(field, answer)| ((*field).to_owned(), answer.clone()));
    Arc::new(Row { id: id.to_owned(), answers: answers.collect() })
}
