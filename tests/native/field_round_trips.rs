//! What must hold of every field type, whatever is typed.

use std::collections::BTreeMap;

use beian::field::{Answer, ChoiceOption, FieldKind, Severity};
use proptest::prelude::*;
use proptest::sample::select;

fn kinds() -> Vec<FieldKind> {
    let option = |code: &str, label: &str| ChoiceOption {
        code: code.into(),
        label: label.into(),
        other: code == "other",
        ..ChoiceOption::default()
    };
    vec![
        FieldKind::Text { max: 40 },
        FieldKind::LongText { max: 60 },
        FieldKind::Date,
        FieldKind::Period,
        FieldKind::Choice { options: vec![option("enterprise", "企业"), option("other", "其他")] },
        FieldKind::Count { unit: "人".into() },
        FieldKind::Money,
        FieldKind::PersonName,
        FieldKind::Uscc,
        FieldKind::IdDocument,
        FieldKind::Phone,
        FieldKind::PostCode,
        FieldKind::ApprovalNumber,
        FieldKind::Confirm,
    ]
}

/// Pieces that answers are made of, good, bad and invisible.
const PIECES: &[&str] = &[
    "1",
    "2",
    "0",
    "9",
    "19491231",
    "2026",
    "１",
    "５",
    "X",
    "x",
    "Ｘ",
    "91110000600037341L",
    "11010519491231002X",
    "-",
    "－",
    "—",
    "~",
    "/",
    ".",
    "．",
    "。",
    ",",
    "，",
    "、",
    "（",
    "）",
    "(",
    ")",
    " ",
    "　",
    "\u{A0}",
    "\n",
    "\r\n",
    "\t",
    "\u{200B}",
    "\u{FEFF}",
    "\u{202E}",
    "\u{0}",
    "\u{FFFD}",
    "\u{E863}",
    "\u{301}",
    "年",
    "月",
    "日",
    "至",
    "长期",
    "万",
    "元",
    "亿",
    "人民币",
    "美元",
    "￥",
    "不适用",
    "开办资金",
    "约",
    "三",
    "叁佰",
    "人",
    "张",
    "䶮",
    "𬱖",
    "⼤",
    "·",
    "•",
    "A",
    "John",
    "CNCA",
    "R",
    "F",
    "+86",
    "138",
    "转",
    "010",
    "400",
    "e",
    "yes",
    "企业",
    "其他",
    "H",
    "M",
    "81",
    "é",
    "👨‍👩‍👧",
    "□",
];

fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![
        8 => proptest::collection::vec(select(PIECES), 0..9).prop_map(|pieces| pieces.concat()),
        1 => any::<String>(),
    ]
}

fn any_part(name: &str) -> BoxedStrategy<String> {
    let usual: Vec<&'static str> = match name {
        "choice" => vec!["enterprise", "other", "企业", ""],
        "unit" => vec!["元", "万元", "万", ""],
        "currency" => vec!["人民币", "美元", "usd", ""],
        "note" => vec!["注册资本", "开办资金", ""],
        "kind" => vec![
            "resident_id",
            "passport",
            "hk_macao_permit",
            "taiwan_permit",
            "foreign_permanent_resident",
            "护照",
            "",
        ],
        "from" => vec!["2022-3-1", "2022年3月1日", "自2022.3.1起至2028.2.29止", ""],
        "to" => vec!["2028-2-29", "长期有效", "长期", "", ""],
        "number" => vec!["11010519491231002x", "E12345678", "H12345678", "12345678", "81000019900101001X"],
        "amount" => vec!["300", "3,000", "1.5亿", "500万元（开办资金）", "不适用"],
        _ => vec![""],
    };
    prop_oneof![3 => select(usual).prop_map(str::to_owned), 2 => any_text()].boxed()
}

fn any_answered_kind() -> impl Strategy<Value = (FieldKind, Answer)> {
    select(kinds()).prop_flat_map(|kind| {
        let parts: Vec<BoxedStrategy<(String, String)>> = kind
            .parts()
            .iter()
            .map(|name| any_part(name).prop_map(|text| ((*name).to_owned(), text)).boxed())
            .collect();
        let in_parts = parts.prop_map(|parts| Answer::Parts(parts.into_iter().collect::<BTreeMap<_, _>>()));
        let shape = if kind.parts().is_empty() { 0 } else { 9 };
        let answer = prop_oneof![1 => any_text().prop_map(Answer::Text), shape => in_parts];
        (Just(kind), answer)
    })
}

/// The visible characters, without those that are put in or taken out as a matter of form.
fn visible(answer: &Answer) -> Vec<char> {
    let texts: Vec<&String> = match answer {
        Answer::Text(text) => vec![text],
        Answer::Parts(parts) => parts.values().collect(),
    };
    texts
        .into_iter()
        .flat_map(|text| text.chars())
        .filter(|c| !beian::text::looks_blank(&c.to_string()))
        .collect()
}

