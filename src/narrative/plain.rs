//! Reading Markdown, and plain text that is no worse for being read as such.

use super::read::Pieces;
use super::sections::Piece;
use crate::text::markdown::{PICTURE, pictures};

/// Reads a text.
pub(super) fn read(text: &str) -> Pieces {
    let mut read = Pieces::default();
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let lines: Vec<&str> = text.trim_start_matches('\u{feff}').split('\n').collect();
    let mut block: Vec<&str> = Vec::new();
    let mut fenced = false;
    let mut at = 0;
    while at < lines.len() {
        let line = lines[at];
        at += 1;
        if line.trim_start().starts_with("```") {
            fenced = !fenced;
        }
        let below = lines.get(at).map(|line| line.trim_end());
        match heading(line, below).filter(|_| !fenced) {
            Some((level, title, taken)) => {
                flush(&mut block, &mut read);
                read.pieces.push(Piece::Heading(level, title));
                at += taken;
            }
            None if line.trim().is_empty() && !fenced => flush(&mut block, &mut read),
            None => block.push(line),
        }
    }
    flush(&mut block, &mut read);
    let foreign = text.matches("![").count().saturating_sub(pictures(&text).count());
    if foreign > 0 {
        read.remarks.push(format!(
            "文中有 {foreign} 处图片，文件里没有图片本身，请在编辑时用“插图”重新放入（形如 {PICTURE}…）。"
        ));
    }
    read
}

/// A heading: `## …`, or a line above `===` or `---`. With it how many further lines it takes.
fn heading(line: &str, below: Option<&str>) -> Option<(u16, String, usize)> {
    let text = line.trim();
    let rest = text.trim_start_matches('#');
    let level = u16::try_from(text.len() - rest.len()).unwrap_or(u16::MAX);
    if (1..=6).contains(&level) && rest.starts_with([' ', '\t', '\u{3000}']) {
        let title = rest.trim().trim_end_matches('#').trim();
        return (!title.is_empty()).then(|| (level, title.to_owned(), 0));
    }
    let underlined =
        |mark: char| below.is_some_and(|below| below.len() >= 3 && below.chars().all(|c| c == mark));
    match text {
        "" => None,
        _ if text.starts_with(['|', '>', '-', '*', '+']) => None,
        _ if underlined('=') => Some((1, text.to_owned(), 1)),
        _ if underlined('-') => Some((2, text.to_owned(), 1)),
        _ => None,
    }
}

fn flush(block: &mut Vec<&str>, read: &mut Pieces) {
    let text = std::mem::take(block).join("\n");
    if !text.trim().is_empty() {
        read.pieces.push(Piece::Text(text));
    }
}
