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
    let mut at = front_matter(&lines);
    if at > 0 {
        read.remarks.push("文件开头两行“---”之间是关于文件的数据，没有导入。".to_owned());
    }
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

/// How many lines at the beginning are data about the file, between two lines of `---`, as many programs write it.
/// A text between two rules is none: what stands there must be data line by line, names first.
fn front_matter(lines: &[&str]) -> usize {
    let is_fence = |line: &&str| line.trim_end() == "---";
    let is_named = |line: &&str| {
        let name = line.split_once(':').filter(|(_, value)| value.is_empty() || value.starts_with(' '));
        name.is_some_and(|(name, _)| !name.is_empty() && !name.contains([' ', '\t', '#', '，', '。']))
    };
    let is_data = |line: &&str| is_named(line) || line.starts_with([' ', '\t']) || line.starts_with("- ");
    let Some((first, rest)) = lines.split_first() else { return 0 };
    let end = rest.iter().position(is_fence).filter(|_| is_fence(first));
    let data = end.map(|end| &rest[..end]);
    let is_front = data.is_some_and(|data| data.first().is_some_and(is_named) && data.iter().all(is_data));
    end.filter(|_| is_front).map_or(0, |end| end + 2)
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
