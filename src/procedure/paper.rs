//! The official form as a bordered grid, stated once for screen and paper in CSS Grid terms.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The printed form.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PaperForm {
    /// Title over the table, verbatim.
    pub title: String,
    /// Relative widths of the columns (CSS `fr`).
    pub columns: Vec<f32>,
    /// Least height of each row in millimetres; its length is the number of rows.
    pub rows: Vec<f32>,
    /// The cells in reading order.
    pub cells: Vec<PaperCell>,
    /// Lines under the table, verbatim.
    pub below: Vec<String>,
}

/// A cell of the grid. Lines are counted from 1 as in CSS.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PaperCell {
    /// First column line.
    pub column: u16,
    /// First row line.
    pub row: u16,
    /// Columns covered.
    #[serde(default = "one", skip_serializing_if = "is_one")]
    pub column_span: u16,
    /// Rows covered.
    #[serde(default = "one", skip_serializing_if = "is_one")]
    pub row_span: u16,
    /// What stands in it.
    #[serde(flatten)]
    pub content: PaperContent,
}

/// The content of a cell: exactly one of the keys.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum PaperContent {
    /// A label, verbatim (`邮　　编` keeps its spaces).
    Label(String),
    /// A label set upright, one character below the other, beside the block it names.
    VerticalLabel(String),
    /// The answer of a field.
    Field(String),
    /// The statement with the place for seal and date.
    Statement(Statement),
}

/// The applicant's statement.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Statement {
    /// Verbatim paragraphs, each indented by two characters.
    pub paragraphs: Vec<String>,
    /// e.g. `单位（公章）`.
    pub seal: String,
    /// e.g. `日期`.
    pub date_label: String,
    /// Id of the date field printed after it.
    pub date_field: String,
}

fn one() -> u16 {
    1
}

fn is_one(n: &u16) -> bool {
    *n == 1
}
