//! Sections → an answer: each goes where somebody says, and what stood there before is kept or replaced.

use serde::{Deserialize, Serialize};

use crate::field::{Answer, Heading, OtherSection};
use crate::text::looks_blank;

/// A heading of a document with all that stands below it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Section {
    /// Its heading without a number; empty for what stands before the first.
    pub title: String,
    /// Its Markdown.
    pub text: String,
    /// Code of the mandated heading that it seems to be.
    pub means: Option<String>,
}

impl Section {
    /// Adds a piece of text below.
    pub(super) fn push(&mut self, text: &str) {
        if looks_blank(text) {
            return;
        }
        if !self.text.is_empty() {
            self.text.push_str("\n\n");
        }
        self.text.push_str(text);
    }
}

/// Where a section goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Onto {
    /// Under a mandated heading, by code.
    Heading(String),
    /// Beside them, as a section of the writer's own; `true` = it is meant to stand there.
    Own(bool),
    /// Nowhere.
    Nowhere,
}

/// How sections are put into an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Placing {
    /// Below what stands there.
    After,
    /// In the place of what stands there.
    Instead,
}

/// The answer with sections put in.
pub fn place(
    before: &Answer,
    sections: impl IntoIterator<Item = (Section, Onto)>,
    headings: &[Heading],
    placing: Placing,
) -> Answer {
    let mut answer = before.clone();
    let mut filled: Vec<String> = Vec::new();
    let mut last = None;
    for (section, onto) in sections {
        match onto {
            Onto::Nowhere => {}
            // Nothing is no reason to clear what stands there.
            Onto::Heading(_) if looks_blank(&section.text) => {}
            Onto::Heading(code) => {
                let label = headings
                    .iter()
                    .find(|heading| heading.code == code)
                    .map(|heading| heading.label.as_str());
                let first = !filled.contains(&code);
                let mut text = match (placing, first) {
                    (Placing::Instead, true) => String::new(),
                    _ => answer.part(&code).trim_end().to_owned(),
                };
                // A second section under one heading keeps its own as a heading below it.
                let titled = !first && !section.title.is_empty() && label != Some(section.title.as_str());
                let title = if titled { format!("## {}", section.title) } else { String::new() };
                for piece in [title.as_str(), section.text.as_str()] {
                    if !text.is_empty() && !piece.is_empty() {
                        text.push_str("\n\n");
                    }
                    text.push_str(piece);
                }
                answer = answer.with_part(&code, text);
                last = Some(code.clone());
                filled.push(code);
            }
            Onto::Own(kept) => {
                let number = OtherSection::next(&answer);
                let title = if section.title.is_empty() { "文首".to_owned() } else { section.title };
                let own = OtherSection { number, title, text: section.text, after: last.clone(), kept };
                answer = own.write(&answer);
            }
        }
    }
    answer
}
