//! `filing.json` and `findings.json`, format version 1.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::check::{DecisionReport, Finding, Report, Verdict};
use crate::dossier::Dossier;
use crate::procedure::Procedure;

/// `filing.json`: the dossier, from which everything else can be had again, and the meaning of its
/// answers for software that does not know the field types.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Filing {
    /// Version of this file's format; 1.
    pub format: u32,
    /// The dossier, to the letter, without what it does not ask for.
    pub dossier: Dossier,
    /// The readable answers by field id: dates as `YYYY-MM-DD`, numbers as numbers.
    pub values: BTreeMap<String, serde_json::Value>,
}

impl Filing {
    /// Reads the answers by a definition.
    pub fn new(procedure: &Procedure, dossier: &Dossier) -> Self {
        let values = procedure
            .fields()
            .filter_map(|field| {
                let answer = dossier.answers.get(&field.id)?;
                let value = field.kind.read(answer).value?;
                Some((field.id.clone(), value.to_json()))
            })
            .collect();
        Self { format: 1, dossier: dossier.clone(), values }
    }
}

/// `findings.json`: how the filing stood on the day of packing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Findings {
    /// The day of the check.
    pub day: NaiveDate,
    /// The verdict in numbers.
    pub verdict: Verdict,
    /// What was decided, where the procedure decides something.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decision: Option<DecisionReport>,
    /// All findings.
    pub findings: Vec<Finding>,
}

impl Findings {
    /// The findings of a report.
    pub fn new(report: &Report, day: NaiveDate) -> Self {
        let (verdict, findings) = (report.verdict.clone(), report.all().cloned().collect());
        Self { day, verdict, decision: report.decision.clone(), findings }
    }
}
