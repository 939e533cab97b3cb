//! 金额: 注册资本 or 开办资金 with unit and currency, or 不适用.
//!
//! What is typed into the amount may carry unit, currency and 开办资金 with it (`300万元`, `USD 1.5亿`);
//! these then count more than the parts beside it, which may just be preset. Amounts are exact to
//! 1/100 of the currency's unit.

use serde_json::{Value as Json, json};

use super::number::{self, Decimal, NumberDefect, print_shifted};
use super::{Answer, Capital, Money, Problem, Reading, Value, currency};
use crate::text::strip_blanks;

const NOT_APPLICABLE: &str = "不适用";
const YUAN: &str = "元";
const WAN_YUAN: &str = "万元";
const FOUNDING_FUND: &str = "开办资金";
const REGISTERED_CAPITAL: &str = "注册资本";
/// 10^16 of the currency's unit (GB/T 36104: sixteen digits before the point).
const MOST_CENTS: u128 = 1_000_000_000_000_000_000;

pub(super) fn read(answer: &Answer) -> Reading {
    match parse(answer) {
        None => Reading::default(),
        Some(Ok(capital)) => {
            let mut problems = Vec::new();
            if matches!(&capital, Capital::Amount(money) if money.cents == 0) {
                problems.push(
                    Problem::warning(
                        "money_zero",
                        "金额为0。",
                        "请核对金额；没有注册资本的，请填写“不适用”。",
                    )
                    .at("amount"),
                );
            }
            Reading { value: Some(Value::Capital(capital)), problems }
        }
        Some(Err(problem)) => Reading::refused(problem),
    }
}

pub(super) fn normalise(answer: &Answer) -> Answer {
    let normal = answer.tidied();
    match parse(answer) {
        Some(Ok(Capital::NotApplicable)) => Answer::from_parts([("amount", NOT_APPLICABLE)]),
        Some(Ok(Capital::Amount(money))) => {
            let note = if money.founding_fund {
                FOUNDING_FUND.to_owned()
            } else {
                strip_blanks(normal.part("note"))
            };
            normal
                .with_part("amount", amount(&money))
                .with_part("unit", money.unit)
                .with_part("currency", money.currency)
                .with_part("note", note)
        }
        None | Some(Err(_)) => normal,
    }
}

/// `3000万元人民币`, `1000万美元`, `500万元（开办资金）`, `不适用`.
pub(super) fn print(capital: &Capital) -> String {
    let Capital::Amount(money) = capital else { return NOT_APPLICABLE.to_owned() };
    let home = money.currency == currency::RENMINBI;
    let scale = if money.unit == WAN_YUAN { "万" } else { "" };
    let (amount, note) = (amount(money), if money.founding_fund { "（开办资金）" } else { "" });
    match (home, money.founding_fund) {
        (true, false) => format!("{amount}{scale}元{}", money.currency),
        (true, true) => format!("{amount}{scale}元{note}"),
        (false, _) => format!("{amount}{scale}{}{note}", money.currency),
    }
}

pub(super) fn to_json(capital: &Capital) -> Json {
    match capital {
        Capital::NotApplicable => json!({ "not_applicable": true }),
        Capital::Amount(money) => json!({
            "amount": print_shifted(money.cents, 2),
            "currency": money.currency,
            "unit": money.unit,
            "founding_fund": money.founding_fund,
        }),
    }
}

/// The amount in the money's own unit, as text.
fn amount(money: &Money) -> String {
    print_shifted(money.cents, if money.unit == WAN_YUAN { 6 } else { 2 })
}

/// What was typed into the amount, apart from the number.
struct Typed {
    number: String,
    /// Power of ten of the scale word; `None` when neither a scale nor 元 was typed.
    scale: Option<u32>,
    currency: Option<&'static str>,
    founding_fund: bool,
}

fn parse(answer: &Answer) -> Option<Result<Capital, Problem>> {
    let text = strip_blanks(answer.part("amount"));
    if text.is_empty() {
        return None;
    }
    if matches!(text.to_ascii_uppercase().as_str(), NOT_APPLICABLE | "无" | "N/A" | "NA" | "/") {
        return Some(Ok(Capital::NotApplicable));
    }
    Some(parse_amount(answer, &text).map(Capital::Amount))
}

fn parse_amount(answer: &Answer, text: &str) -> Result<Money, Problem> {
    let typed = take_apart(text);
    let Decimal { digits, scale } =
        number::read(&typed.number).map_err(|defect| problem(defect).at("amount"))?;
    let (unit, power) = match (typed.scale, strip_blanks(answer.part("unit")).as_str()) {
        (Some(power), _) => (if power >= 4 { WAN_YUAN } else { YUAN }, power),
        (None, YUAN | "圆") => (YUAN, 0),
        (None, WAN_YUAN | "万") => (WAN_YUAN, 4),
        (None, "") => return Err(choose("money_unit_missing", "没有写明金额的单位。", "unit")),
        (None, _) => return Err(choose("money_unit_unknown", "金额的单位不能识别。", "unit")),
    };
    let places = power + 2;
    if scale > places {
        return Err(Problem::blocking(
            "money_too_precise",
            "金额精确到了“分”以下。",
            "请核对小数位数和单位。",
        )
        .at("amount"));
    }
    let cents = digits
        .checked_mul(10_u128.pow(places - scale))
        .filter(|cents| *cents < MOST_CENTS)
        .ok_or_else(|| problem(NumberDefect::TooLarge).at("amount"))?;
    let currency = match (typed.currency, strip_blanks(answer.part("currency")).as_str()) {
        (Some(name), _) => name.to_owned(),
        (None, "") => currency::RENMINBI.to_owned(),
        (None, name) if name.chars().all(char::is_alphabetic) => {
            currency::named(name).map_or_else(|| name.to_owned(), str::to_owned)
        }
        (None, _) => return Err(choose("money_currency_unknown", "币种不能识别。", "currency")),
    };
    let founding_fund = match strip_blanks(answer.part("note")).as_str() {
        _ if typed.founding_fund => true,
        FOUNDING_FUND => true,
        REGISTERED_CAPITAL | "" => false,
        _ => return Err(choose("money_note_unknown", "金额的性质不能识别。", "note")),
    };
    Ok(Money { cents, unit: unit.to_owned(), currency, founding_fund })
}

