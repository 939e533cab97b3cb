//! A dossier is brought to another version of its definition: nothing is lost, and every change is told.

use std::collections::BTreeMap;
use std::sync::Arc;

use beian::dossier::{Attachment, ChangeKind, Dossier, Edit, Kept, Row, migrate};
use beian::field::Answer;
use beian::procedure::{definition_schema, load};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::migration_support::{definition, dossier, everything, migrated};

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

fn fields(value: Value) -> Value {
    json!({ "fields": value })
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

fn kept(dossier: &Dossier) -> BTreeMap<&str, &Answer> {
    dossier.kept.iter().map(|kept| (kept.place.as_str(), &kept.answer)).collect()
}

fn listed(report: &beian::dossier::MigrationReport) -> Vec<String> {
    let kind = |kind: ChangeKind| serde_json::to_value(kind).unwrap().as_str().unwrap().to_owned();
    report.changes.iter().map(|change| format!("{} {}", kind(change.kind), change.place)).collect()
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

fn row(id: &str, answers: Value) -> Arc<Row> {
    Arc::new(Row { id: id.to_owned(), answers: serde_json::from_value(answers).unwrap() })
}

#[test]
fn rosters_and_their_columns_are_renamed_removed_and_brought_back() {
    let roster = |id: &str, extra: Value, columns: Value| {
        let mut roster =
            json!({ "id": id, "title": format!("{id}清单"), "row_name": "name", "fields": columns });
        roster.as_object_mut().unwrap().extend(extra.as_object().unwrap().clone());
        roster
    };
    let before = definition(
        "1",
        json!({ "rosters": [
            roster("staff", json!({}), json!([{ "id": "name", "label": "姓名" }, { "id": "post", "label": "职务" }, { "id": "age", "label": "年龄", "type": "count" }])),
            roster("cars", json!({}), json!([{ "id": "name", "label": "车牌" }])),
        ] }),
    );
    let after = definition(
        "2",
        json!({ "rosters": [
            roster("people", json!({ "was": "staff" }), json!([{ "id": "name", "label": "姓名" }, { "id": "title", "label": "职务", "was": "post" }, { "id": "since", "label": "任职时间", "type": "date" }])),
            roster("sites", json!({}), json!([{ "id": "name", "label": "地点" }])),
        ] }),
    );
    let mut old = dossier(&before, &json!({}));
    old.rosters.insert(
        "staff".into(),
        vec![
            row("r1", json!({ "name": "张三", "post": "主任", "age": "51" })),
            row("r2", json!({ "name": "李四", "post": "会计", "age": "36" })),
            row("r3", json!({})),
        ],
    );
    old.rosters.insert("cars".into(), vec![row("r9", json!({ "name": "京A12345" }))]);
    let (new, report) = migrated(&old, Some(&before), &after);
    assert_eq!(
        serde_json::to_value(&new.rosters).unwrap(),
        json!({ "people": [
            { "id": "r1", "answers": { "name": "张三", "title": "主任" } },
            { "id": "r2", "answers": { "name": "李四", "title": "会计" } },
            { "id": "r3", "answers": {} },
        ] })
    );
    assert_eq!(
        serde_json::to_value(kept(&new)).unwrap(),
        json!({ "rosters/cars/r9/name": "京A12345", "rosters/staff/r1/age": "51", "rosters/staff/r2/age": "36" })
    );
    assert_eq!(
        listed(&report),
        [
            "renamed rosters/people/title",
            "aside rosters/staff/age",
            "renamed rosters/people",
            "added rosters/people/since",
            "added rosters/sites",
            "aside rosters/cars/name",
        ]
    );
    let ages = report.changes.iter().find(|change| change.place == "rosters/staff/age").unwrap();
    assert_eq!((ages.count, ages.before.as_str()), (2, "51；36"));
    let label = |place: &str| new.kept.iter().find(|kept| kept.place == place).unwrap().label.clone();
    assert_eq!(label("rosters/staff/r1/age"), "staff清单：张三：年龄");
    let (again, report) = migrated(&new, Some(&after), &before);
    assert_eq!(again.rosters["cars"], old.rosters["cars"], "{report:?}");
    assert_eq!(report.of(ChangeKind::Returned).map(|it| it.count).collect::<Vec<_>>(), [2, 1]);
}

#[test]
fn two_rosters_become_one_with_all_their_rows() {
    let roster = |id: &str, was: Value| json!({ "id": id, "title": id, "row_name": "name", "was": was, "fields": [{ "id": "name" }] });
    let before =
        definition("1", json!({ "rosters": [roster("inner", json!([])), roster("outer", json!([]))] }));
    let after = definition("2", json!({ "rosters": [roster("people", json!(["inner", "outer"]))] }));
    let mut old = dossier(&before, &json!({}));
    old.rosters.insert("inner".into(), vec![row("r1", json!({ "name": "甲" }))]);
    old.rosters
        .insert("outer".into(), vec![row("r1", json!({ "name": "乙" })), row("r2", json!({ "name": "丙" }))]);
    let (new, _) = migrated(&old, Some(&before), &after);
    let names: Vec<&str> = new.rows("people").iter().map(|row| row.answers["name"].text()).collect();
    assert_eq!(names, ["甲", "丙"]);
    assert_eq!(serde_json::to_value(kept(&new)).unwrap(), json!({ "rosters/outer/r1/name": "乙" }));
}

fn attachment(id: &str, material: &str, slot: &str) -> Attachment {
    serde_json::from_value(json!({
        "id": id, "material": material, "slot": slot, "name": format!("{id}.pdf"), "media": "application/pdf", "size": 1,
        "sha256": "00", "sm3": "00", "pages": 1, "printed": { "old_name": "0123", "same": "4567" },
        "text": { "pages": 1, "headings": { "h1": 3, "h2": 4 }, "names": {} },
    }))
    .unwrap()
}

#[test]
fn files_go_to_the_places_that_theirs_have_become_or_wait_for_one() {
    let headings = |codes: Value| json!([{ "id": "c", "type": "contents", "headings": codes }]);
    let before = definition(
        "1",
        json!({ "fields": [{ "id": "old_name" }, { "id": "same" }], "materials": [
            { "id": "1", "title": "证件", "slots": [{ "id": "front", "title": "正面" }, { "id": "back", "title": "背面" }], "fields": headings(json!([{ "code": "h1", "label": "一" }, { "code": "h2", "label": "二" }])) },
            { "id": "2", "title": "旧材料", "slots": [{ "id": "copy" }] },
            { "id": "3", "title": "不变", "slots": [{ "id": "copy" }] },
        ] }),
    );
    let after = definition(
        "2",
        json!({ "fields": [{ "id": "new_name", "was": "old_name" }, { "id": "same" }], "materials": [
            { "id": "1.1", "was": "1", "title": "证件", "slots": [{ "id": "face", "title": "人像面", "was": "front" }], "fields": headings(json!([{ "code": "one", "label": "一", "was": "h1" }, { "code": "h2", "label": "二" }])) },
            { "id": "3", "title": "不变", "slots": [{ "id": "copy" }, { "id": "reverse", "title": "国徽面", "was": "1/back" }] },
            { "id": "4", "title": "新材料", "slots": [{ "id": "copy" }] },
        ] }),
    );
    let mut old = dossier(&before, &json!({}));
    let places =
        [("a1", "1", "front"), ("a2", "1", "back"), ("a3", "2", "copy"), ("a4", "3", "copy"), ("a5", "", "")];
    old.attachments = places.iter().map(|(id, material, slot)| attachment(id, material, slot)).collect();
    let (new, report) = migrated(&old, Some(&before), &after);
    let places: Vec<String> =
        new.attachments.iter().map(|it| format!("{} {}/{}", it.id, it.material, it.slot)).collect();
    assert_eq!(places, ["a1 1.1/face", "a2 3/reverse", "a3 2/copy", "a4 3/copy", "a5 /"]);
    assert_eq!(
        listed(&report),
        [
            "renamed materials/1.1/face",
            "renamed materials/3/reverse",
            "file_aside materials/2/copy",
            "added materials/4"
        ]
    );
    let aside = report.of(ChangeKind::FileAside).next().unwrap();
    assert_eq!((aside.label.as_str(), aside.before.as_str()), ("2 旧材料", "a3.pdf"));
    let first = &new.attachments[0];
    assert_eq!(first.printed.as_ref().unwrap().keys().collect::<Vec<_>>(), ["new_name", "same"]);
    assert_eq!(first.text.as_ref().unwrap().headings.keys().collect::<Vec<_>>(), ["h2", "one"]);
}

#[test]
fn texts_under_headings_follow_them_and_those_of_no_heading_stay_readable() {
    let material = |kind: &str, headings: Value| json!({ "materials": [{ "id": "5", "title": "计划", "slots": [{ "id": "copy" }], "fields": [{ "id": "plan", "label": "计划", "type": kind, "headings": headings }] }] });
    let old_headings = json!([{ "code": "aim", "label": "目标" }, { "code": "way", "label": "办法" }, { "code": "when", "label": "时间" }]);
    let new_headings =
        json!([{ "code": "goal", "label": "目标", "was": "aim" }, { "code": "when", "label": "时间" }]);
    let answer = json!({ "plan": { "aim": "目标正文", "way": "办法正文", "when": "时间正文", "other.1.title": "附言", "other.1.text": "附言正文", "other.1.after": "aim" } });
    let (before, after) = (
        definition("1", material("narrative", old_headings.clone())),
        definition("2", material("narrative", new_headings.clone())),
    );
    let (new, report) = migrated(&dossier(&before, &answer), Some(&before), &after);
    assert_eq!(
        serde_json::to_value(&new.answers["plan"]).unwrap(),
        json!({ "goal": "目标正文", "when": "时间正文", "other.1.title": "附言", "other.1.text": "附言正文", "other.1.after": "goal",
                "other.02.title": "办法", "other.02.text": "办法正文", "other.02.after": "goal" })
    );
    assert_eq!((listed(&report), new.kept.len()), (vec!["converted plan".to_owned()], 0));
    // Pages of headings that are no more are kept aside.
    let (before, after) = (
        definition("1", material("contents", old_headings)),
        definition("2", material("contents", new_headings)),
    );
    let pages = json!({ "plan": { "aim": "3", "way": "5", "when": "7" } });
    let (new, _) = migrated(&dossier(&before, &pages), Some(&before), &after);
    assert_eq!(serde_json::to_value(&new.answers["plan"]).unwrap(), json!({ "goal": "3", "when": "7" }));
    assert_eq!(serde_json::to_value(kept(&new)).unwrap(), json!({ "plan": { "way": "5" } }));
    // A plain text becomes a section of its own.
    let plain = definition("1", fields(json!([{ "id": "plan", "label": "计划说明", "type": "long_text" }])));
    let after = definition("2", material("narrative", json!([{ "code": "goal", "label": "目标" }])));
    let (new, _) = migrated(&dossier(&plain, &json!({ "plan": "全部计划" })), Some(&plain), &after);
    assert_eq!(new.answers["plan"].part("other.01.title"), "计划说明");
    assert_eq!(new.answers["plan"].part("other.01.text"), "全部计划");
}

#[test]
fn numbers_of_people_are_hidden_in_the_report_and_long_texts_are_cut() {
    let before = definition(
        "1",
        fields(
            json!([{ "id": "a", "type": "id_document" }, { "id": "b", "sensitive": true }, { "id": "c", "type": "long_text", "max": 9000 }]),
        ),
    );
    let after = definition("2", fields(json!([])));
    let long = "长".repeat(5000);
    let old = dossier(
        &before,
        &json!({ "a": { "kind": "resident_id", "number": "11010519491231002X" }, "b": "13800001111", "c": long }),
    );
    let (new, report) = migrated(&old, Some(&before), &after);
    let json = serde_json::to_string(&report).unwrap();
    assert!(!json.contains("11010519491231002X") && !json.contains("13800001111"), "{json}");
    assert!(json.len() < 2000 && json.contains("（共 5000 字）"), "{json}");
    assert_eq!(everything(&new), everything(&old));
}

#[test]
fn what_is_kept_aside_is_removed_and_brought_back_by_an_edit() {
    let procedure = definition("1", fields(json!([])));
    let mut dossier = dossier(&procedure, &json!({}));
    dossier.kept =
        vec![Kept { place: "a".into(), label: "传真".into(), version: "1".into(), answer: "010-1".into() }];
    let before = dossier.clone();
    let undo = dossier.apply(Edit::Kept(Vec::new()));
    assert!(dossier.kept.is_empty());
    dossier.apply(undo);
    assert_eq!(dossier, before);
}

#[test]
fn a_dossier_of_which_nothing_was_kept_aside_is_written_as_ever() {
    let dossier = dossier(&definition("1", fields(json!([]))), &json!({}));
    let members: Vec<String> =
        serde_json::to_value(dossier).unwrap().as_object().unwrap().keys().cloned().collect();
    assert!(!members.iter().any(|name| name == "kept" || name == "migrated_from"), "{members:?}");
}

#[test]
fn earlier_ids_that_cannot_be_are_refused_and_the_schema_knows_them() {
    let refusal = |field: Value| {
        let text = json!({
            "format": 1, "id": "t", "version": "2", "title": "t", "summary": "", "authority": "", "effective_from": "2026-01-01",
            "earlier": ["2", "../x"], "sources": [], "rules": [], "clauses": { "C1": { "cite": "", "text": "" } },
            "sections": [{ "id": "s", "title": "", "fields": [field] }],
        });
        load("procedure.json", &text.to_string()).unwrap_err().to_string()
    };
    let own = refusal(json!({ "id": "a", "label": "", "type": "date", "basis": ["C1"], "was": "a" }));
    assert!(
        own.contains("sections[0].fields[0].was") && own.contains("earlier[0]") && own.contains("earlier[1]"),
        "{own}"
    );
    let options = json!([{ "code": "x", "label": "" }, { "code": "y", "label": "", "was": ["x"] }]);
    let code =
        refusal(json!({ "id": "a", "label": "", "type": "choice", "basis": ["C1"], "options": options }));
    assert!(code.contains("sections[0].fields[0].options[1].was"), "{code}");
    let schema = jsonschema::validator_for(&definition_schema()).unwrap();
    let shipped =
        std::fs::read_to_string("www/procedures/pi-export-certifier-filing/procedure.json").unwrap();
    let mut shipped: Value = serde_json::from_str(&shipped).unwrap();
    for was in [json!("old"), json!(["older", "old.part"])] {
        shipped["sections"][0]["fields"][0]["was"] = was;
        assert!(schema.is_valid(&shipped));
    }
    shipped["sections"][0]["fields"][0]["was"] = json!(3);
    assert!(!schema.is_valid(&shipped));
}

#[test]
fn every_earlier_version_that_a_shipped_definition_names_is_there() {
    for entry in std::fs::read_dir("www/procedures").unwrap() {
        let folder = entry.unwrap().path();
        let Ok(json) = std::fs::read_to_string(folder.join("procedure.json")) else { continue };
        for version in load("procedure.json", &json).unwrap().earlier {
            let file = folder.join("earlier").join(format!("{version}.json"));
            let earlier = load("procedure.json", &std::fs::read_to_string(&file).unwrap()).unwrap();
            assert_eq!(earlier.version, version, "{}", file.display());
        }
    }
}

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
