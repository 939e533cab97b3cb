//! The verdict in a few words, leading to the findings.

use yew::prelude::*;

use super::{Weight, verdict_count};
use crate::ui::hooks::{use_dossier, use_report};
use crate::ui::route::{Page, Route};

/// The verdict in a few words.
#[component]
pub fn VerdictChip() -> Html {
    let (report, dossier) = (use_report(), use_dossier());
    let verdict = &report.verdict;
    html! {
        <a class="verdict-chip" href={Route::Dossier(dossier.id.clone(), Page::Findings).to_string()}>
            if verdict.ready { <span class="tag tag-passed">{ "可以提交" }</span> }
            { for Weight::ALL.into_iter().filter_map(|weight| {
                let count = verdict_count(verdict, weight);
                (count > 0 && weight != Weight::Advice).then(|| html! {
                    <span class={classes!("tag", format!("tag-{}", weight.name()))}>
                        { weight.word() }{ " " }{ count }
                    </span>
                })
            }) }
        </a>
    }
}
