//! The procedures (事项) that this copy of the page offers.

use serde_json::Value;

use super::Shared;
use crate::check::Engine;
use crate::dossier::ProcedureRef;
use crate::procedure::{Procedure, load};
use crate::ui::browser::fetch_text;

/// A procedure ready for use.
#[derive(Debug)]
pub struct Definition {
    /// The procedure.
    pub procedure: Shared<Procedure>,
    /// Its checks, compiled.
    pub engine: Engine,
    /// `procedure.json` to the letter, for the worker.
    pub json: String,
    /// How dossiers name it.
    pub reference: ProcedureRef,
}

/// All procedures of this copy.
#[derive(Debug, Default)]
pub struct Catalog {
    definitions: Vec<Shared<Definition>>,
}

impl Catalog {
    /// Loads `procedures/index.json` and every definition it names. The error is a sentence for the user
    /// with file, place and reason.
    pub async fn load() -> Result<Self, String> {
        let index = fetch_text("procedures/index.json").await?;
        let listed: Value = serde_json::from_str(&index)
            .map_err(|error| format!("procedures/index.json 无法使用：{error}"))?;
        let ids = listed.as_array().into_iter().flatten().filter_map(|entry| entry.get("id")?.as_str());
        let mut definitions = Vec::new();
        for id in ids {
            let file = format!("procedures/{id}/procedure.json");
            let json = fetch_text(&file).await?;
            definitions.push(Shared::new(Definition::new(&file, json)?));
        }
        Ok(Self { definitions })
    }

    /// All definitions, in the order of the index.
    pub fn iter(&self) -> impl Iterator<Item = &Shared<Definition>> {
        self.definitions.iter()
    }

    /// The definition with this procedure id.
    pub fn get(&self, id: &str) -> Option<&Shared<Definition>> {
        self.definitions.iter().find(|definition| definition.procedure.id == id)
    }
}

impl Definition {
    /// Loads and compiles a definition. `file` is only used in messages.
    pub fn new(file: &str, json: String) -> Result<Self, String> {
        let procedure = load(file, &json).map_err(|error| error.to_string())?;
        let reference = ProcedureRef {
            id: procedure.id.clone(),
            version: procedure.version.clone(),
            digest: procedure.digest.clone(),
        };
        let engine = Engine::new(procedure.clone()).map_err(|error| error.to_string())?;
        Ok(Self { procedure: Shared::new(procedure), engine, json, reference })
    }
}
