//! 统一社会信用代码 as a field.

use serde_json::json;

use super::{Problem, Reading, Value};
use crate::identity::uscc::{ALPHABET, Uscc, UsccDefect, UsccDoubt, parse};
use crate::text::tidy;

const LOOK: &str = "请对照营业执照或者法人证书逐位核对。";

pub(super) fn read(text: &str) -> Reading {
    match parse(text) {
        Ok(code) => {
            Reading { problems: code.doubts().into_iter().map(doubt).collect(), value: Some(value(&code)) }
        }
        Err(defect) => Reading::refused(problem(defect)),
    }
}

pub(super) fn normalise(text: &str) -> String {
    parse(text).map_or_else(|_| tidy(text), |code| code.as_str().to_owned())
}

fn value(code: &Uscc) -> Value {
    Value::Text(code.as_str().to_owned())
}

fn problem(defect: UsccDefect) -> Problem {
    match defect {
        UsccDefect::RegistrationNumber => Problem::blocking(
            "uscc_is_registration_number",
            "填写的是15位数字，应为原工商注册号，不是18位的统一社会信用代码。",
            "请填写营业执照或者法人证书上的18位统一社会信用代码。",
        ),
        UsccDefect::OrganisationCode => Problem::blocking(
            "uscc_is_organisation_code",
            "填写的是9位，应为原组织机构代码，不是18位的统一社会信用代码。",
            "请填写营业执照或者法人证书上的18位统一社会信用代码。",
        ),
        UsccDefect::Length(length) => Problem::blocking(
            "uscc_length_wrong",
            format!("统一社会信用代码应为18位，现在是{length}位。"),
            LOOK,
        ),
        UsccDefect::Character { place, left_out: true } => Problem::blocking(
            "uscc_character_wrong",
            format!("第{place}位是统一社会信用代码不使用的字母（I、O、S、V、Z不用）。"),
            "请核对是否把数字1、0、5、2看成了字母I、O、S、Z，或者把U、Y看成了V。",
        ),
        UsccDefect::Character { place, left_out: false } => {
            Problem::blocking("uscc_character_wrong", format!("第{place}位不是数字或者大写字母。"), LOOK)
        }
        UsccDefect::Checksum => {
            Problem::blocking("uscc_checksum_wrong", "统一社会信用代码的校验位不符，至少有一位填错。", LOOK)
        }
    }
}

fn doubt(doubt: UsccDoubt) -> Problem {
    match doubt {
        UsccDoubt::Department => Problem::warning(
            "uscc_department_unusual",
            "第1位不是常见的登记管理部门代码。",
            "校验位相符；请对照证件核对第1位。",
        ),
        UsccDoubt::Region => Problem::warning(
            "uscc_region_unusual",
            "第3位至第8位通常是数字（登记管理机关行政区划码），这里含有字母。",
            "校验位相符；请对照证件核对第3位至第8位。",
        ),
    }
}

pub(super) fn schema() -> serde_json::Value {
    json!({ "type": "string", "pattern": format!("^[{ALPHABET}]{{18}}$") })
}
