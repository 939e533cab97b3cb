//! Every rule of every procedure against the cases beside its definition.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use beian::calendar::Calendar;
use beian::check::{Engine, RuleOutcome, State, case_dossier};
use beian::procedure::expression::FUNCTIONS;
use beian::procedure::{self, RuleCase};

fn folders() -> Vec<PathBuf> {
    let mut folders: Vec<_> = std::fs::read_dir("www/procedures")
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_dir())
        .collect();
    folders.sort();
    folders
}

fn engine(folder: &std::path::Path) -> Engine {
    let file = folder.join("procedure.json");
    let json = std::fs::read_to_string(&file).unwrap();
    Engine::new(procedure::load(&file.display().to_string(), &json).unwrap()).unwrap()
}

fn outcome_name(outcome: &RuleOutcome) -> &'static str {
    match outcome {
        RuleOutcome::NotApplicable => "not_applicable",
        RuleOutcome::Passed => "passed",
        RuleOutcome::Found(finding) if finding.state == State::Failed => "failed",
        RuleOutcome::Found(_) => "waiting",
    }
}

#[test]
fn every_case_of_every_rule_comes_out_as_stated() {
    for folder in folders() {
        let engine = engine(&folder);
        let cases = std::fs::read_to_string(folder.join("cases.json")).unwrap();
        let cases: Vec<RuleCase> = serde_json::from_str(&cases).unwrap();
        let mut wrong = Vec::new();
        for case in &cases {
            let dossier = case_dossier(case);
            if let Some(expected) = &case.decision {
                let report = engine.check(&dossier, case.today, &Calendar::built_in(), None);
                let decision = report.decision.expect("the procedure decides something");
                if decision.outcome.as_deref().unwrap_or("undecided") != expected {
                    wrong.push(format!("{case:?}\n  came out as {decision:?}"));
                }
            }
            if case.rule.is_empty() {
                assert!(case.decision.is_some(), "{case:?} expects nothing");
                continue;
            }
            let outcomes = engine.outcomes(&dossier, case.today, &Calendar::built_in());
            let outcome = outcomes.get(&case.rule).unwrap_or_else(|| panic!("no rule {}", case.rule));
            if outcome_name(outcome) != case.expect {
                wrong.push(format!("{case:?}\n  came out as {outcome:?}"));
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}

#[test]
fn every_rule_has_a_failing_and_a_passing_case() {
    for folder in folders() {
        let cases = std::fs::read_to_string(folder.join("cases.json")).unwrap();
        let cases: Vec<RuleCase> = serde_json::from_str(&cases).unwrap();
        let mut seen: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for case in cases.iter().filter(|case| !case.rule.is_empty()) {
            seen.entry(&case.rule).or_default().insert(&case.expect);
        }
        for rule in &engine(&folder).procedure().rules {
            let seen = seen.get(rule.code.as_str()).cloned().unwrap_or_default();
            assert!(seen.contains("failed"), "{} has no failing case", rule.code);
            assert!(
                seen.contains("passed") || seen.contains("not_applicable"),
                "{} has no passing case",
                rule.code
            );
        }
    }
}

#[test]
fn every_outcome_of_every_decision_has_a_case_and_so_has_being_undecided() {
    for folder in folders() {
        let engine = engine(&folder);
        let Some(decision) = &engine.procedure().decision else { continue };
        let cases = std::fs::read_to_string(folder.join("cases.json")).unwrap();
        let cases: Vec<RuleCase> = serde_json::from_str(&cases).unwrap();
        let seen: BTreeSet<&str> = cases.iter().filter_map(|case| case.decision.as_deref()).collect();
        let all: BTreeSet<&str> = decision.outcomes.keys().map(String::as_str).chain(["undecided"]).collect();
        assert_eq!(seen, all, "left: outcomes with a case; right: all outcomes");
    }
}

#[test]
fn every_listed_function_exists_and_takes_the_listed_arguments() {
    let json = std::fs::read_to_string("www/procedures/pi-export-certifier-filing/procedure.json").unwrap();
    for (name, signature) in FUNCTIONS {
        let arguments: Vec<_> = signature[1..signature.find(')').unwrap()]
            .split(", ")
            .map(|argument| match argument {
                "n" => "1",
                "list" => "[1, 2, 1]",
                "value" => "1",
                "批准书号" => "'CNCA-R-2022-117'",
                "phone" => "'13800138000'",
                "material" => "'3'",
                "slot" => "'tables'",
                "name" => "'filing_workdays'",
                _ => "'2026-01-05'",
            })
            .collect();
        let mut definition: serde_json::Value = serde_json::from_str(&json).unwrap();
        let mut rule = definition["rules"][0].clone();
        rule["code"] = "probe".into();
        rule["check"] =
            format!("{name}({}) == {name}({})", arguments.join(", "), arguments.join(", ")).into();
        definition["rules"] = serde_json::json!([rule]);
        let engine = Engine::new(procedure::load("probe", &definition.to_string()).unwrap()).unwrap();
        let case = RuleCase {
            rule: "probe".into(),
            today: "2026-01-05".parse().unwrap(),
            answers: BTreeMap::new(),
            rosters: BTreeMap::new(),
            files: BTreeMap::new(),
            expect: String::new(),
            decision: None,
        };
        let outcome = &engine.outcomes(&case_dossier(&case), case.today, &Calendar::built_in())["probe"];
        assert_eq!(outcome_name(outcome), "passed", "{name}: {outcome:?}");
    }
}
