//! A dossier is brought to another version of its definition: nothing is lost, and every change is told.

use beian::dossier::{Attachment, ChangeKind, Edit, Kept};
use beian::procedure::{definition_schema, load};
use serde_json::{Value, json};

use crate::migration_support::{definition, dossier, everything, fields, kept, listed, migrated, row};

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
