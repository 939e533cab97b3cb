//! Decisions: three-valued steps, what is missing, what would change the outcome, and mistakes in them.

use beian::calendar::Calendar;
use beian::check::{DecisionReport, Engine, Place, Report, State, StepState, case_dossier};
use beian::procedure::{self, RuleCase};
use serde_json::{Value, json};

/// Whether a house may be let: by a permit, or freely while it is small.
fn definition() -> Value {
    let basis = json!(["M5-1-2"]);
    let step = |code: &str, when: &str, outcome: Value| {
        json!({ "code": code, "title": code, "when": when, "outcome": outcome, "basis": basis,
            "reason": format!("{code}成立，{{rooms_known}}间。"), "otherwise": format!("{code}不成立。"),
            "about": ["rosters/houses"] })
    };
    json!({
        "format": 1, "id": "letting", "version": "1", "title": "出租", "summary": "试验用。",
        "authority": "试验", "effective_from": "2026-01-01", "sources": [],
        "clauses": { "M5-1-2": { "cite": "第五条", "text": "……" } },
        "parameters": { "bound": { "value": 10, "source": "第五条", "from": "2026-01-01" } },
        "sections": [{ "id": "s", "title": "一般情况", "fields": [
            { "id": "historic", "label": "是否历史建筑", "type": "choice", "unknown": true, "basis": basis,
              "options": [{ "code": "yes", "label": "是" }, { "code": "no", "label": "否" }] },
            { "id": "listed", "label": "是否已登记", "type": "choice", "unknown": true, "basis": basis,
              "options": [{ "code": "yes", "label": "是" }, { "code": "no", "label": "否" }] },
        ] }],
        "rosters": [{ "id": "houses", "title": "房屋", "row_title": "房屋", "basis": basis, "row_name": "name",
            "optional": true, "fields": [
                { "id": "name", "label": "名称", "type": "text", "max": 20, "basis": basis },
                { "id": "rooms", "label": "间数", "type": "count", "unit": "间", "basis": basis, "unknown": true },
            ] }],
        "values": [
            { "id": "rooms_total", "title": "间数", "cel": "sum(houses.map(h, h.rooms))" },
            { "id": "rooms_known", "title": "已知间数",
              "cel": "sum(houses.filter(h, has(h.rooms)).map(h, h.rooms))" },
        ],
        "decision": {
            "title": "办法", "basis": basis,
            "outcomes": {
                "permit": { "title": "办理许可", "text": "须办理许可。", "next": "提交申请。" },
                "free": { "title": "无须办理", "text": "可以直接出租。", "next": "保存理由。" },
            },
            "steps": [
                step("none", "houses.size() == 0", Value::Null),
                step("historic_house", "historic.choice == 'yes'", json!("permit")),
                step("large", "rooms_known >= bound || rooms_total >= bound", json!("permit")),
                step("otherwise", "true", json!("free")),
            ],
            "undecided": { "title": "事实不足", "text": "还不能判断。" },
            "changes": [
                { "outcomes": ["free"], "when": "true", "text": "再增加 {bound - rooms_total} 间须办理许可。", "basis": basis },
                { "outcomes": ["permit"], "when": "historic.choice == 'yes'", "text": "不再是历史建筑。", "basis": basis },
            ],
        },
        "rules": [
            { "code": "unlisted", "title": "未登记", "severity": "blocking", "basis": basis,
              "when": "outcome == 'permit'", "check": "listed.choice == 'yes'", "message": "未登记。",
              "hint": "请登记。", "about": ["listed"], "what": "登记。", "why": "试验。" },
        ],
    })
}

fn report(historic: Option<&str>, rooms: &[Option<u32>]) -> Report {
    let engine = Engine::new(procedure::load("letting", &definition().to_string()).unwrap()).unwrap();
    let unknown = json!({ "unknown": "yes" });
    let rows: Vec<Value> = rooms
        .iter()
        .map(|rooms| {
            let rooms = rooms.map_or(unknown.clone(), |rooms| json!(rooms.to_string()));
            json!({ "name": "甲", "rooms": rooms })
        })
        .collect();
    let historic = historic.map_or(unknown, |code| json!({ "choice": code }));
    let case = json!({
        "today": "2026-11-21", "rosters": { "houses": rows },
        "answers": { "historic": historic, "listed": { "choice": "no" } },
    });
    let case: RuleCase = serde_json::from_value(case).unwrap();
    engine.check(&case_dossier(&case), case.today, &Calendar::built_in(), None)
}

fn decide(historic: Option<&str>, rooms: &[Option<u32>]) -> DecisionReport {
    report(historic, rooms).decision.unwrap()
}

fn states(decision: &DecisionReport) -> Vec<StepState> {
    decision.steps.iter().map(|step| step.state).collect()
}

