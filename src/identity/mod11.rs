//! ISO 7064 MOD 11-2, the check character of GB 11643 and of the 2023 外国人永久居留身份证.

const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECK: [char; 11] = ['1', '0', 'X', '9', '8', '7', '6', '5', '4', '3', '2'];

/// The check character for the first 17 digits of a text; `None` without 17 leading digits.
pub(super) fn check_character(text: &str) -> Option<char> {
    let digits: Vec<u32> = text.chars().take(17).map_while(|c| c.to_digit(10)).collect();
    if digits.len() != WEIGHTS.len() {
        return None;
    }
    let sum: u32 = digits.iter().zip(WEIGHTS).map(|(digit, weight)| digit * weight).sum();
    Some(CHECK[(sum % 11) as usize])
}

/// Whether the 18th and last character is the right check character.
pub(super) fn holds(text: &str) -> bool {
    check_character(text).is_some_and(|check| text.chars().skip(17).eq([check]))
}
