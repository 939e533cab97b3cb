//! How to fill in a roster's sheet: 填写说明, made from the fields.

use super::columns::{Column, EXAMPLE, UNKNOWN};
use super::write_xlsx::{Look, Sheet};
use crate::field::{Answer, FieldKind};
use crate::procedure::{Procedure, Roster};

/// The worksheet of that name.
pub(super) fn guide(procedure: &Procedure, roster: &Roster, columns: &[Column<'_>]) -> Sheet {
    let examples = example(roster, columns);
    let mut lines: Vec<Vec<String>> = columns
        .iter()
        .zip(examples)
        .map(|(column, example)| {
            vec![column.label.clone(), form(column), need(column).to_owned(), help(column), example]
        })
        .collect();
    let notes = [
        format!(
            "本表用于“{}”的“{}”（{} 版），每行一条，最多{}行。",
            procedure.title, roster.title, procedure.version, roster.most
        ),
        roster.help.clone(),
        "表头不要改动；各列的先后次序可以改变，不需要的列可以删去。".to_owned(),
        "没有内容的单元格请留空，或者填写“/”。".to_owned(),
        "号码、编号各列已设为文本格式，请不要改为数值，以免丢失数字。".to_owned(),
        format!("“{EXAMPLE}”一列有内容的行不会导入；请在其下另起一行填写。"),
    ];
    lines.push(Vec::new());
    lines.extend(notes.into_iter().filter(|note| !note.is_empty()).map(|note| vec![note]));
    Sheet {
        name: "填写说明".to_owned(),
        heads: ["列名", "填写形式", "是否必填", "说明", "示例"].map(str::to_owned).to_vec(),
        looks: vec![Look::Text, Look::LongText, Look::Text, Look::LongText, Look::Text],
        lines,
        ..Sheet::default()
    }
}

/// A line as it could be filled in.
pub(super) fn example(roster: &Roster, columns: &[Column<'_>]) -> Vec<String> {
    let answers: Vec<(&str, Answer)> = roster
        .fields
        .iter()
        .map(|field| (field.id.as_str(), example_of(&field.kind, &field.example)))
        .collect();
    let text = |column: &Column<'_>| {
        let found = answers.iter().find(|(id, _)| *id == column.field.id);
        found.map(|(_, answer)| column.text(answer)).unwrap_or_default()
    };
    columns.iter().map(text).collect()
}

/// An example of a field: its own, else one of its type.
fn example_of(kind: &FieldKind, given: &str) -> Answer {
    let parts = |parts| Answer::from_parts::<2>(parts);
    let answer = match (kind, kind.parts().first()) {
        (FieldKind::IdDocument, Some(_)) if !given.is_empty() => {
            parts([("kind", "resident_id"), ("number", given)])
        }
        (_, Some(main)) if !given.is_empty() => Answer::from_parts([(main, given)]),
        (_, None) if !given.is_empty() => Answer::from(given),
        (FieldKind::Choice { options }, _) => {
            let first = options.first().map(|option| option.code.as_str());
            Answer::from_parts([("choice", first.unwrap_or_default())])
        }
        (FieldKind::Date, _) => Answer::from("2026-01-05"),
        (FieldKind::Period, _) => parts([("from", "2026-01-05"), ("to", "2029-01-04")]),
        (FieldKind::Count { .. }, _) => Answer::from("36"),
        (FieldKind::Money, _) => parts([("amount", "300万元"), ("currency", "人民币")]),
        (FieldKind::PersonName, _) => Answer::from("张三"),
        (FieldKind::Confirm, _) => Answer::from("yes"),
        _ => Answer::from(""),
    };
    kind.normalise(&answer)
}

/// What may stand in a column.
fn form(column: &Column<'_>) -> String {
    let choices = column.choices();
    let form = match (&column.field.kind, column.part) {
        _ if !choices.is_empty() => return format!("从列表选择：{}", choices.join("、")),
        (FieldKind::Text { max }, _) => format!("文字，不超过{max}字"),
        (FieldKind::LongText { max }, _) => format!("文字，可以分段，不超过{max}字"),
        (FieldKind::Date, _) | (FieldKind::Period | FieldKind::IdDocument, Some("from")) => "日期".to_owned(),
        (FieldKind::Period | FieldKind::IdDocument, Some("to")) => "日期或者“长期”".to_owned(),
        (FieldKind::Count { unit }, _) if !unit.is_empty() => format!("整数（{unit}）"),
        (FieldKind::Count { .. }, _) => "整数".to_owned(),
        (FieldKind::Money, Some("amount")) => "金额，或者“不适用”".to_owned(),
        (FieldKind::Money, Some("currency")) => "币种，空白为人民币".to_owned(),
        (FieldKind::PersonName, _) => "姓名".to_owned(),
        (FieldKind::Uscc, _) => "18位代码".to_owned(),
        (FieldKind::IdDocument, _) => "证件号码".to_owned(),
        (FieldKind::Phone, _) => "电话号码".to_owned(),
        (FieldKind::PostCode, _) => "6位数字".to_owned(),
        _ => "文字".to_owned(),
    };
    if column.field.unknown && column.is_main() { format!("{form}，或者“{UNKNOWN}”") } else { form }
}

fn need(column: &Column<'_>) -> &'static str {
    let field = column.field;
    let whole = column.is_main()
        || matches!(
            (&field.kind, column.part),
            (FieldKind::Period, _) | (FieldKind::IdDocument, Some("kind"))
        );
    match () {
        () if field.optional || !whole => "选填",
        () if field.when.is_some() => "视情况填写",
        () => "必填",
    }
}

fn help(column: &Column<'_>) -> String {
    if column.is_main() { column.field.help.clone() } else { String::new() }
}
