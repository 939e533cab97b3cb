//! Whether all materials of the official list are there, each with what is there.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::check::Report;
use crate::check::matrix::{CellState, Requirement, matrix};
use crate::dossier::Dossier;
use crate::procedure::Procedure;

/// A material of the official list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct MaterialCheck {
    /// Its number, e.g. `1.3`.
    pub material: String,
    /// Its title.
    pub title: String,
    /// How it stands.
    pub state: MaterialState,
    /// Attached files.
    pub files: usize,
    /// Their pages.
    pub pages: u32,
    /// Documents that the program printed for it.
    pub documents: usize,
    /// What is asked and not in order, in Chinese words, e.g. `一人一表 11/12`.
    pub lacks: Vec<String>,
}

/// How a material stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum MaterialState {
    /// Something is missing or wrong.
    Lacking,
    /// A check waits for something.
    Waiting,
    /// Something should be looked at.
    Doubtful,
    /// In order.
    Met,
    /// Nothing is asked, and nothing is there.
    NotAsked,
}

impl MaterialState {
    /// In words.
    pub fn word(self) -> &'static str {
        match self {
            Self::Lacking => CellState::Lacking.word(),
            Self::Waiting => CellState::Waiting.word(),
            Self::Doubtful => CellState::Doubtful.word(),
            Self::Met => CellState::Met.word(),
            Self::NotAsked => CellState::NotAsked.word(),
        }
    }
}

impl From<CellState> for MaterialState {
    fn from(state: CellState) -> Self {
        match state {
            CellState::Lacking => Self::Lacking,
            CellState::Waiting => Self::Waiting,
            CellState::Doubtful => Self::Doubtful,
            CellState::Met => Self::Met,
            CellState::NotAsked => Self::NotAsked,
        }
    }
}

/// The materials in official order, by a report on the dossier.
pub(super) fn materials(procedure: &Procedure, dossier: &Dossier, report: &Report) -> Vec<MaterialCheck> {
    let rows = matrix(procedure, dossier, report);
    let check = |row: &crate::check::matrix::MatrixRow| {
        let files: Vec<_> =
            dossier.attachments.iter().filter(|there| there.material == row.material).collect();
        let lacks = Requirement::ALL.iter().zip(&row.cells).filter(|(_, cell)| cell.state < CellState::Met);
        let lacks = lacks.map(|(requirement, cell)| match (cell.need, cell.state) {
            (0, state) => format!("{}{}", requirement.title(), state.word()),
            (need, _) if cell.have < need => format!("{} {}/{need}", requirement.title(), cell.have),
            (_, state) => format!("{}{}", requirement.title(), state.word()),
        });
        MaterialCheck {
            material: row.material.clone(),
            title: procedure.material(&row.material).map(|it| it.title.clone()).unwrap_or_default(),
            state: row.state.into(),
            files: files.len(),
            pages: files.iter().map(|there| there.file.pages).sum(),
            documents: report.documents_of(&row.material).count(),
            lacks: lacks.collect(),
        }
    };
    rows.iter().map(check).collect()
}

impl MaterialCheck {
    /// What is there, in words.
    pub fn there(&self) -> String {
        let mut parts = Vec::new();
        if self.files > 0 {
            parts.push(format!("{} 个文件 {} 页", self.files, self.pages));
        }
        if self.documents > 0 {
            parts.push(format!("本程序打印 {} 份", self.documents));
        }
        if parts.is_empty() { "没有文件".to_owned() } else { parts.join("，") }
    }
}
