//! Writing XLSX: what is stored as text stays text, also where it looks like a number or a formula.

use rust_xlsxwriter::{
    DataValidation, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Formula, IgnoreError,
    Worksheet, XlsxError,
};

use super::export::{as_day, as_number};
use super::letters;

/// The hidden worksheet with what may be chosen.
const CHOICES: &str = "选项";
/// The same in every file, so that the same rows give the same bytes.
const WRITTEN: (u16, u8, u8) = (2026, 1, 1);
/// Longest list of choices that a validation may be set for, beyond which the sheet would be slow.
const MOST_LINES: usize = 20_000;

/// A workbook to be written.
pub(super) struct Workbook {
    pub(super) title: String,
    pub(super) sheets: Vec<Sheet>,
}

/// One worksheet.
#[derive(Default)]
pub(super) struct Sheet {
    pub(super) name: String,
    pub(super) heads: Vec<String>,
    /// How the cells of each column are stored.
    pub(super) looks: Vec<Look>,
    /// What may be chosen in each column; none where anything may stand.
    pub(super) choices: Vec<Vec<String>>,
    pub(super) lines: Vec<Vec<String>>,
    /// Lines that may be filled in.
    pub(super) most: usize,
    /// The first line is an example.
    pub(super) example: bool,
    /// Offers to filter by the head.
    pub(super) filter: bool,
}

/// How cells are stored and shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Look {
    Text,
    LongText,
    Date,
    Number,
}

impl Workbook {
    /// The file.
    pub(super) fn write(&self) -> Result<Vec<u8>, XlsxError> {
        let mut workbook = rust_xlsxwriter::Workbook::new();
        let (year, month, day) = WRITTEN;
        let written = ExcelDateTime::from_ymd(year, month, day)?;
        workbook.set_properties(&DocProperties::new().set_title(&self.title).set_creation_datetime(&written));
        let lists = self.lists();
        for sheet in &self.sheets {
            sheet.write(workbook.add_worksheet(), &lists)?;
        }
        if !lists.is_empty() {
            let sheet = workbook.add_worksheet();
            sheet.set_name(CHOICES)?.set_hidden(true);
            for (column, list) in (0_u16..).zip(&lists) {
                for (row, text) in (0_u32..).zip(list) {
                    sheet.write_string(row, column, text)?;
                }
            }
        }
        workbook.save_to_buffer()
    }

    /// The different lists of choices, each of which gets a column of its own.
    fn lists(&self) -> Vec<Vec<String>> {
        let mut lists: Vec<Vec<String>> = Vec::new();
        for list in self.sheets.iter().flat_map(|sheet| &sheet.choices).filter(|list| !list.is_empty()) {
            if !lists.contains(list) {
                lists.push(list.clone());
            }
        }
        lists
    }
}

impl Sheet {
    fn write(&self, sheet: &mut Worksheet, lists: &[Vec<String>]) -> Result<(), XlsxError> {
        sheet.set_name(sheet_name(&self.name))?;
        let head = cell(Look::Text)
            .set_bold()
            .set_background_color(0x00E7_EDF3)
            .set_align(FormatAlign::Center)
            .set_text_wrap()
            .set_border(FormatBorder::Thin);
        sheet.set_row_height(0, 32)?;
        for (column, (text, look)) in (0_u16..).zip(self.heads.iter().zip(&self.looks)) {
            sheet.set_column_width(column, self.width(usize::from(column)))?;
            sheet.set_column_format(column, &cell(*look))?;
            sheet.write_string_with_format(0, column, text, &head)?;
        }
        for (row, line) in (1_u32..).zip(&self.lines) {
            for (column, (text, look)) in (0_u16..).zip(line.iter().zip(&self.looks)) {
                let mut format = cell(*look);
                if self.example && row == 1 {
                    format = format.set_italic().set_font_color(0x0070_7070);
                }
                match (look, as_day(text), as_number(text)) {
                    _ if text.is_empty() => sheet.write_blank(row, column, &format)?,
                    (Look::Date, Some(day), _) => {
                        let (year, month, day) = parts(day);
                        let day = ExcelDateTime::from_ymd(year, month, day)?;
                        sheet.write_datetime_with_format(row, column, &day, &format)?
                    }
                    (Look::Number, _, Some(number)) => {
                        sheet.write_number_with_format(row, column, number, &format)?
                    }
                    _ => sheet.write_string_with_format(row, column, text, &format)?,
                };
            }
        }
        self.validate(sheet, lists)?;
        self.finish(sheet)
    }

