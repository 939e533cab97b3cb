//! Exporting a roster: what comes back is the same, and nothing is taken for a number or a formula.

use std::collections::BTreeSet;
use std::sync::Arc;

use beian::dossier::Row;
use beian::field::{Answer, FieldKind};
use beian::procedure::{Field, load};
use beian::sheet::{Choices, SheetFormat, columns, export, import, read, template, write_csv};
use calamine::{Data, Reader as _, Xlsx};
use proptest::prelude::*;

use crate::sheet_support::{PROCEDURE, roster, row};

const FORMATS: [SheetFormat; 2] = [SheetFormat::Xlsx, SheetFormat::Csv];

fn exported(rows: &[Arc<Row>], format: SheetFormat) -> Vec<u8> {
    export(&PROCEDURE, roster(), rows, format).unwrap()
}

/// The rows that an exported file brings back into an empty roster.
fn imported(file: &[u8]) -> Vec<Arc<Row>> {
    let book = read("a", file).unwrap();
    let import = import(
        &book,
        &PROCEDURE,
        roster(),
        &[],
        &Choices { key: Some(String::new()), ..Choices::default() },
        "x",
    );
    assert_eq!(import.preview.heads.iter().filter(|head| head.target.is_empty()).count(), 0);
    import.rows.unwrap_or_else(|| panic!("{:?}", import.preview.refusal))
}

fn answers(rows: &[Arc<Row>]) -> Vec<&std::collections::BTreeMap<String, Answer>> {
    rows.iter().map(|row| &row.answers).collect()
}

#[test]
fn identifiers_keep_every_digit_and_no_cell_is_a_formula() {
    let rows = [row(
        "1",
        &[
            ("number", "000123456789012345678".into()),
            ("holder", "=HYPERLINK(\"http://x\",\"y\")".into()),
            ("scope", "+86\n-1\n@SUM(1)".into()),
            ("issued", "2026-01-05".into()),
            ("persons", "36".into()),
            ("identity", Answer::from_parts([("kind", "resident_id"), ("number", "110105194912310021")])),
        ],
    )];
    let file = exported(&rows, SheetFormat::Xlsx);
    let mut workbook = Xlsx::new(std::io::Cursor::new(&file)).unwrap();
    let sheet = workbook.worksheet_range("证书").unwrap();
    let cell = |column: usize| sheet.get((1, column)).unwrap().clone();
    assert_eq!(cell(0), Data::String("000123456789012345678".into()));
    assert_eq!(cell(1), Data::String("=HYPERLINK(\"http://x\",\"y\")".into()));
    assert!(
        workbook.worksheet_formula("证书").unwrap().used_cells().all(|(_, _, formula)| formula.is_empty())
    );
    let heads: Vec<String> = sheet.rows().next().unwrap().iter().map(ToString::to_string).collect();
    assert!(matches!(cell(heads.iter().position(|head| head == "颁发日期").unwrap()), Data::DateTime(_)));
    assert_eq!(cell(heads.iter().position(|head| head == "涉及人数（人）").unwrap()), Data::Float(36.0));
    let number = cell(heads.iter().position(|head| head == "联系人证件号码").unwrap());
    assert_eq!(number, Data::String("110105194912310021".into()));

    let csv = String::from_utf8(exported(&rows, SheetFormat::Csv)).unwrap();
    assert!(csv.starts_with("\u{FEFF}证书编号,获证组织名称,"));
    assert!(
        csv.contains("\"'=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\"") && csv.contains("\"'+86\n-1"),
        "{csv}"
    );
}

#[test]
fn choices_are_offered_and_the_head_stays_in_sight() {
    let file = exported(&[], SheetFormat::Xlsx);
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(&file)).unwrap();
    let mut sheet = String::new();
    std::io::Read::read_to_string(&mut archive.by_name("xl/worksheets/sheet1.xml").unwrap(), &mut sheet)
        .unwrap();
    assert!(sheet.contains("state=\"frozen\"") && sheet.contains("<autoFilter"));
    assert!(sheet.contains("type=\"list\"") && sheet.contains("选项!$A$1:$A$3"), "{sheet}");
}

