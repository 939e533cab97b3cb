//! State machines over rosters, and the clocks that run for each row.

use std::sync::{Arc, LazyLock};

use beian::calendar::Calendar;
use beian::check::{ClockReport, Engine, Memory, Place, Report, Standing, State};
use beian::dossier::{Dossier, Edit, ProcedureRef, Row};
use beian::field::Answer;
use beian::procedure;
use chrono::NaiveDate;
use proptest::prelude::*;
use serde_json::{Value, json};

static ENGINE: LazyLock<Engine> =
    LazyLock::new(|| Engine::new(procedure::load("doors", &definition().to_string()).unwrap()).unwrap());
static CALENDAR: LazyLock<Calendar> = LazyLock::new(Calendar::built_in);

/// A small procedure: doors that are opened, shut and walled up.
fn definition() -> Value {
    let basis = json!(["M9-1"]);
    let rule = |code: &str, each: &str, check: &str, message: &str| {
        json!({ "code": code, "title": code, "severity": "blocking", "basis": basis, "each": each,
            "check": check, "message": message, "hint": "请核对。", "about": ["row"],
            "what": "状态变更。", "why": "核对。" })
    };
    let date = |id: &str, optional: bool| json!({ "id": id, "label": "日期", "type": "date", "basis": basis, "optional": optional });
    let text = |id: &str| json!({ "id": id, "label": "门", "type": "text", "max": 20, "basis": basis });
    json!({
        "format": 1, "id": "doors", "version": "1", "title": "门", "summary": "试验用。",
        "authority": "国家网信部门", "effective_from": "2026-01-01", "sources": [],
        "clauses": { "M9-1": { "cite": "第九条", "text": "……" } },
        "sections": [{ "id": "s", "title": "一般情况", "fields": [date("filed_on", true), date("answered_on", true)] }],
        "rosters": [
            { "id": "doors", "title": "门", "row_title": "门", "basis": basis, "row_name": "name", "optional": true,
              "unique": ["name"], "fields": [text("name"), date("built_on", false), date("told_on", true), date("until", true)] },
            { "id": "changes", "title": "变更", "row_title": "变更", "basis": basis, "row_name": "door", "optional": true,
              "fields": [text("door"), date("on", false),
                { "id": "kind", "label": "变更", "type": "choice", "basis": basis, "options": [
                    { "code": "shut", "label": "关" }, { "code": "open", "label": "开" }, { "code": "wall", "label": "封" }] }] },
        ],
        "machines": [{
            "id": "status", "title": "状态", "basis": basis, "of": "doors", "key": "name", "from": "built_on",
            "events": "changes", "names": "door", "on": "on", "event": "kind", "initial": "open",
            "states": [{ "id": "open", "title": "开" }, { "id": "shut", "title": "关" }, { "id": "walled", "title": "封" }],
            "moves": [
                { "event": "shut", "from": ["open"], "to": "shut" },
                { "event": "open", "from": ["shut"], "to": "open" },
                { "event": "wall", "from": ["open", "shut"], "to": "walled" },
            ],
        }],
        "clocks": [
            { "id": "answer", "title": "答复", "start": "filed_on", "workdays": 30, "done": "answered_on", "basis": basis },
            { "id": "telling", "title": "告知", "each": "doors", "start": "built_on", "workdays": 5, "done": "told_on",
              "when": "!row.status.final", "basis": basis },
            { "id": "renewal", "title": "更换", "each": "doors", "start": "until", "months": -6, "basis": basis },
        ],
        "values": [{ "id": "walled", "title": "已封", "unit": "扇",
            "cel": "doors.filter(d, d.status.state == 'walled').size()" }],
        "rules": [
            rule("unknown_door", "changes", "row.status.known", "没有“{row.door}”。"),
            rule("not_allowed", "changes", "!row.status.known || row.status.allowed",
                "“{row.door}”{row.on}是“{row.status.before_title}”。"),
            rule("too_early", "changes", "!row.status.known || row.status.start == null || row.on >= row.status.start",
                "“{row.door}”{row.status.start}才有。"),
            rule("out_of_order", "changes", "row.status.in_order", "列在后面，却早于{row.status.previous}。"),
            rule("walled_up", "doors", "row.status.state != 'walled'", "{row.status.since}已“{row.status.title}”。"),
        ],
    })
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn today() -> NaiveDate {
    day("2026-11-21")
}

fn row(id: &str, answers: &[(&str, &str)]) -> Arc<Row> {
    let answers = answers.iter().map(|(field, text)| {
        let answer =
            if *field == "kind" { Answer::from_parts([("choice", *text)]) } else { Answer::from(*text) };
        ((*field).to_owned(), answer)
    });
    Arc::new(Row { id: id.to_owned(), answers: answers.collect() })
}

fn door(id: &str, name: &str, built_on: &str) -> Arc<Row> {
    row(id, &[("name", name), ("built_on", built_on)])
}

fn change(id: &str, door: &str, on: &str, kind: &str) -> Arc<Row> {
    row(id, &[("door", door), ("on", on), ("kind", kind)])
}

fn dossier(doors: Vec<Arc<Row>>, changes: Vec<Arc<Row>>) -> Dossier {
    let procedure = ProcedureRef::of(ENGINE.procedure());
    let mut dossier = Dossier::new("d".into(), "d".into(), procedure, "2026-11-21T00:00:00Z");
    dossier.apply(Edit::Rows("doors".into(), doors));
    dossier.apply(Edit::Rows("changes".into(), changes));
    dossier
}

fn check(dossier: &Dossier) -> Report {
    ENGINE.check(dossier, today(), &CALENDAR, None)
}

fn found(report: &Report, code: &str) -> Vec<(State, String, String)> {
    let of_code = report.findings.iter().filter(|finding| finding.code == code);
    of_code.map(|f| (f.state, f.about[0].to_string(), f.message.clone())).collect()
}

fn title(report: &Report, row: &str) -> String {
    report.states.state(ENGINE.procedure(), "status", row).unwrap().title.clone()
}

#[test]
fn a_row_is_in_the_state_to_which_its_events_have_led_by_their_days() {
    let doors = ["甲", "乙", "丙"].iter().zip(["a", "b", "c"]).map(|(name, id)| door(id, name, "2026-01-05"));
    let report = check(&dossier(
        doors.collect(),
        vec![
            change("1", "甲", "2026-03-02", "shut"),
            change("2", "甲", "2026-04-01", "open"),
            change("3", "乙", "2026-04-01", "wall"),
            // It has not happened yet.
            change("4", "丙", "2026-12-01", "shut"),
        ],
    ));
    assert_eq!(["a", "b", "c"].map(|row| title(&report, row)), ["开", "封", "开"]);
    assert_eq!(report.values["walled"].as_deref(), Some("1"));
    let machine = ENGINE.procedure().machine("status").unwrap();
    let counts: Vec<_> = report.states.counts(machine).iter().map(|(_, count)| *count).collect();
    assert_eq!(counts, [2, 0, 1]);
    assert_eq!(
        found(&report, "walled_up"),
        [(State::Failed, "rosters/doors/b".into(), "2026年4月1日已“封”。".into())]
    );
}

#[test]
fn a_final_state_is_left_by_no_event_and_what_is_not_allowed_changes_nothing() {
    let report = check(&dossier(
        vec![door("a", "甲", "2026-01-05")],
        vec![
            change("1", "甲", "2026-03-02", "wall"),
            change("2", "甲", "2026-04-01", "open"),
            change("3", "甲", "2026-05-06", "shut"),
        ],
    ));
    assert_eq!(title(&report, "a"), "封");
    let wrong = found(&report, "not_allowed");
    assert_eq!(wrong.len(), 2);
    assert_eq!(wrong[0].1, "rosters/changes/2");
    assert_eq!(wrong[0].2, "“甲”2026年4月1日是“封”。");
}

#[test]
fn events_of_no_row_before_a_row_and_out_of_order_are_told_apart() {
    let report = check(&dossier(
        vec![door("a", "甲（东）", "2026-03-02")],
        vec![
            change("1", "乙", "2026-03-03", "shut"),
            change("2", "甲(东)", "2026-03-01", "shut"),
            change("3", "甲（东）", "2026-06-01", "wall"),
            change("4", "甲（东）", "2026-05-06", "open"),
        ],
    ));
    assert_eq!(
        found(&report, "unknown_door"),
        [(State::Failed, "rosters/changes/1".into(), "没有“乙”。".into())]
    );
    assert_eq!(
        found(&report, "too_early"),
        [(State::Failed, "rosters/changes/2".into(), "“甲(东)”2026年3月2日才有。".into())]
    );
    assert_eq!(
        found(&report, "out_of_order"),
        [(State::Failed, "rosters/changes/4".into(), "列在后面，却早于2026年6月1日。".into())]
    );
    // Taken by their days all three are allowed.
    assert_eq!((found(&report, "not_allowed"), title(&report, "a")), (Vec::new(), "封".to_owned()));
}

#[test]
fn an_event_that_lacks_an_answer_waits_for_it() {
    let report = check(&dossier(
        vec![door("a", "甲", "2026-03-02")],
        vec![row("1", &[("door", "甲"), ("kind", "shut")])],
    ));
    assert_eq!(found(&report, "unknown_door")[0].0, State::Waiting);
    assert_eq!(found(&report, "unknown_door")[0].1, "rosters/changes/1/on");
    assert_eq!(title(&report, "a"), "开");
}

#[test]
fn a_row_without_its_first_day_has_a_state_and_is_null_where_it_is_looked_up() {
    let report =
        check(&dossier(vec![row("a", &[("name", "甲")])], vec![change("1", "甲", "2026-03-02", "shut")]));
    assert_eq!(title(&report, "a"), "关");
    assert!(
        report
            .findings
            .iter()
            .all(|finding| finding.code == "answer_missing" || finding.state == State::Waiting)
    );
}

#[test]
fn a_change_elsewhere_is_seen_by_the_events_of_the_row() {
    let (mut memory, mut dossier) = (
        Memory::default(),
        dossier(vec![door("a", "甲", "2026-01-05")], vec![change("1", "甲", "2026-03-02", "shut")]),
    );
    let mut again = |dossier: &Dossier| ENGINE.recheck(&mut memory, dossier, today(), &CALENDAR, None);
    assert_eq!(found(&again(&dossier), "too_early"), []);
    dossier.apply(Edit::RowAnswer("doors".into(), "a".into(), "built_on".into(), Some("2026-04-01".into())));
    assert_eq!(found(&again(&dossier), "too_early").len(), 1);
    dossier.apply(Edit::RemoveRow("doors".into(), "a".into()));
    assert_eq!(found(&again(&dossier), "unknown_door").len(), 1);
    dossier.apply(Edit::RemoveRow("changes".into(), "1".into()));
    assert!(again(&dossier).verdict.ready);
}

fn clocks<'r>(report: &'r Report, id: &str) -> Vec<&'r ClockReport> {
    report.clocks.iter().map(AsRef::as_ref).filter(|clock: &&ClockReport| clock.id == id).collect()
}

