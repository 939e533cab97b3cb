//! How far a dossier is.

use std::sync::Arc;

use beian::calendar::Calendar;
use beian::check::{Asked, Engine, Progress};
use beian::dossier::{Dossier, Edit, Row};
use beian::field::Answer;
use beian::procedure;
use chrono::NaiveDate;

const JSON: &str = include_str!("../../www/procedures/pi-export-certifier-filing/procedure.json");
const SAMPLE: &str = include_str!("../fixtures/dossiers/enterprise/dossier.json");

fn progress(dossier: &Dossier) -> Progress {
    let engine = Engine::new(procedure::load("procedure.json", JSON).unwrap()).unwrap();
    let (today, calendar) = (NaiveDate::from_ymd_opt(2026, 11, 21).unwrap(), Calendar::built_in());
    let report = engine.check(dossier, today, &calendar, None);
    Progress::of(engine.procedure(), dossier, &report)
}

fn sample() -> Dossier {
    serde_json::from_str(SAMPLE).unwrap()
}

#[test]
fn a_complete_dossier_has_nothing_left_to_do() {
    let progress = progress(&sample());
    assert!(progress.ready && progress.form.complete() && progress.materials.complete());
    assert!(progress.stamped.complete());
    assert_eq!(progress.open, 0);
}

#[test]
fn a_new_dossier_has_everything_left_to_do() {
    let mut dossier = sample();
    dossier.answers.clear();
    dossier.attachments.clear();
    let progress = progress(&dossier);
    assert_eq!((progress.form.done, progress.materials.done, progress.stamped.done), (0, 0, 0));
    assert_eq!(progress.overall().total, progress.form.total + progress.materials.total + 1);
    assert!(!progress.ready);
}

#[test]
fn an_answer_that_blocks_is_not_done() {
    let mut dossier = sample();
    let before = progress(&dossier).form;
    dossier.apply(Edit::Answer("uscc".to_owned(), Some(Answer::from("123"))));
    let after = progress(&dossier).form;
    assert_eq!((after.done, after.total), (before.done - 1, before.total));
}

#[test]
fn the_stamped_form_is_a_step_of_its_own() {
    let mut dossier = sample();
    let stamped: Vec<_> =
        dossier.attachments.iter().filter(|a| a.material == "1").map(|a| a.id.clone()).collect();
    for id in stamped {
        dossier.apply(Edit::Detach(id));
    }
    let progress = progress(&dossier);
    assert!(progress.materials.complete() && !progress.stamped.complete());
    assert_eq!(progress.open, 0, "the check that is left is that step's");
    assert!(!progress.ready);
}

#[test]
fn before_any_check_what_is_asked_always_or_answered_already_is_asked() {
    let procedure = procedure::load("procedure.json", JSON).unwrap();
    let mut dossier = sample();
    dossier.answers.clear();
    let asked = Asked::at_least(&procedure, &dossier);
    assert!(asked.field("org_name") && !asked.field("late_reason"));
    dossier.answers.insert("late_reason".to_owned(), Answer::from("批准书送达较晚。"));
    assert!(Asked::at_least(&procedure, &dossier).field("late_reason"));
}

#[test]
fn the_declaration_belongs_to_the_export_and_to_no_step_before() {
    let mut dossier = sample();
    dossier.apply(Edit::Answer("truth_declared".to_owned(), None));
    let progress = progress(&dossier);
    assert!(progress.form.complete() && progress.open == 0, "{progress:?}");
    assert!(!progress.ready, "without it nothing is handed in");
}

#[test]
fn after_a_refusal_every_reason_must_be_mended_before_the_next_submission() {
    let answer = |text: &str| Answer::from(text);
    let mut dossier = sample();
    dossier.apply(Edit::Answer("submitted_on".to_owned(), Some(answer("2026-11-20"))));
    assert!(progress(&dossier).ready, "handed in, no answer yet");
    let refused = Answer::from_parts([("choice", "refused")]);
    dossier.apply(Edit::Answer("review_outcome".to_owned(), Some(refused)));
    dossier.apply(Edit::Answer("review_outcome_on".to_owned(), Some(answer("2026-11-21"))));
    assert!(!progress(&dossier).ready, "refused, and no reason is entered");
    let reason = [("reason", "缺少一人的背景审查表"), ("notified_on", "2026-11-21")];
    let answers = reason.iter().map(|(field, text)| ((*field).to_owned(), answer(text))).collect();
    let row = Arc::new(Row { id: "r1".to_owned(), answers });
    dossier.apply(Edit::AddRow("refusal_reasons".to_owned(), 0, row));
    assert!(!progress(&dossier).ready, "a reason is open");
    for (field, text) in [("mended_on", "2026-11-21"), ("mended_how", "已补齐并盖章")] {
        let (roster, id) = ("refusal_reasons".to_owned(), "r1".to_owned());
        dossier.apply(Edit::RowAnswer(roster, id, field.to_owned(), Some(answer(text))));
    }
    assert!(progress(&dossier).ready, "all reasons are mended");
}

#[test]
fn a_roster_beside_a_material_counts_with_the_material() {
    let mut dossier = sample();
    let before = progress(&dossier);
    dossier.apply(Edit::Rows("people".to_owned(), Vec::new()));
    let after = progress(&dossier);
    assert_eq!(
        (after.materials.done, after.materials.total),
        (before.materials.done - 1, before.materials.total)
    );
    assert!(after.rosters.iter().all(Option::is_none), "it is no step of its own");
}
