//! The procedures (事项) that this copy of the page offers.

use std::cell::OnceCell;
use std::fmt;

use serde_json::Value;

use super::Shared;
use crate::dossier::ProcedureRef;
use crate::procedure::{Procedure, outline};
use crate::ui::browser::fetch_text;
use crate::ui::checks::{Checks, Compile};

/// A procedure ready for use.
pub struct Definition {
    /// The procedure as the first screens need it.
    outline: Shared<Procedure>,
    /// The procedure whole, once the checks have arrived.
    whole: OnceCell<Shared<Procedure>>,
    /// `procedure.json` to the letter, for the worker.
    pub json: String,
    /// How dossiers name it.
    pub reference: ProcedureRef,
    /// Where it was read from, for messages.
    file: String,
    checks: OnceCell<Box<dyn Checks>>,
}

impl fmt::Debug for Definition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Definition").field("reference", &self.reference).finish_non_exhaustive()
    }
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

    /// Compiles the checks of all definitions. The error is a sentence for the user with file, place and reason.
    pub fn compile(&self, compile: Compile) -> Result<(), String> {
        self.iter().try_for_each(|definition| definition.compile(compile))
    }

    /// All definitions, in the order of the index.
    pub fn iter(&self) -> impl Iterator<Item = &Shared<Definition>> {
        self.definitions.iter()
    }

    /// The definition with this procedure id.
    pub fn get(&self, id: &str) -> Option<&Shared<Definition>> {
        self.definitions.iter().find(|definition| definition.procedure().id == id)
    }
}

impl Definition {
    /// Reads a definition. `file` is only used in messages.
    pub fn new(file: &str, json: String) -> Result<Self, String> {
        let procedure = outline(file, &json).map_err(|error| error.to_string())?;
        let reference = ProcedureRef {
            id: procedure.id.clone(),
            version: procedure.version.clone(),
            digest: procedure.digest.clone(),
        };
        let (outline, file) = (Shared::new(procedure), file.to_owned());
        Ok(Self { outline, whole: OnceCell::new(), json, reference, file, checks: OnceCell::new() })
    }

    /// An earlier version of it as a text, with the name of its file; `None` where the definition names none of this
    /// version. The error is a sentence for the user.
    pub async fn earlier(&self, version: &str) -> Result<Option<(String, String)>, String> {
        let now = self.procedure();
        // Only what the definition names: a version from a dossier or a package could be any path.
        let Some(version) = now.earlier.iter().find(|known| *known == version) else { return Ok(None) };
        let file = format!("procedures/{}/earlier/{version}.json", now.id);
        let json = fetch_text(&file).await?;
        Ok(Some((file, json)))
    }

    /// The procedure: what the first screens need of it, and all of it once the checks have arrived.
    pub fn procedure(&self) -> &Shared<Procedure> {
        self.whole.get().unwrap_or(&self.outline)
    }

    /// Compiles its checks, unless that was done before. The error is a sentence for the user.
    pub fn compile(&self, compile: Compile) -> Result<(), String> {
        if self.checks.get().is_none() {
            let checks = compile(&self.file, &self.json).map_err(|error| error.to_string())?;
            self.whole.get_or_init(|| Shared::new(checks.procedure()));
            self.checks.get_or_init(|| checks);
        }
        Ok(())
    }

    /// Its checks, once their part of the program has arrived.
    pub fn checks(&self) -> Option<&dyn Checks> {
        self.checks.get().map(|checks| &**checks)
    }
}
