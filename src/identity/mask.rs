//! Numbers shown without showing them.

/// The number with its middle hidden: the first 3 and last 4 characters stay (`110***********002X`).
/// A number of 7 characters or fewer is hidden but for its first.
pub fn mask(number: &str) -> String {
    let chars: Vec<char> = number.chars().collect();
    let shown = |i: usize| if chars.len() > 7 { i < 3 || i + 4 >= chars.len() } else { i == 0 };
    chars.iter().enumerate().map(|(i, c)| if shown(i) { *c } else { '*' }).collect()
}