#[test]
fn a_clock_runs_for_each_row_until_it_is_done() {
    let doors = vec![
        row("a", &[("name", "甲"), ("built_on", "2026-04-30"), ("told_on", "2026-05-11")]),
        row("b", &[("name", "乙"), ("built_on", "2026-04-30"), ("told_on", "2026-05-12")]),
        row("c", &[("name", "丙"), ("built_on", "2026-04-30")]),
        row("d", &[("name", "丁"), ("built_on", "2026-11-20")]),
        row("e", &[("name", "戊"), ("built_on", "2026-11-20"), ("until", "2027-08-31")]),
        door("f", "己", "2026-11-20"),
    ];
    let report = check(&dossier(doors, vec![change("1", "己", "2026-11-20", "wall")]));
    let telling = clocks(&report, "telling");
    let standing: Vec<_> =
        telling.iter().map(|clock| (clock.row.as_deref().unwrap(), clock.standing(today()))).collect();
    assert_eq!(
        standing,
        [
            ("a", Standing::InTime),
            ("b", Standing::Late),
            ("c", Standing::Overdue),
            ("d", Standing::Running),
            ("e", Standing::Running),
        ]
    );
    assert_eq!(telling[2].due, Some(day("2026-05-11")));
    let renewal = clocks(&report, "renewal");
    assert_eq!((renewal.len(), renewal[0].due, renewal[0].advised), (1, Some(day("2027-02-28")), None));
}

