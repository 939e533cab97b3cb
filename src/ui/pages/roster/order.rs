//! Rows in the order of a column.

use std::cmp::Ordering;
use std::sync::Arc;

use chrono::NaiveDate;
use js_sys::{Array, Function, Intl, Object};
use wasm_bindgen::JsValue;

use super::cell::shown;
use crate::dossier::Row;
use crate::field::{FieldKind, Value};
use crate::procedure::Field;

/// What a row is ordered by.
enum Key {
    Number(u128),
    Day(NaiveDate),
    Text(JsValue),
    /// Not answered, or not readable: last in either direction.
    None,
}

/// The rows in the order of their answers to a field: numbers and days by size, options as listed, texts
/// as a Chinese dictionary orders them. Equal ones keep their order.
pub(super) fn sorted(rows: &[Arc<Row>], field: &Field, falling: bool) -> Vec<Arc<Row>> {
    let collator = Intl::Collator::new(&Array::of1(&JsValue::from_str("zh-CN")), &Object::new());
    let compare = collator.compare();
    let mut keyed: Vec<(Key, &Arc<Row>)> = rows.iter().map(|row| (key(row, field), row)).collect();
    keyed.sort_by(|(a, _), (b, _)| match (a, b) {
        (Key::None, Key::None) => Ordering::Equal,
        (Key::None, _) => Ordering::Greater,
        (_, Key::None) => Ordering::Less,
        _ if falling => ordering(b, a, &compare),
        _ => ordering(a, b, &compare),
    });
    keyed.into_iter().map(|(_, row)| row.clone()).collect()
}

fn key(row: &Row, field: &Field) -> Key {
    let Some(answer) = row.answers.get(&field.id).filter(|answer| !answer.is_unknown()) else {
        return Key::None;
    };
    match (field.kind.read(answer).value, &field.kind) {
        (None, _) => Key::None,
        (Some(Value::Count(count)), _) => Key::Number(u128::from(count)),
        (Some(Value::Date(day) | Value::Period { from: day, .. }), _) => Key::Day(day),
        (Some(Value::Choice { code, .. }), FieldKind::Choice { options }) => {
            let at = options.iter().position(|option| option.code == code).unwrap_or(options.len());
            Key::Number(at as u128)
        }
        (Some(Value::IdDocument { number, .. }), _) => Key::Text(JsValue::from_str(&number)),
        (Some(Value::Text(text)), _) => Key::Text(JsValue::from_str(&text)),
        (Some(_), _) => Key::Text(JsValue::from_str(&shown(field, Some(answer)))),
    }
}

fn ordering(a: &Key, b: &Key, compare: &Function) -> Ordering {
    match (a, b) {
        (Key::Number(a), Key::Number(b)) => a.cmp(b),
        (Key::Day(a), Key::Day(b)) => a.cmp(b),
        (Key::Text(a), Key::Text(b)) => {
            let compared = compare.call2(&JsValue::NULL, a, b).ok().and_then(|order| order.as_f64());
            compared.and_then(|order| order.partial_cmp(&0.0)).unwrap_or(Ordering::Equal)
        }
        _ => Ordering::Equal,
    }
}
