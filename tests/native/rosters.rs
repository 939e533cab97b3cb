//! Rosters, answers of 不清楚, derived values, rules for each row, and checking again.

use std::sync::{Arc, LazyLock};

use beian::calendar::Calendar;
use beian::check::{Engine, Memory, Place, Report, State};
use beian::dossier::{Dossier, Edit, History, ProcedureRef, Row};
use beian::field::Answer;
use beian::procedure;
use chrono::NaiveDate;
use proptest::prelude::*;
use serde_json::{Value, json};

static ENGINE: LazyLock<Engine> = LazyLock::new(|| engine(&definition()));
static CALENDAR: LazyLock<Calendar> = LazyLock::new(Calendar::built_in);

/// A small procedure: data flows with the persons in them, and a bound on their sum.
fn definition() -> Value {
    let basis = json!(["M5-1-2"]);
    json!({
        "format": 1, "id": "flows", "version": "1", "title": "出境数据流", "summary": "试验用。",
        "authority": "国家网信部门", "effective_from": "2026-01-01", "sources": [],
        "clauses": { "M5-1-2": { "cite": "第五条", "text": "……" } },
        "parameters": { "bound": { "value": 1000, "source": "第五条", "from": "2026-01-01" } },
        "sections": [{ "id": "s", "title": "一般情况", "fields": [
            { "id": "ciio", "label": "是否关键信息基础设施运营者", "type": "choice", "unknown": true, "basis": basis,
              "options": [{ "code": "yes", "label": "是" }, { "code": "no", "label": "否" }] },
            { "id": "reason", "label": "理由", "type": "text", "max": 20, "basis": basis, "optional": true,
              "when": "ciio.choice == 'yes'" },
        ] }],
        "rosters": [{
            "id": "flows", "title": "数据流", "row_title": "数据流", "basis": basis, "row_name": "recipient",
            "most": 5, "unique": ["recipient"],
            "fields": [
                { "id": "recipient", "label": "接收方", "type": "text", "max": 50, "basis": basis },
                { "id": "exempt", "label": "豁免", "type": "text", "max": 50, "basis": basis, "optional": true },
                { "id": "persons", "label": "人数", "type": "count", "unit": "人", "basis": basis, "unknown": true,
                  "when": "row.exempt == null" },
            ],
        }],
        "values": [{ "id": "total", "title": "合计人数", "unit": "人",
            "cel": "sum(flows.filter(f, f.exempt == null).map(f, f.persons))" }],
        "rules": [
            { "code": "bound_reached", "title": "达到上限", "severity": "blocking", "basis": basis,
              "check": "total < bound", "message": "合计{total}人。", "hint": "请核对。",
              "about": ["rosters/flows"], "what": "合计人数。", "why": "上限。" },
            { "code": "recipient_is_operator", "title": "接收方可疑", "severity": "warning", "basis": basis,
              "each": "flows", "when": "ciio.choice == 'yes'", "check": "!row.recipient.contains('运营者')",
              "message": "接收方“{row.recipient}”。", "hint": "请核对。", "about": ["row/recipient", "ciio"],
              "what": "接收方。", "why": "核对。" },
        ],
    })
}

fn engine(definition: &Value) -> Engine {
    Engine::new(procedure::load("flows", &definition.to_string()).unwrap()).unwrap()
}

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 21).unwrap()
}

fn dossier() -> Dossier {
    Dossier::new("d".into(), "d".into(), ProcedureRef::of(ENGINE.procedure()), "2026-11-21T00:00:00Z")
}

fn row(id: &str, answers: &[(&str, &str)]) -> Arc<Row> {
    let answers = answers.iter().map(|(field, text)| ((*field).to_owned(), Answer::from(*text)));
    Arc::new(Row { id: id.to_owned(), answers: answers.collect() })
}

fn with_rows(rows: Vec<Arc<Row>>) -> Dossier {
    let mut dossier = dossier();
    dossier.apply(Edit::Answer("ciio".into(), Some(choice("yes"))));
    dossier.apply(Edit::Rows("flows".into(), rows));
    dossier
}