#[test]
fn the_same_rows_give_the_same_bytes() {
    let rows = [row("1", &[("number", "A-1".into())])];
    for format in FORMATS {
        assert!(exported(&rows, format) == exported(&rows, format));
    }
}

#[test]
fn the_template_explains_itself_and_its_example_is_not_imported() {
    let file = template(&PROCEDURE, roster()).unwrap();
    let book = read("模板.xlsx", &file).unwrap();
    let names: Vec<&str> = book.tables.iter().map(|table| table.name.as_str()).collect();
    assert_eq!(names, ["证书", "填写说明", "选项"]);
    let guide: Vec<String> = book.tables[1]
        .lines
        .iter()
        .map(|line| line.cells.iter().map(|cell| cell.text.as_str()).collect::<Vec<_>>().join("|"))
        .collect();
    assert!(guide.contains(&"获证组织名称|文字，不超过50字|必填|与营业执照一致。".to_owned()), "{guide:#?}");
    assert!(guide.contains(&"状态|从列表选择：有效、暂停、其他|选填||有效".to_owned()), "{guide:#?}");
    assert!(guide.iter().any(|line| line.contains("最多6000行")));
    let import = import(&book, &PROCEDURE, roster(), &[], &Choices::default(), "x");
    assert_eq!(import.preview.counts.examples, 1);
    assert!(import.preview.refusal.unwrap().contains("表头下面没有内容"));
    // Every column of the template is a column of the roster, the mark of the example apart.
    let unknown: Vec<&str> = import
        .preview
        .heads
        .iter()
        .filter(|head| head.target.is_empty())
        .map(|head| head.text.as_str())
        .collect();
    assert_eq!(unknown, ["示例"]);
}

#[test]
fn every_roster_of_every_procedure_has_a_template_whose_columns_are_all_known() {
    let mut rosters = 0;
    for folder in std::fs::read_dir("www/procedures").unwrap() {
        let path = folder.unwrap().path().join("procedure.json");
        let Ok(json) = std::fs::read_to_string(&path) else { continue };
        let procedure = load("procedure.json", &json).unwrap();
        for roster in &procedure.rosters {
            rosters += 1;
            let labels: BTreeSet<String> = columns(roster).into_iter().map(|column| column.label).collect();
            assert_eq!(labels.len(), columns(roster).len(), "{}: two columns have one label", roster.id);
            let book = read("模板.xlsx", &template(&procedure, roster).unwrap()).unwrap();
            let preview = import(&book, &procedure, roster, &[], &Choices::default(), "x").preview;
            let found: Vec<(&str, bool)> =
                preview.heads.iter().map(|head| (head.target.as_str(), head.guessed)).collect();
            let ids: Vec<String> = columns(roster).into_iter().map(|column| column.id).collect();
            let expected: Vec<(&str, bool)> =
                ids.iter().map(|id| (id.as_str(), false)).chain([("", false)]).collect();
            assert_eq!(found, expected, "{}", roster.id);
        }
    }
    assert!(rosters > 0);
}

#[test]
fn a_text_longer_than_a_cell_is_refused_for_a_workbook_and_written_as_text() {
    let rows = [row("1", &[("number", "A-1".into()), ("scope", "长".repeat(40_000).as_str().into())])];
    let error = export(&PROCEDURE, roster(), &rows, SheetFormat::Xlsx).unwrap_err().to_string();
    assert!(error.starts_with("“证书”无法写成表格") && error.ends_with("请改用 CSV 导出。"), "{error}");
    assert_eq!(answers(&imported(&exported(&rows, SheetFormat::Csv))), answers(&rows));
}

