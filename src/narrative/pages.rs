//! What stands in a finished document, by its text: on which pages the mandated headings, names, standards, and what
//! was left of a template.

use std::collections::BTreeMap;

use super::matching::normal;
use crate::dossier::TextSeen;
use crate::field::Heading;
use crate::text::{comparable, placeholder, standards};

/// As many different placeholders are noted of one file.
const MOST_PLACEHOLDERS: usize = 20;

/// Searches the lines of each page for headings, names, standards and placeholders. The entries of a table of
/// contents end in a page number and are no headings.
pub fn search(pages: &[Vec<String>], headings: &[Heading], names: &[String]) -> TextSeen {
    let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    let mut seen = TextSeen {
        pages: count(pages.iter().filter(|lines| !lines.is_empty()).count()),
        placeholders: Some(left(pages)),
        standards: pages.iter().flat_map(|lines| standards(&lines.join("\n"))).collect(),
        ..TextSeen::default()
    };
    let whole: Vec<String> = pages.iter().map(|lines| comparable(&lines.concat())).collect();
    let all = whole.concat();
    for name in names {
        seen.names.insert(name.clone(), all.contains(&comparable(name)));
    }
    // What names a document, a standard perhaps, is no heading.
    let cites = |line: &String| line.contains(['《', '》', '“', '”']);
    let raw = (1..).zip(pages).flat_map(|(page, lines)| lines.iter().map(move |line| (page, line)));
    let lines: Vec<(u32, String)> = raw.clone().map(|(page, line)| (page, normal(line))).collect();
    let cited: Vec<bool> = raw.map(|(_, line)| cites(line)).collect();
    for heading in headings {
        let wordings: Vec<String> =
            std::iter::once(&heading.label).chain(&heading.also).map(|it| normal(it)).collect();
        let start = match &heading.under {
            // Of the same heading under several matters, the one below its own.
            Some(under) => match lines.iter().position(|(_, line)| is_matter(line, &normal(under))) {
                Some(at) => at + 1,
                None => continue,
            },
            None => 0,
        };
        let rest = &lines[start..];
        let exact = |wording: &String| rest.iter().find(|(_, line)| line == wording);
        // A long heading may stand on two lines.
        let parted = |wording: &String| {
            let mut pairs = rest.windows(2).filter(|pair| pair[0].0 == pair[1].0);
            let whole = |pair: &[(u32, String)]| wording.strip_prefix(&*pair[0].1) == Some(&*pair[1].1);
            pairs.find(|pair| !pair[1].1.is_empty() && whole(pair)).map(|pair| &pair[0])
        };
        // With a few words more, but no page number at its end.
        let near = |wording: &String| {
            let is_near = |((_, line), cited): &(&(u32, String), &bool)| {
                !**cited
                    && line.contains(&**wording)
                    && line.chars().count() <= wording.chars().count() + 8
                    && !line.ends_with(|c: char| c.is_ascii_digit())
            };
            rest.iter().zip(&cited[start..]).find(is_near).map(|(line, _)| line)
        };
        let found = wordings.iter().find_map(exact).or_else(|| wordings.iter().find_map(parted));
        // One that is set in pieces, by the first page on which it stands at all.
        let anywhere = |wording: &String| {
            let inside = |text: &String| wording.chars().count() >= 6 && normal(text).contains(&**wording);
            let at = whole.iter().position(inside)?;
            lines[start..].iter().find(|(page, _)| usize::try_from(*page).ok() == Some(at + 1))
        };
        let found = found.or_else(|| wordings.first().and_then(near));
        let page = found.or_else(|| wordings.iter().find_map(anywhere));
        if let Some((page, _)) = page {
            seen.headings.insert(heading.code.clone(), *page);
        }
    }
    seen
}

/// The placeholders, each with the first page on which it stands.
fn left(pages: &[Vec<String>]) -> BTreeMap<String, u32> {
    let mut left = BTreeMap::new();
    let lines = (1..).zip(pages).flat_map(|(page, lines)| lines.iter().map(move |line| (page, line)));
    for (page, line) in lines {
        if let Some(found) = placeholder(line)
            && left.len() < MOST_PLACEHOLDERS
        {
            left.entry(found.to_owned()).or_insert(page);
        }
    }
    left
}

/// Whether a line is the heading of a kind of matter, perhaps with a few words more.
fn is_matter(line: &str, matter: &str) -> bool {
    let longer = line.chars().count().saturating_sub(matter.chars().count());
    line.starts_with(matter) && longer <= 12 && !line.ends_with(|c: char| c.is_ascii_digit())
}
