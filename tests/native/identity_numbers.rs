//! 统一社会信用代码, 居民身份证号码 and 批准书号: known numbers, and what their arithmetic catches.

use beian::field::{Answer, FieldKind, Severity, mask};
use beian::identity::{approval_number, resident_id, uscc};
use chrono::{Days, NaiveDate};
use proptest::prelude::*;
use proptest::sample::select;

use crate::vectors;

fn codes(kind: &FieldKind, text: &str) -> Vec<&'static str> {
    kind.read(&Answer::from(text)).problems.iter().map(|problem| problem.code).collect()
}

#[test]
fn right_credit_codes_are_read_and_tell_the_kind_of_body() {
    for (code, kind) in vectors::list::<(String, String)>("uscc.json", "right") {
        let read = uscc::parse(&code).unwrap_or_else(|defect| panic!("{code}: {defect:?}"));
        assert_eq!((read.as_str(), read.body_kind().code()), (code.as_str(), kind.as_str()));
        assert_eq!(read.doubts(), [], "{code}");
        assert_eq!(codes(&FieldKind::Uscc, &code), Vec::<&str>::new());
    }
}

#[test]
fn wrong_credit_codes_are_refused_with_what_is_wrong() {
    for (code, problem) in vectors::list::<(String, String)>("uscc.json", "wrong") {
        assert!(uscc::parse(&code).is_err(), "{code}");
        assert_eq!(codes(&FieldKind::Uscc, &code), [problem], "{code}");
    }
}

#[test]
fn an_unusual_credit_code_that_adds_up_is_only_doubted() {
    for (code, problem) in vectors::list::<(String, String)>("uscc.json", "doubtful") {
        let reading = FieldKind::Uscc.read(&Answer::Text(code.clone()));
        assert!(reading.value.is_some(), "{code}");
        assert_eq!(
            reading.problems.iter().map(|p| (p.code, p.severity)).collect::<Vec<_>>(),
            [(problem.as_str(), Severity::Warning)]
        );
    }
}

#[test]
fn a_credit_code_is_taken_apart() {
    let code = uscc::parse(" ９１１１０００0-600037341-l ").unwrap();
    assert_eq!(code.as_str(), "91110000600037341L");
    assert_eq!((code.department(), code.category(), code.region()), ('9', "91", "110000"));
    assert_eq!(code.organisation_code(), "600037341");
}

#[test]
fn right_resident_ids_tell_birth_and_sex() {
    for (number, birth, male) in vectors::list::<(String, NaiveDate, bool)>("resident_id.json", "right") {
        let id = resident_id::parse(&number).unwrap_or_else(|defect| panic!("{number}: {defect:?}"));
        assert_eq!((id.as_str(), id.birth(), id.is_male()), (number.as_str(), birth, male));
        assert_eq!(id.doubts(), []);
    }
}

#[test]
fn wrong_resident_ids_are_refused_with_what_is_wrong() {
    for (number, problem) in vectors::list::<(String, String)>("resident_id.json", "wrong") {
        let answer = Answer::from_parts([("kind", "resident_id"), ("number", number.as_str())]);
        let reading = FieldKind::IdDocument.read(&answer);
        assert_eq!(reading.value, None, "{number}");
        assert_eq!(reading.problems.iter().map(|p| p.code).collect::<Vec<_>>(), [problem], "{number}");
        assert!(reading.problems.iter().all(|p| p.part.as_deref() == Some("number")), "{number}");
    }
}

#[test]
fn age_is_counted_in_full_years() {
    let id = resident_id::parse("11010519491231002X").unwrap();
    let day = |text: &str| text.parse::<NaiveDate>().unwrap();
    assert_eq!(id.age_on(day("1949-12-30")), None);
    assert_eq!(id.age_on(day("1949-12-31")), Some(0));
    assert_eq!(id.age_on(day("2026-12-30")), Some(76));
    assert_eq!(id.age_on(day("2026-12-31")), Some(77));
}

#[test]
fn approval_numbers_of_every_spelling_have_one_normal_form() {
    type Vector = (String, String, Option<i32>, Option<bool>);
    for (typed, normal, year, foreign) in vectors::list::<Vector>("approval_numbers.json", "vectors") {
        let read = approval_number::parse(&typed);
        assert_eq!(read.number, normal, "{typed}");
        assert_eq!((read.parts.map(|p| p.year), read.parts.map(|p| p.foreign)), (year, foreign), "{typed}");
        assert_eq!(approval_number::year(&typed), year);
        assert_eq!(approval_number::parse(&normal), read);
        let doubts: &[&str] = if year.is_some() { &[] } else { &["approval_number_unusual"] };
        assert_eq!(codes(&FieldKind::ApprovalNumber, &typed), doubts, "{typed}");
    }
}

