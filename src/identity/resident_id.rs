//! 公民身份号码 on the 居民身份证, GB 11643-1999.
//!
//! 6 digits of the place of first registration, 8 of the birth date, 3 of sequence (odd = male), check
//! character. Region codes are abolished over the years and cards keep them, so only the province is
//! looked at.

use chrono::{Datelike, NaiveDate};

use super::mod11;
use crate::text::compact;

/// A number whose form, province, birth date and check character are right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResidentId {
    number: String,
    birth: NaiveDate,
}

/// Why a text is not a resident ID number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ResidentIdDefect {
    /// 15 digits: the first generation, no longer valid since 2013.
    FirstGeneration,
    /// Any other wrong length; how many characters there are.
    Length(usize),
    /// A character that does not belong at this place, from 1.
    Character {
        /// The first such place, from 1.
        place: usize,
    },
    /// The first two digits name no province.
    Province,
    /// The calendar has no such birth date, or it lies before 1850.
    BirthDate,
    /// The check character is wrong: at least one character was mistyped.
    Checksum,
}

/// What is unusual about a number that is right by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ResidentIdDoubt {
    /// It starts like the number of a 港澳台居民居住证 (81, 82, 83).
    LooksLikeResidencePermit,
    /// It starts with 9, like the number of a 外国人永久居留身份证.
    LooksLikeForeignPermanentResident,
}

/// Reads a number in any width and case, with or without blanks and dashes.
pub fn parse(text: &str) -> Result<ResidentId, ResidentIdDefect> {
    let number = compact(text);
    let length = number.chars().count();
    if length == 15 && number.chars().all(|c| c.is_ascii_digit()) {
        return Err(ResidentIdDefect::FirstGeneration);
    }
    let belongs = |place: usize, c: char| c.is_ascii_digit() || (place == 17 && c == 'X');
    if let Some((place, _)) = number.chars().enumerate().take(18).find(|(place, c)| !belongs(*place, *c)) {
        return Err(ResidentIdDefect::Character { place: place + 1 });
    }
    if length != 18 {
        return Err(ResidentIdDefect::Length(length));
    }
    if !is_province(&number) {
        return Err(ResidentIdDefect::Province);
    }
    let birth = birth_date(&number).ok_or(ResidentIdDefect::BirthDate)?;
    if mod11::holds(&number) { Ok(ResidentId { number, birth }) } else { Err(ResidentIdDefect::Checksum) }
}

/// The check character for the first 17 digits; `None` when there are fewer.
pub fn check_character(number: &str) -> Option<char> {
    mod11::check_character(number)
}

/// Whether the first two digits are those of a province, of Hong Kong, Macao or Taiwan, or begin the
/// number of a foreign permanent resident.
fn is_province(number: &str) -> bool {
    matches!(
        number.get(..2).and_then(|digits| digits.parse().ok()),
        Some(11..=15 | 21..=23 | 31..=37 | 41..=46 | 50..=54 | 61..=65 | 71 | 81..=83 | 90..=99u8)
    )
}

/// The date at places 7 to 14.
pub(super) fn birth_date(number: &str) -> Option<NaiveDate> {
    let digits = |range| number.get(range).and_then(|digits: &str| digits.parse::<u32>().ok());
    let year = i32::try_from(digits(6..10)?).ok().filter(|year| *year >= 1850)?;
    NaiveDate::from_ymd_opt(year, digits(10..12)?, digits(12..14)?)
}

impl ResidentId {
    /// The normal form, with an upper-case X.
    pub fn as_str(&self) -> &str {
        &self.number
    }

    /// The birth date.
    pub fn birth(&self) -> NaiveDate {
        self.birth
    }

    /// Whether the person was born by that day; a number that says otherwise is wrong.
    pub fn is_born_by(&self, day: NaiveDate) -> bool {
        self.birth <= day
    }

    /// Full years of age on that day; `None` before birth.
    pub fn age_on(&self, day: NaiveDate) -> Option<u32> {
        day.years_since(self.birth)
    }

    /// True for an odd sequence number (男).
    pub fn is_male(&self) -> bool {
        self.number.as_bytes().get(16).is_some_and(|digit| digit % 2 == 1)
    }

    /// What is unusual; none of it makes the number wrong.
    pub fn doubts(&self) -> Vec<ResidentIdDoubt> {
        match self.number.as_bytes() {
            [b'8', ..] => vec![ResidentIdDoubt::LooksLikeResidencePermit],
            [b'9', ..] => vec![ResidentIdDoubt::LooksLikeForeignPermanentResident],
            _ => Vec::new(),
        }
    }

    /// The year of birth.
    pub fn birth_year(&self) -> i32 {
        self.birth.year()
    }
}
