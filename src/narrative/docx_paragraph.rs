//! A paragraph of a `.docx` as Markdown: emphasis, and text that means itself.

use super::docx_parts::Meant;

/// A paragraph while it is read.
#[derive(Clone, Debug, Default)]
pub(super) struct Paragraph {
    pub(super) style: String,
    pub(super) own: Meant,
    pub(super) markdown: String,
    pub(super) plain: String,
    /// Whether emphasis is open in `markdown`, from here.
    pub(super) heavy: Option<usize>,
    pub(super) joins: bool,
    /// Pictures in it, with the caption that the next one gets.
    pub(super) pictures: Vec<String>,
}

impl Paragraph {
    /// Adds text.
    pub(super) fn push(&mut self, text: &str, bold: bool, in_table: bool) {
        self.plain.push_str(text);
        let heavy = bold && !text.trim().is_empty();
        if heavy && self.heavy.is_none() {
            self.heavy = Some(self.markdown.len());
        } else if !bold && !text.trim().is_empty() {
            self.calm();
        }
        escape(text, in_table, &mut self.markdown);
    }

    /// Ends emphasis. Marks at its edges stay outside: beside Han characters they would undo it.
    pub(super) fn calm(&mut self) {
        let Some(start) = self.heavy.take() else { return };
        let heavy = self.markdown.split_off(start);
        let edge = |c: char| !c.is_alphanumeric();
        let inner = heavy.trim_matches(edge);
        let at = heavy.find(inner).unwrap_or(0);
        if inner.is_empty() {
            self.markdown.push_str(&heavy);
        } else {
            let (before, after) = (&heavy[..at], &heavy[at + inner.len()..]);
            self.markdown.push_str(&format!("{before}**{inner}**{after}"));
        }
    }
}

/// A text with its number before it.
pub(super) fn numbered(number: &str, text: &str) -> String {
    let gap = if text.is_empty() || number.ends_with(['）', '、', '．']) { "" } else { " " };
    format!("{}{gap}{text}", number.trim_end())
}

/// Text so that it means itself in Markdown.
fn escape(text: &str, in_table: bool, out: &mut String) {
    let mut before = out.chars().next_back().unwrap_or(' ');
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        let next = rest.peek().copied().unwrap_or(' ');
        let special = match c {
            '\\' | '*' | '`' | '<' | '&' => true,
            '|' => in_table,
            '_' => !(before.is_alphanumeric() && next.is_alphanumeric()),
            '!' => next == '[',
            _ => false,
        };
        if special {
            out.push('\\');
        }
        out.push(if matches!(c, '\n' | '\r' | '\u{a0}') { ' ' } else { c });
        before = c;
    }
}

/// Lines whose first characters would make something else of them.
pub(super) fn line_starts(text: &str) -> String {
    let line = |line: &str| {
        let line = line.trim();
        let digits = line.trim_start_matches(|c: char| c.is_ascii_digit());
        if digits.len() < line.len() && digits.starts_with(['.', ')']) {
            let number = &line[..line.len() - digits.len()];
            return format!("{number}\\{digits}");
        }
        if line.starts_with(['#', '>', '-', '+', '=', '[', '|', '~']) {
            format!("\\{line}")
        } else {
            line.to_owned()
        }
    };
    text.split('\n').map(line).collect::<Vec<_>>().join("\n")
}
