//! All materials at a glance.

use beian::check::matrix::{CellState, MatrixRow, Requirement, matrix};
use beian::check::{Engine, Progress};
use beian::dossier::Dossier;
use beian::field::Answer;
use beian::procedure::load;

use crate::package_support::{CALENDAR, day};

fn read(change: impl FnOnce(&mut Dossier)) -> Vec<MatrixRow> {
    checked(change).0
}

fn checked(change: impl FnOnce(&mut Dossier)) -> (Vec<MatrixRow>, Progress, Engine) {
    let path = "www/procedures/pi-export-certifier-filing/procedure.json";
    let procedure = load(path, &std::fs::read_to_string(path).unwrap()).unwrap();
    let engine = Engine::new(procedure).unwrap();
    let json = std::fs::read_to_string("tests/fixtures/dossiers/enterprise/dossier.json").unwrap();
    let mut dossier: Dossier = serde_json::from_str(&json).unwrap();
    change(&mut dossier);
    let report = engine.check(&dossier, day("2026-11-20"), &CALENDAR, None);
    let matrix = matrix(engine.procedure(), &dossier, &report);
    let progress = Progress::of(engine.procedure(), &dossier, &report);
    (matrix, progress, engine)
}

fn row<'m>(matrix: &'m [MatrixRow], material: &str) -> &'m MatrixRow {
    matrix.iter().find(|row| row.material == material).unwrap()
}

fn state(matrix: &[MatrixRow], material: &str, requirement: Requirement) -> (CellState, usize, usize) {
    let cell = row(matrix, material).cells[requirement as usize];
    (cell.state, cell.have, cell.need)
}

#[test]
fn a_complete_dossier_is_complete_in_every_cell() {
    let matrix = read(|_| ());
    assert_eq!(matrix.len(), 13, "as many rows as the official list has");
    for row in &matrix {
        assert!(row.state >= CellState::Met, "{row:?}");
        assert!(row.cells.iter().all(|cell| cell.have == cell.need), "{row:?}");
    }
    assert_eq!(state(&matrix, "3", Requirement::Copies), (CellState::Met, 12, 12));
    assert_eq!(state(&matrix, "4", Requirement::Contents), (CellState::Met, 5, 5));
    assert_eq!(state(&matrix, "1.1", Requirement::Contents).0, CellState::NotAsked);
}

#[test]
fn headings_that_a_text_may_leave_out_are_not_counted() {
    let matrix = read(|dossier| {
        dossier.answers.insert("work_way".to_owned(), Answer::from_parts([("choice", "write")]));
    });
    assert_eq!(state(&matrix, "2", Requirement::Contents), (CellState::NotAsked, 0, 0));
    let matrix = read(|dossier| {
        dossier.answers.insert("rules_way".to_owned(), Answer::from_parts([("choice", "write")]));
    });
    let (_, _, demanded) = state(&matrix, "4", Requirement::Contents);
    assert!(demanded > 1, "those that must stand there are");
}

#[test]
fn what_is_missing_shows_in_the_cell_of_its_requirement_and_in_the_verdict() {
    let matrix = read(|dossier| {
        dossier.attachments.retain(|file| file.id != "f10" && file.material != "1.2");
        dossier.answers.remove("rules_contents");
    });
    assert_eq!(state(&matrix, "3", Requirement::Copies), (CellState::Lacking, 11, 12));
    assert_eq!(state(&matrix, "3", Requirement::Files).0, CellState::Met);
    assert_eq!(state(&matrix, "1.2", Requirement::Files), (CellState::Lacking, 0, 1));
    assert_eq!(state(&matrix, "4", Requirement::Contents), (CellState::Lacking, 0, 5));
    for material in ["3", "1.2", "4"] {
        assert_eq!(row(&matrix, material).state, CellState::Lacking);
    }
    assert!(row(&matrix, "5").state >= CellState::Met);
}

#[test]
fn a_doubt_about_a_file_is_no_missing_file() {
    let matrix = read(|dossier| {
        let mut second = dossier.attachments.iter().find(|file| file.id == "f10").unwrap().clone();
        (second.id, second.file.sha256) = ("twice".to_owned(), "f".repeat(64));
        dossier.attachments.push(second);
    });
    let cell = row(&matrix, "3").cells[Requirement::Copies as usize];
    assert_eq!((cell.state, cell.have, cell.need, cell.remarks), (CellState::Doubtful, 12, 12, 1));
}

#[test]
fn of_the_official_form_its_own_questions_are_required() {
    let (matrix, progress, _) = checked(|_| ());
    let all = progress.form.total;
    assert!(all > 0);
    assert_eq!(state(&matrix, "1", Requirement::Answers), (CellState::Met, all, all));
    let (matrix, progress, _) = checked(|dossier| drop(dossier.answers.remove("uscc")));
    assert_eq!(state(&matrix, "1", Requirement::Answers), (CellState::Lacking, all - 1, all));
    assert_eq!((progress.form.done, progress.form.total), (all - 1, all), "the step counts the same");
}

#[test]
fn as_many_materials_are_left_in_the_step_as_are_lacking_in_the_table() {
    type Change = fn(&mut Dossier);
    let changes: [Change; 4] = [
        |_| (),
        |dossier| {
            dossier.answers.clear();
            dossier.attachments.clear();
            dossier.rosters.clear();
        },
        |dossier| dossier.attachments.retain(|file| file.id != "f10" && file.material != "1.2"),
        |dossier| drop(dossier.answers.remove("rules_contents")),
    ];
    for (at, change) in changes.into_iter().enumerate() {
        let (matrix, progress, engine) = checked(change);
        let counted = |row: &&MatrixRow| {
            let material = engine.procedure().material(&row.material).unwrap();
            !material.is_form && !material.optional
        };
        let lacking = matrix.iter().filter(counted).filter(|row| row.state == CellState::Lacking).count();
        assert_eq!(progress.materials.left(), lacking, "change {at}");
    }
}
