//! 姓名: Han names with rare characters, names of minorities with `·`, foreign names in Latin letters.
//!
//! Nothing unusual about a name refuses it: a name is what the identity document says. Refused are only
//! characters that cannot belong to any text.

use super::{Problem, Reading, Value, running_text};
use crate::text::{grapheme_count, is_han, is_private_use, single_line};

/// The dot between the parts of a name, U+00B7 as GB 18030 and the household register use it.
const DOT: char = '·';
/// Longer names exist, but a longer text is more often two names or a name with a title.
const LONG: usize = 40;

pub(super) fn read(text: &str) -> Reading {
    let name = normalise(text);
    if name.is_empty() {
        return Reading::default();
    }
    let mut problems = running_text::character_problems(&name);
    let has = |test: fn(char) -> bool| name.chars().any(test);
    if has(|c| c.is_ascii_digit()) {
        problems.push(Problem::warning(
            "name_has_digits",
            "姓名中含有数字。",
            "请只填写姓名，按身份证件上的写法。",
        ));
    }
    if let Some(c) = name.chars().find(|c| !belongs(*c)) {
        problems.push(Problem::warning(
            "name_has_other_characters",
            format!("姓名中含有不常见于姓名的字符“{c}”。"),
            "请按身份证件上的写法填写一个人的姓名，不加称谓、符号和遮挡。",
        ));
    }
    if has(|c| c.is_alphabetic() && !is_han(c) && !is_latin(c) && !is_private_use(c)) {
        problems.push(Problem::warning(
            "name_in_other_script",
            "姓名中含有汉字和拉丁字母以外的文字。",
            "请按身份证件上的中文姓名或者拉丁字母姓名填写。",
        ));
    }
    if has(is_han) && outside_brackets(&name).any(is_latin) {
        problems.push(Problem::warning(
            "name_in_mixed_scripts",
            "姓名中同时有汉字和字母。",
            "请按身份证件上的写法填写；同时有中文名和外文名的，可以把外文名写在括号内。",
        ));
    }
    if name.starts_with(DOT) || name.ends_with(DOT) || name.contains("··") {
        problems.push(Problem::warning(
            "name_dot_misplaced",
            "间隔号“·”的位置不对。",
            "间隔号应在名字的两部分之间，且只用一个。",
        ));
    }
    let length = grapheme_count(&name);
    if length == 1 || length > LONG {
        problems.push(Problem::warning(
            "name_length_unusual",
            format!("姓名共{length}个字，很少见。"),
            "请按身份证件核对，只填写一个人的姓名。",
        ));
    }
    Reading::with_problems(Value::Text(name), problems)
}

/// Dots between Han characters become `·`, blanks beside it or between Han characters go.
pub(super) fn normalise(text: &str) -> String {
    let dotted: Vec<char> = with_neighbours(&single_line(text).chars().collect::<Vec<_>>())
        .map(|(before, c, after)| {
            let between_han = before.is_some_and(is_written_in_han) && after.is_some_and(is_written_in_han);
            let full_stop = between_han && matches!(c, '.' | '．' | '﹒');
            if is_dot(c) || full_stop { DOT } else { c }
        })
        .collect();
    with_neighbours(&dotted)
        .filter(|(before, c, after)| {
            let beside = |test: fn(char) -> bool| [before, after].map(|c| c.is_some_and(test));
            *c != ' ' || (beside(is_written_in_han) != [true, true] && beside(|c| c == DOT) == [false, false])
        })
        .map(|(_, c, _)| c)
        .collect()
}

/// Each character between the nearest ones before and after it that are not blank.
fn with_neighbours(chars: &[char]) -> impl Iterator<Item = (Option<char>, char, Option<char>)> + '_ {
    let visible = |c: &&char| **c != ' ';
    chars.iter().enumerate().map(move |(i, c)| {
        (chars[..i].iter().rev().find(visible).copied(), *c, chars[i + 1..].iter().find(visible).copied())
    })
}

/// The other dots that input methods and word processors put for `·`.
fn is_dot(c: char) -> bool {
    matches!(c, '•' | '‧' | '・' | '･' | '∙' | '⋅' | '\u{0387}')
}

/// A character that a name in Han may be written with.
fn is_written_in_han(c: char) -> bool {
    is_han(c) || is_private_use(c) || is_variation_selector(c)
}

fn is_variation_selector(c: char) -> bool {
    matches!(u32::from(c), 0xFE00..=0xFE0F | 0xE0100..=0xE01EF)
}

/// Latin letters with their marks, precomposed or combining.
fn is_latin(c: char) -> bool {
    matches!(u32::from(c), 0x41..=0x5A | 0x61..=0x7A | 0xAA | 0xBA | 0xC0..=0x24F | 0x1E00..=0x1EFF | 0x2C60..=0x2C7F)
        && c.is_alphabetic()
}

/// A character that is not unusual in a name, or that another check speaks of.
fn belongs(c: char) -> bool {
    is_written_in_han(c)
        || c.is_alphabetic()
        || c.is_ascii_digit()
        || c.is_control()
        || crate::text::is_bidi_control(c)
        || matches!(u32::from(c), 0x0300..=0x036F | 0xFFFD)
        || matches!(
            c,
            DOT | ' '
                | '-'
                | '\''
                | '’'
                | 'ʼ'
                | '.'
                | ','
                | '('
                | ')'
                | '（'
                | '）'
                | '\u{200C}'
                | '\u{200D}'
        )
}

fn outside_brackets(name: &str) -> impl Iterator<Item = char> + '_ {
    let mut depth = 0_u32;
    name.chars().filter(move |c| {
        match c {
            '(' | '（' => depth += 1,
            ')' | '）' => depth = depth.saturating_sub(1),
            _ => return depth == 0,
        }
        false
    })
}
