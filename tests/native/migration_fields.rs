//! What becomes of the answers to questions that have changed, one by one.

use beian::dossier::{ChangeKind, migrate};
use serde_json::{Value, json};

use crate::migration_support::{definition, dossier, fields, kept, listed, migrated};

/// What the questions of two versions make of answers.
struct Case {
    name: &'static str,
    before: Value,
    after: Value,
    answers: Value,
    /// The answers by the later version.
    expected: Value,
    /// What is kept aside, by place.
    kept: Value,
    /// What is reported, as `kind place`.
    changes: &'static [&'static str],
}

fn cases() -> Vec<Case> {
    let choice =
        |options: Value| json!([{ "id": "a", "label": "性质", "type": "choice", "options": options }]);
    let case = |name, before, after, answers, expected, kept, changes| Case {
        name,
        before: fields(before),
        after: fields(after),
        answers,
        expected,
        kept,
        changes,
    };
    vec![
        case(
            "a question that is the same keeps its answer to the letter, readable or not",
            json!([{ "id": "a", "type": "date" }]),
            json!([{ "id": "a", "type": "date" }]),
            json!({ "a": "2026-13-40" }),
            json!({ "a": "2026-13-40" }),
            json!({}),
            &[],
        ),
        case(
            "a question that is no more leaves its answer aside; one that is new is named",
            json!([{ "id": "a", "label": "传真" }, { "id": "b" }]),
            json!([{ "id": "b" }, { "id": "c", "label": "电子邮箱" }]),
            json!({ "a": "010-1", "b": "乙" }),
            json!({ "b": "乙" }),
            json!({ "a": "010-1" }),
            &["added c", "aside a"],
        ),
        case(
            "a question with another id is known by its earlier one, over several versions",
            json!([{ "id": "a" }]),
            json!([{ "id": "c", "was": ["b", "a"] }]),
            json!({ "a": "甲" }),
            json!({ "c": "甲" }),
            json!({}),
            &["renamed c"],
        ),
        case(
            "a question that is worded anew is named",
            json!([{ "id": "a", "label": "住所" }]),
            json!([{ "id": "a", "label": "注册地址" }]),
            json!({ "a": "某路" }),
            json!({ "a": "某路" }),
            json!({}),
            &["reworded a"],
        ),
        case(
            "of two questions that are one now, the own answer stays and the other is kept aside",
            json!([{ "id": "a" }, { "id": "b" }]),
            json!([{ "id": "a", "was": "b" }]),
            json!({ "a": "甲", "b": "乙" }),
            json!({ "a": "甲" }),
            json!({ "b": "乙" }),
            &["aside b"],
        ),
        case(
            "of two questions that are one now, the only answer is taken",
            json!([{ "id": "a" }, { "id": "b" }]),
            json!([{ "id": "a", "was": "b" }]),
            json!({ "b": "乙" }),
            json!({ "a": "乙" }),
            json!({}),
            &["renamed a"],
        ),
        case(
            "an answer is offered to both halves of a question",
            json!([{ "id": "a" }]),
            json!([{ "id": "b", "was": "a" }, { "id": "c", "was": "a" }]),
            json!({ "a": "北京市海淀区" }),
            json!({ "b": "北京市海淀区", "c": "北京市海淀区" }),
            json!({}),
            &["split b", "split c"],
        ),
        case(
            "the parts of an answer go to questions of their own",
            json!([{ "id": "a", "type": "period" }]),
            json!([{ "id": "b", "type": "date", "was": "a.from" }, { "id": "c", "type": "date", "was": "a.to" }]),
            json!({ "a": { "from": "2026-01-05", "to": "2029-01-04" } }),
            json!({ "b": "2026-01-05", "c": "2029-01-04" }),
            json!({}),
            &["split b", "split c"],
        ),
        case(
            "a part that no question can read is kept aside, alone",
            json!([{ "id": "a", "type": "period" }]),
            json!([{ "id": "b", "type": "date", "was": "a.from" }, { "id": "c", "type": "date", "was": "a.to" }]),
            json!({ "a": { "from": "2026-01-05", "to": "长期" } }),
            json!({ "b": "2026-01-05" }),
            json!({ "a": { "to": "长期" } }),
            &["converted b", "aside a"],
        ),
        case(
            "one line and several are the same text",
            json!([{ "id": "a" }, { "id": "b", "type": "long_text" }]),
            json!([{ "id": "a", "type": "long_text" }, { "id": "b" }]),
            json!({ "a": "甲", "b": "乙一\n乙二" }),
            json!({ "a": "甲", "b": "乙一乙二" }),
            json!({}),
            &["converted b"],
        ),
        case(
            "a text becomes what it can be read as",
            json!([{ "id": "a" }, { "id": "b" }, { "id": "c" }, { "id": "d" }]),
            json!([{ "id": "a", "type": "count" }, { "id": "b", "type": "date" }, { "id": "c", "type": "count" }, { "id": "d", "type": "money" }]),
            json!({ "a": "36", "b": "2026年1月5日", "c": "三十多", "d": "5000" }),
            json!({ "a": "36", "b": "2026年1月5日" }),
            json!({ "c": "三十多", "d": "5000" }),
            &["aside c", "aside d"],
        ),
        case(
            "a number becomes a text with its unit, and a period its words",
            json!([{ "id": "a", "type": "count", "unit": "人" }, { "id": "b", "type": "period" }]),
            json!([{ "id": "a" }, { "id": "b" }]),
            json!({ "a": "36", "b": { "from": "2026-01-05", "to": "长期" } }),
            json!({ "a": "36人", "b": "2026年1月5日至长期" }),
            json!({}),
            &["converted a", "converted b"],
        ),
        case(
            "a number counted in another unit is kept aside",
            json!([{ "id": "a", "type": "count", "unit": "人" }, { "id": "b", "type": "count", "unit": "人" }]),
            json!([{ "id": "a", "type": "count", "unit": "万人" }, { "id": "b", "type": "count", "unit": "名" }]),
            json!({ "a": "36", "b": "12" }),
            json!({ "b": "12" }),
            json!({ "a": "36" }),
            &["aside a"],
        ),
        case(
            "an option is known by its code, its earlier code or its wording",
            choice(json!([{ "code": "x", "label": "企业" }, { "code": "y", "label": "事业单位" }])),
            choice(
                json!([{ "code": "z", "label": "公司", "was": "x" }, { "code": "w", "label": "事业单位" }]),
            ),
            json!({ "a": { "choice": "x" } }),
            json!({ "a": { "choice": "z" } }),
            json!({}),
            &["converted a"],
        ),
        case(
            "an option is known by its wording",
            choice(json!([{ "code": "x", "label": "企业" }, { "code": "y", "label": "事业单位" }])),
            choice(json!([{ "code": "w", "label": "事业单位" }, { "code": "v", "label": "企业" }])),
            json!({ "a": { "choice": "y" } }),
            json!({ "a": { "choice": "w" } }),
            json!({}),
            &["converted a"],
        ),
        case(
            "an option that is no more is kept aside",
            choice(
                json!([{ "code": "x", "label": "企业" }, { "code": "y", "label": "其他", "other": true }]),
            ),
            choice(json!([{ "code": "x", "label": "企业" }])),
            json!({ "a": { "choice": "y", "other": "社会组织" } }),
            json!({}),
            json!({ "a": { "choice": "y", "other": "社会组织" } }),
            &["aside a"],
        ),
        case(
            "the words of 其他 are kept aside where the option asks for none any more",
            choice(json!([{ "code": "y", "label": "其他", "other": true }])),
            choice(json!([{ "code": "y", "label": "其他" }])),
            json!({ "a": { "choice": "y", "other": "社会组织" } }),
            json!({ "a": { "choice": "y" } }),
            json!({ "a": { "other": "社会组织" } }),
            &["converted a", "aside a"],
        ),
        case(
            "a text that is the wording of an option becomes it, and an option its wording",
            json!([{ "id": "a" }, { "id": "b", "type": "choice", "options": [{ "code": "x", "label": "企业" }] }]),
            json!([{ "id": "a", "type": "choice", "options": [{ "code": "x", "label": "企业" }] }, { "id": "b" }]),
            json!({ "a": "企业", "b": { "choice": "x" } }),
            json!({ "a": { "choice": "x" }, "b": "企业" }),
            json!({}),
            &["converted a", "converted b"],
        ),
        case(
            "不清楚 stays only where it is an answer",
            json!([{ "id": "a", "unknown": true }, { "id": "b", "unknown": true }]),
            json!([{ "id": "a", "unknown": true }, { "id": "b" }]),
            json!({ "a": { "unknown": "yes" }, "b": { "unknown": "yes" } }),
            json!({ "a": { "unknown": "yes" } }),
            json!({ "b": { "unknown": "yes" } }),
            &["aside b"],
        ),
        case(
            "an identity document never becomes a plain text",
            json!([{ "id": "a", "type": "id_document" }]),
            json!([{ "id": "a" }]),
            json!({ "a": { "kind": "resident_id", "number": "11010519491231002X" } }),
            json!({}),
            json!({ "a": { "kind": "resident_id", "number": "11010519491231002X" } }),
            &["aside a"],
        ),
        case(
            "an answer to a question that nobody asked is kept aside, too",
            json!([{ "id": "a" }]),
            json!([{ "id": "a" }]),
            json!({ "a": "甲", "misspelt": "乙" }),
            json!({ "a": "甲" }),
            json!({ "misspelt": "乙" }),
            &["aside misspelt"],
        ),
    ]
}

