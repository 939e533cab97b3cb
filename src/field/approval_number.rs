//! 认证机构批准书号 as a field.

use super::{Problem, Reading, Value};
use crate::identity::approval_number::parse;

pub(super) fn read(text: &str) -> Reading {
    let approval = parse(text);
    let problem = approval.parts.is_none().then(|| {
        Problem::warning(
            "approval_number_unusual",
            "批准书号与常见格式不同。",
            "常见格式为“CNCA-R-年份-流水号”，外资机构为“CNCA-RF-年份-流水号”；请对照批准书核对，无误可以保留。",
        )
    });
    Reading { value: Some(Value::Text(approval.number)), problems: problem.into_iter().collect() }
}

pub(super) fn normalise(text: &str) -> String {
    parse(text).number
}
