//! What stands against stamping a printed document: what is wrong with what it says, and nothing else.

use beian::calendar::Calendar;
use beian::check::Engine;
use beian::dossier::Dossier;
use beian::field::Answer;
use beian::procedure;

fn route() -> (Engine, Dossier) {
    let file = "www/procedures/pi-export-route/procedure.json";
    let json = std::fs::read_to_string(file).unwrap();
    let dossier = std::fs::read_to_string("tests/fixtures/dossiers/route/dossier.json").unwrap();
    (Engine::new(procedure::load(file, &json).unwrap()).unwrap(), serde_json::from_str(&dossier).unwrap())
}

/// The codes of what stands against a document.
fn against(engine: &Engine, dossier: &Dossier, document: &str) -> Vec<String> {
    let report = engine.check(dossier, "2026-11-21".parse().unwrap(), &Calendar::built_in(), None);
    let document = engine.procedure().document(document).unwrap();
    report.against(engine.procedure(), document, None).iter().map(|finding| finding.code.clone()).collect()
}

#[test]
fn the_result_can_be_printed_while_the_outline_is_still_to_be_written() {
    let (engine, mut dossier) = route();
    assert_eq!(against(&engine, &dossier, "route_result"), [""; 0]);
    dossier.answers.retain(|field, _| !field.starts_with("topic_"));
    assert_eq!(against(&engine, &dossier, "route_result"), [""; 0]);
    assert_eq!(against(&engine, &dossier, "assessment_outline"), ["answer_missing"; 6]);
}

#[test]
fn what_the_result_follows_from_stands_against_it_though_it_is_not_printed() {
    let (engine, sample) = route();
    for (field, answer, code) in [
        // Read by a value that a step of the decision reads, and printed nowhere.
        ("overlap", None, "answer_missing"),
        ("sensitive_distinct", Some(Answer::from("9000")), "distinct_impossible"),
        ("ciio", Some(Answer::from_parts([("choice", "yes")])), "operator_certified"),
        ("filled_on", None, "answer_missing"),
    ] {
        let mut dossier = sample.clone();
        match answer {
            Some(answer) => dossier.answers.insert(field.to_owned(), answer),
            None => dossier.answers.remove(field),
        };
        let against = against(&engine, &dossier, "route_result");
        assert!(against.contains(&code.to_owned()), "{field}: {against:?}");
    }
}
