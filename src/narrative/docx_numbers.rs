//! The numbers that a word processor counts by itself, written as text where Markdown has none like them: 第三条,
//! （一）, 4.1, 甲.

use std::collections::BTreeMap;

use super::docx_parts::{Level, Lists};
use crate::text::chinese_numeral;

/// Lists have nine levels.
const LEVELS: usize = 9;

/// How far each list has counted.
#[derive(Debug, Default)]
pub(super) struct Counters {
    /// By the kind of list: lists of one kind go on from each other.
    counts: BTreeMap<u32, [Option<u32>; LEVELS]>,
    /// Lists that have begun; one that restarts does so where it begins.
    begun: Vec<u32>,
}

/// What stands before an item.
#[derive(Debug, PartialEq)]
pub(super) enum Label {
    /// A bullet.
    Bullet,
    /// A plain number, which Markdown counts too.
    Counted(String),
    /// Any other number.
    Written(String),
}

impl Counters {
    /// Counts an item of a list, at a depth from 0; `None` when the list shows nothing there.
    pub(super) fn next(&mut self, lists: &Lists, list: u32, depth: u32) -> Option<Label> {
        let depth = usize::try_from(depth).unwrap_or(LEVELS).min(LEVELS - 1);
        let kind = lists.kind(list)?;
        let counts = self.counts.entry(kind).or_default();
        if !self.begun.contains(&list) {
            self.begun.push(list);
            for (level, start) in lists.restarts(list) {
                if let Some(count) = counts.get_mut(level as usize) {
                    *count = start.checked_sub(1);
                }
            }
        }
        let start = |at: usize| lists.level(kind, at).map_or(1, |level| level.start);
        counts[depth] = Some(counts[depth].map_or(start(depth), |count| count.saturating_add(1)));
        counts[depth + 1..].fill(None);
        let Some(level) = lists.level(kind, depth) else { return Some(Label::Bullet) };
        match level.format.as_str() {
            "none" => None,
            "bullet" => Some(Label::Bullet),
            _ => Some(label(level, depth, |at| {
                let number = counts.get(at).copied().flatten().unwrap_or_else(|| start(at));
                let format = lists.level(kind, at).map_or("decimal", |level| level.format.as_str());
                written(if level.legal { "decimal" } else { format }, number)
            })),
        }
    }
}

/// The label of a level whose numbers are asked for by their level.
fn label(level: &Level, depth: usize, number: impl Fn(usize) -> String) -> Label {
    let own = format!("%{}", depth + 1);
    let plain =
        level.text.strip_prefix(&own).is_some_and(|rest| matches!(rest.trim(), "" | "." | "．" | "、"));
    let text = if level.text.is_empty() { format!("{own}.") } else { level.text.clone() };
    let text = (0..LEVELS).fold(text, |text, at| {
        let place = format!("%{}", at + 1);
        if text.contains(&place) { text.replace(&place, &number(at)) } else { text }
    });
    if level.format == "decimal" && (plain || level.text.is_empty()) {
        Label::Counted(text)
    } else {
        Label::Written(text)
    }
}

/// A number as a list writes it (ECMA-376, 17.18.59); the rarer ways as figures.
fn written(format: &str, number: u32) -> String {
    let of = |row: &str| row.chars().nth(number.saturating_sub(1) as usize).map(String::from);
    let letter = |first: u8| {
        let at = number.saturating_sub(1);
        let times = usize::try_from(at / 26 + 1).unwrap_or(1).min(9);
        String::from(char::from(first + u8::try_from(at % 26).unwrap_or(0))).repeat(times)
    };
    match format {
        "chineseCounting"
        | "chineseCountingThousand"
        | "japaneseCounting"
        | "taiwaneseCounting"
        | "taiwaneseCountingThousand"
        | "ideographDigital"
        | "taiwaneseDigital" => chinese_numeral(number as usize),
        "chineseLegalSimplified" | "ideographLegalTraditional" => {
            of("壹贰叁肆伍陆柒捌玖拾").unwrap_or_else(|| number.to_string())
        }
        "ideographTraditional" => of("甲乙丙丁戊己庚辛壬癸").unwrap_or_else(|| number.to_string()),
        "ideographZodiac" => of("子丑寅卯辰巳午未申酉戌亥").unwrap_or_else(|| number.to_string()),
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => {
            of("①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳").unwrap_or_else(|| number.to_string())
        }
        "decimalZero" => format!("{number:02}"),
        "lowerLetter" => letter(b'a'),
        "upperLetter" => letter(b'A'),
        "lowerRoman" => roman(number).to_lowercase(),
        "upperRoman" => roman(number),
        _ => number.to_string(),
    }
}

fn roman(mut number: u32) -> String {
    const PARTS: [(u32, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    if number >= 4_000 {
        return number.to_string();
    }
    let mut out = String::new();
    for (worth, sign) in PARTS {
        while number >= worth {
            out.push_str(sign);
            number -= worth;
        }
    }
    out
}