/// The problem of a part that has to be chosen again.
fn choose(code: &'static str, message: &str, part: &'static str) -> Problem {
    let hint = match part {
        "unit" => "请选择“元”或者“万元”。",
        "currency" => "请选择币种，例如“人民币”。",
        _ => "请选择“注册资本”或者“开办资金”。",
    };
    Problem::blocking(code, message, hint).at(part)
}

fn take_apart(text: &str) -> Typed {
    let text: String = text.chars().filter(|c| !matches!(c, '(' | ')' | ':')).collect();
    let founding_fund = text.contains(FOUNDING_FUND);
    let text = text.replace(FOUNDING_FUND, "").replace(REGISTERED_CAPITAL, "").to_ascii_uppercase();
    let text = text.trim_end_matches(['整', '正']);
    let (currency, says_unit, text) = match currency::take(text) {
        Some((name, says_unit, rest)) => (Some(name), says_unit, rest),
        None => (None, false, text.to_owned()),
    };
    let (text, yuan) = match text.strip_suffix(['元', '圆']) {
        Some(rest) => (rest, true),
        None => (text.as_str(), says_unit),
    };
    let (number, scale) = take_scale(text);
    Typed { number: number.to_owned(), scale: scale.or(yuan.then_some(0)), currency, founding_fund }
}

/// The number before a scale word that follows a digit: 万, 百万, 千万, 亿 … with its power of ten.
fn take_scale(text: &str) -> (&str, Option<u32>) {
    let scales = [
        ("十万", 5),
        ("百万", 6),
        ("千万", 7),
        ("十亿", 9),
        ("百亿", 10),
        ("千亿", 11),
        ("万", 4),
        ("亿", 8),
    ];
    let after_digit = |rest: &&str| rest.ends_with(|c: char| c.is_ascii_digit());
    scales
        .into_iter()
        .find_map(|(word, power)| Some((text.strip_suffix(word).filter(after_digit)?, Some(power))))
        .unwrap_or((text, None))
}

fn problem(defect: NumberDefect) -> Problem {
    let example = "请用阿拉伯数字填写确切的金额，例如3000万元。";
    match defect {
        NumberDefect::Unreadable => Problem::blocking("money_unreadable", "不是能够识别的金额。", example),
        NumberDefect::NotExact => Problem::blocking("money_not_exact", "金额不确切。", example),
        NumberDefect::Range => {
            Problem::blocking("money_is_range", "填写的是一个范围，不是确切的金额。", example)
        }
        NumberDefect::Negative => Problem::blocking("money_negative", "金额不能小于0。", example),
        NumberDefect::Scientific => {
            Problem::blocking("money_scientific", "不能用科学记数法填写金额。", example)
        }
        NumberDefect::ChineseNumerals => {
            Problem::blocking("money_in_chinese_numerals", "金额应当用阿拉伯数字填写。", example)
        }
        NumberDefect::Grouping => Problem::blocking(
            "money_grouping_wrong",
            "数字中的逗号位置不对，不能确定金额。",
            "请去掉逗号后核对数字。",
        ),
        NumberDefect::TooLarge => {
            Problem::blocking("money_too_large", "金额大得不合理。", "请核对数字的位数和单位。")
        }
    }
}

pub(super) fn schema() -> Json {
    json!({
        "type": "object",
        "properties": {
            "amount": { "type": "string", "pattern": "^(不适用|(0|[1-9][0-9]*)(\\.[0-9]*[1-9])?)$" },
            "unit": { "enum": [YUAN, WAN_YUAN] },
            "currency": { "type": "string", "minLength": 1 },
            "note": { "enum": [REGISTERED_CAPITAL, FOUNDING_FUND] },
        },
        "required": ["amount"],
        "if": { "properties": { "amount": { "const": NOT_APPLICABLE } } },
        "else": { "required": ["amount", "unit", "currency"] },
        "additionalProperties": false,
    })
}

pub(super) fn value_schema() -> Json {
    json!({
        "oneOf": [
            {
                "type": "object",
                "properties": { "not_applicable": { "const": true } },
                "required": ["not_applicable"],
                "additionalProperties": false,
            },
            {
                "type": "object",
                "properties": {
                    "amount": { "type": "string", "pattern": "^(0|[1-9][0-9]*)(\\.[0-9]{0,1}[1-9])?$" },
                    "currency": { "type": "string", "minLength": 1 },
                    "unit": { "enum": [YUAN, WAN_YUAN] },
                    "founding_fund": { "type": "boolean" },
                },
                "required": ["amount", "currency", "unit", "founding_fund"],
                "additionalProperties": false,
            },
        ]
    })
}
