//! What is printed for nobody: a browser compiles a program as it first runs, so the first print that somebody waits
//! for would take twice as long as the next.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Printout;
use super::print;
use super::run::Checks;
use crate::document::Document;
use crate::dossier::{Dossier, ProcedureRef, Row};
use crate::field::Answer;
use crate::package::DRAFT_MARK;
use crate::procedure::{PrintedContent, PrintedDocument, Procedure, Roster};

/// Rows in each roster: about a page, so that what is done for every cell is known to the browser as worth its while.
const ROWS: usize = 24;

/// The form, and the first document, if possible with a table of rows, of a dossier with something in every cell.
pub(super) fn documents(checks: &Checks<'_>) -> Vec<Document> {
    let procedure = checks.engine.procedure();
    let dossier = dossier(procedure);
    let has_table = |document: &&PrintedDocument| {
        document.blocks.iter().any(|block| matches!(block.content, PrintedContent::Roster(_)))
    };
    let documents = &procedure.documents;
    let document = documents.iter().find(has_table).or(documents.first());
    let document = document.map(|document| Printout::Document(document.id.clone(), None));
    let printed =
        |printout| print::one(checks, Some(&dossier), &printout, Some(DRAFT_MARK), &BTreeMap::new());
    [Some(Printout::Form), document].into_iter().flatten().filter_map(|it| printed(it).ok()).collect()
}

fn dossier(procedure: &Procedure) -> Dossier {
    let mut dossier = Dossier::new(String::new(), String::new(), ProcedureRef::of(procedure), "");
    let cell = |roster: &Roster, row: usize| {
        let answer = move |at: usize| Answer::from(format!("第{row}行第{at}列").as_str());
        roster.fields.iter().enumerate().map(|(at, field)| (field.id.clone(), answer(at))).collect()
    };
    let row = |roster: &Roster, row: usize| Arc::new(Row { id: row.to_string(), answers: cell(roster, row) });
    let rows = |roster: &Roster| (1..=ROWS).map(|at| row(roster, at)).collect();
    dossier.rosters = procedure.rosters.iter().map(|roster| (roster.id.clone(), rows(roster))).collect();
    dossier
}
