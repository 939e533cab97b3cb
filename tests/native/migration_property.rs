//! Whatever two versions of a definition ask, no answer is ever lost.

use beian::dossier::ChangeKind;
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::migration_support::{definition, dossier, everything, migrated, row};

/// Any question of a few ids and types, perhaps with an earlier id.
fn any_field(at: usize) -> impl Strategy<Value = Value> {
    let kinds = prop::sample::select(vec![
        json!({ "type": "text" }),
        json!({ "type": "long_text" }),
        json!({ "type": "date" }),
        json!({ "type": "period" }),
        json!({ "type": "count", "unit": "人" }),
        json!({ "type": "count", "unit": "万人" }),
        json!({ "type": "money" }),
        json!({ "type": "id_document" }),
        json!({ "type": "text", "unknown": true }),
        json!({ "type": "choice", "options": [{ "code": "x", "label": "企业" }, { "code": "o", "label": "其他", "other": true }] }),
        json!({ "type": "choice", "options": [{ "code": "z", "label": "公司", "was": "x" }, { "code": "p", "label": "其他" }] }),
    ]);
    let was = prop::sample::select(vec![
        None,
        Some("f0"),
        Some("f1"),
        Some("f2.from"),
        Some("f2.to"),
        Some("f3.other"),
        Some("gone"),
    ]);
    (kinds, was).prop_map(move |(mut field, was)| {
        let id = format!("f{at}");
        if let Some(was) = was.filter(|was| was.split('.').next() != Some(id.as_str())) {
            field["was"] = json!(was);
        }
        field["id"] = json!(id);
        field
    })
}

/// Some of the questions, in order.
fn any_fields() -> impl Strategy<Value = Vec<Value>> {
    let all: Vec<_> = (0..6).map(|at| prop::option::weighted(0.7, any_field(at))).collect();
    all.prop_map(|fields| fields.into_iter().flatten().collect())
}

/// Answers, each text of which can be found again.
fn any_answers() -> impl Strategy<Value = Value> {
    let text = prop::sample::select(vec![
        "2026年1月5日",
        "36",
        "企业",
        "x",
        "杂记\n第二行",
        "5000万元",
        "+SUM(A1)",
        "长期",
    ]);
    let answer = prop_oneof![
        text.clone().prop_map(|text| json!(text)),
        (text.clone(), text.clone()).prop_map(|(from, to)| json!({ "from": from, "to": to })),
        (prop::sample::select(vec!["x", "o", "q"]), prop::option::of(text.clone())).prop_map(
            |(choice, other)| match other {
                Some(other) => json!({ "choice": choice, "other": other }),
                None => json!({ "choice": choice }),
            }
        ),
        Just(json!({ "unknown": "yes" })),
        text.prop_map(|number| json!({ "kind": "resident_id", "number": number })),
    ];
    prop::collection::btree_map(
        prop::sample::select(vec!["f0", "f1", "f2", "f3", "f4", "gone", "odd"]),
        answer,
        0..7,
    )
    .prop_map(|answers| serde_json::to_value(answers).unwrap())
}

/// Whether a text of an answer is found in what is left: to the letter, on one line, inside a longer wording, or as
/// what a code means.
fn is_found(text: &str, all: &[String]) -> bool {
    let meant: &[&str] = match text {
        "x" => &["x", "z", "企业", "公司"],
        "o" => &["o", "p", "其他"],
        "企业" => &["企业", "x", "z"],
        "杂记\n第二行" => &["杂记第二行"],
        // As an amount with its unit.
        "5000万元" => &["5000"],
        _ => &[],
    };
    let plain = |text: &str| text.replace([',', ' '], "");
    all.iter()
        .any(|found| plain(found).contains(&plain(text)) || meant.iter().any(|text| found.contains(text)))
}

proptest! {
    #![proptest_config(crate::vectors::cases(400))]

    #[test]
    fn no_answer_is_ever_lost(
        before in any_fields(), after in any_fields(), answers in any_answers(), row_answers in any_answers(),
        known in any::<bool>(), keeps_roster in any::<bool>(),
    ) {
        let roster = |id: &str, fields: &[Value]| {
            let named = fields.iter().find(|field| field["id"] == "f5").is_some();
            let mut fields = fields.to_vec();
            if !named { fields.push(json!({ "id": "f5" })); }
            json!([{ "id": id, "title": id, "row_name": "f5", "fields": fields }])
        };
        let parts = |fields: &[Value], id: &str| json!({ "fields": fields, "rosters": roster(id, fields) });
        let first = definition("1", parts(&before, "list"));
        let second = definition("2", parts(&after, if keeps_roster { "list" } else { "table" }));
        let mut old = dossier(&first, &answers);
        old.rosters.insert("list".into(), vec![row("r1", row_answers.clone()), row("r2", row_answers)]);
        let (new, report) = migrated(&old, known.then_some(&first), &second);
        let all = everything(&new);
        for text in everything(&old) {
            prop_assert!(is_found(&text, &all), "{text:?} is lost: {old:?} became {new:?}");
        }
        // What does not stand where it stood, to the letter, is told.
        for (id, answer) in &old.answers {
            let stays = new.answers.get(id) == Some(answer);
            let told = report.changes.iter().any(|change| !change.place.starts_with("rosters/") && change.kind != ChangeKind::Added);
            prop_assert!(stays || told || answer.is_blank());
        }
        // And the way back finds it again.
        let (back, _) = migrated(&new, Some(&second), &first);
        let all = everything(&back);
        for text in everything(&old) {
            prop_assert!(is_found(&text, &all), "{text:?} is lost on the way back");
        }
    }
}
