//! What something was called in earlier versions of a definition.

use std::fmt;

use schemars::JsonSchema;
use serde::de::{SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};

/// Earlier ids, by which a migration finds what was given under them: one text, or a list with the latest first.
///
/// Of a field each is the id of an earlier question, or `<id>.<part>` for one part of its answer; of a slot the id
/// of a slot of the same material, or `<material>/<slot>`.
#[derive(Clone, Debug, Default, PartialEq, Eq, JsonSchema)]
#[schemars(with = "WasEntry")]
pub struct Was(pub Vec<String>);

impl Was {
    /// Whether it was called so.
    pub fn has(&self, id: &str) -> bool {
        self.0.iter().any(|was| was == id)
    }
}

/// How it stands in `procedure.json`.
#[derive(JsonSchema)]
#[schemars(untagged)]
#[expect(dead_code, reason = "only describes the JSON")]
enum WasEntry {
    /// One earlier id.
    One(String),
    /// Several, the latest first.
    Several(Vec<String>),
}

impl<'de> Deserialize<'de> for Was {
    fn deserialize<D: Deserializer<'de>>(reader: D) -> Result<Self, D::Error> {
        reader.deserialize_any(Reader)
    }
}

struct Reader;

impl<'de> Visitor<'de> for Reader {
    type Value = Was;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an id or a list of ids")
    }

    fn visit_str<E>(self, id: &str) -> Result<Was, E> {
        Ok(Was(vec![id.to_owned()]))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Was, A::Error> {
        let mut ids = Vec::new();
        while let Some(id) = items.next_element()? {
            ids.push(id);
        }
        Ok(Was(ids))
    }
}
