//! What the buttons of the toolbar do to a text: pure, offsets in bytes.

use std::ops::Range;

use crate::text::markdown::place_of_block;

/// A change of a text: what is replaced by what, and what is selected afterwards.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Change {
    /// What is replaced.
    pub(super) at: Range<usize>,
    /// What takes its place.
    pub(super) with: String,
    /// What is selected in it, counted from its start.
    pub(super) select: Range<usize>,
}

/// A mark at the start of lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    /// `## `.
    Heading,
    /// `- `.
    Bullet,
    /// `1. `, `2. ` …
    Number,
}

impl Mark {
    fn text(self, line: usize) -> String {
        match self {
            Self::Heading => "## ".to_owned(),
            Self::Bullet => "- ".to_owned(),
            Self::Number => format!("{}. ", line + 1),
        }
    }

    /// A line without this mark.
    fn off(self, line: &str) -> Option<&str> {
        let rest = match self {
            Self::Heading => line.trim_start_matches('#'),
            Self::Bullet => line.strip_prefix(['-', '*', '+'])?,
            Self::Number => line.trim_start_matches(|c: char| c.is_ascii_digit()).strip_prefix('.')?,
        };
        (rest.len() < line.len()).then(|| rest.strip_prefix(' ')).flatten()
    }
}

/// Puts a mark before the lines of a selection, or takes it away when all have it.
pub(super) fn mark_lines(text: &str, selected: &Range<usize>, mark: Mark) -> Change {
    let start = text[..selected.start].rfind('\n').map_or(0, |at| at + 1);
    let end = text[selected.end..].find('\n').map_or(text.len(), |at| selected.end + at);
    let lines: Vec<&str> = text[start..end].split('\n').collect();
    let written = || lines.iter().filter(|line| !line.trim().is_empty());
    let on = written().next().is_some() && written().all(|line| mark.off(line).is_some());
    let mut number = 0;
    let changed = lines.iter().map(|line| {
        if on {
            return mark.off(line).unwrap_or(line).to_owned();
        }
        if line.trim().is_empty() && lines.len() > 1 {
            return (*line).to_owned();
        }
        number += 1;
        let bare = [Mark::Heading, Mark::Bullet, Mark::Number].into_iter().find_map(|mark| mark.off(line));
        mark.text(number - 1) + bare.unwrap_or(line)
    });
    let mut with = changed.collect::<Vec<_>>().join("\n");
    let mut skip = 0;
    // A list or heading stands apart from the paragraph before it.
    if !on && start > 0 && mark == Mark::Heading && !text[..start].ends_with("\n\n") {
        with.insert(0, '\n');
        skip = 1;
    }
    let select = if selected.is_empty() { with.len()..with.len() } else { skip..with.len() };
    Change { at: start..end, with, select }
}

/// Emphasises a selection, or ends its emphasis. Marks at its edges stay outside: beside Han characters they
/// would undo it.
pub(super) fn embolden(text: &str, selected: &Range<usize>) -> Change {
    let words = &text[selected.clone()];
    if let Some(inner) = words.strip_prefix("**").and_then(|rest| rest.strip_suffix("**")) {
        return Change { at: selected.clone(), with: inner.to_owned(), select: 0..inner.len() };
    }
    let inner = words.trim_matches(|c: char| !c.is_alphanumeric());
    if inner.is_empty() {
        let with = format!("{words}**着重的文字**");
        let select = words.len() + 2..with.len() - 2;
        return Change { at: selected.clone(), with, select };
    }
    let before = words.find(inner).unwrap_or(0);
    let after = &words[before + inner.len()..];
    let with = format!("{}**{inner}**{after}", &words[..before]);
    Change { at: selected.clone(), select: 0..with.len(), with }
}

/// Puts a block on lines of its own behind what stands at the end of a selection. `select` is a part of the block.
pub(super) fn insert_block(text: &str, selected: &Range<usize>, block: &str, select: Range<usize>) -> Change {
    let (at, lead, tail) = place_of_block(text, selected.end);
    let select = select.start + lead.len()..select.end + lead.len();
    Change { at: at..at, with: format!("{lead}{block}{tail}"), select }
}

/// A table of three columns to be filled in.
pub(super) const TABLE: &str = "| 项目 | 内容 | 备注 |\n|---|---|---|\n|  |  |  |\n|  |  |  |";

/// Cells copied from a sheet as a table; `None` for other texts.
pub(super) fn table_of(pasted: &str) -> Option<String> {
    let pasted = pasted.trim_end_matches(['\n', '\r']);
    let lines: Vec<&str> = pasted.lines().collect();
    if lines.len() < 2 || !lines.iter().all(|line| line.contains('\t')) {
        return None;
    }
    let row = |line: &&str| format!("| {} |", line.replace('|', "\\|").replace('\t', " | "));
    let mut rows: Vec<String> = lines.iter().map(row).collect();
    let columns = lines[0].matches('\t').count() + 1;
    rows.insert(1, format!("|{}", "---|".repeat(columns)));
    Some(rows.join("\n"))
}

/// The byte at which so many UTF-16 units have gone by, as browsers count.
pub(super) fn byte_of(text: &str, units: usize) -> usize {
    let mut gone = 0;
    for (at, c) in text.char_indices() {
        if gone >= units {
            return at;
        }
        gone += c.len_utf16();
    }
    text.len()
}

/// The same the other way.
pub(super) fn units_of(text: &str, byte: usize) -> u32 {
    let units: usize = text[..byte].chars().map(char::len_utf16).sum();
    u32::try_from(units).unwrap_or(u32::MAX)
}
