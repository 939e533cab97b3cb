//! An answer as typed: the draft's state of one field.

use std::collections::BTreeMap;
use std::fmt;

use schemars::JsonSchema;
use serde::Serialize;
use serde::de::{Deserialize, Deserializer, Error, MapAccess, Visitor, value::MapAccessDeserializer};

use crate::text::tidy;

use crate::text::looks_blank;

/// What a person typed into one field, kept to the letter until the field is left.
///
/// Most fields are one text. A field of several parts (a period, a choice with 其他, money, an identity
/// document) is a map of part name to text; the part names of each type are listed at
/// [`FieldKind`](super::FieldKind).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(untagged)]
pub enum Answer {
    /// A single text.
    Text(String),
    /// Named parts, each a text; a part that is absent is blank.
    Parts(BTreeMap<String, String>),
}

/// The part that stands alone in the answer 不清楚.
const UNKNOWN: &str = "unknown";

impl Answer {
    /// 不清楚: the person does not know.
    pub fn unknown() -> Self {
        Self::from_parts([(UNKNOWN, "yes")])
    }

    /// Whether this is 不清楚.
    pub fn is_unknown(&self) -> bool {
        !self.part(UNKNOWN).is_empty()
    }

    /// True when nothing visible was typed.
    pub fn is_blank(&self) -> bool {
        match self {
            Self::Text(text) => looks_blank(text),
            Self::Parts(parts) => parts.values().all(|text| looks_blank(text)),
        }
    }

    /// The text of a single-text answer; empty for an answer of parts.
    pub fn text(&self) -> &str {
        match self {
            Self::Text(text) => text,
            Self::Parts(_) => "",
        }
    }

    /// The text of one part; empty when the part is absent or the answer is a single text.
    pub fn part(&self, name: &str) -> &str {
        match self {
            Self::Text(_) => "",
            Self::Parts(parts) => parts.get(name).map_or("", String::as_str),
        }
    }

    /// The same answer with one part replaced; a single text becomes an answer of parts.
    #[must_use]
    pub fn with_part(&self, name: &str, text: impl Into<String>) -> Self {
        let mut parts = match self {
            Self::Text(_) => BTreeMap::new(),
            Self::Parts(parts) => parts.clone(),
        };
        let text = text.into();
        if text.is_empty() {
            parts.remove(name);
        } else {
            parts.insert(name.to_owned(), text);
        }
        Self::Parts(parts)
    }

    /// The same answer with each text tidied and blank parts gone.
    pub(super) fn tidied(&self) -> Self {
        match self {
            Self::Text(text) => Self::Text(tidy(text)),
            Self::Parts(parts) => {
                Self::with_parts(parts.iter().map(|(name, text)| (name.clone(), tidy(text))))
            }
        }
    }

    /// Builds an answer of parts.
    pub fn from_parts<const N: usize>(parts: [(&str, &str); N]) -> Self {
        Self::with_parts(parts.into_iter().map(|(name, text)| (name.to_owned(), text.to_owned())))
    }

    fn with_parts(parts: impl Iterator<Item = (String, String)>) -> Self {
        let mut kept = BTreeMap::new();
        kept.extend(parts.filter(|(_, text)| !text.is_empty()));
        Self::Parts(kept)
    }
}

impl From<&str> for Answer {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

/// By what stands there, without trying one kind after the other: a dossier has thousands of answers.
impl<'de> Deserialize<'de> for Answer {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Either;

        impl<'de> Visitor<'de> for Either {
            type Value = Answer;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a text or an object of texts")
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<Answer, E> {
                Ok(Answer::from(text))
            }

            fn visit_string<E: Error>(self, text: String) -> Result<Answer, E> {
                Ok(Answer::Text(text))
            }

            fn visit_map<M: MapAccess<'de>>(self, parts: M) -> Result<Answer, M::Error> {
                BTreeMap::deserialize(MapAccessDeserializer::new(parts)).map(Answer::Parts)
            }
        }

        from.deserialize_any(Either)
    }
}
