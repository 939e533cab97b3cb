//! How easily a passphrase is guessed, and whether a new one is taken.
//!
//! It counts what a guesser would have to try, and knows the commonest ways by which that is less than it looks. A weak
//! one is only taken from who has said that it is meant.

use std::collections::BTreeSet;

use super::LEAST_LENGTH;

/// How easily a passphrase is guessed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Strength {
    /// Guessed in no time.
    Weak,
    /// Holds against guessing for a while.
    Fair,
    /// Holds.
    Strong,
}

/// Bits from which a passphrase under scrypt is fair, and strong.
const FAIR: f64 = 40.0;
const STRONG: f64 = 60.0;

/// Rows of keys, numbers and letters in order: what continues along one of them adds little.
const RUNS: [&str; 7] = [
    "abcdefghijklmnopqrstuvwxyz",
    "0123456789",
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "1qaz2wsx3edc4rfv",
    "1q2w3e4r5t6y7u8i9o0p",
];

/// What everybody tries first.
const COMMON: [&str; 24] = [
    "password", "passw0rd", "admin", "woaini", "5201314", "qq", "beian", "mima", "iloveyou", "welcome",
    "letmein", "zhongguo", "root", "test", "user", "login", "hello", "dragon", "monkey", "sunshine",
    "football", "princess", "renzheng", "beijing",
];

/// How easily a passphrase is guessed.
pub fn strength(passphrase: &str) -> Strength {
    let bits = bits(passphrase);
    if bits >= STRONG {
        Strength::Strong
    } else if bits >= FAIR {
        Strength::Fair
    } else {
        Strength::Weak
    }
}

/// Why a new passphrase is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// It has fewer than [`LEAST_LENGTH`] characters.
    TooShort,
    /// It is [`Weak`](Strength::Weak), and nobody has said that it is meant.
    Weak,
    /// It was repeated otherwise.
    Differs,
}

/// Why a new passphrase is not taken, if there is a reason. `repeated` is what was typed the second time, `meant` says
/// that a weak one is meant.
pub fn refusal(passphrase: &str, repeated: &str, meant: bool) -> Option<Refusal> {
    if passphrase.chars().count() < LEAST_LENGTH {
        Some(Refusal::TooShort)
    } else if strength(passphrase) == Strength::Weak && !meant {
        Some(Refusal::Weak)
    } else {
        (passphrase != repeated).then_some(Refusal::Differs)
    }
}

/// The logarithm of the number of guesses, roughly.
fn bits(passphrase: &str) -> f64 {
    let mut plain = passphrase.to_lowercase();
    for word in COMMON {
        plain = plain.replace(word, "\u{1}");
    }
    let characters: Vec<char> = plain.chars().collect();
    let pool: f64 = [
        (passphrase.chars().any(|c| c.is_ascii_lowercase()), 26.0),
        (passphrase.chars().any(|c| c.is_ascii_uppercase()), 26.0),
        (passphrase.chars().any(|c| c.is_ascii_digit()), 10.0),
        (passphrase.chars().any(|c| c.is_ascii_punctuation() || c == ' '), 33.0),
        (!passphrase.is_ascii(), 2000.0),
    ]
    .iter()
    .filter(|(there, _)| *there)
    .map(|(_, size)| size)
    .sum();
    let each = pool.max(1.0).log2();
    let weight = |at: usize| {
        let (now, before) = (characters[at], at.checked_sub(1).map(|at| characters[at]));
        let continues = before.is_some_and(|before| now == before || follows(before, now));
        if now == '\u{1}' {
            4.0
        } else if continues {
            1.0
        } else {
            each
        }
    };
    let total: f64 = (0..characters.len()).map(weight).sum();
    // A year or a date is one of a few thousand.
    let years = plain.matches("19").count() + plain.matches("20").count();
    let distinct = characters.iter().collect::<BTreeSet<_>>().len();
    #[expect(clippy::cast_precision_loss, reason = "lengths of passphrases")]
    let (most, years) = (distinct as f64 * each * 2.0, years as f64 * each);
    (total - years).clamp(0.0, most)
}

/// Whether a character stands beside another in one of the runs, either way.
fn follows(before: char, now: char) -> bool {
    RUNS.iter().any(|run| {
        let place = |c| run.chars().position(|other| other == c);
        matches!((place(before), place(now)), (Some(a), Some(b)) if a.abs_diff(b) == 1)
    })
}
