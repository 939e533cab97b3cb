//! Reading JSON that a person may have written, with the place of a mistake.

use std::fs;
use std::path::Path;

use serde::de::DeserializeOwned;
use serde_json::error::Category;

use super::error::Defect;
use crate::intake::{acts, shown};

/// Reads a text file.
pub(super) fn read_text(path: &Path) -> Result<String, Defect> {
    let bytes = fs::read(path).map_err(|error| Defect::unreadable(path, &error))?;
    let text = String::from_utf8(bytes)
        .map_err(|_| Defect::new(path, "不是 UTF-8 编码的文本，请另存为 UTF-8 后重试。"))?;
    // Windows editors put a mark before UTF-8 text, which JSON does not know.
    Ok(text.strip_prefix('\u{FEFF}').map_or_else(|| text.clone(), str::to_owned))
}

/// Reads a JSON file. A mistake is told by its path and line, never by what stands there.
pub(super) fn read<T: DeserializeOwned>(path: &Path) -> Result<T, Defect> {
    let text = read_text(path)?;
    let mut deserializer = serde_json::Deserializer::from_str(&text);
    let value = serde_path_to_error::deserialize(&mut deserializer).map_err(|error| {
        let place = error.path().to_string();
        let place = if place == "." { String::new() } else { place };
        Defect::at(path, place, reason(error.inner()))
    })?;
    deserializer.end().map_err(|error| Defect::new(path, reason(&error)))?;
    Ok(value)
}

fn reason(error: &serde_json::Error) -> String {
    let (line, column) = (error.line(), error.column());
    let at = format!("第 {line} 行第 {column} 列");
    match error.classify() {
        Category::Syntax => format!("{at}：JSON 语法错误，请修正后重试。"),
        Category::Eof => format!("{at}：JSON 不完整，文件可能被截断，请补全后重试。"),
        Category::Io => format!("{at}：读取中断，请重试。"),
        Category::Data => match (named(&error.to_string(), MISSING), named(&error.to_string(), UNKNOWN)) {
            (Some(field), _) => format!("{at}：缺少“{field}”，请补上后重试。"),
            (_, Some(field)) => format!("{at}：没有“{field}”这个成员，请核对拼写，或使用新版的备案通。"),
            _ => {
                format!("{at}：内容的类型或取值不符合格式，请按 JSON Schema 修正（beian schema dossier）。")
            }
        },
    }
}

/// JSON that shows on a terminal as what it is: what would act there can only stand in a text, where it can be spelt
/// as its number.
pub(super) fn harmless(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    for c in json.chars() {
        if c == '\n' || !acts(c) {
            out.push(c);
            continue;
        }
        for unit in c.encode_utf16(&mut [0; 2]) {
            out.push_str(&format!("\\u{unit:04x}"));
        }
    }
    out
}

const MISSING: &str = "missing field `";
const UNKNOWN: &str = "unknown field `";

/// The name of a member in two messages of serde; its other messages may repeat the input and are not shown.
fn named(message: &str, what: &str) -> Option<String> {
    message.strip_prefix(what)?.split('`').next().map(shown)
}
