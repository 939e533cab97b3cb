//! Reading sheets: workbooks of every kind, text in every encoding, and what is no sheet.

use beian::sheet::{CellDefect, MAX_FILE_BYTES, SheetReason, read, read_pasted};
use proptest::prelude::*;
use rust_xlsxwriter::{Formula, Workbook};

use crate::sheet_support::{book, fixture, texts};

/// One sentence: the file's name in quotes, one full stop at the end, what to do after the last comma.
#[track_caller]
fn refusal(name: &str, bytes: &[u8]) -> String {
    let text = read(name, bytes).unwrap_err().to_string();
    assert!(text.starts_with(&format!("“{name}”")), "{text}");
    assert!(text.ends_with('。') && text.matches('。').count() == 1, "{text}");
    assert!(text.contains("，请"), "{text}");
    text
}

#[test]
fn a_workbook_is_read_as_it_looks() {
    let book = book("register.xlsx");
    let names: Vec<&str> = book.tables.iter().map(|table| table.name.as_str()).collect();
    assert_eq!(names, ["说明", "2026年"]);
    let table = &book.tables[1];
    let lines = texts(table);
    assert_eq!(lines[0], ["认证证书登记表"]);
    assert_eq!(
        &lines[3][..7],
        [
            "1",
            "PIPEC-2026-0001",
            "北京甲科技有限公司",
            "91110199MADC7Q2X3R",
            "有效",
            "2026-01-05",
            "2029-01-04"
        ]
    );
    assert_eq!(lines[3][8], "3.5");
    assert_eq!((lines[4][6], lines[4][7], lines[4][8]), ("2029年1月31日", "2026.2.1", "0.3"));
    assert_eq!(lines[5][7], "2026-03-01 10:20:00");
    // The blank line is left out and the numbers are those of the sheet.
    let numbers: Vec<u32> = table.lines.iter().map(|line| line.number).collect();
    assert_eq!(numbers, [1, 2, 3, 4, 5, 6, 8, 9, 10]);
}

#[test]
fn what_is_merged_down_the_lines_stands_in_each_of_them_and_is_told() {
    let book = book("register.xlsx");
    let lines = texts(&book.tables[1]);
    assert_eq!((lines[4][2], lines[5][2]), ("上海乙信息有限公司", "上海乙信息有限公司"));
    assert!(
        book.notes.iter().any(|note| note.contains("合并单元格") && note.contains("2026年")),
        "{:?}",
        book.notes
    );
}

#[test]
fn cells_that_cannot_be_relied_on_are_marked() {
    let book = book("register.xlsx");
    let defect = |line: usize, column: usize| book.tables[1].lines[line].cells[column].defect;
    assert_eq!(defect(6, 1), Some(CellDefect::LostDigits));
    assert_eq!(book.tables[1].lines[6].cells[1].text, "202600000000000000");
    assert_eq!(defect(7, 2), Some(CellDefect::FormulaUncounted));
    assert_eq!(defect(7, 8), Some(CellDefect::FormulaError));
    assert_eq!(defect(3, 1), None);
}

#[test]
fn the_result_of_a_formula_that_is_in_the_file_is_taken() {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.write_string(0, 0, "证书编号").unwrap();
    sheet.write_formula(1, 0, Formula::new("=\"A\"&1").set_result("A1")).unwrap();
    sheet.write_formula(2, 0, Formula::new("=1+1").set_result("2")).unwrap();
    sheet.write_formula(3, 0, Formula::new("=NA()").set_result("#N/A")).unwrap();
    sheet.write_boolean(4, 0, true).unwrap();
    sheet.write_number(5, 0, 1e20).unwrap();
    sheet.write_number(6, 0, -0.000_000_25).unwrap();
    let book = read("公式.xlsx", &workbook.save_to_buffer().unwrap()).unwrap();
    let cells: Vec<_> = book.tables[0].lines.iter().map(|line| &line.cells[0]).collect();
    let texts: Vec<&str> = cells.iter().map(|cell| cell.text.as_str()).collect();
    assert_eq!(texts, ["证书编号", "A1", "2", "#N/A", "TRUE", "100000000000000000000", "-0.00000025"]);
    assert_eq!(cells[3].defect, Some(CellDefect::FormulaError));
    assert_eq!(cells[5].defect, Some(CellDefect::LostDigits));
    assert!(cells[1].defect.is_none() && cells[2].defect.is_none());
}

