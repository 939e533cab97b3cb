//! Large data inside a message as one JSON text.
//!
//! Between page and worker a text crosses over in one piece, while an object is copied and read member by member. For
//! `#[serde(with = "…")]`.

use serde::de::{DeserializeOwned, Error as _};
use serde::ser::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Writes a value as a text.
pub(crate) fn serialize<T: Serialize, S: Serializer>(value: &T, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_str(&serde_json::to_string(value).map_err(S::Error::custom)?)
}

/// Reads a value from its text.
pub(crate) fn deserialize<'de, T: DeserializeOwned, D: Deserializer<'de>>(from: D) -> Result<T, D::Error> {
    super::from_str(&String::deserialize(from)?).map_err(D::Error::custom)
}
