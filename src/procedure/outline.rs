//! A definition as far as the first screens need it: titles, questions, rosters, materials.
//!
//! The page reads no more than this before it can be typed in; the code that reads rules, decisions and
//! documents arrives with the checks, which then [`load`](super::load) the definition whole.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Deserialize;
use serde::de::IgnoredAny;

use super::load::unfit;
use super::{Ask, Clause, DefinitionError, Material, PaperForm, Procedure, Roster, Section};
use crate::json::from_str;

#[derive(Deserialize)]
struct Outline {
    format: u32,
    id: String,
    version: String,
    #[serde(default)]
    earlier: Vec<String>,
    title: String,
    summary: String,
    #[serde(default)]
    subject: Vec<String>,
    authority: String,
    effective_from: NaiveDate,
    clauses: BTreeMap<String, Clause>,
    sections: Vec<Section>,
    #[serde(default)]
    rosters: Vec<Roster>,
    #[serde(default)]
    ask: Ask,
    #[serde(default)]
    materials: Vec<Material>,
    #[serde(default)]
    form: Option<IgnoredAny>,
}

/// Reads what the first screens need; all else is as if the definition had none of it, and the grid of the
/// form, where there is one, is blank. Nothing but the JSON of these parts is checked.
pub fn outline(file: &str, json: &str) -> Result<Procedure, DefinitionError> {
    let read: Outline = from_str(json).map_err(|error| unfit(file, json, &error))?;
    Ok(Procedure {
        digest: crate::digest::sha256_hex(json.as_bytes()),
        format: read.format,
        id: read.id,
        version: read.version,
        earlier: read.earlier,
        title: read.title,
        summary: read.summary,
        subject: read.subject,
        authority: read.authority,
        effective_from: read.effective_from,
        effective_until: None,
        sources: Vec::new(),
        clauses: read.clauses,
        parameters: BTreeMap::new(),
        sections: read.sections,
        rosters: read.rosters,
        machines: Vec::new(),
        values: Vec::new(),
        decision: None,
        ask: read.ask,
        materials: read.materials,
        scans: None,
        form: read.form.map(|IgnoredAny| PaperForm::default()),
        records: Vec::new(),
        clocks: Vec::new(),
        rules: Vec::new(),
        documents: Vec::new(),
    })
}
