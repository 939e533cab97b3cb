//! How far a dossier is.

use std::sync::Arc;

use beian::calendar::Calendar;
use beian::check::grouping::{Group, by_clause, by_place, lines};
use beian::check::{Asked, Engine, Progress, Report, State};
use beian::dossier::{Dossier, Edit, Row};
use beian::field::Answer;
use beian::procedure;
use chrono::NaiveDate;

const JSON: &str = include_str!("../../www/procedures/pi-export-certifier-filing/procedure.json");
const SAMPLE: &str = include_str!("../fixtures/dossiers/enterprise/dossier.json");

fn progress(dossier: &Dossier) -> Progress {
    let (engine, report) = checked(dossier);
    Progress::of(engine.procedure(), dossier, &report)
}

fn checked(dossier: &Dossier) -> (Engine, Report) {
    let engine = Engine::new(procedure::load("procedure.json", JSON).unwrap()).unwrap();
    let report = engine.check(dossier, day("2026-11-21"), &Calendar::built_in(), None);
    (engine, report)
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn sample() -> Dossier {
    serde_json::from_str(SAMPLE).unwrap()
}

#[test]
fn a_complete_dossier_has_nothing_left_to_do() {
    let progress = progress(&sample());
    assert!(progress.ready && progress.form.complete() && progress.materials.complete());
    assert!(progress.stamped.complete() && progress.passed);
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
    assert!(progress.passed, "the check that is left is that step's");
    assert!(!progress.ready);
    assert_eq!(progress.open, 1, "but it is a finding like any other");
    assert!(!progress.unfit, "nothing is there");
}

#[test]
fn a_stamped_form_that_no_longer_says_what_the_answers_say_is_not_done() {
    let mut dossier = sample();
    let state = dossier.print_state(checked(&dossier).0.procedure());
    dossier.attachments.iter_mut().find(|scan| scan.material == "1").unwrap().printed = Some(state);
    let before = progress(&dossier);
    assert!(before.stamped.complete() && !before.unfit);
    dossier.apply(Edit::Answer("post_code".into(), Some("100001".into())));
    let after = progress(&dossier);
    assert!(!after.stamped.complete() && after.unfit);
}

#[test]
fn what_is_open_is_counted_once_and_alike_in_verdict_progress_and_list() {
    let mut dossier = sample();
    for field in ["uscc", "handler", "qualification_date", "form_date"] {
        dossier.apply(Edit::Answer(field.to_owned(), None));
    }
    dossier.apply(Edit::Answer("approval_org_name".to_owned(), Some(Answer::from("另一家机构"))));
    let (engine, report) = checked(&dossier);
    let progress = Progress::of(engine.procedure(), &dossier, &report);
    let listed: usize =
        by_place(engine.procedure(), report.all().filter(|it| it.is_open())).iter().map(Group::number).sum();
    assert!(progress.open > 4, "the case has something open");
    assert_eq!((progress.open, listed), (report.verdict.open(), report.verdict.open()));
    assert_eq!(report.verdict.open(), report.verdict.blocking + report.verdict.waiting);
}

#[test]
fn what_waits_for_one_answer_counts_once_however_many_rows_wait() {
    let mut dossier = sample();
    dossier.apply(Edit::Answer("form_date".to_owned(), None));
    let few = checked(&dossier).1;
    let people = dossier.rosters.get_mut("people").unwrap();
    let more = (0..300).map(|at| Arc::new(Row { id: format!("more-{at}"), ..Row::clone(&people[0]) }));
    let more: Vec<_> = more.collect();
    people.extend(more);
    let (engine, many) = checked(&dossier);
    let checks = many.all().filter(|it| it.state == State::Waiting).count();
    assert!(checks > 300, "each of them waits for the date of the form: {checks}");
    assert_eq!(many.verdict.waiting, few.verdict.waiting);
    for groups in [by_place(engine.procedure(), many.all()), by_clause(engine.procedure(), many.all())] {
        let listed: usize = groups.iter().map(Group::number).sum();
        assert_eq!(listed, many.verdict.listed());
        assert_eq!(listed, groups.iter().map(|group| lines(&group.findings).len()).sum::<usize>());
    }
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
    assert!(progress.form.complete() && progress.passed, "{progress:?}");
    assert!(!progress.ready, "without it nothing is handed in");
}

#[test]
fn after_a_refusal_every_reason_must_be_mended_before_the_next_submission_and_earlier_rounds_stay() {
    let mut dossier = sample();
    let add = |dossier: &mut Dossier, roster: &str, id: &str, answers: &[(&str, &str)]| {
        let answers =
            answers.iter().map(|(field, text)| ((*field).to_owned(), Answer::from(*text))).collect();
        let row = Arc::new(Row { id: id.to_owned(), answers });
        dossier.apply(Edit::AddRow(roster.to_owned(), usize::MAX, row));
    };
    let set = |dossier: &mut Dossier, roster: &str, id: &str, field: &str, answer: Answer| {
        dossier.apply(Edit::RowAnswer(roster.to_owned(), id.to_owned(), field.to_owned(), Some(answer)));
    };
    add(&mut dossier, "submissions", "s1", &[("submitted_on", "2026-11-20")]);
    assert!(progress(&dossier).ready, "handed in, no answer yet");
    set(&mut dossier, "submissions", "s1", "review_outcome", Answer::from_parts([("choice", "refused")]));
    set(&mut dossier, "submissions", "s1", "review_outcome_on", Answer::from("2026-11-21"));
    assert!(!progress(&dossier).ready, "refused, and no reason is entered");
    let reason = [("reason", "缺少一人的背景审查表"), ("notified_on", "2026-11-21")];
    add(&mut dossier, "refusal_reasons", "r1", &reason);
    assert!(!progress(&dossier).ready, "a reason is open");
    set(&mut dossier, "refusal_reasons", "r1", "mended_on", Answer::from("2026-11-21"));
    set(&mut dossier, "refusal_reasons", "r1", "mended_how", Answer::from("已补齐并盖章"));
    assert!(progress(&dossier).ready, "all reasons are mended");
    add(&mut dossier, "submissions", "s2", &[("submitted_on", "2026-11-21")]);
    assert!(progress(&dossier).ready, "handed in again");
    let (_, report) = checked(&dossier);
    let rounds: Vec<_> = report.clocks.iter().filter(|clock| clock.row.is_some()).collect();
    assert_eq!(rounds.len(), 2, "each round has its own period");
    assert_eq!((rounds[0].start, rounds[0].done), (day("2026-11-20"), Some(day("2026-11-21"))));
    assert_eq!((rounds[1].start, rounds[1].done), (day("2026-11-21"), None));
}

#[test]
fn who_filed_in_time_and_was_refused_is_not_late_with_the_next_form() {
    let mut dossier = sample();
    let answer = |dossier: &mut Dossier, field: &str, text: &str| {
        dossier.apply(Edit::Answer(field.to_owned(), Some(Answer::from(text))));
    };
    let late = |dossier: &Dossier| {
        let (_, report) = checked(dossier);
        report.findings.iter().any(|finding| finding.code == "filed_late")
    };
    answer(&mut dossier, "qualification_date", "2026-09-24");
    answer(&mut dossier, "form_date", "2026-11-20");
    assert!(late(&dossier), "the first form is late");
    let submitted = |day: &str| {
        let answers = [("submitted_on".to_owned(), Answer::from(day))].into();
        Arc::new(Row { id: day.to_owned(), answers })
    };
    dossier.apply(Edit::AddRow("submissions".to_owned(), 0, submitted("2026-11-20")));
    assert!(late(&dossier), "so is the first submission");
    dossier.apply(Edit::AddRow("submissions".to_owned(), 0, submitted("2026-10-15")));
    assert!(!late(&dossier), "it is the next form after one that was in time");
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

#[test]
fn what_must_be_answered_and_stands_in_no_cell_of_the_table_is_named_beside_it() {
    let beside = |dossier: &Dossier| {
        let (engine, report) = checked(dossier);
        let fields = report.beside_table(engine.procedure());
        fields.iter().map(|field| field.id.clone()).collect::<Vec<_>>()
    };
    let mut dossier = sample();
    assert_eq!(beside(&dossier), ["qualification_date"], "answered or not: it must be within reach");
    dossier.apply(Edit::Answer("qualification_date".to_owned(), Some(Answer::from("2026-09-24"))));
    dossier.apply(Edit::Answer("form_date".to_owned(), Some(Answer::from("2026-11-20"))));
    assert_eq!(beside(&dossier), ["qualification_date", "late_reason"], "a reason is needed now");
}
