//! A character that no face can show is found in every answer that is printed, on the form or by a document,
//! and in no other.

use beian::calendar::Calendar;
use beian::check::{Coverage, Engine};
use beian::dossier::{Dossier, Edit, ProcedureRef, Row};
use beian::field::Answer;
use beian::procedure;
use chrono::NaiveDate;
use serde_json::json;

/// All characters but 𠮷.
struct Faces;

impl Coverage for Faces {
    fn covers(&self, c: char) -> bool {
        c != '𠮷'
    }
}

/// Where the character is found when every answer holds it. Nothing but what documents print is on paper.
fn found(document: serde_json::Value) -> Vec<String> {
    let basis = json!(["M6"]);
    let text = |id: &str| json!({ "id": id, "label": id, "type": "text", "max": 50, "basis": basis, "off_form": true });
    let definition = json!({
        "format": 1, "id": "glyphs", "version": "1", "title": "试验", "summary": "试验用。",
        "authority": "国家网信部门", "effective_from": "2026-01-01", "sources": [],
        "clauses": { "M6": { "cite": "第六条", "text": "……" } },
        "sections": [{ "id": "s", "title": "一般情况", "fields": [text("a"), text("b"), text("c")] }],
        "rosters": [{ "id": "rows", "title": "清单", "row_title": "一行", "basis": basis, "row_name": "d", "most": 5,
            "fields": [text("d"), text("e")] }],
        "values": [{ "id": "joined", "title": "合起来", "cel": "a + b" }],
        "rules": [], "documents": [document],
    });
    let definition = procedure::load("glyphs", &definition.to_string()).unwrap();
    let engine = Engine::new(definition).unwrap();
    let now = "2026-11-21T00:00:00Z";
    let mut dossier = Dossier::new("d".into(), "d".into(), ProcedureRef::of(engine.procedure()), now);
    for field in ["a", "b", "c"] {
        dossier.apply(Edit::Answer(field.into(), Some("𠮷野".into())));
    }
    let answers = ["d", "e"].map(|field| (field.to_owned(), Answer::from("𠮷野")));
    let row = Row { id: "r".into(), answers: answers.into_iter().collect() };
    dossier.apply(Edit::AddRow("rows".into(), 0, row.into()));
    let today = NaiveDate::from_ymd_opt(2026, 11, 21).unwrap();
    let report = engine.check(&dossier, today, &Calendar::built_in(), Some(&Faces));
    let glyphs = report.all().filter(|finding| finding.code == "glyph_missing");
    glyphs.map(|finding| finding.about[0].to_string()).collect()
}

fn document(blocks: serde_json::Value) -> serde_json::Value {
    json!({ "id": "report", "title": "报告", "preset": "cac_report", "basis": ["M6"], "blocks": blocks })
}

#[test]
fn what_no_document_prints_needs_no_glyph() {
    assert_eq!(found(document(json!([{ "heading": "无" }]))), [""; 0]);
    // What only decides whether something is printed is not printed.
    assert_eq!(found(document(json!([{ "paragraph": "无", "when": "c != ''" }]))), [""; 0]);
}

#[test]
fn what_a_document_prints_needs_its_glyphs_however_it_is_printed() {
    assert_eq!(found(document(json!([{ "fields": ["a", "b"] }]))), ["a", "b"]);
    assert_eq!(found(document(json!([{ "answer": "c" }]))), ["c"]);
    assert_eq!(found(document(json!([{ "paragraph": "名称：{c}。" }]))), ["c"]);
    assert_eq!(found(document(json!([{ "values": ["joined"] }]))), ["a", "b"]);
    let column = json!({ "field": "e", "width": 1 });
    assert_eq!(found(document(json!([{ "roster": "rows", "columns": [column] }]))), ["rosters/rows/r/e"]);
    let each = json!([{ "each": "rows", "blocks": [{ "paragraph": "{row.d}、{a}" }] }]);
    assert_eq!(found(document(each)), ["a", "rosters/rows/r/d"]);
}
