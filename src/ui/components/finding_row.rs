//! One finding, or the checks that wait for the same answer: how much it weighs, what is wrong, how to mend it, on what basis, and the way there.

use yew::prelude::*;

use super::{Cited, Weight, clauses, weight_mark};
use crate::check::grouping::{place_name, place_name_in};
use crate::check::{Finding, Place};
use crate::dossier::Dossier;
use crate::procedure::Procedure;
use crate::ui::route::{Page, Route};

/// As many places are named.
const PLACES: usize = 6;

/// One finding. `dossier` is the one to whose places the row leads; `None` where there is nothing to go to.
pub fn finding_row(procedure: &Procedure, dossier: Option<&Dossier>, finding: &Finding) -> Html {
    let weight = Weight::of(finding);
    let places = finding.about.iter().take(PLACES).enumerate().map(|(at, place)| {
        let name = match dossier {
            Some(dossier) => place_name_in(procedure, dossier, place),
            None => place_name(procedure, place),
        };
        match dossier {
            Some(dossier) => {
                let page = match Page::of(procedure, place) {
                    Page::Write(field, None) => Page::Write(field, finding.part.clone()),
                    page => page,
                };
                let route = Route::Dossier(dossier.id.clone(), page);
                let text = if at == 0 { format!("前往：{name}") } else { name };
                html! { <a class="finding-row-link" href={route.to_string()}>{ text }</a> }
            }
            None => html! { <span class="finding-row-link">{ name }</span> },
        }
    });
    let place = finding.about.first().map(|place| place.to_string().replace('/', "-")).unwrap_or_default();
    let anchor = format!("basis-{}-{place}", finding.code);
    let cited = Cited { codes: &finding.clause, rule: Some(&finding.code), anchor: &anchor };
    html! {
        <article class={classes!("finding-row", format!("finding-row-{}", weight.name()))} data-code={finding.code.clone()}>
            { weight_mark(weight) }
            <div class="finding-row-text">
                <p class="finding-row-message">{ &finding.message }</p>
                if !finding.hint.is_empty() {
                    <p class="finding-row-hint">{ &finding.hint }</p>
                }
                <div class="finding-row-foot">
                    if !finding.about.is_empty() {
                        <p class="finding-row-places">
                            { for places }
                            if finding.about.len() > PLACES { <span class="soft">{ "等处" }</span> }
                        </p>
                    }
                    { clauses(procedure, cited) }
                </div>
            </div>
        </article>
    }
}

/// The checks that wait for the same answer, as one line that opens.
pub fn waiting_row(procedure: &Procedure, dossier: &Dossier, places: &[Place], waiting: &[&Finding]) -> Html {
    let weight = Weight::Waiting;
    let mut names: Vec<_> =
        places.iter().map(|place| format!("“{}”", place_name(procedure, place))).collect();
    names.dedup();
    let message = format!("填好{}后再检查 {} 项。", names.join("、"), waiting.len());
    let to = places.first().map(|place| {
        let route = Route::Dossier(dossier.id.clone(), Page::of(procedure, place));
        html! { <a class="finding-row-link" href={route.to_string()}>{ format!("前往：{}", place_name(procedure, place)) }</a> }
    });
    html! {
        <article class={classes!("finding-row", format!("finding-row-{}", weight.name()))}>
            { weight_mark(weight) }
            <div class="finding-row-text">
                <p class="finding-row-message">{ message }</p>
                <details>
                    <summary>{ "查看这些检查" }</summary>
                    <ul>{ for waiting.iter().map(|finding| html! { <li>{ &finding.message }</li> }) }</ul>
                </details>
                <div class="finding-row-foot"><p class="finding-row-places">{ for to }</p></div>
            </div>
        </article>
    }
}
