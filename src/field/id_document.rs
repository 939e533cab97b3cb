//! 身份证件: kind, number and validity.

use chrono::NaiveDate;
use serde_json::{Map, Value as Json, json};

use super::period::{self, End};
use super::{Answer, Problem, Reading, Value, date};
use crate::calendar::{chinese_date, parse_date, read_date};
use crate::identity::IdKind;
use crate::identity::id_document::{IdDefect, IdDoubt, parse};
use crate::identity::resident_id::{self, ResidentIdDefect};
use crate::text::strip_blanks;

const LOOK: &str = "请对照证件逐位核对。";

/// A kind alone, which may just be preset, is a blank answer.
pub(super) fn read(answer: &Answer) -> Reading {
    let is_given = |name: &str| !strip_blanks(answer.part(name)).is_empty();
    if !["number", "from", "to"].into_iter().any(is_given) {
        return Reading::default();
    }
    let mut problems = Vec::new();
    let kind = read_kind(answer, &mut problems);
    let number = read_number(answer, kind, &mut problems);
    let (from, to) = read_validity(answer, &mut problems);
    let (Some(kind), Some(number)) = (kind, number) else { return Reading { value: None, problems } };
    let long_term = to == Some(End::LongTerm);
    let to = to.and_then(|end| if let End::On(date) = end { Some(date) } else { None });
    Reading::with_problems(Value::IdDocument { kind, number, from, to, long_term }, problems)
}

pub(super) fn normalise(answer: &Answer) -> Answer {
    let mut normal = answer.tidied();
    let kind = IdKind::from_code(answer.part("kind"));
    if let Some(kind) = kind {
        normal = normal.with_part("kind", kind.code());
        if let Ok(id) = parse(kind, answer.part("number")) {
            normal = normal.with_part("number", id.number);
        }
    }
    if let Some(from) = parse_date(answer.part("from")) {
        normal = normal.with_part("from", date::normal_form(from));
    }
    match period::normal_end(answer.part("to")) {
        Some(to) => normal.with_part("to", to),
        None => normal,
    }
}

/// What was typed, with the name of the kind in the place of its code.
pub(super) fn print_typed(answer: &Answer) -> String {
    let kind =
        IdKind::from_code(answer.part("kind")).map_or_else(|| answer.part("kind"), |kind| kind.label());
    let parts = [kind, answer.part("number"), answer.part("from"), answer.part("to")];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("　")
}

/// Adds the problem of a birth date after `today`, for the kinds whose number states it for certain.
pub(super) fn check_birth(mut reading: Reading, today: NaiveDate) -> Reading {
    let Some(Value::IdDocument { kind: IdKind::ResidentId, number, .. }) = &reading.value else {
        return reading;
    };
    if resident_id::parse(number).is_ok_and(|id| !id.is_born_by(today)) {
        let message = format!("号码中的出生日期在今天（{}）之后。", chinese_date(today));
        reading.problems.push(Problem::blocking("id_birth_in_future", message, LOOK).at("number"));
        reading.value = None;
    }
    reading
}

fn read_kind(answer: &Answer, problems: &mut Vec<Problem>) -> Option<IdKind> {
    let text = answer.part("kind");
    let kind = IdKind::from_code(text);
    if kind.is_none() {
        problems.push(if strip_blanks(text).is_empty() {
            Problem::blocking("id_kind_missing", "没有选择证件种类。", "请选择证件种类。").at("kind")
        } else {
            Problem::blocking("id_kind_unknown", "证件种类不在选项之中。", "请重新选择证件种类。").at("kind")
        });
    }
    kind
}

fn read_number(answer: &Answer, kind: Option<IdKind>, problems: &mut Vec<Problem>) -> Option<String> {
    let text = answer.part("number");
    if strip_blanks(text).is_empty() {
        problems.push(
            Problem::blocking("id_number_missing", "没有填写证件号码。", "请按证件填写号码。").at("number"),
        );
        return None;
    }
    let kind = kind?;
    match parse(kind, text) {
        Ok(id) => {
            problems.extend(id.doubts.into_iter().map(|found| doubt(kind, found).at("number")));
            Some(id.number)
        }
        Err(defect) => {
            problems.push(problem(kind, defect).at("number"));
            None
        }
    }
}

