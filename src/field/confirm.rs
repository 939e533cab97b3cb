//! 确认: a statement that is ticked or not.

use super::{Problem, Reading, Value};
use crate::text::tidy;

/// The answer of a ticked statement.
pub(super) const YES: &str = "yes";
/// How a ticked statement prints.
pub(super) const PRINTED: &str = "☑";

pub(super) fn read(text: &str) -> Reading {
    if tidy(text) == YES {
        return Reading::good(Value::Confirmed);
    }
    Reading::refused(Problem::blocking("confirm_unreadable", "保存的确认状态无法识别。", "请重新勾选。"))
}

pub(super) fn normalise(text: &str) -> String {
    tidy(text)
}
