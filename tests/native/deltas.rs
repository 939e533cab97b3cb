//! What has changed between two states of a dossier: applied to the earlier one it gives the later one, whatever was
//! edited.

use std::sync::Arc;

use beian::dossier::{Attachment, Delta, Dossier, Edit, FileRecord, MediaType, ProcedureRef, Row};
use proptest::prelude::*;

pub(crate) fn dossier() -> Dossier {
    let procedure = ProcedureRef { id: "p".into(), version: "1".into(), digest: "d".into() };
    Dossier::new("d1".into(), "卷宗".into(), procedure, "2026-11-20T09:30:00+08:00")
}

pub(crate) fn row(id: &str, value: &str) -> Arc<Row> {
    Arc::new(Row { id: id.into(), answers: [("name".to_owned(), value.into())].into() })
}

pub(crate) fn attachment(id: &str, name: &str) -> Attachment {
    let file = FileRecord {
        name: name.into(),
        media: MediaType::Pdf,
        size: 3,
        sha256: format!("{name}-digest"),
        sm3: String::new(),
        pages: 1,
        marks: Vec::new(),
        seen: None,
    };
    Attachment {
        id: id.into(),
        material: "1".into(),
        slot: "copy".into(),
        file,
        printed: None,
        text: None,
        row: None,
    }
}

/// The difference as it is read back after it was written.
fn written(before: &Dossier, after: &Dossier) -> Delta {
    let delta = Delta::between(before, after).unwrap();
    let json = serde_json::to_string(&delta).unwrap();
    let read = beian::json::from_str(&json).unwrap();
    assert_eq!(delta, read);
    read
}

fn edits() -> impl Strategy<Value = Edit> {
    let id = || (0..6_u8).prop_map(|n| n.to_string());
    let text = || "[甲乙丙丁\"\\\\]{0,3}";
    prop_oneof![
        (id(), proptest::option::of(text()))
            .prop_map(|(id, text)| Edit::Answer(id, text.map(|t| t.as_str().into()))),
        (0..7_usize, id(), text()).prop_map(|(at, id, text)| Edit::AddRow(
            "people".into(),
            at,
            row(&id, &text)
        )),
        id().prop_map(|id| Edit::RemoveRow("people".into(), id)),
        (id(), text()).prop_map(|(id, text)| {
            Edit::RowAnswer("people".into(), id, "name".into(), Some(text.as_str().into()))
        }),
        proptest::collection::vec((id(), text()), 0..5).prop_map(|rows| {
            let mut seen = std::collections::BTreeSet::new();
            let rows = rows.iter().filter(|(id, _)| seen.insert(id.clone())).map(|(id, text)| row(id, text));
            Edit::Rows("works".into(), rows.collect())
        }),
        (0..7_usize, id(), text()).prop_map(|(at, id, text)| Edit::Attach(at, attachment(&id, &text))),
        id().prop_map(Edit::Detach),
        (id(), proptest::option::of(id())).prop_map(|(id, row)| Edit::Assign(id, row)),
        text().prop_map(Edit::Rename),
    ]
}

/// Ids are unique in a dossier.
fn fits(dossier: &Dossier, edit: &Edit) -> bool {
    match edit {
        Edit::AddRow(roster, _, row) => dossier.row(roster, &row.id).is_none(),
        Edit::Attach(_, attachment) => dossier.attachments.iter().all(|it| it.id != attachment.id),
        _ => true,
    }
}

proptest! {
    #![proptest_config(crate::vectors::cases(256))]

    #[test]
    fn a_difference_leads_from_one_state_to_the_other(
        first in proptest::collection::vec(edits(), 0..12),
        then in proptest::collection::vec(edits(), 0..12),
    ) {
        let mut before = dossier();
        for edit in first.into_iter() {
            if fits(&before, &edit) {
                before.apply(edit);
            }
        }
        let mut after = before.clone();
        for edit in then.into_iter() {
            if fits(&after, &edit) {
                after.apply(edit);
            }
        }
        after.changed = "2026-11-21T00:00:00+08:00".into();
        for (from, to) in [(&before, &after), (&after, &before)] {
            let mut made = from.clone();
            written(from, to).apply(&mut made);
            prop_assert_eq!(&made, to);
        }
    }
}

#[test]
fn one_answer_among_a_thousand_people_is_a_short_record() {
    let mut before = dossier();
    let rows = (0..1000).map(|n| row(&n.to_string(), &format!("第{n}人"))).collect();
    before.apply(Edit::Rows("people".into(), rows));
    let mut after = before.clone();
    after.apply(Edit::RowAnswer("people".into(), "500".into(), "name".into(), Some("改名".into())));
    let json = serde_json::to_string(&Delta::between(&before, &after).unwrap()).unwrap();
    assert!(json.len() < 300, "{json}");
    assert!(!json.contains("第499人"));
}

#[test]
fn another_definition_is_no_difference_but_another_state() {
    let before = dossier();
    let mut after = before.clone();
    after.procedure.version = "2".into();
    assert_eq!(Delta::between(&before, &after), None);
}
