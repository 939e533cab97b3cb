//! Identity documents of every kind, telephone numbers and post codes.

use beian::field::{Answer, FieldKind, Severity, Value};
use beian::identity::{IdKind, id_document, phone, post_code};
use chrono::NaiveDate;
use proptest::prelude::*;
use proptest::sample::select;

use crate::vectors;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

#[test]
fn numbers_of_every_kind_of_document_are_read_refused_or_doubted() {
    type Vector = (String, String, Option<String>, Vec<String>);
    for (kind, typed, normal, problems) in vectors::list::<Vector>("id_documents.json", "vectors") {
        let answer = Answer::from_parts([("kind", kind.as_str()), ("number", typed.as_str())]);
        let reading = FieldKind::IdDocument.read(&answer);
        let number = reading.value.map(|value| match value {
            Value::IdDocument { number, .. } => number,
            other => panic!("{other:?}"),
        });
        assert_eq!(number, normal, "{kind} {typed}");
        assert_eq!(reading.problems.iter().map(|p| p.code).collect::<Vec<_>>(), problems, "{kind} {typed}");
        let blocks = reading.problems.iter().any(|p| p.severity == Severity::Blocking);
        assert_eq!(blocks, normal.is_none(), "{kind} {typed}");
    }
}

#[test]
fn kinds_have_codes_names_and_sides() {
    for kind in IdKind::ALL {
        assert_eq!(IdKind::from_code(kind.code()), Some(kind));
        assert_eq!(IdKind::from_code(kind.label()), Some(kind));
        assert_eq!(serde_json::to_value(kind).unwrap(), kind.code());
        assert_eq!(kind.two_sided(), kind != IdKind::Passport);
    }
    assert_eq!(IdKind::from_code("driving_licence"), None);
}

#[test]
fn validity_is_read_beside_the_number() {
    let answer = Answer::from_parts([
        ("kind", "resident_id"),
        ("number", "11010519491231002x"),
        ("from", "2010.3.1"),
        ("to", "长期有效"),
    ]);
    let reading = FieldKind::IdDocument.read(&answer);
    assert_eq!(reading.problems, []);
    assert_eq!(
        reading.value,
        Some(Value::IdDocument {
            kind: IdKind::ResidentId,
            number: "11010519491231002X".into(),
            from: Some(day("2010-03-01")),
            to: None,
            long_term: true,
        })
    );
    assert_eq!(
        FieldKind::IdDocument.normalise(&answer),
        Answer::from_parts([
            ("kind", "resident_id"),
            ("number", "11010519491231002X"),
            ("from", "2010-03-01"),
            ("to", "长期")
        ])
    );
}

#[test]
fn every_part_of_a_document_that_is_wrong_is_told() {
    let codes = |parts: &[(&str, &str)]| -> Vec<(&str, Option<&str>)> {
        let parts = parts.iter().fold(Answer::from(""), |answer, (name, text)| answer.with_part(name, *text));
        FieldKind::IdDocument
            .read(&parts)
            .problems
            .iter()
            .map(|p| (p.code, p.part.clone().map(|part| &*part.leak())))
            .collect()
    };
    assert_eq!(codes(&[("kind", "resident_id")]), [], "a kind alone is blank");
    assert_eq!(codes(&[("number", "1")]), [("id_kind_missing", Some("kind"))]);
    assert_eq!(codes(&[("kind", "护照"), ("to", "2030-1-1")]), [("id_number_missing", Some("number"))]);
    assert_eq!(codes(&[("kind", "驾驶证"), ("number", "1")]), [("id_kind_unknown", Some("kind"))]);
    assert_eq!(
        codes(&[("kind", "resident_id"), ("number", "1101"), ("from", "2010-2-30"), ("to", "2030")]),
        [
            ("id_number_length_wrong", Some("number")),
            ("date_no_such_day", Some("from")),
            ("date_incomplete", Some("to"))
        ]
    );
    assert_eq!(
        codes(&[("kind", "passport"), ("number", "E12345678"), ("from", "2030-1-1"), ("to", "2020-1-1")]),
        [("period_reversed", Some("to"))]
    );
}

