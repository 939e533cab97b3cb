//! `beian schema`.

use serde_json::Value;

use super::arguments::{Places, Schema};
use super::error::Failure;
use super::{End, Streams, resources};
use crate::dossier::{Dossier, MigrationReport};
use crate::package::{Difference, Filing, Findings, Manifest, VerificationReport};
use crate::procedure::definition_schema;

pub(super) fn run(given: &Schema, places: &Places, streams: &mut Streams<'_>) -> Result<End, Failure> {
    let schema: Value = match given.name.as_str() {
        "procedure" => definition_schema(),
        "dossier" => schemars::schema_for!(Dossier).to_value(),
        "manifest" => schemars::schema_for!(Manifest).to_value(),
        "filing" => schemars::schema_for!(Filing).to_value(),
        "difference" => schemars::schema_for!(Difference).to_value(),
        "findings" => schemars::schema_for!(Findings).to_value(),
        "migration" => schemars::schema_for!(MigrationReport).to_value(),
        "verification" => schemars::schema_for!(Vec<VerificationReport>).to_value(),
        id => {
            let procedure = resources::required_procedure(places, id)?;
            if given.values { procedure.values_schema() } else { procedure.answers_schema() }
        }
    };
    streams.say_json(&schema)?;
    Ok(End::Good)
}
