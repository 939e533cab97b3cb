//! What an import would do, as it is shown before anything changes.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::field::Severity;

/// What whoever imports has chosen; what was not is found out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choices {
    /// Index of the worksheet.
    pub table: Option<usize>,
    /// Number of the line with the head; 0 for none, then the columns are taken in their order.
    pub head: Option<u32>,
    /// Column of the roster by the letters of the sheet's column; a blank one is not imported.
    pub columns: BTreeMap<String, String>,
    /// Id of the field by which a line finds its row; blank for none.
    pub key: Option<String>,
    /// A blank cell clears what was answered.
    pub clear_blank: bool,
    /// Rows that no line is about are removed.
    pub remove_absent: bool,
    /// Lines with a blocking problem are left out.
    pub skip_wrong: bool,
    /// A line with the key of a row and another name is about that row: it was renamed.
    #[serde(default)]
    pub renamed: bool,
}

/// What an import would do.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Preview {
    /// How the file was read, one sentence each.
    pub notes: Vec<String>,
    /// The worksheets.
    pub tables: Vec<TableShown>,
    /// The one that is imported.
    pub table: usize,
    /// Number of the line with the head; 0 for none.
    pub head: u32,
    /// The columns of the sheet that have content.
    pub heads: Vec<HeadShown>,
    /// The columns of the roster.
    pub targets: Vec<Target>,
    /// Columns of the roster that no column of the sheet is, by label.
    pub missing: Vec<String>,
    /// Fields by which a line can find its row.
    pub keys: Vec<Target>,
    /// The one that is used; blank for none.
    pub key: String,
    /// What is the same and what differs where two lines have one key and two names, e.g. `证件号码相同、姓名不同`; blank
    /// where the sheet has no names.
    #[serde(default)]
    pub alike: String,
    /// Why nothing can be imported, in one sentence.
    pub refusal: Option<String>,
    /// In numbers.
    pub counts: Counts,
    /// The names of the columns that are imported, in the order of the sheet.
    pub columns: Vec<String>,
    /// The first lines, those with problems before the others.
    pub lines: Vec<PlannedLine>,
    /// The first problems, in order.
    pub problems: Vec<CellProblem>,
}

/// A worksheet.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableShown {
    /// Its name; empty for a text file.
    pub name: String,
    /// Its lines with content.
    pub lines: usize,
    /// Whether it has the roster's head.
    pub fits: bool,
}

/// A column of the sheet.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeadShown {
    /// Its place, from 0.
    pub at: usize,
    /// Its letters, e.g. `C`.
    pub letters: String,
    /// What its head says.
    pub text: String,
    /// The first content under the head.
    pub sample: String,
    /// The column of the roster that it is; blank for none.
    pub target: String,
    /// Told by resemblance only.
    pub guessed: bool,
}

/// A column of the roster, or a field.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Target {
    /// Its id.
    pub id: String,
    /// Its label.
    pub label: String,
}

/// An import in numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// Lines under the head.
    pub lines: usize,
    /// New rows.
    pub added: usize,
    /// Rows with another content.
    pub replaced: usize,
    /// Rows that are as they were.
    pub unchanged: usize,
    /// Rows that go.
    pub removed: usize,
    /// Lines left out because an earlier line is about the same row.
    pub repeated: usize,
    /// Lines left out because of a blocking problem.
    pub skipped: usize,
    /// Lines marked as an example.
    pub examples: usize,
    /// Lines with a blocking problem.
    pub wrong_lines: usize,
    /// Cells with a blocking problem.
    pub wrong_cells: usize,
    /// Cells with a doubt.
    pub doubtful_cells: usize,
}

/// What becomes of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fate {
    /// A new row.
    Added,
    /// Other content for a row.
    Replaced,
    /// The row is so already.
    Unchanged,
    /// Left out: an earlier line is about the same row.
    Repeated,
    /// Left out: wrong.
    Skipped,
}

impl Fate {
    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Added => "新增",
            Self::Replaced => "替换",
            Self::Unchanged => "相同",
            Self::Repeated => "重复，不导入",
            Self::Skipped => "有误，不导入",
        }
    }
}

/// A line and what becomes of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlannedLine {
    /// Its number in the sheet.
    pub number: u32,
    /// What becomes of it.
    pub fate: Fate,
    /// Its cells, by [`Preview::columns`].
    pub cells: Vec<PlannedCell>,
}

/// A cell as it would be imported.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlannedCell {
    /// What it says.
    pub text: String,
    /// What the row said before, where that was something else.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<String>,
    /// What is wrong.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub problem: Option<String>,
    /// How much that weighs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub severity: Option<Severity>,
    /// Masked on screen until asked for.
    #[serde(default)]
    pub sensitive: bool,
}

/// What is wrong with a cell.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CellProblem {
    /// The cell, e.g. `C12`.
    pub cell: String,
    /// The column's label.
    pub label: String,
    /// How much it weighs.
    pub severity: Severity,
    /// What is wrong.
    pub message: String,
    /// How to mend it.
    pub hint: String,
}
