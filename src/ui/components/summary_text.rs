//! The text of an answer in a summary, with sensitive numbers masked.

use crate::field::{Answer, FieldKind};
use crate::identity::mask;
use crate::procedure::Field;

/// What a field says. A text under many headings is read in its print; here stands how long it is.
pub(super) fn text_of(field: &Field, answer: &Answer, open: bool) -> String {
    let text = match field.kind {
        _ if answer.is_unknown() => "不清楚".to_owned(),
        FieldKind::Confirm => "已确认".to_owned(),
        FieldKind::Narrative { .. } => {
            let text = field.kind.print_answer(answer);
            format!("已撰写 {} 字", text.chars().filter(|c| !c.is_whitespace()).count())
        }
        _ => field.kind.print_answer(answer),
    };
    if field.sensitive && !open { masked(&text) } else { text }
}

/// Masks every run of letters and digits long enough to be a number of somebody.
pub(in crate::ui) fn masked(text: &str) -> String {
    const LONG: usize = 7;
    let mut shown = String::new();
    let mut run = String::new();
    for c in text.chars().chain(std::iter::once('\n')) {
        if c.is_ascii_alphanumeric() {
            run.push(c);
            continue;
        }
        shown.push_str(&if run.len() >= LONG { mask(&run) } else { run.clone() });
        run.clear();
        shown.push(c);
    }
    shown.pop();
    shown
}
