//! Telephone numbers of the mainland: mobile, landline with extension, 400 and 800 numbers.

use crate::text::{is_dash, strip_blanks};

/// More digits after a number are another number.
const LONGEST_EXTENSION: usize = 6;

/// A number with what is known of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phone {
    /// The normal form: `13800138000`, `010-12345678`, `010-12345678-801`, `400-123-4567`.
    pub number: String,
    /// Its kind.
    pub kind: PhoneKind,
}

/// Kinds of number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PhoneKind {
    /// 手机.
    Mobile,
    /// 固定电话, possibly with an extension.
    Landline,
    /// 400 or 800 service number.
    Service,
    /// Digits of no known form: doubtful.
    Unknown,
}

/// Why a text is not a telephone number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PhoneDefect {
    /// Something else than digits, dashes, brackets, a leading + and an extension.
    Character,
    /// More than one number.
    Several,
    /// Starts like a mobile number but has not 11 digits; how many it has.
    MobileLength(usize),
    /// 11 digits from 1, but no mobile number starts like this.
    MobilePrefix,
}

/// Reads a number in any width, with or without blanks, brackets, dashes and the prefix +86.
pub fn parse(text: &str) -> Result<Phone, PhoneDefect> {
    let typed = strip_blanks(text);
    if typed.contains(['/', '、', ',', ';', '或']) {
        return Err(PhoneDefect::Several);
    }
    let (abroad, local) = without_country_code(&typed);
    if let Some(digits) = local.strip_prefix('+') {
        // A number outside the mainland stands as it is.
        return Ok(Phone { number: format!("+{}", groups(digits)?.concat()), kind: PhoneKind::Unknown });
    }
    if let Some((main, extension)) = marked_extension(local) {
        return read(&groups(main)?.concat(), abroad, extension);
    }
    let groups = groups(local)?;
    match groups.as_slice() {
        // 010-1234567-8: after an area code and a whole number, the last group is an extension.
        [area, number, extension]
            if area.starts_with('0')
                && matches!(number.len(), 7 | 8)
                && extension.len() <= LONGEST_EXTENSION =>
        {
            read(&format!("{area}{number}"), abroad, extension)
        }
        [main @ .., extension] if !main.is_empty() => {
            let whole = read(&groups.concat(), abroad, "");
            if whole.as_ref().is_ok_and(|phone| phone.kind != PhoneKind::Unknown)
                || extension.len() > LONGEST_EXTENSION
            {
                return whole;
            }
            read(&main.concat(), abroad, extension)
                .ok()
                .filter(|p| p.kind != PhoneKind::Unknown)
                .map_or(whole, Ok)
        }
        _ => read(&groups.concat(), abroad, ""),
    }
}

/// Whether a text is a mobile number.
pub fn is_mobile(text: &str) -> bool {
    parse(text).is_ok_and(|phone| phone.kind == PhoneKind::Mobile)
}

/// Tells the kind of a number by its digits.
fn read(main: &str, abroad: bool, extension: &str) -> Result<Phone, PhoneDefect> {
    let digits = |text: &str| text.chars().all(|c| c.is_ascii_digit());
    if main.is_empty() || !digits(main) || !digits(extension) || extension.len() > LONGEST_EXTENSION {
        return Err(PhoneDefect::Character);
    }
    let phone = |kind, number: String| {
        let number = match kind {
            _ if extension.is_empty() => number,
            // With a dash, the groups of an unknown number could not be told apart again.
            PhoneKind::Unknown => format!("{number}转{extension}"),
            _ => format!("{number}-{extension}"),
        };
        Ok(Phone { number, kind })
    };
    if main.len() >= 18 {
        return Err(PhoneDefect::Several);
    }
    if has_mobile_form(main) {
        return phone(PhoneKind::Mobile, main.to_owned());
    }
    if main.len() == 11 && main.starts_with('1') {
        return Err(PhoneDefect::MobilePrefix);
    }
    if matches!(main.as_bytes(), [b'1', b'3'..=b'9', ..]) && (8..=13).contains(&main.len()) {
        return Err(PhoneDefect::MobileLength(main.len()));
    }
    if main.len() == 10 && (main.starts_with("400") || main.starts_with("800")) {
        return phone(PhoneKind::Service, format!("{}-{}-{}", &main[..3], &main[3..6], &main[6..]));
    }
    // +86 10 … is how a landline is written for callers from abroad: the 0 of the area code is dropped.
    let national = if abroad && !main.starts_with('0') { format!("0{main}") } else { main.to_owned() };
    match landline(&national) {
        Some(number) => phone(PhoneKind::Landline, number),
        None => phone(PhoneKind::Unknown, main.to_owned()),
    }
}

/// Area code of 3 digits (010, 02x) or 4 and 7 or 8 digits, with a dash between.
fn landline(digits: &str) -> Option<String> {
    let area = if digits.starts_with("010") || digits.starts_with("02") { 3 } else { 4 };
    let (area, number) = digits.split_at_checked(area)?;
    let known = area.starts_with('0') && !area.starts_with("00") && matches!(number.len(), 7 | 8);
    known.then(|| format!("{area}-{number}"))
}

/// 11 digits from 13 to 19: lenient, since new series are opened every few years.
fn has_mobile_form(digits: &str) -> bool {
    digits.len() == 11 && matches!(digits.as_bytes(), [b'1', b'3'..=b'9', ..])
}

/// The groups of digits between dashes and brackets.
fn groups(text: &str) -> Result<Vec<&str>, PhoneDefect> {
    let separates = |c: char| is_dash(c) || matches!(c, '(' | ')');
    if !text.chars().all(|c| c.is_ascii_digit() || separates(c)) {
        return Err(PhoneDefect::Character);
    }
    Ok(text.split(separates).filter(|group| !group.is_empty()).collect())
}

/// The number and the extension after a word or sign for it: `…转801`, `…ext.801`, `…#801`.
fn marked_extension(typed: &str) -> Option<(&str, &str)> {
    let lower = typed.to_ascii_lowercase();
    ["转分机", "分机", "转", "ext.", "ext", "#", "*", "x"].into_iter().find_map(|mark| {
        let at = lower.find(mark)?;
        let extension = typed[at + mark.len()..].trim_start_matches(|c| is_dash(c) || c == ':' || c == '.');
        Some((&typed[..at], extension))
    })
}

/// The number without `+86`, `0086` or `86-`, and whether there was one.
fn without_country_code(typed: &str) -> (bool, &str) {
    let bare = typed.trim_start_matches('(');
    if let Some(rest) = ["+86", "0086", "86-"].into_iter().find_map(|prefix| bare.strip_prefix(prefix)) {
        return (true, rest);
    }
    match bare.strip_prefix("86") {
        Some(rest) if has_mobile_form(rest) => (true, rest),
        _ => (false, typed),
    }
}
