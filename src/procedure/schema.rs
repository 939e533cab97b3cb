//! JSON Schemas, so that other software can validate what it reads and writes.

use serde_json::{Map, Value, json};

use super::{Field, Procedure};
use crate::field::FieldKind;

/// The dialect of all schemas here.
const DIALECT: &str = "https://json-schema.org/draft/2020-12/schema";

/// The schema of `procedure.json`.
pub fn definition_schema() -> Value {
    schemars::schema_for!(Procedure).to_value()
}

impl Procedure {
    /// The schema of a dossier's `answers`: what may be typed into each field. No field is required: a
    /// dossier may be half done, and which fields are asked depends on other answers.
    pub fn answers_schema(&self) -> Value {
        self.schema_of("填写内容", FieldKind::schema)
    }

    /// The schema of the `values` of a package's `filing.json`: what the answers mean.
    pub fn values_schema(&self) -> Value {
        self.schema_of("读取结果", FieldKind::value_schema)
    }

    fn schema_of(&self, what: &str, schema: impl Fn(&FieldKind) -> Value) -> Value {
        let properties: Map<String, Value> =
            self.fields().map(|field| (field.id.clone(), titled(field, schema(&field.kind)))).collect();
        json!({
            "$schema": DIALECT,
            "title": format!("{}（{}）{what}", self.title, self.version),
            "description": self.summary,
            "type": "object",
            "properties": properties,
            "additionalProperties": false,
        })
    }
}

/// A field's schema with its official wording and its help.
fn titled(field: &Field, mut schema: Value) -> Value {
    if let Some(members) = schema.as_object_mut() {
        members.insert("title".to_owned(), field.label.as_str().into());
        if !field.help.is_empty() {
            members.insert("description".to_owned(), field.help.as_str().into());
        }
    }
    schema
}