fn choice(code: &str) -> Answer {
    Answer::from_parts([("choice", code)])
}

fn check(dossier: &Dossier) -> Report {
    ENGINE.check(dossier, today(), &CALENDAR, None)
}

fn found(report: &Report, code: &str) -> Vec<(State, String, String)> {
    report
        .findings
        .iter()
        .filter(|finding| finding.code == code)
        .map(|finding| (finding.state, finding.about[0].to_string(), finding.message.clone()))
        .collect()
}

#[test]
fn rows_are_summed_and_the_bound_itself_counts() {
    let rows = |second: &str| {
        vec![
            row("a", &[("recipient", "甲"), ("persons", "600")]),
            row("b", &[("recipient", "乙"), ("persons", second)]),
            row("c", &[("recipient", "丙"), ("exempt", "合同必需")]),
        ]
    };
    let below = check(&with_rows(rows("399")));
    assert_eq!(below.values["total"].as_deref(), Some("999"));
    assert!(below.verdict.ready, "{:?}", below.findings);
    let reached = check(&with_rows(rows("400")));
    assert_eq!(
        found(&reached, "bound_reached"),
        [(State::Failed, "rosters/flows".into(), "合计1000人。".into())]
    );
}

#[test]
fn a_blank_number_or_one_not_known_makes_the_sum_wait_and_names_the_cell() {
    let blank = check(&with_rows(vec![row("a", &[("recipient", "甲")])]));
    assert_eq!(blank.values["total"], None);
    assert_eq!(found(&blank, "bound_reached")[0].0, State::Waiting);
    assert_eq!(found(&blank, "bound_reached")[0].1, "rosters/flows/a/persons");
    assert_eq!(
        found(&blank, "answer_missing"),
        [(State::Failed, "rosters/flows/a/persons".into(), "数据流第 1 行“人数”还没有填写。".into())]
    );

    let mut unknown = with_rows(vec![row("a", &[("recipient", "甲")])]);
    let edit = Edit::RowAnswer("flows".into(), "a".into(), "persons".into(), Some(Answer::unknown()));
    unknown.apply(edit);
    let unknown = check(&unknown);
    assert_eq!(found(&unknown, "answer_missing"), []);
    assert_eq!(found(&unknown, "bound_reached")[0].0, State::Waiting);
    assert!(!unknown.verdict.ready);
}

#[test]
fn not_knowing_is_refused_where_it_is_no_answer() {
    let mut dossier = with_rows(vec![row("a", &[("recipient", "甲"), ("persons", "1")])]);
    let edit = Edit::RowAnswer("flows".into(), "a".into(), "recipient".into(), Some(Answer::unknown()));
    dossier.apply(edit);
    assert_eq!(found(&check(&dossier), "answer_missing")[0].1, "rosters/flows/a/recipient");
}

#[test]
fn a_rule_for_each_row_names_its_row() {
    let rows = vec![
        row("a", &[("recipient", "甲"), ("persons", "1")]),
        row("b", &[("recipient", "某运营者"), ("persons", "1")]),
    ];
    let report = check(&with_rows(rows));
    assert_eq!(
        found(&report, "recipient_is_operator"),
        [(State::Failed, "rosters/flows/b/recipient".into(), "接收方“某运营者”。".into())]
    );
}

#[test]
fn a_cell_is_asked_only_when_its_condition_holds_in_its_row() {
    let rows =
        vec![row("a", &[("recipient", "甲"), ("exempt", "合同必需")]), row("b", &[("recipient", "乙")])];
    let asked = check(&with_rows(rows)).asked;
    assert!(!asked.cell("flows", "a", "persons") && asked.cell("flows", "b", "persons"));
    assert!(asked.cell("flows", "a", "exempt") && asked.field("reason"));
}

