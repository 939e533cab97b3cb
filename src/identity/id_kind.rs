//! The kinds of identity document.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::text::tidy;

/// The kinds of identity document (身份证件) a person may hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum IdKind {
    /// 居民身份证, GB 11643-1999.
    ResidentId,
    /// 外国人永久居留身份证: 2023 form (18 digits) and older form (3 letters + 12 digits).
    ForeignPermanentResident,
    /// 港澳居民来往内地通行证.
    HkMacaoPermit,
    /// 台湾居民来往大陆通行证.
    TaiwanPermit,
    /// 港澳台居民居住证.
    HkMacaoTaiwanResidence,
    /// 护照 (Chinese or foreign).
    Passport,
}

impl IdKind {
    /// All kinds, in the order in which they are offered.
    pub const ALL: [Self; 6] = [
        Self::ResidentId,
        Self::ForeignPermanentResident,
        Self::HkMacaoPermit,
        Self::TaiwanPermit,
        Self::HkMacaoTaiwanResidence,
        Self::Passport,
    ];

    /// The stored code, e.g. `resident_id`.
    pub fn code(self) -> &'static str {
        match self {
            Self::ResidentId => "resident_id",
            Self::ForeignPermanentResident => "foreign_permanent_resident",
            Self::HkMacaoPermit => "hk_macao_permit",
            Self::TaiwanPermit => "taiwan_permit",
            Self::HkMacaoTaiwanResidence => "hk_macao_taiwan_residence",
            Self::Passport => "passport",
        }
    }

    /// The official name, e.g. 居民身份证.
    pub fn label(self) -> &'static str {
        match self {
            Self::ResidentId => "居民身份证",
            Self::ForeignPermanentResident => "外国人永久居留身份证",
            Self::HkMacaoPermit => "港澳居民来往内地通行证",
            Self::TaiwanPermit => "台湾居民来往大陆通行证",
            Self::HkMacaoTaiwanResidence => "港澳台居民居住证",
            Self::Passport => "护照",
        }
    }

    /// The kind with this code; the official name is taken too.
    pub fn from_code(code: &str) -> Option<Self> {
        let code = tidy(code);
        Self::ALL.into_iter().find(|kind| kind.code() == code || kind.label() == code)
    }

    /// Whether a copy needs both sides; a passport is copied by its data page.
    pub fn two_sided(self) -> bool {
        self != Self::Passport
    }

    /// What a number of this kind looks like, for hints.
    pub fn shape(self) -> &'static str {
        match self {
            Self::ResidentId => "18位，前17位为数字，末位为数字或者X",
            Self::ForeignPermanentResident => "新版为以9开头的18位号码；旧版为3位字母加12位数字",
            Self::HkMacaoPermit => "字母H或者M加8位或者10位数字",
            Self::TaiwanPermit => "8位数字；旧版为10位数字加括号内的字母等",
            Self::HkMacaoTaiwanResidence => "18位，以810000、820000或者830000开头",
            Self::Passport => "护照资料页上的号码，由5至20位字母和数字组成",
        }
    }
}