#[test]
fn a_clock_that_ends_in_an_unpublished_year_is_not_judged_too_early() {
    let doors = vec![
        row("a", &[("name", "甲"), ("built_on", "2026-12-25")]),
        row("b", &[("name", "乙"), ("built_on", "2026-12-25"), ("told_on", "2027-01-02")]),
        row("c", &[("name", "丙"), ("built_on", "2026-12-25"), ("told_on", "2027-01-04")]),
    ];
    let report = check(&dossier(doors, Vec::new()));
    let telling = clocks(&report, "telling");
    assert!(telling.iter().all(|clock| clock.due.is_none() && clock.earliest == day("2027-01-02")));
    let standing = |at: usize, today: &str| telling[at].standing(day(today));
    assert_eq!(standing(0, "2027-01-02"), Standing::Running);
    assert_eq!(standing(0, "2027-01-03"), Standing::Unknown);
    assert_eq!((standing(1, "2027-02-01"), standing(2, "2027-02-01")), (Standing::InTime, Standing::Unknown));
}

#[test]
fn a_clock_of_the_whole_dossier_runs_from_the_day_entered_until_it_is_done() {
    let mut dossier = dossier(Vec::new(), Vec::new());
    assert_eq!(clocks(&check(&dossier), "answer").len(), 0);
    dossier.apply(Edit::Answer("filed_on".into(), Some("2026-08-25".into())));
    let report = check(&dossier);
    let answer = clocks(&report, "answer")[0];
    assert_eq!((answer.due, answer.standing(today())), (Some(day("2026-10-12")), Standing::Overdue));
    dossier.apply(Edit::Answer("answered_on".into(), Some("2026-10-12".into())));
    let report = check(&dossier);
    assert_eq!(clocks(&report, "answer")[0].standing(today()), Standing::InTime);
}

