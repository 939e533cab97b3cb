//! The verdict in a few words, leading to the findings.

use yew::prelude::*;

use super::{Weight, verdict_count};
use crate::check::Verdict;
use crate::ui::route::{Page, Route};

/// The verdict in a few words; `None` until the checks have arrived.
pub(super) fn verdict_chip(verdict: Option<&Verdict>, dossier: &str) -> Html {
    html! {
        <a class="verdict-chip" href={Route::Dossier(dossier.to_owned(), Page::Findings).to_string()}>
            if let Some(verdict) = verdict { { words(verdict) } } else { <span class="tag">{ "正在检查…" }</span> }
        </a>
    }
}

fn words(verdict: &Verdict) -> Html {
    html! {
        <>
            if verdict.ready { <span class="tag tag-passed">{ "可以提交" }</span> }
            { for Weight::ALL.into_iter().filter_map(|weight| {
                let count = verdict_count(verdict, weight);
                (count > 0 && weight != Weight::Advice).then(|| html! {
                    <span class={classes!("tag", weight.tag())}>{ weight.word() }{ " " }{ count }</span>
                })
            }) }
        </>
    }
}
