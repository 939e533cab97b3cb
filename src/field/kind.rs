//! The field types a procedure can use, as written in `procedure.json`.

use schemars::JsonSchema;
use serde::Deserialize;

use super::Was;

/// A field's type with its settings; `procedure.json` states them beside the field's other keys.
///
/// Part names of the types whose [`Answer`](super::Answer) has several parts:
///
/// | type | parts |
/// |---|---|
/// | `choice` | `choice` (an option's code), `other` (free text of the option with `other`) |
/// | `period` | `from`, `to` (a date or the word `长期`) |
/// | `money` | `amount` (a number, or `不适用`), `unit` (`元` or `万元`), `currency` (`人民币`, `美元` …), `note` (`注册资本` or `开办资金`; blank = 注册资本) |
/// | `contents` | the code of each heading: the page on which it begins |
/// | `narrative` | the code of each heading: its Markdown; other sections as [`OtherSection`](super::OtherSection) writes them |
/// | `id_document` | `kind` (an [`IdKind`](crate::identity::IdKind) code), `number`, `from`, `to` (validity; `to` may be `长期`) |
#[derive(Clone, Debug, PartialEq)]
pub enum FieldKind {
    /// One line of text; `max` counts characters as people count them (grapheme clusters).
    Text {
        /// Longest length in characters.
        max: usize,
    },
    /// Several paragraphs of text.
    LongText {
        /// Longest length in characters.
        max: usize,
    },
    /// A civil date, typed `2026-1-5`, `2026年1月5日`, `20260105`, `2026.1.5` or picked.
    Date,
    /// From a date to a date, or 长期.
    Period,
    /// One of a list, possibly with 其他 and free text.
    Choice {
        /// The options in printed order.
        options: Vec<ChoiceOption>,
    },
    /// A whole number of things.
    Count {
        /// The unit printed after the number, e.g. `人`.
        unit: String,
    },
    /// An amount with unit and currency, 不适用, or 开办资金 in place of 注册资本.
    Money,
    /// A person's name: Han with rare characters, minority names with `·`, foreign names.
    PersonName,
    /// 统一社会信用代码, GB 32100-2015.
    Uscc,
    /// Kind and number of an identity document with its validity.
    IdDocument,
    /// Mobile or landline.
    Phone,
    /// 邮政编码, six digits.
    PostCode,
    /// 认证机构批准书号, e.g. `CNCA-R-2002-002`.
    ApprovalNumber,
    /// Where a document says what it must say: the page of each mandated heading.
    Contents {
        /// The headings in official order.
        headings: Vec<Heading>,
    },
    /// What a document must say, written here: Markdown under each mandated heading.
    Narrative {
        /// The headings in official order.
        headings: Vec<Heading>,
    },
    /// A statement to be ticked; the answer's text is `yes` or blank.
    Confirm,
}

/// One option of a choice.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ChoiceOption {
    /// The stored code.
    pub code: String,
    /// The printed wording.
    pub label: String,
    /// True for 其他：____, which asks for free text.
    #[serde(default)]
    pub other: bool,
    /// Its codes in earlier versions.
    #[serde(default)]
    pub was: Was,
}

/// A heading under which a document must say something.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Heading {
    /// The stored code.
    pub code: String,
    /// The official wording.
    pub label: String,
    /// The kind of matter to which it belongs, where the same headings are asked for several: the rows of a
    /// matrix whose columns are the labels.
    #[serde(default)]
    pub under: Option<String>,
    /// What the clause asks for under it, shown beside the editor.
    #[serde(default)]
    pub asks: String,
    /// Clause codes of its own; none = those of the question.
    #[serde(default)]
    pub basis: Vec<String>,
    /// Other wordings by which an imported document is known to mean it.
    #[serde(default)]
    pub also: Vec<String>,
    /// The least number of characters that say something; absent = 20.
    #[serde(default)]
    pub least: Option<usize>,
    /// May be left blank without a finding.
    #[serde(default)]
    pub optional: bool,
    /// Its codes in earlier versions.
    #[serde(default)]
    pub was: Was,
}

impl Heading {
    /// The whole wording: `对出境活动的投诉：公开的受理渠道`.
    pub fn name(&self) -> String {
        match &self.under {
            Some(under) => format!("{under}：{}", self.label),
            None => self.label.clone(),
        }
    }
}
