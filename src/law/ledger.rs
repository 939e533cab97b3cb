//! What the program does about each clause.

use serde::Deserialize;

use super::text::{LawError, unique};
use crate::json::misfit;

/// The ledger.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ledger {
    /// Version of this file format; 1.
    pub format: u32,
    /// One entry for each clause, in the order of the texts.
    pub entries: Vec<Entry>,
}

/// What the program does about one clause.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// The clause's code.
    pub code: String,
    /// Who acts by the clause.
    pub who: Who,
    /// How the program treats it; at least one.
    pub treatments: Vec<Treatment>,
    /// What it does, in Chinese, for the user.
    pub what: String,
}

/// One way in which a clause is treated.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Treatment {
    /// The way.
    pub how: How,
    /// The procedures that do it, by id; empty when it is the program itself or every procedure.
    #[serde(default)]
    pub procedures: Vec<String>,
}

/// Who acts by a clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Who {
    /// The authorities (主管部门).
    Authorities,
    /// A personal information processor (个人信息处理者).
    Processor,
    /// A processor outside the territory.
    OverseasProcessor,
    /// A certification body (专业认证机构).
    Certifier,
    /// A certification body and the processor it certified.
    CertifierAndProcessor,
    /// Any organisation or person.
    Anyone,
    /// Everybody named in the text.
    All,
}

/// The ways in which a clause is treated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum How {
    /// By at least one rule with failing and passing cases.
    Check,
    /// By the form, a material or a printed document.
    Form,
    /// By a deadline with the days shown.
    Clock,
    /// Its text is shown where it matters; nothing is decided.
    Explain,
    /// Not at all: it speaks to authorities among themselves.
    None,
}

impl Ledger {
    /// Reads a ledger.
    pub fn from_json(json: &str) -> Result<Self, LawError> {
        let ledger: Self =
            serde_json::from_str(json).map_err(|error| LawError::Format(misfit(json, &error)))?;
        if ledger.format != 1 {
            return Err(LawError::UnknownFormat(ledger.format));
        }
        unique(ledger.entries.iter().map(|entry| entry.code.as_str()))?;
        Ok(ledger)
    }

    /// The entry of a clause.
    pub fn entry(&self, code: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.code == code)
    }
}

impl Entry {
    /// Whether a procedure treats the clause in this way; what is everybody's is also its own.
    pub fn is_treated(&self, how: How, procedure: &str) -> bool {
        self.treatments.iter().any(|treatment| {
            let own = treatment.procedures.iter().any(|id| id == procedure);
            treatment.how == how && (treatment.procedures.is_empty() || own)
        })
    }
}

impl Who {
    /// In Chinese.
    pub fn label(self) -> &'static str {
        match self {
            Self::Authorities => "主管部门",
            Self::Processor => "个人信息处理者",
            Self::OverseasProcessor => "境外个人信息处理者",
            Self::Certifier => "专业认证机构",
            Self::CertifierAndProcessor => "专业认证机构、个人信息处理者",
            Self::Anyone => "任何组织和个人",
            Self::All => "各方",
        }
    }
}

impl How {
    /// In Chinese.
    pub fn label(self) -> &'static str {
        match self {
            Self::Check => "规则检查",
            Self::Form => "表格和材料",
            Self::Clock => "期限计算",
            Self::Explain => "显示原文",
            Self::None => "不涉及填报",
        }
    }
}
