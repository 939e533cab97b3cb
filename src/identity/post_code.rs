//! 邮政编码 of the mainland: six digits.

use crate::text::{compact, tidy};

/// The doubt about a text that is not six digits, or is only zeros. No official text was read that
/// states the form, so it stays a doubt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PostCodeDoubt {
    /// Not six digits.
    NotSixDigits,
    /// 000000.
    Zeros,
}

/// A code as far as it can be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PostCode {
    /// The normal form; of anything but six digits, what was typed.
    pub code: String,
    /// What is doubtful.
    pub doubt: Option<PostCodeDoubt>,
}

/// Reads a code in any width, with or without blanks and dashes.
pub fn parse(text: &str) -> PostCode {
    let code = compact(text);
    if code.len() != 6 || !code.chars().all(|c| c.is_ascii_digit()) {
        return PostCode { code: tidy(text), doubt: Some(PostCodeDoubt::NotSixDigits) };
    }
    let doubt = (code == "000000").then_some(PostCodeDoubt::Zeros);
    PostCode { code, doubt }
}
