//! One question at a time, with what the answers so far come to beside it.

use web_sys::SubmitEvent;
use yew::prelude::*;

use super::chain::{chain, missing, outcome};
use super::stops::{Stop, stops};
use crate::check::Progress;
use crate::ui::browser;
use crate::ui::components::icon;
use crate::ui::fields::{Questions, dom_id};
use crate::ui::hooks::{progress, use_dispatch, use_procedure, use_slices};
use crate::ui::route::{Page, Route};
use crate::ui::state::Action;

/// Id of the heading of a stop that is no question.
const HEADING: &str = "ask-heading";

/// Which question to ask.
#[derive(Properties, PartialEq)]
pub struct AskPageProps {
    /// The question or roster; absent = the first one not answered yet.
    pub focus: Option<String>,
}

/// One question at a time.
#[component]
pub fn AskPage(props: &AskPageProps) -> Html {
    let (procedure, slices, dispatch) = (use_procedure(), use_slices(), use_dispatch());
    let (dossier, report) = (&slices.dossier, &slices.report);
    let stops = stops(&procedure, report);
    let first_open = || stops.iter().position(|stop| !stop.answered(dossier));
    // Where somebody came in without naming a question; it stays while that question is being answered.
    let entered = use_mut_ref(|| None::<String>);
    let wanted = props.focus.clone().or_else(|| entered.borrow().clone());
    let named = wanted.as_ref().and_then(|id| stops.iter().position(|stop| stop.id() == id));
    let at = named.or_else(first_open).unwrap_or_default();
    let here = stops.get(at).map(|stop| stop.id().to_owned());
    if props.focus.is_none() {
        entered.borrow_mut().clone_from(&here);
    }
    use_effect_with((here.clone(), props.focus.is_some()), |(here, follow)| {
        if let Some(id) = here.as_ref().filter(|_| *follow)
            && !browser::focus(&dom_id(id))
        {
            browser::focus(HEADING);
        }
    });
    let address = |page: Page| Route::Dossier(dossier.id.clone(), page);
    let to = |at: usize| stops.get(at).map(|stop| address(Page::Form(Some(stop.id().to_owned()))));
    let end = address(if procedure.decision.is_some() { Page::Decision } else { Page::Findings });
    let (back, onward) = (at.checked_sub(1).and_then(to), to(at + 1).unwrap_or_else(|| end.clone()));
    let onsubmit = {
        let (onward, dispatch) = (onward.clone(), dispatch.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            dispatch.dispatch(Action::Seal);
            onward.go();
        })
    };
    let Some(stop) = stops.get(at) else { return Html::default() };
    let last = at + 1 == stops.len();
    let progress = progress(&procedure, &slices);
    let answered = stops.iter().filter(|stop| stop.answered(dossier)).count();
    html! {
        <div class="ask-page">
            <form class="ask stack" {onsubmit} novalidate={true}>
                <header class="ask-head">
                    <h1 id={HEADING} tabindex="-1">{ stop.heading().to_owned() }</h1>
                    <p class="soft small">{ answered_words(answered, progress.as_ref()) }</p>
                </header>
                <div class="ask-stop" key={stop.id().to_owned()}>
                    { match stop {
                        Stop::Question(section, id) => html! {
                            <>
                                if !section.help.is_empty() { <p class="soft">{ &section.help }</p> }
                                <Questions fields={vec![AttrValue::from((*id).to_owned())]} />
                            </>
                        },
                        Stop::Roster(roster) => {
                            let rows = dossier.rows(&roster.id).len();
                            let list = address(Page::Roster(roster.id.clone(), None, None));
                            html! {
                                <>
                                    <p>{ &roster.help }</p>
                                    <p>{ if rows == 0 { "还没有添加。".to_owned() } else { format!("已添加 {rows} 行。") } }</p>
                                    <p>
                                        <a class="button" id={dom_id(&roster.id)} href={list.to_string()}>
                                            { icon("table") }{ format!("填写{}", roster.title) }
                                        </a>
                                    </p>
                                </>
                            }
                        }
                    } }
                </div>
                <div class="button-row ask-foot">
                    if let Some(back) = back {
                        <a class="button" href={back.to_string()}>{ icon("previous") }{ "上一题" }</a>
                    }
                    <button type="submit" class="button button-primary">
                        { if last { "看结论" } else { "下一题" } }{ icon("next") }
                    </button>
                    if !last { <a class="ask-skip" href={end.to_string()}>{ "跳到结论" }</a> }
                </div>
                <p class="soft small">{ "按回车键进入下一题；回答随时可以改。" }</p>
            </form>
            if let Some(decision) = &report.decision {
                <aside class="ask-verdict stack" aria-label="目前的结论">
                    <h2>{ "目前的结论" }</h2>
                    { outcome(decision) }
                    { missing(&procedure, dossier, decision) }
                    <details>
                        <summary>{ "判断的步骤" }</summary>
                        { chain(&procedure, decision, true) }
                    </details>
                </aside>
            }
        </div>
    }
}

/// How far somebody is. How many questions there will be is not promised: it follows from the answers.
fn answered_words(answered: usize, progress: Option<&Progress>) -> String {
    match progress.map(|progress| progress.form.left()) {
        None => format!("已答 {answered} 题"),
        Some(0) => format!("已答 {answered} 题，必填项都已填好"),
        Some(left) => format!("已答 {answered} 题，目前还有 {left} 个必填项；后面问什么，由前面的回答决定"),
    }
}
