//! Canonical JSON (RFC 8785): one spelling for one value, so that equal values have equal digests.

use serde::Serialize;
use serde_json::Value;

/// Writes a value as canonical JSON: keys sorted by UTF-16 code units, no white space, numbers as
/// ECMAScript prints them, and no newline at the end.
///
/// # Panics
///
/// When the value has no JSON form (a map whose keys are not texts). Every type of this crate has one.
pub fn canonical_json(value: &impl Serialize) -> String {
    let value = serde_json::to_value(value).expect("the types of this crate have a JSON form");
    let mut out = String::new();
    write(&value, &mut out);
    out
}

/// Canonical JSON as the content of a file: with one newline at the end.
pub(super) fn canonical_file(value: &impl Serialize) -> Vec<u8> {
    let mut text = canonical_json(value);
    text.push('\n');
    text.into_bytes()
}

fn write(value: &Value, out: &mut String) {
    match value {
        Value::Null | Value::Bool(_) | Value::String(_) => out.push_str(&value.to_string()),
        Value::Number(number) => match number.as_f64() {
            Some(float) if number.is_f64() => write_float(float, out),
            _ => out.push_str(&number.to_string()),
        },
        Value::Array(items) => {
            out.push('[');
            for (i, item) in items.iter().enumerate() {
                if i > 0 {
                    out.push(',');
                }
                write(item, out);
            }
            out.push(']');
        }
        Value::Object(members) => {
            let mut members: Vec<_> = members.iter().collect();
            members.sort_by(|(a, _), (b, _)| a.encode_utf16().cmp(b.encode_utf16()));
            out.push('{');
            for (i, (key, member)) in members.into_iter().enumerate() {
                if i > 0 {
                    out.push(',');
                }
                out.push_str(&Value::String(key.clone()).to_string());
                out.push(':');
                write(member, out);
            }
            out.push('}');
        }
    }
}

/// `Number::toString` of ECMAScript, which RFC 8785 prescribes. JSON has no infinities.
fn write_float(float: f64, out: &mut String) {
    if float == 0.0 {
        out.push('0');
        return;
    }
    // Rust's `{:e}` gives the shortest digits that read back as the same number, as ECMAScript does.
    let text = format!("{float:e}");
    let (mantissa, exponent) = text.split_once('e').unwrap_or((&text, "0"));
    if let Some(positive) = mantissa.strip_prefix('-') {
        out.push('-');
        return write_digits(positive, exponent, out);
    }
    write_digits(mantissa, exponent, out);
}

fn write_digits(mantissa: &str, exponent: &str, out: &mut String) {
    let digits = mantissa.replace('.', "");
    // The decimal point stands after this many digits.
    let point = exponent.parse::<i32>().unwrap_or(0) + 1;
    let length = i32::try_from(digits.len()).unwrap_or(i32::MAX);
    let zeros = |n: i32| "0".repeat(usize::try_from(n).unwrap_or(0));
    match point {
        _ if (length..=21).contains(&point) => out.push_str(&format!("{digits}{}", zeros(point - length))),
        1..=21 => {
            let (whole, fraction) = digits.split_at(usize::try_from(point).unwrap_or(0));
            out.push_str(&format!("{whole}.{fraction}"));
        }
        -5..=0 => out.push_str(&format!("0.{}{digits}", zeros(-point))),
        _ => {
            let (first, rest) = digits.split_at(1);
            let dot = if rest.is_empty() { "" } else { "." };
            out.push_str(&format!("{first}{dot}{rest}e{:+}", point - 1));
        }
    }
}