#[test]
fn a_text_may_begin_with_the_letters_of_other_files() {
    for text in ["MZ-1,甲\n", "ID3,甲\n", "BM12,甲\n"] {
        assert_eq!(texts(&read("a.csv", text.as_bytes()).unwrap().tables[0])[0][1], "甲");
    }
}

#[test]
fn macros_are_not_run_and_that_is_told() {
    let book = book("macros.xlsm");
    assert_eq!(book.tables.len(), 2);
    assert!(book.notes.iter().any(|note| note.contains("宏没有运行")), "{:?}", book.notes);
}

#[test]
fn days_are_counted_in_the_calendar_of_the_workbook() {
    assert_eq!(texts(&book("from-1904.xlsx").tables[0])[1], ["A-1", "2026-01-05"]);
}

#[test]
fn a_cell_in_the_last_corner_takes_no_memory_and_is_told() {
    let book = book("far-cell.xlsx");
    assert_eq!(texts(&book.tables[0]), [["证书编号", "颁发日期"], ["A-1", "2026-01-05"]]);
    assert!(book.notes.iter().any(|note| note.contains("512 列以后")), "{:?}", book.notes);
}

#[test]
fn what_cannot_be_read_is_refused_with_what_to_do() {
    assert!(refusal("密码.xlsx", &fixture("password.xlsx")).contains("设有打开密码"));
    assert!(refusal("炸弹.xlsx", &fixture("bomb.xlsx")).contains("解压后超过 200 MB"));
    let old = refusal("旧.xls", &fixture("old.xls"));
    assert!(old.contains("旧格式的工作簿（.xls 或者 .et），请用 Excel 或者 WPS 另存为"), "{old}");
    assert!(refusal("空.xlsx", b"").contains("空文件（0 字节）"));
    let whole = fixture("register.xlsx");
    assert!(refusal("半个.xlsx", &whole[..whole.len() / 2]).contains("不完整或者已损坏"));
    assert!(refusal("网页.xls", b"<html><table><tr><td>1</td></tr></table></html>").contains("网页"));
    assert!(refusal("图.xlsx", b"\x89PNG\r\n\x1A\n\0\0\0\0").contains("PNG 图片，不是表格"));
    assert!(refusal("扫描.pdf", b"%PDF-1.7\n").contains("PDF 文件，不是表格"));
    let xml = b"<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\"/>";
    assert!(refusal("旧.xml", xml).contains("XML 电子表格 2003"));
    assert!(refusal("空白.csv", " , ,\r\n\r\n".as_bytes()).contains("没有内容"));
    assert!(refusal("乱码.csv", b"a,b\r\n\xFF\xFF\xFF,\x80\r\n").contains("编码无法识别"));
    let huge = vec![b'a'; usize::try_from(MAX_FILE_BYTES).unwrap() + 1];
    assert!(refusal("大.csv", &huge).contains("51 MB，超过导入表格 50 MB"));
}

#[test]
fn text_is_read_in_every_common_encoding() {
    let text = "证书编号,获证组织\r\nA-1,\"甲，乙\"\r\n\"A\n2\",丙\r\n";
    let expected = [["证书编号", "获证组织"], ["A-1", "甲，乙"], ["A\n2", "丙"]];
    let marked = [b"\xEF\xBB\xBF".as_slice(), text.as_bytes()].concat();
    let (gbk, _, lost) = encoding_rs::GB18030.encode(text);
    assert!(!lost);
    let utf16: Vec<u8> =
        [0xFF, 0xFE].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    for bytes in [text.as_bytes(), &marked, &gbk, &utf16] {
        let book = read("a.csv", bytes).unwrap();
        assert_eq!(texts(&book.tables[0]), expected);
    }
}