proptest! {
    #![proptest_config(crate::vectors::cases(2000))]

    #[test]
    fn leaving_a_field_twice_changes_nothing_more((kind, answer) in any_answered_kind()) {
        let once = kind.normalise(&answer);
        prop_assert_eq!(kind.normalise(&once), once);
    }

    #[test]
    fn leaving_a_field_does_not_change_what_is_read((kind, answer) in any_answered_kind()) {
        let (before, after) = (kind.read(&answer), kind.read(&kind.normalise(&answer)));
        prop_assert_eq!(&before.value, &after.value);
        let codes = |problems: &[beian::field::Problem]| problems.iter().map(|p| (p.code, p.part.clone())).collect::<Vec<_>>();
        prop_assert_eq!(codes(&before.problems), codes(&after.problems));
    }

    #[test]
    fn an_answer_is_blank_or_read_or_refused_with_a_reason((kind, answer) in any_answered_kind()) {
        let reading = kind.read(&answer);
        let blocks = reading.problems.iter().any(|p| p.severity == Severity::Blocking);
        if reading.value.is_none() && !reading.problems.is_empty() {
            prop_assert!(blocks);
        }
        prop_assert!(!(reading.value.is_some() && blocks));
        prop_assert!(!answer.is_blank() || reading.is_blank());
    }

    #[test]
    fn an_answer_that_cannot_be_read_keeps_every_visible_character((kind, answer) in any_answered_kind()) {
        let reading = kind.read(&answer);
        if reading.value.is_none() && kind.parts().is_empty() && !matches!(kind, FieldKind::Text { .. } | FieldKind::LongText { .. } | FieldKind::PersonName) {
            prop_assert_eq!(visible(&kind.normalise(&answer)), visible(&answer));
        }
    }

    #[test]
    fn a_text_keeps_as_many_visible_characters_as_it_had(text in any_text()) {
        for kind in [FieldKind::Text { max: 10 }, FieldKind::LongText { max: 10 }, FieldKind::PersonName] {
            let answer = Answer::Text(text.clone());
            prop_assert_eq!(visible(&kind.normalise(&answer)).len(), visible(&answer).len());
        }
    }

    #[test]
    fn every_problem_says_what_is_wrong_and_how_to_mend_it((kind, answer) in any_answered_kind()) {
        for problem in kind.read(&answer).problems {
            prop_assert!(problem.message.ends_with('。') && problem.hint.ends_with('。'), "{:?}", problem);
            prop_assert!(problem.code.chars().all(|c| c.is_ascii_lowercase() || c == '_'));
            prop_assert!(problem.part.is_none_or(|part| kind.parts().contains(&&*part)));
            for number in ["91110000600037341", "11010519491231002", "E12345678", "H12345678"] {
                prop_assert!(!problem.message.contains(number) && !problem.hint.contains(number));
            }
        }
    }

    #[test]
    fn values_and_answers_in_normal_form_satisfy_their_schemas((kind, answer) in any_answered_kind()) {
        if let Some(value) = kind.read(&answer).value {
            let (json, schema) = (value.to_json(), kind.value_schema());
            prop_assert!(jsonschema::is_valid(&schema, &json), "{} {}", schema, json);
            let stored = serde_json::to_value(kind.normalise(&answer)).unwrap();
            prop_assert!(jsonschema::is_valid(&kind.schema(), &stored), "{} {}", kind.schema(), stored);
        }
    }

    #[test]
    fn what_is_printed_is_one_text_of_the_value_and_nothing_invisible((kind, answer) in any_answered_kind()) {
        let reading = kind.read(&answer);
        let printed = kind.print(reading.value.as_ref());
        prop_assert!(!printed.chars().any(|c| beian::text::is_invisible(c) || (c.is_control() && c != '\n')));
        prop_assert_eq!(printed.is_empty(), reading.value.is_none() && !matches!(kind, FieldKind::Choice { .. }));
    }
}

#[test]
fn every_schema_is_a_schema() {
    for kind in kinds() {
        assert!(jsonschema::meta::is_valid(&kind.schema()), "{kind:?}");
        assert!(jsonschema::meta::is_valid(&kind.value_schema()), "{kind:?}");
    }
}

#[test]
fn answers_not_in_normal_form_fail_the_schema() {
    for (kind, answer) in [
        (FieldKind::Date, Answer::from("2026年1月5日")),
        (FieldKind::Uscc, Answer::from("91110000600037341l")),
        (FieldKind::Period, Answer::from_parts([("from", "2026-01-05")])),
        (FieldKind::Money, Answer::from_parts([("amount", "300")])),
        (FieldKind::Confirm, Answer::from("no")),
        (kinds().swap_remove(4), Answer::from_parts([("choice", "other")])),
    ] {
        assert!(!jsonschema::is_valid(&kind.schema(), &serde_json::to_value(answer).unwrap()), "{kind:?}");
    }
}