#[test]
fn a_definition_that_misuses_machines_or_clocks_is_refused_with_path_and_reason() {
    let refused = |pointer: &str, value: Value| {
        let mut definition = definition();
        *definition.pointer_mut(pointer).unwrap() = value;
        procedure::load("doors", &definition.to_string()).unwrap_err().to_string()
    };
    for (pointer, value, reason) in [
        ("/machines/0/of", json!("windows"), "machines[0].of：没有名为“windows”的清单"),
        ("/machines/0/events", json!("doors"), "machines[0].events：变更要另列一份清单"),
        ("/machines/0/id", json!("name"), "machines[0].id：“name”已是清单“doors”的字段"),
        ("/machines/0/key", json!("nobody"), "machines[0].key：清单“doors”没有字段“nobody”"),
        ("/machines/0/on", json!("door"), "machines[0].on：清单“changes”的字段“door”不是日期"),
        ("/machines/0/event", json!("on"), "machines[0].event：清单“changes”的字段“on”不是选择"),
        ("/machines/0/initial", json!("ajar"), "machines[0].initial：没有名为“ajar”的状态"),
        ("/machines/0/moves/1/from/0", json!("ajar"), "machines[0].moves[1].from：没有名为“ajar”的状态"),
        ("/machines/0/moves/1/event", json!("knock"), "字段“kind”没有选项“knock”"),
        ("/machines/0/moves/1/event", json!("knock"), "没有写明“开”从哪些状态到哪个状态"),
        ("/machines/0/moves/2/event", json!("shut"), "machines[0].moves[2]：“shut”从同一状态有两个去向"),
        ("/machines/0/states/1/id", json!("open"), "machines[0].states[1].id：状态“open”重复"),
        ("/clocks/1/each", json!("windows"), "clocks[1].each：没有名为“windows”的清单"),
        ("/clocks/1/start", json!("name"), "clocks[1].start：清单“doors”的字段“name”不是日期"),
        ("/clocks/1/done", json!("nobody"), "clocks[1].done：清单“doors”没有字段“nobody”"),
        ("/clocks/1/when", json!("row.nobody"), "clocks[1].when：清单没有字段“row.nobody”"),
        ("/clocks/1/id", json!("answer"), "clocks[1].id：期限“answer”重复"),
        ("/rules/0/check", json!("row.state.known"), "清单没有字段“row.state”"),
    ] {
        let message = refused(pointer, value);
        assert!(message.contains(reason), "{pointer}: {message}");
    }
    let mut outside = definition();
    outside["clocks"][0]["when"] = json!("row.name == ''");
    let message = procedure::load("doors", &outside.to_string()).unwrap_err().to_string();
    assert!(message.contains("clocks[0].when：没有名为“row”的字段或参数"), "{message}");
    let mut two = definition();
    two["clocks"][0]["months"] = json!(1);
    let message = procedure::load("doors", &two.to_string()).unwrap_err().to_string();
    assert!(message.contains("要有且只有 workdays、months、days 中的一项"), "{message}");
}

