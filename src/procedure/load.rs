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
    let procedure = read(file, json)?;
    audit(file, &procedure)?;
    Ok(procedure)
}

/// Checks a definition that was read: ids, references and CEL.
pub fn audit(file: &str, procedure: &Procedure) -> Result<(), DefinitionError> {
    let problems = problems(procedure);
    if problems.is_empty() { Ok(()) } else { Err(DefinitionError { file: file.to_owned(), problems }) }
}

/// Only reads `procedure.json`: JSON and unknown keys. The page does the rest when its checks have arrived.
pub fn read(file: &str, json: &str) -> Result<Procedure, DefinitionError> {
    let mut procedure: Procedure = from_str(json).map_err(|error| {
        let found = misfit(json, &error);
        let path = format!("{}（第 {} 行第 {} 列）", found.path, found.line, found.column);
        let problems = vec![DefinitionProblem { path, reason: found.reason }];
        DefinitionError { file: file.to_owned(), problems }
    })?;
    procedure.digest = crate::digest::sha256_hex(json.as_bytes());
    Ok(procedure)
}