#[test]
fn each_kind_of_change_of_a_question_does_what_it_says() {
    for Case { name, before, after, answers, expected, kept: aside, changes } in cases() {
        let (before, after) = (definition("1", before), definition("2", after));
        let (new, report) = migrated(&dossier(&before, &answers), Some(&before), &after);
        assert_eq!(serde_json::to_value(&new.answers).unwrap(), expected, "{name}");
        assert_eq!(serde_json::to_value(kept(&new)).unwrap(), aside, "{name}");
        assert_eq!(listed(&report), changes, "{name}");
        assert_eq!((report.from.as_str(), report.to.as_str(), report.known), ("1", "2", true), "{name}");
        assert_eq!(new.procedure.version, "2", "{name}");
    }
}

#[test]
fn without_the_earlier_definition_answers_are_known_by_id_and_shape() {
    let before =
        definition("1", fields(json!([{ "id": "a" }, { "id": "b" }, { "id": "c", "type": "period" }])));
    let after = definition(
        "2",
        fields(
            json!([{ "id": "a", "type": "date" }, { "id": "d", "was": "b" }, { "id": "c", "type": "count" }]),
        ),
    );
    let old = dossier(&before, &json!({ "a": "未定", "b": "乙", "c": { "from": "2026-01-05" } }));
    let (new, report) = migrated(&old, None, &after);
    assert_eq!(serde_json::to_value(&new.answers).unwrap(), json!({ "a": "未定", "d": "乙" }));
    assert_eq!(serde_json::to_value(kept(&new)).unwrap(), json!({ "c": { "from": "2026-01-05" } }));
    assert!(!report.known && report.of(ChangeKind::Added).next().is_none(), "{report:?}");
}

