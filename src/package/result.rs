//! The answers with what comes of them as one JSON text for other software: a procedure without an official form is
//! handed on by its documents and this.

use chrono::NaiveDate;
use serde_json::json;

use crate::check::Report;
use crate::dossier::Dossier;
use crate::procedure::Procedure;

/// The definition, what of the dossier is asked for to the letter, its derived values, the decision where there is
/// one, and the findings of that day.
pub fn result_json(procedure: &Procedure, dossier: &Dossier, report: &Report, day: NaiveDate) -> String {
    let mut json = json!({
        "format": 1,
        "procedure": { "id": procedure.id, "version": procedure.version, "title": procedure.title },
        "day": day,
        "values": report.values,
        "verdict": report.verdict,
        "findings": report.findings,
        "dossier": report.asked.part_of(procedure, dossier),
    });
    if let Some(decision) = &report.decision {
        json["decision"] = json!(decision);
    }
    format!("{json:#}\n")
}
