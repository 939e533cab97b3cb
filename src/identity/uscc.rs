//! 统一社会信用代码, GB 32100-2015.
//!
//! 18 characters of an alphabet of 31: department, category, 6 digits of region, 9 of the body itself,
//! check character. The department codes in use outnumber those in the standard's first edition, so
//! the first character alone never refuses a code.

use crate::text::compact;

/// The alphabet; a character's place is its value. I, O, S, V and Z are left out.
pub const ALPHABET: &str = "0123456789ABCDEFGHJKLMNPQRTUWXY";
const WEIGHTS: [usize; 17] = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];

/// A code whose form and check character are right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Uscc(String);

/// Why a text is not a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UsccDefect {
    /// 15 digits: the business registration number (工商注册号) used before 2015.
    RegistrationNumber,
    /// 9 characters: an organisation code (组织机构代码) used before 2015.
    OrganisationCode,
    /// Any other wrong length; how many characters there are.
    Length(usize),
    /// A character outside the alphabet at this place, counted from 1; with it, whether it is one of
    /// the letters I, O, S, V, Z that the alphabet leaves out.
    Character {
        /// The first such place, from 1.
        place: usize,
        /// One of I, O, S, V, Z.
        left_out: bool,
    },
    /// The check character is wrong: at least one character was mistyped.
    Checksum,
}

/// What is unusual about a code that is right by its check character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UsccDoubt {
    /// The first character is not among the department codes known in use.
    Department,
    /// Places 3 to 8 are not all digits, as codes of GB/T 2260 are.
    Region,
}

/// The kind of body that the first two characters speak of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BodyKind {
    /// 12 事业单位.
    PublicInstitution,
    /// 91 企业.
    Enterprise,
    /// 51, 52, 53: 社会团体, 社会服务机构, 基金会.
    SocialOrganisation,
    /// Everything else.
    Other,
}

impl BodyKind {
    /// A stable code: `public_institution`, `enterprise`, `social_organisation`, `other`.
    pub fn code(self) -> &'static str {
        match self {
            Self::PublicInstitution => "public_institution",
            Self::Enterprise => "enterprise",
            Self::SocialOrganisation => "social_organisation",
            Self::Other => "other",
        }
    }
}

/// Reads a code in any width and case, with or without blanks and dashes.
pub fn parse(text: &str) -> Result<Uscc, UsccDefect> {
    let code = compact(text);
    let length = code.chars().count();
    if length == 15 && code.chars().all(|c| c.is_ascii_digit()) {
        return Err(UsccDefect::RegistrationNumber);
    }
    if length == 9 && code.chars().all(|c| c.is_ascii_alphanumeric()) {
        return Err(UsccDefect::OrganisationCode);
    }
    if let Some((place, c)) = code.chars().enumerate().find(|(_, c)| value(*c).is_none()) {
        return Err(UsccDefect::Character { place: place + 1, left_out: "IOSVZ".contains(c) });
    }
    if length != 18 {
        return Err(UsccDefect::Length(length));
    }
    if check_character(&code) == code.chars().last() { Ok(Uscc(code)) } else { Err(UsccDefect::Checksum) }
}

/// The check character for the first 17 characters; `None` when they are fewer or not of the alphabet.
pub fn check_character(code: &str) -> Option<char> {
    let values: Vec<usize> = code.chars().take(17).map_while(value).collect();
    if values.len() != WEIGHTS.len() {
        return None;
    }
    let sum: usize = values.iter().zip(WEIGHTS).map(|(value, weight)| value * weight).sum();
    ALPHABET.chars().nth((31 - sum % 31) % 31)
}

fn value(c: char) -> Option<usize> {
    ALPHABET.chars().position(|known| known == c)
}

impl Uscc {
    /// The normal form.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The registering department (登记管理部门), first character: `1` 机构编制, `5` 民政, `9` 市场监管 …
    pub fn department(&self) -> char {
        self.0.chars().next().unwrap_or_default()
    }

    /// Department and category (机构类别), the first two characters, e.g. `91`.
    pub fn category(&self) -> &str {
        self.0.get(..2).unwrap_or_default()
    }

    /// The region where the body was first registered (GB/T 2260), places 3 to 8.
    pub fn region(&self) -> &str {
        self.0.get(2..8).unwrap_or_default()
    }

    /// The organisation code inside (主体标识码), places 9 to 17.
    pub fn organisation_code(&self) -> &str {
        self.0.get(8..17).unwrap_or_default()
    }

    /// The kind of body by department and category.
    pub fn body_kind(&self) -> BodyKind {
        match self.category() {
            "12" => BodyKind::PublicInstitution,
            "91" => BodyKind::Enterprise,
            "51" | "52" | "53" => BodyKind::SocialOrganisation,
            _ => BodyKind::Other,
        }
    }

    /// What is unusual; none of it makes the code wrong.
    pub fn doubts(&self) -> Vec<UsccDoubt> {
        let known = matches!(self.department(), '1'..='9' | 'A'..='G' | 'N' | 'Y');
        let region = self.region().chars().all(|c| c.is_ascii_digit());
        [(!known).then_some(UsccDoubt::Department), (!region).then_some(UsccDoubt::Region)]
            .into_iter()
            .flatten()
            .collect()
    }
}
