//! The official form as a bordered grid, stated once for screen and paper in CSS Grid terms.

use schemars::JsonSchema;
use serde::Deserialize;

/// The printed form.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
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

impl PaperForm {
    /// Whether an answer stands in the table.
    pub fn has(&self, field: &str) -> bool {
        self.cells.iter().any(|cell| match &cell.content {
            PaperContent::Field(id) => id == field,
            PaperContent::Statement(statement) => statement.date_field == field,
            PaperContent::Label(_) | PaperContent::VerticalLabel(_) | PaperContent::Text(_) => false,
        })
    }
}

/// A cell of the grid. Lines are counted from 1 as in CSS.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(try_from = "CellEntry")]
#[schemars(with = "CellEntry")]
pub struct PaperCell {
    /// First column line.
    pub column: u16,
    /// First row line.
    pub row: u16,
    /// Columns covered.
    pub column_span: u16,
    /// Rows covered.
    pub row_span: u16,
    /// What stands in it.
    pub content: PaperContent,
}

/// The content of a cell.
#[derive(Clone, Debug, PartialEq)]
pub enum PaperContent {
    /// A label, verbatim (`邮　　编` keeps its spaces).
    Label(String),
    /// A label set upright, one character below the other, beside the block it names.
    VerticalLabel(String),
    /// The answer of a field.
    Field(String),
    /// The statement with the place for seal and date.
    Statement(Statement),
    /// In a document's grid: a text that may hold CEL; blank leaves room to write by hand.
    Text(String),
}

/// A cell as it stands in `procedure.json`: exactly one of `label`, `vertical_label`, `field`, `statement`
/// and `text` says what is in it.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct CellEntry {
    column: u16,
    row: u16,
    #[serde(default = "one")]
    column_span: u16,
    #[serde(default = "one")]
    row_span: u16,
    label: Option<String>,
    vertical_label: Option<String>,
    field: Option<String>,
    statement: Option<Statement>,
    text: Option<String>,
}

impl TryFrom<CellEntry> for PaperCell {
    type Error = &'static str;

    fn try_from(entry: CellEntry) -> Result<Self, Self::Error> {
        let CellEntry { column, row, column_span, row_span, .. } = entry;
        let contents = [
            entry.label.map(PaperContent::Label),
            entry.vertical_label.map(PaperContent::VerticalLabel),
            entry.field.map(PaperContent::Field),
            entry.statement.map(PaperContent::Statement),
            entry.text.map(PaperContent::Text),
        ];
        let mut contents = contents.into_iter().flatten();
        let (Some(content), None) = (contents.next(), contents.next()) else {
            return Err("格内要有且只有 label、vertical_label、field、statement、text 中的一项");
        };
        Ok(Self { column, row, column_span, row_span, content })
    }
}

/// A bordered grid in a document: the same cells, filled from the row at hand and the answers outside.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PrintedGrid {
    /// Relative widths of the columns (CSS `fr`).
    pub columns: Vec<f32>,
    /// Least height of each row in millimetres; its length is the number of rows.
    pub rows: Vec<f32>,
    /// The cells in reading order; the texts in them may hold CEL.
    pub cells: Vec<PaperCell>,
}

/// The applicant's statement.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
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
