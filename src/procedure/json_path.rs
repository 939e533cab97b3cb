//! Where in a JSON text a position lies, so that a parser's line and column can be named as a path.

/// The path, e.g. `rules[3].check`, of what stands at a line and column (both from 1, in bytes) of a
/// JSON text; empty at the top. Works on text that is broken at that position or after it.
pub(super) fn path_at(json: &str, line: usize, column: usize) -> String {
    let before: usize = json.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let end = json.len().min(before + column.saturating_sub(1));
    let mut steps: Vec<Step> = Vec::new();
    let bytes = &json.as_bytes()[..end];
    let mut at = 0;
    while at < bytes.len() {
        match bytes[at] {
            b'{' => steps.push(Step::Key(String::new())),
            b'[' => steps.push(Step::Index(0)),
            b'}' | b']' => drop(steps.pop()),
            b',' => {
                if let Some(Step::Index(index)) = steps.last_mut() {
                    *index += 1;
                }
            }
            b'"' => {
                let from = at + 1;
                at = closing_quote(bytes, from);
                let is_key = json[at..].trim_start_matches('"').trim_start().starts_with(':');
                if let (true, Some(Step::Key(key))) = (is_key, steps.last_mut()) {
                    *key = json.get(from..at).unwrap_or_default().to_owned();
                }
            }
            _ => {}
        }
        at += 1;
    }
    let mut path = String::new();
    for step in &steps {
        match step {
            Step::Index(index) => path.push_str(&format!("[{index}]")),
            Step::Key(key) if key.is_empty() => {}
            Step::Key(key) => {
                if !path.is_empty() {
                    path.push('.');
                }
                path.push_str(key);
            }
        }
    }
    path
}

enum Step {
    Key(String),
    Index(usize),
}

fn closing_quote(bytes: &[u8], from: usize) -> usize {
    let mut at = from;
    while at < bytes.len() && bytes[at] != b'"' {
        at += if bytes[at] == b'\\' { 2 } else { 1 };
    }
    at.min(bytes.len())
}