fn any_edit() -> impl Strategy<Value = Edit> {
    let id = prop::sample::select(vec!["a", "b", "c"]);
    let name = prop::sample::select(vec!["", "甲", "乙"]);
    let on = prop::sample::select(vec!["", "2026-03-02", "2026-04-01", "2026-11-20", "2027-01-04", "明天"]);
    let kind = prop::sample::select(vec!["shut", "open", "wall", "knock"]);
    let list = prop::sample::select(vec!["doors", "changes"]);
    let cell = |roster: &'static str, id: &str, field: &'static str, text: &str| {
        Edit::RowAnswer(roster.into(), id.into(), field.into(), Some(Answer::from(text)))
    };
    prop_oneof![
        2 => (id.clone(), name.clone(), on.clone()).prop_map(|(id, name, on)| {
            Edit::AddRow("doors".into(), 0, door(id, name, on))
        }),
        2 => (id.clone(), name.clone(), on.clone(), kind.clone()).prop_map(|(id, name, on, kind)| {
            Edit::AddRow("changes".into(), 9, change(id, name, on, kind))
        }),
        1 => (list, id.clone()).prop_map(|(list, id)| Edit::RemoveRow(list.into(), id.into())),
        1 => (id.clone(), name.clone()).prop_map(move |(id, name)| cell("doors", id, "name", name)),
        1 => (id.clone(), name).prop_map(move |(id, name)| cell("changes", id, "door", name)),
        1 => (id.clone(), on.clone()).prop_map(move |(id, on)| cell("doors", id, "built_on", on)),
        1 => (id.clone(), on).prop_map(move |(id, on)| cell("changes", id, "on", on)),
        1 => (id, kind).prop_map(|(id, kind)| {
            let answer = Answer::from_parts([("choice", kind)]);
            Edit::RowAnswer("changes".into(), id.into(), "kind".into(), Some(answer))
        }),
    ]
}

proptest! {
    #[test]
    fn checking_again_finds_the_same_states_and_clocks(edits in prop::collection::vec(any_edit(), 1..40)) {
        let (mut dossier, mut memory) = (dossier(Vec::new(), Vec::new()), Memory::default());
        for edit in edits {
            if let Edit::AddRow(roster, _, row) = &edit && dossier.rows(roster).iter().any(|r| r.id == row.id) {
                continue;
            }
            dossier.apply(edit);
            let again = ENGINE.recheck(&mut memory, &dossier, today(), &CALENDAR, None);
            prop_assert_eq!(again, check(&dossier));
        }
    }
}

#[test]
fn a_place_of_a_row_is_where_a_clock_of_it_is_mended() {
    let report = check(&dossier(vec![door("a", "甲", "2026-04-30")], Vec::new()));
    let clock = clocks(&report, "telling")[0];
    let place = clock.place(ENGINE.procedure()).unwrap();
    assert_eq!(place, Place::Row("doors".into(), Some("a".into()), Some("told_on".into())));
}
