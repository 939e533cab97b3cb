//! A decision on screen: its outcome, the chain of reasons, what is missing, what would change it.

use yew::prelude::*;

use crate::check::grouping::place_name_in;
use crate::check::{DecisionReport, Place, StepReport, StepState};
use crate::dossier::Dossier;
use crate::field::Answer;
use crate::procedure::Procedure;
use crate::ui::components::{Cited, clauses, icon};
use crate::ui::route::{Page, Route};

/// The outcome in a few words with what it means; changes are announced.
pub(super) fn outcome(decision: &DecisionReport) -> Html {
    let look = if decision.outcome.is_some() { "notice-advice" } else { "notice-waiting" };
    html! {
        <div class={classes!("notice", "outcome", look)} role="status">
            <p class="outcome-title"><strong>{ &decision.title }</strong></p>
            <p>{ &decision.text }</p>
            if !decision.next.is_empty() {
                <p><strong>{ "下一步：" }</strong>{ &decision.next }</p>
            }
            if !decision.possible.is_empty() {
                <p class="small">{ format!("尚可能的结论：{}。", decision.possible.join("；")) }</p>
            }
        </div>
    }
}

/// The answers that are missing, each leading to its place.
pub(super) fn missing(procedure: &Procedure, dossier: &Dossier, decision: &DecisionReport) -> Html {
    if decision.missing.is_empty() {
        return Html::default();
    }
    let mut named: Vec<(String, &Place)> = Vec::new();
    for place in &decision.missing {
        let name = place_name_in(procedure, dossier, place);
        if !named.iter().any(|(known, _)| *known == name) {
            named.push((name, place));
        }
    }
    html! {
        <div class="decision-missing">
            <h3>{ "还缺这些事实" }</h3>
            <ul>
                { for named.into_iter().map(|(name, place)| {
                    let route = Route::Dossier(dossier.id.clone(), Page::of(procedure, place));
                    let decides_nothing = place.answer(dossier).is_some_and(Answer::is_unknown);
                    html! {
                        <li key={name.clone()}>
                            <a href={route.to_string()}>{ name }</a>
                            if decides_nothing { <span class="soft">{ "（答了“不清楚”）" }</span> }
                        </li>
                    }
                }) }
            </ul>
        </div>
    }
}

/// The chain of reasons. `brief` leaves out the clauses.
pub(super) fn chain(procedure: &Procedure, decision: &DecisionReport, brief: bool) -> Html {
    html! {
        <ol class="plain chain">
            { for decision.steps.iter().map(|step| link(procedure, step, brief)) }
        </ol>
    }
}

fn link(procedure: &Procedure, step: &StepReport, brief: bool) -> Html {
    let (class, drawing, word) = match step.state {
        StepState::Held => ("chain-held", "done", "成立"),
        StepState::NotHeld => ("chain-not-held", "not", "不成立"),
        StepState::Unknown => ("chain-unknown", "unknown", "不能判断"),
    };
    html! {
        <li class={classes!("chain-step", class)} key={step.code.clone()}>
            <span class="chain-mark">{ icon(drawing) }</span>
            <div>
                <p class="chain-title">
                    { &step.title }<span class="chain-state">{ word }</span>
                </p>
                <p class="chain-text">{ &step.text }</p>
                if !brief { { cited(procedure, &step.clause, format!("step-{}", step.code)) } }
            </div>
        </li>
    }
}

/// What would lead to another outcome.
pub(super) fn changes(procedure: &Procedure, decision: &DecisionReport) -> Html {
    if decision.changes.is_empty() {
        return Html::default();
    }
    html! {
        <section class="stack" aria-labelledby="decision-changes">
            <h2 id="decision-changes">{ "什么变化会改变结论" }</h2>
            <ul class="plain decision-changes">
                { for decision.changes.iter().enumerate().map(|(at, change)| html! {
                    <li><p>{ &change.text }</p>{ cited(procedure, &change.clause, format!("change-{at}")) }</li>
                }) }
            </ul>
        </section>
    }
}

fn cited(procedure: &Procedure, codes: &[String], anchor: String) -> Html {
    clauses(procedure, Cited { codes, rule: None, anchor: &anchor })
}