#[test]
fn every_separator_is_told() {
    for (separator, named) in [(",", ""), ("\t", ""), (";", ""), ("|", "sep=|\r\n")] {
        let text = format!("{named}a{separator}b{separator}c\n1{separator}2{separator}3\n");
        let book = read("a.csv", text.as_bytes()).unwrap();
        assert_eq!(texts(&book.tables[0]), [["a", "b", "c"], ["1", "2", "3"]], "{text}");
    }
}

#[test]
fn lines_of_text_are_numbered_as_a_sheet_shows_them() {
    let book = read("a.csv", "编号,名称\r\n\r\n1,\"甲\r\n乙\"\r\n2,丙\r\n".as_bytes()).unwrap();
    let numbers: Vec<u32> = book.tables[0].lines.iter().map(|line| line.number).collect();
    assert_eq!(numbers, [1, 3, 4]);
}

#[test]
fn what_a_sheet_spoilt_on_its_way_through_text_is_marked() {
    let book = read_pasted(
        "粘贴的内容",
        "证件号码\t金额\t名称\n1.10105E+17\t####\t#REF!\n11010519491231002X\t1\tE+1",
    )
    .unwrap();
    let defects: Vec<_> = book.tables[0].lines[1].cells.iter().map(|cell| cell.defect).collect();
    assert_eq!(
        defects,
        [Some(CellDefect::LostDigits), Some(CellDefect::TooNarrow), Some(CellDefect::FormulaError)]
    );
    assert!(book.tables[0].lines[2].cells.iter().all(|cell| cell.defect.is_none()));
}

#[test]
fn a_quote_that_is_never_closed_does_not_swallow_the_rest() {
    let book = read("a.csv", "编号,名称\n1,\"甲\n2,乙\n3,丙\n".as_bytes()).unwrap();
    assert_eq!(book.tables[0].lines.len(), 4);
    assert!(book.notes.iter().any(|note| note.contains("引号不成对")));
}

proptest! {
    #[test]
    fn no_bytes_make_reading_panic(bytes in prop::collection::vec(any::<u8>(), 0..2000)) {
        let _ = read("a.csv", &bytes);
    }

    #[test]
    fn no_text_makes_reading_panic(text in "[\"',;\\t\\r\\n=a1甲#E+]{0,200}") {
        let _ = read("a.csv", text.as_bytes());
        let _ = read_pasted("a", &text);
    }

    #[test]
    fn no_damage_to_a_workbook_makes_reading_panic(at in 0_usize..8000, byte: u8, cut in 0_usize..9000) {
        for name in ["register.xlsx", "two-lines.xlsx", "password.xlsx"] {
            let mut bytes = fixture(name);
            let length = bytes.len();
            bytes[at % length] = byte;
            let _ = read(name, &bytes);
            bytes.truncate(cut % length);
            let _ = read(name, &bytes);
        }
    }
}

/// A workbook with one worksheet of this XML, made from one that is good.
fn with_sheet(change: impl Fn(&str) -> String) -> Vec<u8> {
    let mut files = crate::package_support::unpack(&fixture("other.xlsx"));
    let sheet = files.iter_mut().find(|(name, _)| name.starts_with("xl/worksheets/sheet")).unwrap();
    sheet.1 = change(std::str::from_utf8(&sheet.1).unwrap()).into_bytes();
    crate::package_support::repack(&files)
}

#[test]
fn a_reference_that_no_worksheet_has_is_refused_before_it_is_counted() {
    let good = with_sheet(str::to_owned);
    assert!(read("good.xlsx", &good).is_ok());
    for far in ["A99999999", "ABCD1", "88888888888888888888888", "A1:ZZZZZZZ9"] {
        let changed = with_sheet(|xml| xml.replacen("r=\"A1\"", &format!("r = '{far}'"), 1));
        assert_ne!(changed, good);
        assert!(
            matches!(read("far.xlsx", &changed), Err(error) if error.reason == SheetReason::Damaged),
            "{far}"
        );
    }
}