#[test]
fn the_first_step_that_holds_decides_and_the_chain_says_why() {
    use StepState::{Held, NotHeld};
    let decision = decide(Some("no"), &[Some(4), Some(5)]);
    assert_eq!(decision.outcome.as_deref(), Some("free"));
    assert_eq!(states(&decision), [NotHeld, NotHeld, NotHeld, Held]);
    assert_eq!(decision.steps[2].text, "large不成立。");
    assert_eq!(decision.changes.len(), 1);
    assert_eq!(decision.changes[0].text, "再增加 1 间须办理许可。");
    let decision = decide(Some("yes"), &[Some(4)]);
    assert_eq!((decision.outcome.as_deref(), states(&decision)), (Some("permit"), vec![NotHeld, Held]));
    assert_eq!(decision.changes[0].text, "不再是历史建筑。");
}

#[test]
fn what_is_not_known_leaves_it_undecided_and_is_named() {
    let decision = decide(None, &[Some(4)]);
    assert_eq!((decision.outcome, decision.title.as_str()), (None, "事实不足"));
    assert_eq!(decision.missing, [Place::Field("historic".into())]);
    assert_eq!(decision.possible, ["办理许可", "无须办理"]);
    assert_eq!(decision.steps[1].text, "还不能判断，待填写或者核实“是否历史建筑”。");
    let decision = decide(Some("no"), &[Some(4), None]);
    assert_eq!(decision.missing, [Place::from("rosters/houses/2/rooms".to_owned())]);
}

#[test]
fn what_is_not_known_does_not_matter_where_every_way_leads_to_the_same() {
    let decision = decide(None, &[Some(10)]);
    assert_eq!((decision.outcome.as_deref(), decision.missing.len()), (Some("permit"), 0));
    assert_eq!(states(&decision)[1], StepState::Unknown);
    let decision = decide(Some("no"), &[Some(10), None]);
    assert_eq!(decision.outcome.as_deref(), Some("permit"), "the known rows are enough");
}

#[test]
fn a_step_without_an_outcome_leads_to_where_it_is_mended() {
    let decision = decide(Some("no"), &[]);
    assert_eq!((decision.outcome.as_deref(), decision.missing.len()), (None, 1));
    assert_eq!(decision.missing[0].to_string(), "rosters/houses");
    assert_eq!(decision.possible, ["办理许可", "无须办理"], "what the steps after it may come to");
}

#[test]
fn rules_read_the_outcome_and_wait_for_it() {
    let state = |report: &Report| {
        report.findings.iter().find(|finding| finding.code == "unlisted").map(|finding| finding.state)
    };
    assert_eq!(state(&report(Some("yes"), &[Some(1)])), Some(State::Failed));
    assert_eq!(state(&report(Some("no"), &[Some(1)])), None);
    assert_eq!(state(&report(None, &[Some(1)])), Some(State::Waiting));
    let open = report(None, &[Some(1)]);
    assert!(!open.verdict.ready && open.findings.iter().any(|finding| finding.code == "undecided"));
}

#[test]
fn a_decision_with_a_mistake_is_refused_with_path_and_reason() {
    for (pointer, value, reason) in [
        ("/decision/steps/1/outcome", json!("lease"), "decision.steps[1].outcome：没有名为“lease”的结论"),
        (
            "/decision/steps/1/when",
            json!("true"),
            "decision.steps[2]：走不到这一步：decision.steps[1] 总是成立",
        ),
        ("/decision/steps/3/when", json!("rooms_total > 1"), "decision.steps：最后一步的 when 应为 true"),
        ("/decision/steps/3/outcome", json!("permit"), "decision.outcomes.free：没有步骤得出这一结论"),
        ("/decision/steps/2/when", json!("rooms >"), "decision.steps[2].when：CEL 不能编译"),
        ("/decision/steps/2/when", json!("outcome == 'free'"), "没有名为“outcome”的字段或参数"),
        ("/decision/steps/2/reason", json!("{nobody}间"), "decision.steps[2].reason：没有名为“nobody”"),
        ("/decision/steps/2/code", json!("none"), "decision.steps[2].code：步骤名“none”重复"),
        ("/decision/steps/0/about/0", json!("nobody"), "decision.steps[0].about[0]：没有名为“nobody”的字段"),
        ("/decision/changes/0/outcomes/0", json!("lease"), "decision.changes[0].outcomes[0]"),
        ("/decision/basis/0", json!("M99"), "decision.basis：clauses 中没有条款“M99”"),
    ] {
        let mut definition = definition();
        *definition.pointer_mut(pointer).unwrap() = value;
        let message = procedure::load("letting", &definition.to_string()).unwrap_err().to_string();
        assert!(message.contains(reason), "{pointer}: {message}");
    }
}
