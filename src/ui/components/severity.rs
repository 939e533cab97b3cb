//! How much a finding weighs, told by word and shape, not by colour alone.

use yew::prelude::*;

use crate::check::{Finding, State};
use crate::field::Severity;

/// What a finding is to the reader: its severity, or that it waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weight {
    /// 阻断.
    Blocking,
    /// 待定.
    Waiting,
    /// 警告.
    Warning,
    /// 建议.
    Advice,
}

impl Weight {
    /// All, heaviest first.
    pub const ALL: [Self; 4] = [Self::Blocking, Self::Waiting, Self::Warning, Self::Advice];

    /// The weight of a finding.
    pub fn of(finding: &Finding) -> Self {
        match finding.state {
            State::Waiting => Self::Waiting,
            State::Failed => Self::failing(finding.severity),
        }
    }

    /// The weight of a check of this severity that fails.
    pub fn failing(severity: Severity) -> Self {
        match severity {
            Severity::Blocking => Self::Blocking,
            Severity::Warning => Self::Warning,
            Severity::Advice => Self::Advice,
        }
    }

    /// The word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Blocking => "阻断",
            Self::Waiting => "待定",
            Self::Warning => "警告",
            Self::Advice => "建议",
        }
    }

    /// What the word means.
    pub fn meaning(self) -> &'static str {
        match self {
            Self::Blocking => "不改正不能提交",
            Self::Waiting => "还缺内容，无法判断",
            Self::Warning => "可能有误，请人工确认",
            Self::Advice => "可以做得更好",
        }
    }

    /// The class of a tag of this weight.
    pub fn tag(self) -> &'static str {
        match self {
            Self::Blocking => "tag-blocking",
            Self::Waiting => "tag-waiting",
            Self::Warning => "tag-warning",
            Self::Advice => "tag-advice",
        }
    }

    /// The name used in class names and addresses.
    pub fn name(self) -> &'static str {
        match self {
            Self::Blocking => "blocking",
            Self::Waiting => "waiting",
            Self::Warning => "warning",
            Self::Advice => "advice",
        }
    }
}

/// The word with its shape: a filled square, a ring, a triangle, a dot.
pub fn weight_mark(weight: Weight) -> Html {
    let shape = match weight {
        Weight::Blocking => html! { <rect x="1" y="1" width="10" height="10" /> },
        Weight::Waiting => html! { <circle class="weight-ring" cx="6" cy="6" r="4.25" /> },
        Weight::Warning => html! { <path d="M6 .8 11.6 11H.4Z" /> },
        Weight::Advice => html! { <circle cx="6" cy="6" r="3" /> },
    };
    html! {
        <span class={classes!("tag", "weight", weight.tag())}>
            <svg class="weight-shape" viewBox="0 0 12 12" width="12" height="12" aria-hidden="true" focusable="false">
                { shape }
            </svg>
            { weight.word() }
        </span>
    }
}
