//! Which mandated heading a heading of a document means.

use crate::field::Heading;
use crate::text::{comparable, unify_radical, without_ordinal};

/// The mandated headings in a form that can be compared.
pub(super) struct Known {
    headings: Vec<Wanted>,
}

struct Wanted {
    code: String,
    under: Option<String>,
    label: String,
    also: Vec<String>,
}

impl Known {
    pub(super) fn of(headings: &[Heading]) -> Self {
        let wanted = |heading: &Heading| Wanted {
            code: heading.code.clone(),
            under: heading.under.as_deref().map(normal),
            label: normal(&heading.label),
            also: heading.also.iter().map(|also| normal(also)).collect(),
        };
        Self { headings: headings.iter().map(wanted).collect() }
    }

    /// Whether a title is the wording of a mandated heading, or another by which it is known.
    pub(super) fn names(&self, title: &str) -> bool {
        let title = normal(title);
        let is = |wanted: &Wanted| wanted.label == title || wanted.also.contains(&title);
        !title.is_empty() && self.headings.iter().any(is)
    }

    /// Whether a title is the wording of a kind of matter.
    pub(super) fn is_named_matter(&self, title: &str) -> bool {
        let title = normal(title);
        self.headings.iter().any(|wanted| wanted.under.as_ref() == Some(&title))
    }

    /// Whether a heading names a kind of matter, under which the mandated ones stand.
    pub(super) fn is_matter(&self, title: &str) -> bool {
        let title = normal(title);
        self.headings
            .iter()
            .filter_map(|wanted| wanted.under.as_ref())
            .any(|under| likeness(under, &title) > 0)
    }
}

/// The code of the heading that a title means; `parents` are the titles above it, the nearest last.
pub(super) fn meaning(known: &Known, title: &str, parents: &[&str]) -> Option<String> {
    let own = normal(title);
    let parents: Vec<String> = parents.iter().map(|parent| normal(parent)).collect();
    let score = |wanted: &Wanted| {
        let like = |label: &String| likeness(label, &own);
        let best = like(&wanted.label).max(wanted.also.iter().map(like).max().unwrap_or(0));
        match &wanted.under {
            None => best,
            Some(under) => {
                let above = parents.iter().map(|parent| likeness(under, parent)).max().unwrap_or(0);
                let here = if own.contains(under.as_str()) { 60 } else { 0 };
                if best == 0 { 0 } else { above.max(here).min(1) * (best + above.max(here)) }
            }
        }
    };
    let scored = known.headings.iter().map(|wanted| (score(wanted), wanted)).filter(|(score, _)| *score > 0);
    // Of equals the first in official order.
    let best = scored.rev().max_by_key(|(score, _)| *score)?;
    Some(best.1.code.clone())
}

/// How alike two texts are, 0 to 100; 0 = not alike.
fn likeness(wanted: &str, found: &str) -> usize {
    if wanted.is_empty() || found.is_empty() {
        return 0;
    }
    let (long, short) = (
        wanted.chars().count().max(found.chars().count()),
        wanted.chars().count().min(found.chars().count()),
    );
    if wanted == found {
        100
    } else if short >= 3 && (found.contains(wanted) || wanted.contains(found)) {
        // A heading that is much longer than what is asked for is about something else too.
        if long <= short * 3 { 60 + 30 * short / long } else { 0 }
    } else {
        let shared = 200 * shared_pairs(wanted, found) / (long + short).saturating_sub(2).max(1);
        if shared >= 66 { shared / 2 } else { 0 }
    }
}

/// Pairs of neighbouring characters that stand in both.
fn shared_pairs(a: &str, b: &str) -> usize {
    let pairs = |text: &str| {
        let chars: Vec<char> = text.chars().collect();
        chars.windows(2).map(|pair| (pair[0], pair[1])).collect::<Vec<_>>()
    };
    let mut rest = pairs(b);
    pairs(a)
        .into_iter()
        .filter(|pair| rest.iter().position(|other| other == pair).map(|at| rest.swap_remove(at)).is_some())
        .count()
}

/// Without number and marks, folded.
pub(super) fn normal(text: &str) -> String {
    // Browsers write 一 into their PDFs as the radical ⼀, which is no number yet.
    let text: String = text.chars().map(unify_radical).collect();
    let text = comparable(without_ordinal(&text));
    text.chars()
        .filter(|c| c.is_alphanumeric() && *c != '的')
        .collect::<String>()
        .replace(['与', '及'], "和")
        .replace('戶', "户")
}
