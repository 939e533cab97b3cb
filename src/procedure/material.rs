//! The materials (材料) to be handed in.

use schemars::JsonSchema;
use serde::Deserialize;

use super::Field;
use super::field::FieldEntry;
use crate::field::{FieldKind, Heading, Was};

/// One row of the official list of materials (附件1).
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(try_from = "MaterialEntry")]
#[schemars(with = "MaterialEntry")]
pub struct Material {
    /// The official number, e.g. `1.3`.
    pub id: String,
    /// The official title.
    pub title: String,
    /// The official requirement, verbatim; may be empty.
    pub requirement: String,
    /// What the guide asks for in it, shown to the user.
    pub help: String,
    /// May be absent from the filing without a finding.
    pub optional: bool,
    /// Clause codes.
    pub basis: Vec<String>,
    /// The stamped print of the form itself goes here.
    pub is_form: bool,
    /// The places for files; at least one.
    pub slots: Vec<Slot>,
    /// Questions asked beside this material (never on the official form).
    pub fields: Vec<Field>,
    /// Its numbers in earlier versions.
    pub was: Was,
}

/// A material as it stands in `procedure.json`: the keys of [`Material`], and `headings`, which its questions of the
/// types `contents` and `narrative` share.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct MaterialEntry {
    id: String,
    title: String,
    #[serde(default)]
    requirement: String,
    #[serde(default)]
    help: String,
    #[serde(default)]
    optional: bool,
    basis: Vec<String>,
    #[serde(default)]
    is_form: bool,
    /// What the material must say, in official order.
    #[serde(default)]
    headings: Vec<Heading>,
    slots: Vec<Slot>,
    #[serde(default)]
    fields: Vec<FieldEntry>,
    #[serde(default)]
    was: Was,
}

impl TryFrom<MaterialEntry> for Material {
    type Error = String;

    fn try_from(entry: MaterialEntry) -> Result<Self, String> {
        let MaterialEntry {
            id,
            title,
            requirement,
            help,
            optional,
            basis,
            is_form,
            headings,
            slots,
            fields,
            was,
        } = entry;
        let fields = fields.into_iter().map(|field| field.beside(&headings)).collect::<Result<_, _>>()?;
        Ok(Self { id, title, requirement, help, optional, basis, is_form, slots, fields, was })
    }
}

impl Material {
    /// Whether files may stand at a place: a slot, or a text written here, whose pictures stand at its field.
    pub fn takes(&self, slot: &str) -> bool {
        self.slots.iter().any(|known| known.id == slot) || self.narrative(slot).is_some()
    }

    /// The question of this id that asks for a text to be written here.
    pub fn narrative(&self, field: &str) -> Option<&Field> {
        self.narratives().find(|known| known.id == field)
    }

    /// The question on which pages of a finished file its headings stand, with the headings.
    pub fn contents(&self) -> Option<(&Field, &[Heading])> {
        self.fields.iter().find_map(|field| match &field.kind {
            FieldKind::Contents { headings } => Some((field, headings.as_slice())),
            _ => None,
        })
    }

    /// The questions that ask for a text to be written here.
    pub fn narratives(&self) -> impl Iterator<Item = &Field> {
        self.fields.iter().filter(|field| matches!(field.kind, FieldKind::Narrative { .. }))
    }
}

/// A place for one file, or for several.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Slot {
    /// Unique in the material.
    pub id: String,
    /// Shown when the material has more than one slot, e.g. `人像面`.
    #[serde(default)]
    pub title: String,
    /// Takes more than one file.
    #[serde(default)]
    pub many: bool,
    /// Takes one file for each row of this roster: 一人一表. What is missing, twice there or of nobody is
    /// found by the program.
    #[serde(default)]
    pub for_each: Option<String>,
    /// A red seal is expected on what stands here; where none is seen, there is advice.
    #[serde(default)]
    pub seal: bool,
    /// One side of a card stands here.
    #[serde(default)]
    pub card: bool,
    /// May stay empty without a finding.
    #[serde(default)]
    pub optional: bool,
    /// CEL: needed only when true. Absent = always.
    #[serde(default)]
    pub when: Option<String>,
    /// What it was called in earlier versions.
    #[serde(default)]
    pub was: Was,
}

/// What scans should be like. What is coarser gives a warning or advice.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Scans {
    /// Pixels to an inch that a scan has at least.
    pub least_dpi: u32,
    /// Pixels to an inch that are advised.
    pub good_dpi: u32,
    /// Clause codes.
    pub basis: Vec<String>,
}
