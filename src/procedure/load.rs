//! Reading and checking a definition.

use super::Procedure;

/// One thing wrong with a definition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DefinitionProblem {
    /// JSON path, e.g. `rules[3].check`.
    pub path: String,
    /// What is wrong, in Chinese.
    pub reason: String,
}

/// A definition that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{file}：{}", problems.iter().map(|p| format!("{}：{}", p.path, p.reason)).collect::<Vec<_>>().join("；"))]
pub struct DefinitionError {
    /// The file's name.
    pub file: String,
    /// All problems found.
    pub problems: Vec<DefinitionProblem>,
}

/// Reads `procedure.json`. `file` is only used in messages.
pub fn load(file: &str, json: &str) -> Result<Procedure, DefinitionError> {
    let mut procedure: Procedure = serde_json::from_str(json).map_err(|e| DefinitionError {
        file: file.to_owned(),
        problems: vec![DefinitionProblem { path: format!("{}:{}", e.line(), e.column()), reason: e.to_string() }],
    })?;
    procedure.digest = crate::digest::sha256_hex(json.as_bytes());
    Ok(procedure)
}