#[test]
fn an_empty_a_too_long_and_a_doubled_roster_are_found() {
    assert_eq!(found(&check(&dossier()), "roster_empty")[0].1, "rosters/flows");
    let many = (0..6)
        .map(|n| row(&n.to_string(), &[("recipient", &format!("第{n}家")), ("persons", "1")]))
        .collect();
    assert!(found(&check(&with_rows(many)), "roster_too_long")[0].2.contains("有 6 行，最多 5 行"));
    let twice = vec![
        row("a", &[("recipient", "甲（北京）"), ("persons", "1")]),
        row("b", &[("recipient", "甲 (北京)"), ("persons", "1")]),
    ];
    assert_eq!(
        found(&check(&with_rows(twice)), "row_duplicate"),
        [(
            State::Failed,
            "rosters/flows/b/recipient".into(),
            "数据流第 2 行与第 1 行的“接收方”相同。".into()
        )]
    );
}

#[test]
fn a_definition_that_misuses_rosters_is_refused_with_path_and_reason() {
    let refused = |pointer: &str, value: Value| {
        let mut definition = definition();
        *definition.pointer_mut(pointer).unwrap() = value;
        procedure::load("flows", &definition.to_string()).unwrap_err().to_string()
    };
    for (pointer, value, reason) in [
        ("/rosters/0/row_name", json!("nobody"), "rosters[0].row_name：清单“flows”没有字段“nobody”"),
        ("/rosters/0/unique", json!(["nobody"]), "rosters[0].unique：清单“flows”没有字段“nobody”"),
        ("/rosters/0/id", json!("ciio"), "rosters[0].id：“ciio”不能用作名称"),
        ("/rosters/0/fields/2/when", json!("row.nobody == null"), "清单没有字段“row.nobody”"),
        ("/values/0/cel", json!("sum(flows.map(f, f.nobody))"), "清单没有字段“flows.nobody”"),
        ("/values/0/cel", json!("total + 1"), "没有名为“total”的字段或参数"),
        ("/sections/0/fields/1/when", json!("flows.size() > 0"), "没有名为“flows”的字段或参数"),
        ("/rules/1/each", json!("people"), "没有名为“people”的清单"),
        ("/rules/1/about", json!(["row/nobody"]), "没有名为“row/nobody”的字段"),
        ("/rules/0/about", json!(["rosters/people"]), "没有名为“people”的清单"),
        ("/rules/0/check", json!("row.persons > 1"), "没有名为“row”的字段或参数"),
    ] {
        let message = refused(pointer, value);
        assert!(message.contains(reason), "{pointer}: {message}");
    }
}

#[test]
fn places_in_rosters_are_written_and_read_alike() {
    for text in ["rosters/flows", "rosters/flows/a", "rosters/flows/a/persons", "materials/1.3/front", "ciio"]
    {
        assert_eq!(Place::from(text.to_owned()).to_string(), text);
    }
}

#[test]
fn every_edit_of_rows_can_be_undone_and_redone() {
    let (mut dossier, mut history) = (dossier(), History::default());
    let mut states = vec![dossier.clone()];
    for edit in [
        Edit::AddRow("flows".into(), 0, row("a", &[("recipient", "甲")])),
        Edit::AddRow("flows".into(), 9, row("b", &[])),
        Edit::RowAnswer("flows".into(), "b".into(), "recipient".into(), Some("乙".into())),
        Edit::RemoveRow("flows".into(), "a".into()),
        Edit::Rows("flows".into(), vec![row("c", &[("recipient", "丙")])]),
        Edit::RemoveRow("flows".into(), "c".into()),
    ] {
        history.edit(&mut dossier, edit);
        states.push(dossier.clone());
    }
    assert!(dossier.rosters.is_empty());
    for state in states.iter().rev().skip(1) {
        assert!(history.undo(&mut dossier));
        assert_eq!(dossier, *state);
    }
    for state in &states[1..] {
        assert!(history.redo(&mut dossier));
        assert_eq!(dossier, *state);
    }
}

