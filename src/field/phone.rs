//! 联系电话 as a field.

use super::{Problem, Reading, Value};
use crate::identity::phone::{PhoneDefect, PhoneKind, parse};
use crate::text::tidy;

pub(super) fn read(text: &str) -> Reading {
    let form = "请填写11位手机号码，或者带区号的固定电话，例如010-12345678。";
    let problem = match parse(text) {
        Ok(phone) if phone.kind != PhoneKind::Unknown => return Reading::good(Value::Text(phone.number)),
        Ok(_) => Problem::warning("phone_form_unknown", "不是常见的手机号码或者带区号的固定电话。", form),
        Err(PhoneDefect::Several) => Problem::warning(
            "phone_several",
            "填写了不止一个电话号码。",
            "请只保留一个能够随时联系到本人的号码，最好是手机号码。",
        ),
        Err(PhoneDefect::Character) => {
            Problem::blocking("phone_unreadable", "含有电话号码以外的内容。", form)
        }
        Err(PhoneDefect::MobileLength(length)) => Problem::blocking(
            "phone_mobile_length_wrong",
            format!("手机号码应为11位，现在是{length}位。"),
            "请核对是否漏填或者多填了数字。",
        ),
        Err(PhoneDefect::MobilePrefix) => Problem::blocking(
            "phone_mobile_prefix_wrong",
            "没有以这三位数字开头的手机号码。",
            "手机号码以13至19开头，请核对；固定电话请写区号。",
        ),
    };
    Reading::with_problems(Value::Text(normalise(text)), vec![problem])
}

pub(super) fn normalise(text: &str) -> String {
    parse(text).map_or_else(|_| tidy(text), |phone| phone.number)
}
