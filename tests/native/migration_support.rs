//! Small definitions in two versions.

use std::collections::BTreeMap;
use std::sync::Arc;

use beian::dossier::{ChangeKind, Dossier, MigrationReport, ProcedureRef, Row, migrate};
use beian::field::Answer;
use beian::procedure::{Procedure, load};
use serde_json::{Value, json};

/// A definition with these parts; what a part does not say is filled in.
pub(crate) fn definition(version: &str, parts: Value) -> Procedure {
    let mut whole = json!({
        "format": 1, "id": "test", "version": version, "title": "测试事项", "summary": "测试", "authority": "测试机关",
        "effective_from": "2026-01-01", "sources": [], "rules": [], "clauses": { "C1": { "cite": "第一条", "text": "……" } },
        "sections": [{ "id": "s", "title": "一般情况", "fields": [] }],
    });
    for (key, value) in parts.as_object().unwrap() {
        match key.as_str() {
            "fields" => whole["sections"][0]["fields"] = value.clone(),
            key => whole[key] = value.clone(),
        }
    }
    let mut fill = |path: &str, defaults: &Value| {
        for item in whole.pointer_mut(path).and_then(Value::as_array_mut).into_iter().flatten() {
            for (key, value) in defaults.as_object().unwrap() {
                item.as_object_mut().unwrap().entry(key.as_str()).or_insert(value.clone());
            }
        }
    };
    let field = json!({ "basis": ["C1"], "label": "某项", "type": "text" });
    fill("/sections/0/fields", &field);
    fill("/rosters", &json!({ "basis": ["C1"], "row_title": "行" }));
    fill("/materials", &json!({ "basis": ["C1"] }));
    for at in 0..4 {
        fill(&format!("/rosters/{at}/fields"), &field);
        fill(&format!("/materials/{at}/fields"), &field);
    }
    longest(&mut whole);
    load("procedure.json", &whole.to_string()).unwrap()
}

/// Texts have a limit.
fn longest(value: &mut Value) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(longest),
        Value::Object(members) => {
            if members.get("type").is_some_and(|it| it == "text" || it == "long_text") {
                members.entry("max").or_insert(json!(100));
            }
            members.values_mut().for_each(longest);
        }
        _ => {}
    }
}

/// A dossier with these answers: texts, or objects of parts.
pub(crate) fn dossier(procedure: &Procedure, answers: &Value) -> Dossier {
    let now = "2026-11-20T09:30:00+08:00";
    let mut dossier = Dossier::new("d1".into(), "测试".into(), ProcedureRef::of(procedure), now);
    dossier.answers = serde_json::from_value(answers.clone()).unwrap();
    dossier
}

/// Migrates, and holds the outcome to what always holds: nothing is lost, and a second time changes nothing.
#[track_caller]
pub(crate) fn migrated(
    old: &Dossier,
    before: Option<&Procedure>,
    after: &Procedure,
) -> (Dossier, MigrationReport) {
    let made = migrate(old, before, after);
    assert_eq!(made, migrate(old, before, after), "the same outcome each time");
    let again = migrate(&made.dossier, Some(after), after);
    assert_eq!(again.dossier, made.dossier, "a second time changes nothing");
    assert_eq!(again.report.changes, [], "and reports nothing");
    (made.dossier, made.report)
}

/// All texts of an answer.
fn texts(answer: &Answer) -> Vec<&str> {
    match answer {
        Answer::Text(text) => vec![text],
        Answer::Parts(parts) => parts.values().map(String::as_str).collect(),
    }
}

/// Every text that stands anywhere in a dossier: in answers, rows, or kept aside.
pub(crate) fn everything(dossier: &Dossier) -> Vec<String> {
    let rows = dossier.rosters.values().flatten().flat_map(|row| row.answers.values());
    let answers = dossier.answers.values().chain(rows).chain(dossier.kept.iter().map(|kept| &kept.answer));
    answers.flat_map(texts).map(str::to_owned).collect()
}

/// What was kept aside, by place.
pub(crate) fn kept(dossier: &Dossier) -> BTreeMap<&str, &Answer> {
    dossier.kept.iter().map(|kept| (kept.place.as_str(), &kept.answer)).collect()
}

/// What is reported, as `kind place`.
pub(crate) fn listed(report: &MigrationReport) -> Vec<String> {
    let kind = |kind: ChangeKind| serde_json::to_value(kind).unwrap().as_str().unwrap().to_owned();
    report.changes.iter().map(|change| format!("{} {}", kind(change.kind), change.place)).collect()
}

/// A row.
pub(crate) fn row(id: &str, answers: Value) -> Arc<Row> {
    Arc::new(Row { id: id.to_owned(), answers: serde_json::from_value(answers).unwrap() })
}

/// A definition's part: questions.
pub(crate) fn fields(value: Value) -> Value {
    json!({ "fields": value })
}
