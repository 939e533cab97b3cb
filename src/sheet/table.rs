//! A sheet as plain texts.

/// What came in: one table for each worksheet, or one for a text file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Book {
    /// The tables in their order; never none.
    pub tables: Vec<Table>,
    /// What whoever brought the file should know of how it was read, one sentence each.
    pub notes: Vec<String>,
}

/// One worksheet without its blank lines.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// The worksheet's name; empty for a text file.
    pub name: String,
    /// Whether the worksheet was hidden.
    pub hidden: bool,
    /// The lines that are not blank, in order.
    pub lines: Vec<Line>,
    /// The cells merged across columns; their text stands in the first column. Where cells were merged
    /// down the lines, the text stands in each of them.
    pub across: Vec<Merged>,
}

/// One line of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// Its number as shown beside the sheet, from 1.
    pub number: u32,
    /// Its cells from the first column on; what is missing at the end is blank.
    pub cells: Vec<Cell>,
}

/// One cell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cell {
    /// What it says: a date as `YYYY-MM-DD`, a number in plain digits.
    pub text: String,
    /// Why the text cannot be relied on.
    pub defect: Option<CellDefect>,
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self { text: text.to_owned(), defect: None }
    }
}

/// Cells merged into one. All ends are inclusive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Merged {
    /// First and last line, by number.
    pub lines: (u32, u32),
    /// First and last column, from 0.
    pub columns: (usize, usize),
}

/// Why a cell's content is not what somebody once entered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CellDefect {
    /// A long number that was stored as a number: a sheet keeps 15 digits and puts 0 for the rest.
    LostDigits,
    /// A formula whose result is an error, e.g. `#REF!`.
    FormulaError,
    /// A formula whose result is not in the file.
    FormulaUncounted,
    /// A number formatted as a date that is no day of the calendar.
    NoSuchDay,
    /// `####`: copied from a column too narrow to show its content.
    TooNarrow,
}

impl CellDefect {
    /// What is wrong, and how to mend it.
    pub fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::LostDigits => {
                ("以数值存放，第15位以后的数字已经丢失", "请把该列设为“文本”格式，对照原件重新填写。")
            }
            Self::FormulaError => ("公式的结果是错误值", "请改正公式，或者直接填写内容。"),
            Self::FormulaUncounted => {
                ("公式没有计算结果", "请用 Excel 或者 WPS 打开并保存一次，或者直接填写内容。")
            }
            Self::NoSuchDay => ("设为日期格式，但不是日历上的日期", "请重新填写日期。"),
            Self::TooNarrow => ("复制到的是“####”，不是内容", "请加宽该列后重新复制或者导出。"),
        }
    }
}

impl Table {
    /// The text that a cell of a head shows: its own, or that of the cells across which it is merged.
    pub(super) fn head_text<'a>(&self, line: &'a Line, column: usize) -> &'a str {
        let across = || self.across.iter().find(|merged| merged.holds(line.number, column));
        let text = |column: usize| line.cells.get(column).map(|cell| cell.text.as_str());
        text(column).filter(|text| !text.is_empty()).or_else(|| text(across()?.columns.0)).unwrap_or_default()
    }

    /// The number of columns.
    pub(super) fn width(&self) -> usize {
        self.lines.iter().map(|line| line.cells.len()).max().unwrap_or(0)
    }
}

impl Cell {
    /// Whether there is nothing in it.
    pub fn is_blank(&self) -> bool {
        self.defect.is_none() && crate::text::looks_blank(&self.text)
    }
}

impl Merged {
    fn holds(&self, line: u32, column: usize) -> bool {
        (self.lines.0..=self.lines.1).contains(&line) && (self.columns.0..=self.columns.1).contains(&column)
    }
}

/// The letters above a column: `A` for 0, `AA` for 26.
pub fn letters(mut column: usize) -> String {
    let mut letters = Vec::new();
    loop {
        letters.push(char::from(b'A' + u8::try_from(column % 26).unwrap_or_default()));
        if column < 26 {
            break;
        }
        column = column / 26 - 1;
    }
    letters.into_iter().rev().collect()
}