#[test]
fn a_masked_number_shows_its_first_three_and_last_four_characters() {
    assert_eq!(mask("11010519491231002X"), "110***********002X");
    assert_eq!(mask("13800138000"), "138****8000");
    assert_eq!(mask("E1234567"), "E12*4567");
    assert_eq!(mask("1234567"), "1******");
    assert_eq!(mask(""), "");
}

/// The text with blanks, dashes, wide forms and lower case strewn in, as people type it.
fn disguised(text: &str, noise: &[u8]) -> String {
    let mut out = String::new();
    for (i, c) in text.chars().enumerate() {
        match noise.get(i).copied().unwrap_or(0) % 6 {
            1 => out.push(' '),
            2 => out.push('－'),
            3 => out.push('\u{3000}'),
            4 => out.push('\u{200B}'),
            _ => {}
        }
        match noise.get(i).copied().unwrap_or(0) % 5 {
            1 => out.push(c.to_ascii_lowercase()),
            2 => out.push(char::from_u32(u32::from(c) + 0xFEE0).unwrap()),
            _ => out.push(c),
        }
    }
    out
}

fn any_credit_code() -> impl Strategy<Value = String> {
    proptest::collection::vec(select(uscc::ALPHABET.chars().collect::<Vec<_>>()), 17).prop_map(|body| {
        let body: String = body.into_iter().collect();
        let check = uscc::check_character(&body).unwrap();
        format!("{body}{check}")
    })
}

fn any_resident_id() -> impl Strategy<Value = String> {
    let provinces = vec!["11", "23", "34", "44", "46", "50", "54", "65", "71", "81", "82", "83", "91"];
    (select(provinces), 0..10_000_u32, 0..60_000_u64, 0..1000_u32).prop_map(
        |(province, place, days, sequence)| {
            let birth = NaiveDate::from_ymd_opt(1880, 1, 1).unwrap() + Days::new(days);
            let body = format!("{province}{place:04}{}{sequence:03}", birth.format("%Y%m%d"));
            let check = resident_id::check_character(&body).unwrap();
            format!("{body}{check}")
        },
    )
}

proptest! {
    #![proptest_config(crate::vectors::cases(256))]

    #[test]
    fn every_credit_code_with_its_check_character_is_right(code in any_credit_code(), noise in any::<Vec<u8>>()) {
        let read = uscc::parse(&code).unwrap();
        prop_assert_eq!(read.as_str(), &code);
        prop_assert_eq!(uscc::parse(&disguised(&code, &noise)), Ok(read));
    }

    #[test]
    fn one_wrong_character_in_a_credit_code_never_passes(
        code in any_credit_code(), place in 0..18_usize, other in select(uscc::ALPHABET.chars().collect::<Vec<_>>()),
    ) {
        let wrong: String = code.chars().enumerate().map(|(i, c)| if i == place { other } else { c }).collect();
        prop_assert_eq!(uscc::parse(&wrong).is_ok(), wrong == code);
    }

    #[test]
    fn two_neighbours_swapped_in_a_credit_code_never_pass(code in any_credit_code(), place in 0..17_usize) {
        let mut chars: Vec<char> = code.chars().collect();
        chars.swap(place, place + 1);
        let wrong: String = chars.into_iter().collect();
        prop_assert_eq!(uscc::parse(&wrong).is_ok(), wrong == code);
    }

    #[test]
    fn every_resident_id_with_its_check_character_is_right(number in any_resident_id(), noise in any::<Vec<u8>>()) {
        let id = resident_id::parse(&number).unwrap();
        prop_assert_eq!(id.as_str(), &number);
        prop_assert_eq!(id.birth().format("%Y%m%d").to_string(), &number[6..14]);
        prop_assert_eq!(resident_id::parse(&disguised(&number, &noise)), Ok(id));
    }

    #[test]
    fn one_wrong_digit_in_a_resident_id_never_passes(
        number in any_resident_id(), place in 0..18_usize, other in select("0123456789X".chars().collect::<Vec<_>>()),
    ) {
        let wrong: String = number.chars().enumerate().map(|(i, c)| if i == place { other } else { c }).collect();
        prop_assert_eq!(resident_id::parse(&wrong).is_ok(), wrong == number);
    }

    #[test]
    fn two_neighbours_swapped_in_a_resident_id_never_pass(number in any_resident_id(), place in 0..17_usize) {
        let mut chars: Vec<char> = number.chars().collect();
        chars.swap(place, place + 1);
        let wrong: String = chars.into_iter().collect();
        prop_assert_eq!(resident_id::parse(&wrong).is_ok(), wrong == number);
    }

    #[test]
    fn no_text_makes_a_reader_panic(text in any::<String>()) {
        let _ = (uscc::parse(&text), resident_id::parse(&text), approval_number::parse(&text), mask(&text));
    }
}
