//! Reading and checking a definition.

use super::Procedure;
use super::audit::problems;
use crate::json::{from_str, misfit};

/// One thing wrong with a definition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DefinitionProblem {
    /// JSON path, e.g. `rules[3].check`; with line and column where the JSON does not fit the model.
    pub path: String,
    /// What is wrong, in Chinese.
    pub reason: String,
}

/// A definition that cannot be used, with all problems found.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{file}：{}", list(problems))]
pub struct DefinitionError {
    /// The file's name.
    pub file: String,
    /// All problems found.
    pub problems: Vec<DefinitionProblem>,
}

fn list(problems: &[DefinitionProblem]) -> String {
    problems.iter().map(|p| format!("{}：{}", p.path, p.reason)).collect::<Vec<_>>().join("；")
}

/// Reads `procedure.json` and checks it: JSON, unknown keys, ids, references and CEL.
///
/// `file` is only used in messages.
pub fn load(file: &str, json: &str) -> Result<Procedure, DefinitionError> {
    let mut procedure: Procedure = from_str(json).map_err(|error| unfit(file, json, &error))?;
    procedure.digest = crate::digest::sha256_hex(json.as_bytes());
    let problems = problems(&procedure);
    if problems.is_empty() { Ok(procedure) } else { Err(DefinitionError { file: file.to_owned(), problems }) }
}

/// A definition whose JSON does not fit the model.
pub(super) fn unfit(file: &str, json: &str, error: &serde_json::Error) -> DefinitionError {
    let found = misfit(json, error);
    let path = format!("{}（第 {} 行第 {} 列）", found.path, found.line, found.column);
    DefinitionError {
        file: file.to_owned(),
        problems: vec![DefinitionProblem { path, reason: found.reason }],
    }
}