/// Texts as they are typed, with what is dangerous in a sheet among them.
fn typed() -> impl Strategy<Value = String> {
    let dangerous = "[=+@'\"-][A-Z0-9(),;'\"=]{0,8}".prop_map(String::from);
    let numbers = "0{0,2}[0-9]{1,22}(\\.[0-9]{1,3})?".prop_map(String::from);
    let words = "[甲乙丙𬱖 a-z，、,;\\t\"'_x0041&<>1-9]{1,20}".prop_map(String::from);
    let days = "(19|20)[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|2[0-8])".prop_map(String::from);
    let words_of_types = prop::sample::select(vec![
        "长期",
        "万元",
        "元",
        "人民币",
        "美元",
        "开办资金",
        "passport",
        "resident_id",
        "valid",
        "paused",
        "other",
        "yes",
        "张三",
        "13800138000",
        "TRUE",
        "1E5",
    ])
    .prop_map(String::from);
    prop_oneof![dangerous, numbers, words, days, words_of_types]
}

fn answer_of(field: &Field) -> BoxedStrategy<Option<Answer>> {
    let kind = field.kind.clone();
    let parts: Vec<&'static str> = kind.parts().to_vec();
    let texts = prop::collection::vec(typed(), parts.len().max(1));
    let unknown = field.unknown;
    (texts, prop::bool::weighted(0.7), prop::bool::weighted(0.1))
        .prop_map(move |(texts, given, not_known)| {
            if unknown && not_known {
                return Some(Answer::unknown());
            }
            let answer = match parts.is_empty() {
                // A statement is ticked or not; nothing else is ever typed there.
                true if kind == FieldKind::Confirm => Answer::from("yes"),
                true => Answer::Text(texts[0].clone()),
                false => Answer::Parts(parts.iter().map(|part| (*part).to_owned()).zip(texts).collect()),
            };
            // As a dossier stores it: in normal form, and blank answers not at all.
            let normal = kind.normalise(&kind.normalise(&answer));
            let kept = Some(normal).filter(|answer| given && !answer.is_blank());
            kept.filter(|answer| kind.normalise(answer) == *answer && !has_dash_alone(answer))
        })
        .boxed()
}

/// A dash alone is how people leave a cell blank.
fn has_dash_alone(answer: &Answer) -> bool {
    let texts: Vec<&String> = match answer {
        Answer::Text(text) => vec![text],
        Answer::Parts(parts) => parts.values().collect(),
    };
    texts.iter().any(|text| text.trim_matches(['-', ' ']).is_empty())
}

fn any_row() -> impl Strategy<Value = Arc<Row>> {
    let fields: Vec<_> = roster().fields.iter().map(answer_of).collect();
    fields.prop_map(|answers| {
        let answers = roster().fields.iter().zip(answers);
        let answers = answers.filter_map(|(field, answer)| Some((field.id.clone(), answer?)));
        Arc::new(Row { id: "r".into(), answers: answers.collect() })
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn what_is_exported_is_imported_as_the_same_rows(rows in prop::collection::vec(any_row(), 1..6)) {
        let rows: Vec<_> = rows.into_iter().filter(|row| !row.answers.is_empty()).collect();
        prop_assume!(!rows.is_empty());
        for format in FORMATS {
            let back = imported(&exported(&rows, format));
            prop_assert_eq!(answers(&back), answers(&rows), "{:?}", format);
        }
    }

    #[test]
    fn texts_come_back_from_csv_to_the_letter(lines in prop::collection::vec(prop::collection::vec("[^\\p{Cc}]{0,12}", 3), 1..5)) {
        let head = vec!["a".into(), "b".into(), "c".into()];
        let body = lines.iter().map(|line| line.iter().map(|text| text.as_str().into()).collect());
        let csv = write_csv(std::iter::once(head).chain(body));
        let book = read("a.csv", &csv).unwrap();
        for (line, read) in lines.iter().filter(|line| !line.iter().all(|text| beian::text::looks_blank(text))).zip(&book.tables[0].lines[1..]) {
            for (at, text) in line.iter().enumerate() {
                let found = read.cells.get(at).map_or("", |cell| cell.text.as_str());
                prop_assert!(found == text || (found.is_empty() && beian::text::looks_blank(text)), "{:?} {:?}", found, text);
            }
        }
    }
}
