//! Periods whose length a parameter holds, and that are counted from another day than the one entered.

use std::sync::Arc;

use beian::calendar::{Calendar, Term};
use beian::check::{ClockReport, Engine, Left, Standing};
use beian::dossier::{Dossier, ProcedureRef, Row};
use beian::field::Answer;
use beian::procedure;
use chrono::NaiveDate;
use serde_json::{Value, json};

fn definition() -> Value {
    let json = std::fs::read_to_string("www/procedures/certificate-register/procedure.json").unwrap();
    serde_json::from_str(&json).unwrap()
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// The clock of this id on a certificate that expired on 2026-11-02 and was registered as expired on a day.
fn clock(definition: &Value, id: &str, changed_on: &str) -> Option<ClockReport> {
    let engine = Engine::new(procedure::load("register", &definition.to_string()).unwrap()).unwrap();
    let reference = ProcedureRef::of(engine.procedure());
    let mut dossier = Dossier::new("d".into(), "证书".into(), reference, "2026-11-21T00:00:00Z");
    let row = |answers: &[(&str, Answer)]| {
        let answers = answers.iter().map(|(id, answer)| ((*id).to_owned(), answer.clone())).collect();
        vec![Arc::new(Row { id: "1".into(), answers })]
    };
    let (issued, expires) = (("issued_on", "2023-11-02".into()), ("expires_on", "2026-11-02".into()));
    dossier.rosters.insert("certificates".into(), row(&[("number", "C-1".into()), issued, expires]));
    let kind = Answer::from_parts([("choice", "expired")]);
    let change = [("certificate", "C-1".into()), ("kind", kind), ("changed_on", changed_on.into())];
    dossier.rosters.insert("changes".into(), row(&change));
    let report = engine.check(&dossier, day("2026-11-21"), &Calendar::built_in(), None);
    report.clocks.iter().find(|clock| clock.id == id).map(|clock| ClockReport::clone(clock))
}

#[test]
fn a_period_is_as_long_as_the_parameter_in_force_says() {
    let mut definition = definition();
    let due =
        |definition: &Value| clock(definition, "change_report", "2026-11-02").map(|it| (it.term, it.due));
    assert_eq!(due(&definition), Some((Term::Workdays(5), Some(day("2026-11-09")))));
    definition["parameters"]["report_workdays"]["value"] = json!(7);
    assert_eq!(due(&definition), Some((Term::Workdays(7), Some(day("2026-11-11")))));
    definition["parameters"]["report_workdays"]["until"] = json!("2026-11-20");
    assert_eq!(due(&definition), None, "after its last day nothing is counted by it");
}

#[test]
fn a_length_that_no_parameter_holds_is_refused_with_path_and_reason() {
    for (key, length, reason) in [
        ("workdays", json!("nobody"), "clocks[1]：没有名为“nobody”、值为数字的参数"),
        ("workdays", json!("law_in_force"), "clocks[1]：没有名为“law_in_force”、值为数字的参数"),
        ("workdays", json!("-report_workdays"), "workdays 不能小于 0"),
        ("workdays", json!(-5), "workdays 不能小于 0"),
        ("counted_from", json!("row.nobody"), "clocks[1].counted_from：清单没有字段“row.nobody”"),
    ] {
        let mut definition = definition();
        definition["clocks"][1][key] = length;
        let message = procedure::load("register", &definition.to_string()).unwrap_err().to_string();
        assert!(message.contains(reason), "{message}");
    }
}

#[test]
fn the_period_for_reporting_an_expiry_runs_from_the_day_on_the_certificate() {
    let late = clock(&definition(), "change_report", "2026-11-20").unwrap();
    assert_eq!((late.start, late.due), (day("2026-11-02"), Some(day("2026-11-09"))));
    assert_eq!(late.standing(day("2026-11-21")), Standing::Overdue, "not cured by the day it was entered");
}

#[test]
fn what_is_left_is_counted_from_today_once_a_period_runs_and_up_to_a_day_that_stands_fast() {
    let calendar = Calendar::built_in();
    let period = |start: &str, last: &str, term: Term| ClockReport {
        id: "it".into(),
        row: None,
        start: day(start),
        term,
        due: Some(day(last)),
        earliest: day(last),
        advised: None,
        done: None,
    };
    let left = |clock: &ClockReport, today: &str| clock.left(&calendar, day(today));
    let report = period("2026-11-02", "2026-11-09", Term::Workdays(5));
    assert_eq!(left(&report, "2026-11-04"), Left::Workdays(3));
    assert_eq!(left(&report, "2026-10-30"), Left::All);
    assert_eq!(
        (left(&report, "2026-11-02"), left(&report, "2026-11-09")),
        (Left::Workdays(5), Left::LastDay)
    );
    // A certificate ends on its day, which is known years before.
    let end = period("2029-03-01", "2029-03-01", Term::Days(0));
    assert_eq!(left(&end, "2026-11-20"), Left::Days(832));
    assert_eq!(left(&end, "2026-11-20").to_string(), "还有 832 日");
    let soon = period("2026-11-27", "2026-11-27", Term::Days(0));
    assert_eq!(left(&soon, "2026-11-20").to_string(), "还有 5 个工作日");
    let before = period("2026-12-31", "2026-12-01", Term::Days(-30));
    assert_eq!(left(&before, "2026-11-27"), Left::Workdays(2));
}
