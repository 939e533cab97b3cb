//! An official text, clause by clause and verbatim.

use chrono::NaiveDate;
use serde::Deserialize;

use crate::json::{Misfit, misfit};

/// Law data that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LawError {
    /// Not JSON of the expected shape.
    #[error("法规数据不是规定格式的JSON：{0}")]
    Format(Misfit),
    /// A version of the file format that this program does not know.
    #[error("不认识的法规数据格式版本{0}")]
    UnknownFormat(u32),
    /// A code that stands twice.
    #[error("法规数据中条款“{0}”重复")]
    SameCode(String),
}

/// An official text.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LawText {
    /// Version of this file format; 1.
    pub format: u32,
    /// Short name, e.g. `measures`.
    pub id: String,
    /// Official title.
    pub title: String,
    /// Who published it, with its number.
    pub publisher: String,
    /// When.
    pub date: NaiveDate,
    /// The first day on which it applies, where it says so.
    pub effective_from: Option<NaiveDate>,
    /// Address of the original.
    pub url: String,
    /// What stands before the first clause.
    #[serde(default)]
    pub preamble: String,
    /// The clauses in the order of the text.
    pub clauses: Vec<LawClause>,
}

/// A clause.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LawClause {
    /// Its code in this project.
    pub code: String,
    /// Where it stands, from the outside in, e.g. 第五条, 第一款, 第（一）项.
    pub path: Vec<String>,
    /// How it is cited after the title, e.g. 第五条第一款第（一）项.
    pub cite: String,
    /// Its wording, verbatim; lines are paragraphs.
    pub text: String,
    /// The requirement beside it where the text is a table (附件1), or what the form offers to tick.
    #[serde(default)]
    pub requirement: String,
    /// The heads of the columns, where it is the title of a table.
    #[serde(default)]
    pub columns: Vec<String>,
    /// How it is set, with the clauses of the same part after it.
    #[serde(default)]
    pub layout: Layout,
}

/// How a clause is set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Layout {
    /// As running text.
    #[default]
    Running,
    /// As the title of a table of three columns: number, text, requirement.
    Table,
    /// As the title of a form of labelled cells; further lines stand below it.
    Form,
}

impl LawText {
    /// Reads a text.
    pub fn from_json(json: &str) -> Result<Self, LawError> {
        let text: Self =
            serde_json::from_str(json).map_err(|error| LawError::Format(misfit(json, &error)))?;
        if text.format != 1 {
            return Err(LawError::UnknownFormat(text.format));
        }
        unique(text.clauses.iter().map(|clause| clause.code.as_str()))?;
        Ok(text)
    }

    /// The clause with this code.
    pub fn clause(&self, code: &str) -> Option<&LawClause> {
        self.clauses.iter().find(|clause| clause.code == code)
    }

    /// How a clause of this text is cited, e.g. 《个人信息出境认证办法》第三条.
    pub fn cite(&self, clause: &LawClause) -> String {
        format!("《{}》{}", self.title, clause.cite)
    }
}

impl LawClause {
    /// Its number in a table, e.g. 1.3 of 第1.3项.
    pub fn number(&self) -> &str {
        self.path.last().map_or("", |part| part.trim_start_matches('第').trim_end_matches('项'))
    }

    /// Whether a quotation is this clause's wording: the whole, one whole paragraph of it, or the text
    /// and its requirement as 附件1 pairs them.
    pub fn is_quoted_by(&self, quotation: &str) -> bool {
        quotation == self.text
            || self.text.lines().any(|line| line == quotation)
            || quotation == format!("{}：{}", self.text, self.requirement)
    }
}

/// Refuses a code that stands twice.
pub(super) fn unique<'a>(codes: impl Iterator<Item = &'a str>) -> Result<(), LawError> {
    let mut seen = std::collections::BTreeSet::new();
    for code in codes {
        if !seen.insert(code) {
            return Err(LawError::SameCode(code.to_owned()));
        }
    }
    Ok(())
}