#[test]
fn what_was_kept_aside_returns_when_it_is_asked_for_again() {
    let first = definition("2026.9", fields(json!([{ "id": "a", "label": "传真" }, { "id": "b" }])));
    let second = definition("2026.10", fields(json!([{ "id": "b" }])));
    let third = definition(
        "2026.11",
        fields(json!([{ "id": "b" }, { "id": "fax", "label": "传真号码", "was": "a" }])),
    );
    let old = dossier(&first, &json!({ "a": "010-1", "b": "乙" }));
    let (middle, _) = migrated(&old, Some(&first), &second);
    assert_eq!((middle.kept[0].label.as_str(), middle.kept[0].version.as_str()), ("传真", "2026.9"));
    let (new, report) = migrated(&middle, Some(&second), &third);
    assert_eq!(serde_json::to_value(&new.answers).unwrap(), json!({ "b": "乙", "fax": "010-1" }));
    assert_eq!(
        (new.kept.len(), listed(&report)),
        (0, vec!["returned fax".to_owned(), "added fax".to_owned()])
    );
    // And the whole way back: nothing was lost, and the report says that it is the way back.
    let back = migrate(&middle, Some(&second), &first);
    assert_eq!((back.dossier.answers, back.report.backwards), (old.answers, true));
    assert!(!report.backwards);
}
