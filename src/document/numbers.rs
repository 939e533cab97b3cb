//! The numbers before headings, as official documents count their parts.

use crate::text::chinese_numeral;

/// 一、（一）1. before headings of the first, second and third level.
pub(super) fn ordinal(level: usize, number: usize) -> String {
    match level {
        0 => format!("{}、", chinese_numeral(number)),
        1 => format!("（{}）", chinese_numeral(number)),
        _ => format!("{number}. "),
    }
}
