//! Decimal numbers as people type them, exactly.

use crate::text::is_dash;

/// A number that is not negative: `digits` / 10^`scale`, without trailing zeros in the fraction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Decimal {
    pub(super) digits: u128,
    pub(super) scale: u32,
}

/// Why a text is not one exact number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NumberDefect {
    /// Nothing that looks like a number.
    Unreadable,
    /// 约, 近, 余, 以上 …
    NotExact,
    /// From one number to another.
    Range,
    /// Below zero.
    Negative,
    /// `1e6`.
    Scientific,
    /// 三百, 叁佰.
    ChineseNumerals,
    /// Commas that do not group the digits by three or four.
    Grouping,
    /// More digits than anything that is counted here.
    TooLarge,
}

/// Far more than any amount or count; keeps the arithmetic inside 128 bits.
const MOST_DIGITS: usize = 24;
const NOT_EXACT: &str = "约 近 余 多 左右 大概 大致 以上 以下 不足 不少于 不低于 超过 上下 几 + > < ≈ ≥ ≤";

/// Reads a number out of a text without blanks, in folded width.
pub(super) fn read(text: &str) -> Result<Decimal, NumberDefect> {
    let negative = text.starts_with(|c| is_dash(c) || c == '负');
    let body = text.trim_start_matches(|c| is_dash(c) || matches!(c, '负' | '+'));
    if is_scientific(body) {
        return Err(NumberDefect::Scientific);
    }
    if NOT_EXACT.split(' ').any(|word| body.contains(word)) {
        return Err(NumberDefect::NotExact);
    }
    if body.contains(|c| is_dash(c) || matches!(c, '~' | '至' | '到'))
        && body.contains(|c: char| c.is_ascii_digit())
    {
        return Err(NumberDefect::Range);
    }
    let figure = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '，') || is_chinese_numeral(c);
    if body.chars().any(is_chinese_numeral) && body.chars().all(figure) {
        return Err(NumberDefect::ChineseNumerals);
    }
    let decimal = plain(body)?;
    if negative && decimal.digits > 0 { Err(NumberDefect::Negative) } else { Ok(decimal) }
}

/// Digits with an optional fraction and optional grouping.
fn plain(text: &str) -> Result<Decimal, NumberDefect> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let whole = ungrouped(whole)?;
    let digits = |text: &str| text.chars().all(|c| c.is_ascii_digit());
    if whole.is_empty() || !digits(&whole) || !digits(fraction) || (fraction.is_empty() && text.contains('.'))
    {
        return Err(NumberDefect::Unreadable);
    }
    let fraction = fraction.trim_end_matches('0');
    if whole.trim_start_matches('0').len() + fraction.len() > MOST_DIGITS {
        return Err(NumberDefect::TooLarge);
    }
    let digits = format!("{whole}{fraction}").parse().map_err(|_| NumberDefect::TooLarge)?;
    Ok(Decimal { digits, scale: u32::try_from(fraction.len()).map_err(|_| NumberDefect::TooLarge)? })
}

/// The digits without the commas (`,` or `，`) that group them by three, or by four as 万 does.
fn ungrouped(text: &str) -> Result<String, NumberDefect> {
    let groups: Vec<&str> = text.split([',', '，']).collect();
    let [first, rest @ ..] = groups.as_slice() else { return Ok(text.to_owned()) };
    let grouped_by =
        |size: usize| (1..=size).contains(&first.len()) && rest.iter().all(|group| group.len() == size);
    if rest.is_empty() || grouped_by(3) || grouped_by(4) {
        Ok(groups.concat())
    } else {
        Err(NumberDefect::Grouping)
    }
}

fn is_scientific(text: &str) -> bool {
    let Some((mantissa, exponent)) = text.split_once(['e', 'E', '^']) else { return false };
    let digit = |c: char| c.is_ascii_digit();
    mantissa.ends_with(digit) && exponent.trim_start_matches(['+', '-']).starts_with(digit)
}

fn is_chinese_numeral(c: char) -> bool {
    "〇零一二三四五六七八九十百千万亿两壹贰叁肆伍陆柒捌玖拾佰仟萬億貳參陸".contains(c)
}

/// The number with its unit shifted: `value` / 10^`places` without trailing zeros.
pub(super) fn print_shifted(value: u128, places: usize) -> String {
    let digits = format!("{value:0>width$}", width = places + 1);
    let (whole, fraction) = digits.split_at(digits.len() - places);
    match fraction.trim_end_matches('0') {
        "" => whole.to_owned(),
        fraction => format!("{whole}.{fraction}"),
    }
}
