//! A procedure with a roster of every type of field, for the tests of sheets.

use std::sync::{Arc, LazyLock};

use beian::dossier::Row;
use beian::field::Answer;
use beian::procedure::{Procedure, Roster, load};
use beian::sheet::{Book, Choices, Import, Table, import, read};

pub(crate) static PROCEDURE: LazyLock<Procedure> =
    LazyLock::new(|| load("register.json", &definition()).unwrap());

pub(crate) fn definition() -> String {
    std::fs::read_to_string("tests/fixtures/definitions/register.json").unwrap()
}

pub(crate) fn roster() -> &'static Roster {
    PROCEDURE.roster("certificates").unwrap()
}

pub(crate) fn fixture(name: &str) -> Vec<u8> {
    std::fs::read(format!("tests/fixtures/sheets/{name}")).unwrap()
}

pub(crate) fn book(name: &str) -> Book {
    read(name, &fixture(name)).unwrap_or_else(|error| panic!("{error}"))
}

/// The texts of a table, line by line.
pub(crate) fn texts(table: &Table) -> Vec<Vec<&str>> {
    table.lines.iter().map(|line| line.cells.iter().map(|cell| cell.text.as_str()).collect()).collect()
}

/// A pasted table with the roster's own head.
pub(crate) fn pasted(text: &str) -> Book {
    beian::sheet::read_pasted("粘贴的内容", text).unwrap_or_else(|error| panic!("{error}"))
}

pub(crate) fn plan(book: &Book, rows: &[Arc<Row>], choices: &Choices) -> Import {
    import(book, &PROCEDURE, roster(), rows, choices, "x")
}

pub(crate) fn row(id: &str, answers: &[(&str, Answer)]) -> Arc<Row> {
    let answers = answers.iter().map(|(field, answer)| ((*field).to_owned(), answer.clone()));
    Arc::new(Row { id: id.to_owned(), answers: answers.collect() })
}
