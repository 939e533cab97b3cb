//! 文本: one line, or several paragraphs.

use serde_json::json;

use super::{Problem, Reading, Value};
use crate::text::{
    gb18030_private_use, grapheme_count, is_bidi_control, is_private_use, paragraphs, placeholder,
    single_line,
};

pub(super) fn read_line(text: &str, max: usize) -> Reading {
    read(normalise_line(text), max)
}

pub(super) fn read_paragraphs(text: &str, max: usize) -> Reading {
    read(normalise_paragraphs(text), max)
}

pub(super) fn normalise_line(text: &str) -> String {
    single_line(text)
}

pub(super) fn normalise_paragraphs(text: &str) -> String {
    paragraphs(text)
}

fn read(text: String, max: usize) -> Reading {
    if text.is_empty() {
        return Reading::default();
    }
    let mut problems = character_problems(&text);
    // As people count them there are never more characters than code points.
    let length = if text.chars().count() > max { grapheme_count(&text) } else { 0 };
    if length > max {
        problems.insert(
            0,
            Problem::blocking(
                "text_too_long",
                format!("共{length}个字，超过{max}个字的上限。"),
                format!("请删去至少{}个字。", length - max),
            ),
        );
    }
    Reading::with_problems(Value::Text(text), problems)
}

/// Problems with single characters of a text in normal form; each kind is told once.
pub(super) fn character_problems(text: &str) -> Vec<Problem> {
    let is_plain = |c: char| matches!(c, ' '..='~' | '一'..='\u{9FFF}');
    let mut problems = if text.chars().all(is_plain) { Vec::new() } else { odd_characters(text) };
    if let Some(left) = placeholder(text) {
        problems.push(Problem::warning(
            "placeholder_left",
            format!("有“{left}”，像是没有填完的占位文字。"),
            "请换成实际内容；原文确是如此的，不用改。",
        ));
    }
    problems
}

fn odd_characters(text: &str) -> Vec<Problem> {
    let mut problems = Vec::new();
    if let Some(c) = text.chars().find(|c| is_bidi_control(*c) || (c.is_control() && *c != '\n')) {
        problems.push(Problem::blocking(
            "text_has_control_character",
            format!("含有看不见的控制字符（{}），打印和核验时会出错。", code_point(c)),
            "请清空本项后重新输入，不要从其他软件粘贴。",
        ));
    }
    if text.contains('\u{FFFD}') {
        problems.push(Problem::blocking(
            "text_has_lost_character",
            "含有无法识别的字符（显示为“�”），原来的字已经丢失。",
            "请把该处改为正确的字。",
        ));
    }
    if let Some(c) = text.chars().find(|c| is_private_use(*c)) {
        problems.push(private_use(c));
    }
    problems
}

/// The warning about a private-use character, with the standard one where it is known.
pub(super) fn private_use(c: char) -> Problem {
    let hint = match gb18030_private_use(c) {
        Some(standard) => format!("请改用标准编码的字；如果是“{standard}”，请用新版输入法重新输入。"),
        None => "请用支持生僻字的新版输入法重新输入该字。".to_owned(),
    };
    Problem::warning(
        "character_in_private_use",
        format!("含有自造字（{}），在其他电脑上可能显示为空白或者别的字。", code_point(c)),
        hint,
    )
}

/// `U+E863`.
pub(super) fn code_point(c: char) -> String {
    format!("U+{:04X}", u32::from(c))
}

/// JSON Schema counts code points, which can outnumber the characters that people count; the limit is
/// therefore a note.
pub(super) fn schema(max: usize) -> serde_json::Value {
    json!({ "type": "string", "minLength": 1, "$comment": format!("at most {max} grapheme clusters") })
}
