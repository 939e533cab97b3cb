//! Markdown as far as it must be known without a parser: what of it people read, and its pictures.
//!
//! Only light work is done here, since a text is read anew after every keystroke. What is printed is parsed in
//! full by `document`.

use super::width::looks_blank;

/// What stands before a picture's digest in `![caption](图片:3f2a9c81d0e2)`.
pub const PICTURE: &str = "图片:";

/// Characters of a picture's SHA-256 that stand in the text.
pub const PICTURE_DIGEST: usize = 12;

/// The text that people read: marks of headings, lists, tables and emphasis gone, of pictures the caption left.
pub fn plain(markdown: &str) -> String {
    let mut out = String::with_capacity(markdown.len());
    for line in markdown.lines() {
        let line = unmarked(line.trim());
        if line.is_empty() || is_delimiter(line) {
            continue;
        }
        if !out.is_empty() {
            out.push('\n');
        }
        inline(line, line.starts_with('|'), &mut out);
    }
    out
}

/// Whether there is nothing to be read and no picture.
pub fn is_blank(markdown: &str) -> bool {
    looks_blank(markdown) || pictures(markdown).next().is_none() && looks_blank(&plain(markdown))
}

/// The beginnings of the pictures' digests, in the order in which they stand.
pub fn pictures(markdown: &str) -> impl Iterator<Item = &str> {
    let after = markdown.split("](").skip(1).filter_map(|rest| rest.strip_prefix(PICTURE));
    after.filter_map(|rest| rest.split(')').next())
}

/// A picture with its caption, as it stands in a text.
pub fn picture(caption: &str, sha256: &str) -> String {
    let caption: String = caption.chars().filter(|c| !matches!(c, '[' | ']' | '\n' | '\r' | '\\')).collect();
    let digest: String = sha256.chars().take(PICTURE_DIGEST).collect();
    format!("![{caption}]({PICTURE}{digest})")
}

/// Where a block goes that is put in at byte `at`, with the line breaks before and after it: behind the paragraph, item,
/// picture or table that stands there, never inside.
pub fn place_of_block(markdown: &str, at: usize) -> (usize, &'static str, &'static str) {
    let mut lines = markdown.split('\n').peekable();
    let (mut to, mut table) = (0, false);
    while let Some(line) = lines.next() {
        to += line.len();
        let next = lines.peek().map_or("", |next| next.trim());
        // Every line is printed as a paragraph of its own, but for those of a table, which only a blank one ends.
        table = !line.trim().is_empty() && (table || next.contains('|') && is_delimiter(next));
        if to >= at && (!table || next.is_empty()) {
            break;
        }
        to += 1;
    }
    let (before, after) = (&markdown[..to], &markdown[to..]);
    let lead = match before {
        _ if before.is_empty() || before.ends_with("\n\n") => "",
        _ if before.ends_with('\n') => "\n",
        _ => "\n\n",
    };
    let tail = if after.trim().is_empty() || after.starts_with("\n\n") { "" } else { "\n" };
    (to, lead, tail)
}

/// The text with other pictures in place of some: `other` gives the SHA-256 of what takes the place of the one of which
/// the digest begins so.
pub fn with_pictures<'a>(markdown: &str, other: impl Fn(&str) -> Option<&'a str>) -> String {
    let link = |digest: &str| format!("]({PICTURE}{digest})");
    let changes = pictures(markdown).filter_map(|digest| Some((digest, other(digest)?)));
    changes.fold(markdown.to_owned(), |text, (digest, other)| {
        text.replace(&link(digest), &link(other.get(..PICTURE_DIGEST).unwrap_or(other)))
    })
}

/// 字数 as word processors count it: every Han character and every mark, and each word in Latin letters.
pub fn word_count(plain: &str) -> usize {
    let mut inside = false;
    plain.chars().fold(0, |count, c| {
        let joins = c.is_alphanumeric() && !is_wide(c) || inside && matches!(c, '.' | '-' | '\'' | '/' | '_');
        let counts = !(c.is_whitespace() || joins && inside);
        inside = joins;
        count + usize::from(counts)
    })
}

/// A line without the marks of a quotation, a heading or an item.
fn unmarked(mut line: &str) -> &str {
    while let Some(rest) = line.strip_prefix('>') {
        line = rest.trim_start();
    }
    let hashes = line.trim_start_matches('#');
    if (1..=6).contains(&(line.len() - hashes.len()))
        && (hashes.is_empty() || hashes.starts_with([' ', '\t']))
    {
        return hashes.trim();
    }
    let digits = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let rest = match (line.len() - digits.len(), line.chars().next()) {
        (1..=9, _) => digits.strip_prefix(['.', ')']),
        (_, Some('-' | '*' | '+')) => Some(&line[1..]),
        _ => None,
    };
    match rest {
        Some(rest) if rest.starts_with([' ', '\t']) => rest.trim_start(),
        _ => line,
    }
}

/// `|---|:-:|`, or a rule across.
fn is_delimiter(line: &str) -> bool {
    line.contains("--") && line.chars().all(|c| matches!(c, '|' | '-' | ':' | ' '))
}

fn inline(line: &str, table: bool, out: &mut String) {
    let mut rest = line;
    // Where no link ends after one place, none ends after a later one: nothing is searched for twice in vain.
    let (mut links, mut tags) = (true, true);
    while let Some(c) = rest.chars().next() {
        let after = &rest[c.len_utf8()..];
        rest = after;
        match c {
            '\\' if after.starts_with(|c: char| c.is_ascii_punctuation()) => {
                out.extend(after.chars().next());
                rest = &after[1..];
            }
            '*' | '`' => {}
            '!' if links && after.starts_with('[') => {
                links = after.contains("](");
                if !links {
                    out.push(c);
                }
            }
            '[' if links => match after.find("](").and_then(|at| Some((at, after[at..].find(')')? + at))) {
                Some((text, end)) => {
                    out.push_str(&after[..text]);
                    rest = &after[end + 1..];
                }
                None => {
                    links = false;
                    out.push(c);
                }
            },
            '<' if after.starts_with("br") => {
                let end = if tags { after.find('>') } else { None };
                tags = end.is_some();
                rest = end.map_or(after, |at| &after[at + 1..]);
                out.push(' ');
            }
            '|' if table => out.push(' '),
            c => out.push(c),
        }
    }
}

/// Han characters and others that stand for themselves, in contrast to the letters of words.
fn is_wide(c: char) -> bool {
    c >= '\u{2e80}'
}
