//! The page: search above, and below it the texts, the rules, or what was found.

use std::collections::BTreeSet;

use yew::prelude::*;

use super::data::{Law, use_law};
use super::finder::{Hits, search_box};
use super::notes::{Reading, clause_id};
use super::rule::RulePage;
use super::rules::rules;
use super::text::{contents, text};
use crate::law::Query;
use crate::ui::browser;
use crate::ui::components::to_top_of_page;
use crate::ui::hooks::use_services;
use crate::ui::route::{LawPlace, Page, Route};
use crate::ui::state::{Fixed, Slices};

/// Which place of it.
#[derive(Properties, PartialEq)]
pub struct LawPageProps {
    /// What the address names.
    pub place: LawPlace,
}

/// 依据: the official texts and the rules. In a dossier it shows what was found there, too.
#[component]
pub fn LawPage(props: &LawPageProps) -> Html {
    let services = use_services();
    let (fixed, slices) = (use_context::<Fixed>(), use_context::<Slices>());
    let law = use_law();
    let typed = use_state_eq(String::new);
    // Counts the hits that were followed, so that the clause takes focus even when the address stays.
    let followed = use_state(|| 0);
    let loaded = matches!(law, Some(Ok(_)));
    {
        let first = use_mut_ref(|| true);
        use_effect_with((props.place.clone(), loaded, *followed), move |(place, loaded, _)| {
            match place {
                // The texts come first; then the clause takes focus.
                LawPlace::Clause(Some(_)) if !loaded => return,
                LawPlace::Clause(Some(code)) if browser::focus(&clause_id(code)) => {}
                _ if *first.borrow() => {}
                _ => to_top_of_page(),
            }
            first.replace(false);
        });
    }
    let on_edit = {
        let typed = typed.setter();
        Callback::from(move |text: String| typed.set(text))
    };
    let on_go = {
        let (typed, followed) = (typed.setter(), followed.clone());
        Callback::from(move |event: MouseEvent| {
            use wasm_bindgen::JsCast;
            let target = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
            if target.is_some_and(|element| element.closest("a").ok().flatten().is_some()) {
                typed.set(String::new());
                followed.set(*followed + 1);
            }
        })
    };
    let query = Query::new(&typed);
    let here = match &props.place {
        LawPlace::Clause(code) => code.as_deref(),
        LawPlace::Rules(..) => None,
    };
    let dossier =
        fixed.as_ref().zip(slices.as_ref()).map(|(fixed, slices)| (&**fixed.definition.procedure(), slices));
    let law = match &law {
        None => {
            return html! { <div class="law">{ title(&props.place) }<p role="status">{ "正在载入…" }</p></div> };
        }
        Some(Err(reason)) => {
            return html! { <div class="law">{ title(&props.place) }<p class="notice notice-blocking" role="alert">{ &**reason }</p></div> };
        }
        Some(Ok(law)) => law,
    };
    let reading = Reading { law, catalog: &services.catalog, dossier, here, query: query.as_ref() };
    let hits = query.as_ref().map(|query| Hits::of(query, &reading));
    let outcome = hits.as_ref().map(Hits::outcome);
    let body = match (&hits, &props.place) {
        (Some(hits), _) => hits.show(&reading, &on_go),
        (None, LawPlace::Clause(_)) => texts(&reading),
        (None, LawPlace::Rules(only, None)) => rules(&reading, only.as_deref()),
        (None, LawPlace::Rules(procedure, Some(code))) => html! {
            <RulePage procedure={procedure.clone().unwrap_or_default()} code={code.clone()} />
        },
    };
    // A rule has a title of its own.
    let titled = hits.is_some() || !matches!(props.place, LawPlace::Rules(_, Some(_)));
    html! {
        <div class="law">
            if titled { { title(&props.place) } }
            <div class="law-bar">
                { tabs(&props.place) }
                { search_box(&typed, on_edit, outcome) }
            </div>
            { body }
        </div>
    }
}

fn title(place: &LawPlace) -> Html {
    let (title, lead) = match place {
        LawPlace::Clause(_) => (
            "依据",
            "两份官方文件的全文，逐条写明本程序怎样处理、哪些规则引用它。正文照录官方原文，旁注是本程序的说明。",
        ),
        LawPlace::Rules(..) => {
            ("规则说明", "每条规则查什么、为什么、不查什么，依据哪一条，什么情况不通过、什么情况通过。")
        }
    };
    html! { <header class="stack law-head"><h1>{ title }</h1><p class="lead">{ lead }</p></header> }
}

/// The two halves of 依据, and in a dossier the way back to what was found.
fn tabs(place: &LawPlace) -> Html {
    let rules = matches!(place, LawPlace::Rules(..));
    let entry = |to: LawPlace, words: &'static str, here: bool| {
        html! { <a href={to.here().to_string()} aria-current={here.then_some("true")}>{ words }</a> }
    };
    let back = match Route::current() {
        Route::Dossier(id, _) => Some(Route::Dossier(id, Page::Findings)),
        _ => None,
    };
    html! {
        <nav class="law-tabs" aria-label="依据">
            { entry(LawPlace::Clause(None), "条文", !rules) }
            { entry(LawPlace::Rules(None, None), "规则说明", rules) }
            if let Some(back) = back { <a class="law-back" href={back.to_string()}>{ "返回自查结果" }</a> }
        </nav>
    }
}

fn texts(reading: &Reading<'_>) -> Html {
    let Law { texts, .. } = reading.law;
    let unknown = reading.here.filter(|code| texts.iter().all(|text| text.clause(code).is_none()));
    html! {
        <>
            if let Some(code) = unknown {
                <p class="notice notice-waiting" role="status">{ format!("没有编号为“{code}”的条款。") }</p>
            }
            { touched(reading) }
            <div class="law-body">
                { contents(texts) }
                <div class="law-texts">{ for texts.iter().map(|each| text(reading, each)) }</div>
            </div>
        </>
    }
}

/// The clauses on which something was found in the open dossier.
fn touched(reading: &Reading<'_>) -> Html {
    let Some((procedure, slices)) = reading.dossier.filter(|(_, slices)| slices.checked) else {
        return html! {};
    };
    let mut main: Vec<&str> = Vec::new();
    let mut seen = BTreeSet::new();
    for finding in slices.report.findings.iter() {
        if let Some(code) = finding.clause.first().filter(|code| seen.insert(code.as_str())) {
            main.push(code);
        }
    }
    html! {
        <details class="law-touched">
            <summary>
                { if main.is_empty() { "本卷宗的自查没有发现问题".to_owned() }
                    else { format!("本卷宗的自查结果涉及 {} 条，逐条前往", main.len()) } }
            </summary>
            <ul>
                { for main.into_iter().map(|code| html! {
                    <li><a href={LawPlace::clause(code).here().to_string()}>{ procedure.cite(code) }</a></li>
                }) }
            </ul>
        </details>
    }
}