    /// Offers the choices in their columns.
    fn validate(&self, sheet: &mut Worksheet, lists: &[Vec<String>]) -> Result<(), XlsxError> {
        let last = u32::try_from(self.most.max(self.lines.len()).min(MOST_LINES)).unwrap_or(u32::MAX);
        for (column, list) in (0_u16..).zip(&self.choices) {
            let Some(at) = lists.iter().position(|other| other == list) else { continue };
            let (letters, end) = (letters(at), list.len());
            let source = Formula::new(format!("={CHOICES}!${letters}$1:${letters}${end}"));
            let rule = DataValidation::new()
                .allow_list_formula(source)
                .set_error_title("不在选项之中")?
                .set_error_message("请从下拉列表中选择。")?;
            sheet.add_data_validation(1, column, last.max(1), column, &rule)?;
        }
        Ok(())
    }

    /// What stays in sight, and how it prints.
    fn finish(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        let columns = u16::try_from(self.heads.len()).unwrap_or(u16::MAX).max(1);
        let last = u32::try_from(self.lines.len()).unwrap_or(u32::MAX).max(1);
        sheet.set_freeze_panes(1, 0)?;
        sheet.set_repeat_rows(0, 0)?;
        sheet.set_landscape().set_print_fit_to_pages(1, 0);
        sheet.ignore_error_range(1, 0, last, columns - 1, IgnoreError::NumberStoredAsText)?;
        if self.filter {
            sheet.autofilter(0, 0, last, columns - 1)?;
        }
        Ok(())
    }

    /// A column's width in characters: what its head and first lines need, within reason. Remarks that
    /// stand in a line of their own run on over the columns beside them.
    fn width(&self, column: usize) -> f64 {
        const FIRST: usize = 200;
        let lines = self.lines.iter().take(FIRST).filter(|line| line.len() > 1);
        let cells = lines.filter_map(|line| line.get(column));
        let widest = cells.map(|text| text.lines().map(columns_of).max().unwrap_or(0)).max().unwrap_or(0);
        let head = self.heads.get(column).map_or(0, |text| columns_of(text));
        #[expect(clippy::cast_precision_loss, reason = "at most 50")]
        let width = (widest.max(head).clamp(8, 50) + 2) as f64;
        width
    }
}

/// How many columns of Latin letters a text takes up.
fn columns_of(text: &str) -> usize {
    text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum()
}

fn cell(look: Look) -> Format {
    let format = Format::new().set_font_name("宋体").set_font_size(11).set_align(FormatAlign::VerticalCenter);
    match look {
        Look::Text => format.set_num_format("@"),
        Look::LongText => format.set_num_format("@").set_text_wrap().set_align(FormatAlign::Top),
        Look::Date => format.set_num_format("yyyy-mm-dd").set_align(FormatAlign::Left),
        Look::Number => format,
    }
}

fn parts(day: chrono::NaiveDate) -> (u16, u8, u8) {
    use chrono::Datelike as _;
    let small = |number: u32| u8::try_from(number).unwrap_or_default();
    (u16::try_from(day.year()).unwrap_or_default(), small(day.month()), small(day.day()))
}

/// A worksheet's name may have 31 characters and none of `[]:*?/\`.
fn sheet_name(name: &str) -> String {
    let name: String = name.chars().filter(|c| !"[]:*?/\\'".contains(*c)).take(31).collect();
    if name.is_empty() { "Sheet1".to_owned() } else { name }
}