fn read_validity(answer: &Answer, problems: &mut Vec<Problem>) -> (Option<NaiveDate>, Option<End>) {
    let typed = |name: &str| Some(answer.part(name)).filter(|text| !strip_blanks(text).is_empty());
    let from = typed("from").and_then(|text| {
        read_date(text).map_err(|defect| problems.push(date::problem(defect).at("from"))).ok()
    });
    let to = typed("to").and_then(|text| {
        period::read_end(text).map_err(|defect| problems.push(date::problem(defect).at("to"))).ok()
    });
    if let (Some(from), Some(End::On(to))) = (from, to)
        && to < from
    {
        problems.push(period::reversed().at("to"));
    }
    (from, to)
}

fn problem(kind: IdKind, defect: IdDefect) -> Problem {
    let label = kind.label();
    let shape = || format!("{label}号码为{}；{LOOK}", kind.shape());
    match defect {
        IdDefect::Empty => Problem::blocking("id_number_missing", "没有填写证件号码。", "请按证件填写号码。"),
        IdDefect::Character(place) | IdDefect::ResidentId(ResidentIdDefect::Character { place }) => {
            Problem::blocking(
                "id_number_character_wrong",
                format!("第{place}位不应出现在{label}号码中。"),
                shape(),
            )
        }
        IdDefect::Shape => {
            Problem::blocking("id_number_form_wrong", format!("不是{label}号码的格式。"), shape())
        }
        IdDefect::Checksum | IdDefect::ResidentId(ResidentIdDefect::Checksum) => Problem::blocking(
            "id_number_checksum_wrong",
            format!("{label}号码的校验位不符，至少有一位填错。"),
            LOOK,
        ),
        IdDefect::ResidentId(ResidentIdDefect::FirstGeneration) => Problem::blocking(
            "id_number_first_generation",
            "填写的是15位的第一代身份证号码，第一代身份证已经停止使用。",
            "请填写现行居民身份证上的18位号码。",
        ),
        IdDefect::ResidentId(ResidentIdDefect::Length(length)) => Problem::blocking(
            "id_number_length_wrong",
            format!("居民身份证号码应为18位，现在是{length}位。"),
            LOOK,
        ),
        IdDefect::ResidentId(ResidentIdDefect::Province) => Problem::blocking(
            "id_number_province_wrong",
            "号码前两位不是任何省、自治区、直辖市的代码。",
            LOOK,
        ),
        IdDefect::ResidentId(ResidentIdDefect::BirthDate) => {
            Problem::blocking("id_number_birth_date_wrong", "号码第7位至第14位不是真实的出生日期。", LOOK)
        }
    }
}

fn doubt(kind: IdKind, doubt: IdDoubt) -> Problem {
    let label = kind.label();
    match doubt {
        IdDoubt::Shape => Problem::warning(
            "id_number_form_unusual",
            format!("与常见的{label}号码格式不同。"),
            format!("常见格式为{}；请对照证件核对，无误可以保留。", kind.shape()),
        ),
        IdDoubt::Checksum => Problem::warning(
            "id_number_checksum_unusual",
            format!("{label}号码的校验位可能不符。"),
            "请对照证件逐位核对，无误可以保留。",
        ),
        IdDoubt::BirthDate => Problem::warning(
            "id_number_birth_date_unusual",
            "号码第7位至第14位通常是出生日期，这里不是真实的日期。",
            "请对照证件逐位核对，无误可以保留。",
        ),
        IdDoubt::LooksLike(other) => Problem::warning(
            "id_number_of_other_kind",
            format!("这个号码像是{}的号码，所选的证件种类是{label}。", other.label()),
            "请核对证件种类和号码是否对应。",
        ),
    }
}

fn kinds() -> Json {
    json!({ "enum": IdKind::ALL.map(IdKind::code) })
}

pub(super) fn schema() -> Json {
    let mut properties = Map::new();
    properties.insert("kind".to_owned(), kinds());
    properties.insert("number".to_owned(), json!({ "type": "string", "pattern": "^[0-9A-Z]+$" }));
    properties.insert("from".to_owned(), date::schema());
    properties.insert("to".to_owned(), period::end_schema());
    object(properties)
}

pub(super) fn value_schema() -> Json {
    let mut properties = Map::new();
    properties.insert("kind".to_owned(), kinds());
    properties.insert("number".to_owned(), json!({ "type": "string", "pattern": "^[0-9A-Z]+$" }));
    properties.insert("from".to_owned(), date::schema());
    properties.insert("to".to_owned(), date::schema());
    properties.insert("long_term".to_owned(), json!({ "const": true }));
    object(properties)
}

fn object(properties: Map<String, Json>) -> Json {
    json!({
        "type": "object",
        "properties": properties,
        "required": ["kind", "number"],
        "additionalProperties": false,
    })
}
