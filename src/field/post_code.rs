//! 邮政编码 as a field.

use super::{Problem, Reading, Value};
use crate::identity::post_code::{PostCodeDoubt, parse};

pub(super) fn read(text: &str) -> Reading {
    let code = parse(text);
    let problem = code.doubt.map(|doubt| match doubt {
        PostCodeDoubt::NotSixDigits => Problem::warning(
            "post_code_not_six_digits",
            "邮政编码应为6位数字。",
            "请核对通讯地址的邮政编码。",
        ),
        PostCodeDoubt::Zeros => {
            Problem::warning("post_code_zeros", "邮政编码全部为0。", "请填写通讯地址的实际邮政编码。")
        }
    });
    Reading { value: Some(Value::Text(code.code)), problems: problem.into_iter().collect() }
}

pub(super) fn normalise(text: &str) -> String {
    parse(text).code
}