#[test]
fn a_dossier_without_rows_is_stored_as_before_there_were_rosters() {
    let stored = serde_json::to_value(dossier()).unwrap();
    assert!(stored.get("rosters").is_none());
    let full = with_rows(vec![row("a", &[("recipient", "甲")])]);
    assert_eq!(serde_json::from_value::<Dossier>(serde_json::to_value(&full).unwrap()).unwrap(), full);
}

#[test]
fn a_row_that_moves_is_found_where_it_stands_now() {
    let (mut dossier, mut memory) = (
        with_rows(vec![row("a", &[]), row("b", &[("recipient", "乙"), ("persons", "1")])]),
        Memory::default(),
    );
    let mut labels = |dossier: &Dossier| -> Vec<String> {
        let report = ENGINE.recheck(&mut memory, dossier, today(), &CALENDAR, None);
        found(&report, "answer_missing").into_iter().map(|(_, _, message)| message).collect()
    };
    assert!(labels(&dossier)[0].starts_with("数据流第 1 行"));
    dossier.apply(Edit::AddRow("flows".into(), 0, row("c", &[("recipient", "丙"), ("persons", "1")])));
    assert!(labels(&dossier)[0].starts_with("数据流第 2 行"), "{:?}", labels(&dossier));
}

#[test]
fn many_cells_that_are_waited_for_are_named_by_the_first() {
    let rows = (0..200).map(|n| row(&n.to_string(), &[("recipient", &format!("第{n}家"))])).collect();
    let report = check(&with_rows(rows));
    let waiting = report.all().find(|finding| finding.code == "bound_reached").unwrap();
    assert!((1..=20).contains(&waiting.about.len()), "{}", waiting.about.len());
}

fn any_edit() -> impl Strategy<Value = Edit> {
    let id = prop::sample::select(vec!["a", "b", "c", "d"]);
    let text = prop::sample::select(vec!["", "甲", "某运营者", "600", "5e3", "合同必需"]);
    let field = prop::sample::select(vec!["recipient", "exempt", "persons"]);
    let code = prop::sample::select(vec!["yes", "no", "maybe"]);
    let cell = (id.clone(), field, text.clone(), any::<bool>()).prop_map(|(id, field, text, unknown)| {
        let answer = if unknown { Answer::unknown() } else { Answer::from(text) };
        Edit::RowAnswer("flows".into(), id.into(), field.into(), Some(answer))
    });
    prop_oneof![
        4 => cell,
        1 => (0..4_usize, id.clone(), text.clone()).prop_map(|(at, id, text)| {
            Edit::AddRow("flows".into(), at, row(id, &[("recipient", text)]))
        }),
        1 => id.clone().prop_map(|id| Edit::RemoveRow("flows".into(), id.into())),
        1 => (id, 0..4_usize, text.clone()).prop_map(|(id, at, text)| Edit::Together(vec![
            Edit::RemoveRow("flows".into(), id.into()),
            Edit::AddRow("flows".into(), at, row(id, &[("recipient", text), ("persons", "7")])),
        ])),
        1 => code.prop_map(|code| Edit::Answer("ciio".into(), Some(choice(code)))),
        1 => Just(Edit::Answer("ciio".into(), Some(Answer::unknown()))),
        1 => text.prop_map(|text| Edit::Answer("reason".into(), Some(text.into()))),
    ]
}

proptest! {
    #[test]
    fn checking_again_reports_what_checking_from_nothing_does(edits in prop::collection::vec(any_edit(), 1..30)) {
        let (mut dossier, mut memory) = (dossier(), Memory::default());
        for edit in edits {
            if let Edit::AddRow(_, _, row) = &edit && dossier.rows("flows").iter().any(|r| r.id == row.id) {
                continue;
            }
            dossier.apply(edit);
            let again = ENGINE.recheck(&mut memory, &dossier, today(), &CALENDAR, None);
            prop_assert_eq!(again, check(&dossier));
        }
    }
}
