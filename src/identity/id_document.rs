//! The number of an identity document of a given kind.
//!
//! Only rules read in an official text refuse a number: the resident ID (GB 11643), the 2023 外国人永久
//! 居留身份证 (18 digits from 9, MOD 11-2) with its older form, the 港澳居民来往内地通行证. What is known of the
//! other kinds from secondary sources raises doubts.

use super::resident_id::{self, ResidentIdDefect, ResidentIdDoubt};
use super::{IdKind, mod11};
use crate::text::compact;

/// A number that may stand, with what is unusual about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IdNumber {
    /// The normal form.
    pub number: String,
    /// What is unusual.
    pub doubts: Vec<IdDoubt>,
}

/// Why a text is not a number of its kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IdDefect {
    /// Nothing but blanks and dashes.
    Empty,
    /// A character that is neither a letter nor a digit; its place, from 1.
    Character(usize),
    /// Not a resident ID number.
    ResidentId(ResidentIdDefect),
    /// Not of any form that this kind has.
    Shape,
    /// The check character is wrong.
    Checksum,
}

/// What is unusual about a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IdDoubt {
    /// Not of any form known for this kind.
    Shape,
    /// The check character is wrong by the rule that this kind is believed to follow.
    Checksum,
    /// The digits believed to be the birth date are no date.
    BirthDate,
    /// It looks like a number of this other kind.
    LooksLike(IdKind),
}

/// Reads a number of a kind in any width and case, with or without blanks, dashes and brackets.
pub fn parse(kind: IdKind, text: &str) -> Result<IdNumber, IdDefect> {
    let number: String = compact(text).chars().filter(|c| !matches!(c, '(' | ')')).collect();
    if number.is_empty() {
        return Err(IdDefect::Empty);
    }
    if kind == IdKind::ResidentId {
        let id = resident_id::parse(&number).map_err(IdDefect::ResidentId)?;
        let doubts = id.doubts().into_iter().map(IdDoubt::from).collect();
        return Ok(IdNumber { number, doubts });
    }
    if let Some(place) = number.chars().position(|c| !c.is_ascii_alphanumeric()) {
        return Err(IdDefect::Character(place + 1));
    }
    let mut doubts = match kind {
        IdKind::ResidentId | IdKind::Passport => Vec::new(),
        IdKind::ForeignPermanentResident => foreign_permanent_resident(&number)?,
        IdKind::HkMacaoPermit => hk_macao_permit(&number)?,
        IdKind::TaiwanPermit => taiwan_permit(&number),
        IdKind::HkMacaoTaiwanResidence => hk_macao_taiwan_residence(&number),
    };
    if kind == IdKind::Passport && !(5..=20).contains(&number.len()) {
        doubts.push(IdDoubt::Shape);
    }
    if !doubts.is_empty() || kind == IdKind::Passport {
        doubts.extend(looks_like_resident_id(&number).filter(|other| *other != kind).map(IdDoubt::LooksLike));
    }
    Ok(IdNumber { number, doubts })
}

/// 2023 form: 18 characters from 9 with MOD 11-2 [GA rule of 2023-12-01]; older form: 3 letters and 12
/// digits. That places 7 to 14 of the new form are the birth date is not stated in a text we read.
fn foreign_permanent_resident(number: &str) -> Result<Vec<IdDoubt>, IdDefect> {
    if letters_then_digits(number, 3, 12) {
        return Ok(Vec::new());
    }
    if number.len() != 18 || !number.starts_with('9') || mod11::check_character(number).is_none() {
        return Err(IdDefect::Shape);
    }
    if !mod11::holds(number) {
        return Err(IdDefect::Checksum);
    }
    Ok(resident_id::birth_date(number).is_none().then_some(IdDoubt::BirthDate).into_iter().collect())
}

/// H or M and 10 digits, of which newer cards print only the first 8.
fn hk_macao_permit(number: &str) -> Result<Vec<IdDoubt>, IdDefect> {
    let known = number.starts_with(['H', 'M']) && matches!(number.len(), 9 | 11);
    if known && digits(&number[1..]) { Ok(Vec::new()) } else { Err(IdDefect::Shape) }
}

/// 8 digits; one-off permits 10 to 12 letters and digits; older ones 10 digits and letters.
fn taiwan_permit(number: &str) -> Vec<IdDoubt> {
    let known = (number.len() == 8 && digits(number))
        || ((10..=14).contains(&number.len()) && number.chars().filter(char::is_ascii_digit).count() >= 8);
    if known { Vec::new() } else { vec![IdDoubt::Shape] }
}

/// As GB 11643, from 810000, 820000 or 830000.
fn hk_macao_taiwan_residence(number: &str) -> Vec<IdDoubt> {
    let prefix = ["810000", "820000", "830000"].iter().any(|prefix| number.starts_with(prefix));
    if number.len() != 18 || !prefix || mod11::check_character(number).is_none() {
        return vec![IdDoubt::Shape];
    }
    let mut doubts = Vec::new();
    if resident_id::birth_date(number).is_none() {
        doubts.push(IdDoubt::BirthDate);
    }
    if !mod11::holds(number) {
        doubts.push(IdDoubt::Checksum);
    }
    doubts
}

/// The kind whose number this is by form and check character, among those that follow GB 11643.
fn looks_like_resident_id(number: &str) -> Option<IdKind> {
    let id = resident_id::parse(number).ok()?;
    Some(match id.doubts().first() {
        None => IdKind::ResidentId,
        Some(ResidentIdDoubt::LooksLikeResidencePermit) => IdKind::HkMacaoTaiwanResidence,
        Some(ResidentIdDoubt::LooksLikeForeignPermanentResident) => IdKind::ForeignPermanentResident,
    })
}

impl From<ResidentIdDoubt> for IdDoubt {
    fn from(doubt: ResidentIdDoubt) -> Self {
        Self::LooksLike(match doubt {
            ResidentIdDoubt::LooksLikeResidencePermit => IdKind::HkMacaoTaiwanResidence,
            ResidentIdDoubt::LooksLikeForeignPermanentResident => IdKind::ForeignPermanentResident,
        })
    }
}

fn letters_then_digits(text: &str, letters: usize, count: usize) -> bool {
    text.len() == letters + count
        && text.chars().take(letters).all(|c| c.is_ascii_uppercase())
        && digits(&text[letters..])
}

fn digits(text: &str) -> bool {
    text.chars().all(|c| c.is_ascii_digit())
}
