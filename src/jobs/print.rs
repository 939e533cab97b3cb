//! What the printing jobs print: the form, a document, or all that a package holds.

use std::collections::BTreeMap;

use super::Printout;
use super::run::Checks;
use crate::check::{Memory, Report};
use crate::document::report::{self, Checked};
use crate::document::{Document, form};
use crate::dossier::Dossier;
use crate::package::DRAFT_MARK;

/// The prints of a checked dossier.
pub(super) struct Prints {
    /// The form, where there is one.
    pub(super) form: Option<Document>,
    /// The documents.
    pub(super) documents: Vec<Document>,
    /// The report they were made with.
    pub(super) report: Report,
}

/// Composes what is wanted of a dossier. The marks follow from the report: everything in a package that
/// is not ready is marked, and a document printed alone when something stands against stamping it.
pub(super) fn compose(
    checks: &Checks<'_>,
    dossier: &Dossier,
    printout: &Printout,
    form_mark: Option<&str>,
    files: &BTreeMap<String, Vec<u8>>,
) -> Result<Prints, String> {
    let engine = checks.engine;
    let mut memory = Memory::default();
    let report = engine.recheck(&mut memory, dossier, checks.today, checks.calendar, checks.coverage);
    let checked = Checked { engine, memory: &memory, report: &report, dossier, files };
    let (form, documents) = match printout {
        Printout::Form => (Some(official(checks, Some(dossier), form_mark)?), Vec::new()),
        Printout::Document(id, row) => {
            let document = engine.procedure().document(id);
            let document = document.ok_or_else(|| format!("本事项没有名为“{id}”的文书。"))?;
            let mark = (!report.against(engine.procedure(), document, row.as_deref()).is_empty())
                .then_some(DRAFT_MARK);
            (None, vec![report::compose(&checked, document, row.as_deref(), mark)])
        }
        // The prints of a volume are composed with its plan.
        Printout::All | Printout::Volume => {
            let mark = (!report.verdict.ready).then_some(DRAFT_MARK);
            let form = form::compose(engine.procedure(), Some(dossier), mark);
            let documents =
                checked.documents().map(|(document, _)| report::compose(&checked, document, None, mark));
            (form, documents.collect())
        }
    };
    Ok(Prints { form, documents, report })
}

/// The official form, filled or blank.
pub(super) fn official(
    checks: &Checks<'_>,
    dossier: Option<&Dossier>,
    mark: Option<&str>,
) -> Result<Document, String> {
    form::compose(checks.engine.procedure(), dossier, mark).ok_or_else(|| "本事项没有申请表。".to_owned())
}
