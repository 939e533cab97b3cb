//! One question.

use schemars::JsonSchema;
use serde::Deserialize;

use crate::field::{ChoiceOption, FieldKind, Heading, Was};

/// A question with its type, wording and place in the law.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(try_from = "FieldEntry")]
#[schemars(with = "FieldEntry")]
pub struct Field {
    /// Unique in the procedure; the name that rules use. Lower-case ASCII, digits and `_`.
    pub id: String,
    /// The official wording on screen, e.g. `经办人`.
    pub label: String,
    /// The type.
    pub kind: FieldKind,
    /// May be left blank without a finding.
    pub optional: bool,
    /// CEL: asked only when true. Absent = always asked.
    pub when: Option<String>,
    /// What to write, shown under the label.
    pub help: String,
    /// An example, shown as "例如 …".
    pub example: String,
    /// Clause codes this question serves.
    pub basis: Vec<String>,
    /// Masked on screen until asked for.
    pub sensitive: bool,
    /// Not on the official form: asked only for checking, and marked so.
    pub off_form: bool,
    /// 不清楚 is an answer; whatever reads it waits, but for a rule with `skips_unknown`.
    pub unknown: bool,
    /// Id of the field whose answer should stand here too: a button takes it over. What is stored is the text
    /// as it was compared, so that a later change there is noticed.
    pub same_as: Option<String>,
    /// What it was called in earlier versions. An id that is used no more is never used for another question.
    pub was: Was,
}

/// A question as it stands in `procedure.json`. The keys are those of [`Field`]; `type` with `max`,
/// `options` and `unit` states its [`FieldKind`].
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct FieldEntry {
    id: String,
    label: String,
    r#type: TypeName,
    /// Longest length in characters; of `text` and `long_text`.
    max: Option<usize>,
    /// Of `choice`, in printed order.
    options: Option<Vec<ChoiceOption>>,
    /// Printed after the number; of `count`.
    unit: Option<String>,
    /// Of `contents` and `narrative`, in official order; beside a material, absent = the material's.
    headings: Option<Vec<Heading>>,
    #[serde(default)]
    optional: bool,
    when: Option<String>,
    #[serde(default)]
    help: String,
    #[serde(default)]
    example: String,
    basis: Vec<String>,
    #[serde(default)]
    sensitive: bool,
    #[serde(default)]
    off_form: bool,
    #[serde(default)]
    unknown: bool,
    same_as: Option<String>,
    #[serde(default)]
    was: Was,
}

#[derive(Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum TypeName {
    Text,
    LongText,
    Date,
    Period,
    Choice,
    Count,
    Money,
    PersonName,
    Uscc,
    IdDocument,
    Phone,
    PostCode,
    ApprovalNumber,
    Contents,
    Narrative,
    Confirm,
}

impl FieldEntry {
    /// The question beside a material whose headings these are.
    pub(super) fn beside(mut self, headings: &[Heading]) -> Result<Field, String> {
        let wants = matches!(self.r#type, TypeName::Contents | TypeName::Narrative);
        if wants && self.headings.is_none() && !headings.is_empty() {
            self.headings = Some(headings.to_vec());
        }
        self.try_into()
    }
}

impl TryFrom<FieldEntry> for Field {
    type Error = String;

    fn try_from(entry: FieldEntry) -> Result<Self, String> {
        let FieldEntry {
            id,
            label,
            r#type,
            max,
            options,
            unit,
            headings,
            optional,
            when,
            help,
            example,
            basis,
            ..
        } = entry;
        let takes = |key, given: bool, types: &[TypeName]| {
            if given && !types.contains(&r#type) {
                Err(format!("字段“{id}”的类型不用键 {key}"))
            } else {
                Ok(())
            }
        };
        takes("max", max.is_some(), &[TypeName::Text, TypeName::LongText])?;
        takes("options", options.is_some(), &[TypeName::Choice])?;
        takes("unit", unit.is_some(), &[TypeName::Count])?;
        takes("headings", headings.is_some(), &[TypeName::Contents, TypeName::Narrative])?;
        takes("same_as", entry.same_as.is_some(), &[TypeName::Text, TypeName::PersonName])?;
        let official = || headings.clone().ok_or_else(|| format!("字段“{id}”没有写明各项内容 headings"));
        let longest = || max.ok_or_else(|| format!("字段“{id}”没有写明最长字数 max"));
        let kind = match r#type {
            TypeName::Text => FieldKind::Text { max: longest()? },
            TypeName::LongText => FieldKind::LongText { max: longest()? },
            TypeName::Date => FieldKind::Date,
            TypeName::Period => FieldKind::Period,
            TypeName::Choice => FieldKind::Choice {
                options: options.ok_or_else(|| format!("字段“{id}”没有写明选项 options"))?,
            },
            TypeName::Count => FieldKind::Count { unit: unit.unwrap_or_default() },
            TypeName::Money => FieldKind::Money,
            TypeName::PersonName => FieldKind::PersonName,
            TypeName::Uscc => FieldKind::Uscc,
            TypeName::IdDocument => FieldKind::IdDocument,
            TypeName::Phone => FieldKind::Phone,
            TypeName::PostCode => FieldKind::PostCode,
            TypeName::ApprovalNumber => FieldKind::ApprovalNumber,
            TypeName::Contents => FieldKind::Contents { headings: official()? },
            TypeName::Narrative => FieldKind::Narrative { headings: official()? },
            TypeName::Confirm => FieldKind::Confirm,
        };
        let FieldEntry { sensitive, off_form, unknown, same_as, was, .. } = entry;
        Ok(Self {
            id,
            label,
            kind,
            optional,
            when,
            help,
            example,
            basis,
            sensitive,
            off_form,
            unknown,
            same_as,
            was,
        })
    }
}
