//! What the printing jobs print: the form, a document, or all that a package holds.

use std::collections::BTreeMap;

use super::Printout;
use super::run::Checks;
use crate::check::{Memory, Report};
use crate::document::report::{self, Checked};
use crate::document::{Document, form};
use crate::dossier::Dossier;
use crate::package::DRAFT_MARK;
use crate::procedure::PrintedDocument;

/// The form, filled or blank, or a document of a dossier. The form has this mark; a document has one when something
/// stands against stamping it.
pub(super) fn one(
    checks: &Checks<'_>,
    dossier: Option<&Dossier>,
    printout: &Printout,
    form_mark: Option<&str>,
    files: &BTreeMap<String, Vec<u8>>,
) -> Result<Document, String> {
    let procedure = checks.engine.procedure();
    let (Printout::Document(id, row), Some(dossier)) = (printout, dossier) else {
        return form::compose(procedure, dossier, form_mark).ok_or_else(|| "本事项没有申请表。".to_owned());
    };
    let document = procedure.document(id).ok_or_else(|| format!("本事项没有名为“{id}”的文书。"))?;
    Ok(composed(checks, dossier, (document, row.as_deref()), files, true))
}

/// A document without its rows and pictures, which take the time: what else stands in it can be fetched meanwhile.
/// Nothing for the form, and for a dossier without rows.
pub(super) fn outline(checks: &Checks<'_>, dossier: &mut Dossier, printout: &Printout) -> Option<Document> {
    let Printout::Document(id, row) = printout else { return None };
    let document = checks.engine.procedure().document(id)?;
    let rosters = std::mem::take(&mut dossier.rosters);
    let outline = (!rosters.is_empty())
        .then(|| composed(checks, dossier, (document, row.as_deref()), &BTreeMap::new(), false));
    dossier.rosters = rosters;
    outline
}

/// A document of a dossier, of one for each row perhaps one row's. `marked` where something stands against stamping it.
fn composed(
    checks: &Checks<'_>,
    dossier: &Dossier,
    (document, row): (&PrintedDocument, Option<&str>),
    files: &BTreeMap<String, Vec<u8>>,
    marked: bool,
) -> Document {
    let mut memory = Memory::default();
    let report = checked(checks, &mut memory, dossier);
    let stands = || !report.against(checks.engine.procedure(), document, row).is_empty();
    let mark = (marked && stands()).then_some(DRAFT_MARK);
    let checked = Checked { engine: checks.engine, memory: &memory, report: &report, dossier, files };
    report::compose(&checked, document, row, mark)
}

/// The prints of a package.
pub(super) struct Prints {
    /// The form, where there is one.
    pub(super) form: Option<Document>,
    /// The documents.
    pub(super) documents: Vec<Document>,
    /// The report they were made with.
    pub(super) report: Report,
}

/// Composes all that a package holds; everything in one that is not ready is marked.
pub(super) fn all(checks: &Checks<'_>, dossier: &Dossier, files: &BTreeMap<String, Vec<u8>>) -> Prints {
    let mut memory = Memory::default();
    let report = checked(checks, &mut memory, dossier);
    let mark = (!report.verdict.ready).then_some(DRAFT_MARK);
    let form = form::compose(checks.engine.procedure(), Some(dossier), mark);
    let checked = Checked { engine: checks.engine, memory: &memory, report: &report, dossier, files };
    let documents = checked.documents().map(|(document, _)| report::compose(&checked, document, None, mark));
    Prints { form, documents: documents.collect(), report }
}

fn checked(checks: &Checks<'_>, memory: &mut Memory, dossier: &Dossier) -> Report {
    checks.engine.recheck(memory, dossier, checks.today, checks.calendar, checks.coverage)
}