#[test]
fn a_birth_date_after_today_is_refused() {
    let answer = Answer::from_parts([("kind", "resident_id"), ("number", "11010519491231002X")]);
    let on = |today| FieldKind::IdDocument.read_on(&answer, day(today));
    assert_eq!(on("1949-12-31").problems, []);
    let reading = on("1949-12-30");
    assert_eq!(reading.value, None);
    assert_eq!(reading.problems[0].code, "id_birth_in_future");
    assert_eq!(reading.problems[0].message, "号码中的出生日期在今天（1949年12月30日）之后。");
}

#[test]
fn telephone_numbers_are_told_apart() {
    type Vector = (String, Option<String>, Option<String>);
    for (typed, normal, problem) in vectors::list::<Vector>("phones.json", "vectors") {
        let reading = FieldKind::Phone.read(&Answer::Text(typed.clone()));
        assert_eq!(reading.value, normal.clone().map(Value::Text), "{typed}");
        let codes: Vec<_> = reading.problems.iter().map(|p| p.code).collect();
        assert_eq!(codes, problem.iter().collect::<Vec<_>>(), "{typed}");
        if let Some(normal) = normal {
            assert_eq!(FieldKind::Phone.normalise(&Answer::from(normal.as_str())), Answer::Text(normal));
        }
    }
}

#[test]
fn only_a_single_mobile_number_is_mobile() {
    assert!(phone::is_mobile("+86 138 0013 8000"));
    for text in ["010-12345678", "13800138000、13900139000", "12012345678", "95588", ""] {
        assert!(!phone::is_mobile(text), "{text}");
    }
}

#[test]
fn a_post_code_of_another_form_is_doubted_and_kept() {
    for (typed, code, problem) in [
        ("100044", "100044", None),
        (" １０００４４ ", "100044", None),
        ("10004", "10004", Some("post_code_not_six_digits")),
        ("1000440", "1000440", Some("post_code_not_six_digits")),
        ("无", "无", Some("post_code_not_six_digits")),
        ("000000", "000000", Some("post_code_zeros")),
    ] {
        assert_eq!(post_code::parse(typed).code, code);
        let reading = FieldKind::PostCode.read(&Answer::from(typed));
        assert_eq!(reading.value, Some(Value::Text(code.into())), "{typed}");
        assert_eq!(
            reading.problems.iter().map(|p| p.code).collect::<Vec<_>>(),
            problem.into_iter().collect::<Vec<_>>()
        );
        assert!(reading.problems.iter().all(|p| p.severity == Severity::Warning));
    }
}

proptest! {
    #![proptest_config(crate::vectors::cases(256))]

    #[test]
    fn the_normal_form_of_a_number_reads_as_itself(
        kind in select(IdKind::ALL.to_vec()), text in "[A-Z0-9]{5,18}|[HM][0-9]{8}|9[0-9]{16}[0-9X]|8[123]0000[0-9]{12}",
    ) {
        if let Ok(read) = id_document::parse(kind, &text) {
            prop_assert_eq!(id_document::parse(kind, &read.number), Ok(read));
        }
    }

    #[test]
    fn a_landline_or_mobile_number_reads_back_from_its_normal_form(digits in "0[1-9][0-9]{8,10}|1[3-9][0-9]{9}|400[0-9]{7}") {
        if let Ok(read) = phone::parse(&digits) {
            prop_assert_eq!(phone::parse(&read.number), Ok(read));
        }
    }

    #[test]
    fn no_text_makes_a_reader_panic(text in any::<String>(), kind in select(IdKind::ALL.to_vec())) {
        let _ = (id_document::parse(kind, &text), phone::parse(&text), post_code::parse(&text));
    }
}
