//! Every definition under the answers that open and close its questions: nothing in it may break.

use std::collections::BTreeMap;
use std::path::PathBuf;

use beian::calendar::Calendar;
use beian::check::{Engine, case_dossier};
use beian::dossier::Dossier;
use beian::field::{Answer, FieldKind};
use beian::procedure::{self, Field, RuleCase};

/// A question that is picked from a list: outside rosters, or in the only row of one.
type Gate = (Option<String>, String);

fn engines() -> Vec<Engine> {
    let folders = std::fs::read_dir("www/procedures").unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<PathBuf> = folders.map(|path| path.join("procedure.json")).collect();
    files.retain(|file| file.is_file());
    files.sort();
    let engine = |file: &PathBuf| {
        let json = std::fs::read_to_string(file).unwrap();
        Engine::new(procedure::load(&file.display().to_string(), &json).unwrap()).unwrap()
    };
    files.iter().map(engine).collect()
}

/// The answers that can be picked, and 不清楚 where it can be said; none for other types.
fn picks(field: &Field) -> Vec<Answer> {
    let mut picks = match &field.kind {
        FieldKind::Choice { options } => {
            let other = |given: bool| if given { "某一项" } else { "" };
            let pick = |code: &str, given| {
                Answer::Parts(
                    [("choice", code), ("other", other(given))].map(|(k, v)| (k.into(), v.into())).into(),
                )
            };
            options.iter().map(|option| pick(&option.code, option.other)).collect()
        }
        FieldKind::Confirm => vec![Answer::Text("yes".into())],
        _ => Vec::new(),
    };
    if field.unknown {
        picks.push(Answer::unknown());
    }
    picks
}

fn gates(engine: &Engine) -> BTreeMap<Gate, Vec<Answer>> {
    let procedure = engine.procedure();
    let outside = procedure.fields().map(|field| ((None, field.id.clone()), picks(field)));
    let inside = procedure.rosters.iter().flat_map(|roster| {
        roster.fields.iter().map(|field| ((Some(roster.id.clone()), field.id.clone()), picks(field)))
    });
    outside.chain(inside).filter(|(_, picks)| !picks.is_empty()).collect()
}

/// A case with these answers; a roster that is named has one row.
fn case(given: &BTreeMap<Gate, Answer>) -> RuleCase {
    let mut case: RuleCase =
        serde_json::from_value(serde_json::json!({ "rule": "", "today": "2026-11-21" })).unwrap();
    for ((roster, field), answer) in given {
        match roster {
            None => drop(case.answers.insert(field.clone(), answer.clone())),
            Some(roster) => {
                let rows = case.rosters.entry(roster.clone()).or_insert_with(|| vec![BTreeMap::new()]);
                rows[0].insert(field.clone(), answer.clone());
            }
        }
    }
    case
}

/// What is broken of a definition under these answers.
fn broken(engine: &Engine, given: &BTreeMap<Gate, Answer>) -> Vec<String> {
    let case = case(given);
    let report = engine.check(&case_dossier(&case), case.today, &Calendar::built_in(), None);
    // A rule says so itself; what reads a value that cannot be worked out waits for nothing at all, and so does a
    // decision. No day is answered here, so that nothing waits for a holiday arrangement.
    let rules = report
        .all()
        .filter(|finding| finding.message.contains("无法计算") || finding.message.contains("尚未公布"));
    let mut broken: Vec<String> =
        rules.map(|finding| format!("{}: {}", finding.code, finding.message)).collect();
    if report.decision.is_some_and(|decision| decision.outcome.is_none() && decision.missing.is_empty()) {
        broken.push("the decision is open and says not for what".to_owned());
    }
    broken
}

#[test]
fn a_complaint_is_finished_though_it_is_not_known_when_it_happened_and_who_is_certified() {
    let json = std::fs::read_to_string("tests/fixtures/dossiers/complaint/dossier.json").unwrap();
    let mut dossier: Dossier = serde_json::from_str(&json).unwrap();
    let engines = engines();
    let engine = engines.iter().find(|it| it.procedure().id == dossier.procedure.id).unwrap();
    let ready = |dossier: &Dossier| {
        engine.check(dossier, "2026-11-21".parse().unwrap(), &Calendar::built_in(), None).verdict.ready
    };
    assert!(ready(&dossier));
    for field in ["happened_on", "target_certified"] {
        dossier.answers.insert(field.to_owned(), Answer::unknown());
    }
    assert!(ready(&dossier));
    dossier.answers.remove("happened_on");
    assert!(!ready(&dossier), "blank is not 不清楚");
}

#[test]
fn nothing_breaks_whatever_is_picked_where_questions_depend_on_it() {
    for engine in engines() {
        let gates = gates(&engine);
        let first: BTreeMap<_, _> =
            gates.iter().map(|(gate, picks)| (gate.clone(), picks[0].clone())).collect();
        let mut wrong = BTreeMap::new();
        for base in [BTreeMap::new(), first] {
            let mut look = |given: BTreeMap<Gate, Answer>| {
                for what in broken(&engine, &given) {
                    wrong.entry(what).or_insert(given.clone());
                }
            };
            look(base.clone());
            for (gate, picks) in &gates {
                for pick in picks {
                    let mut given = base.clone();
                    given.insert(gate.clone(), pick.clone());
                    look(given);
                }
                let mut given = base.clone();
                if given.remove(gate).is_some() {
                    look(given);
                }
            }
        }
        assert!(wrong.is_empty(), "{}: {wrong:#?}", engine.procedure().id);
    }
}
