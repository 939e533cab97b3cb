//! Numbers that name somebody or something (to be written).
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

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
