//! Clauses cited: each one click away in 依据, with its wording on demand.

use yew::prelude::*;

use crate::calendar::chinese_date;
use crate::procedure::{Procedure, Source};
use crate::ui::browser;
use crate::ui::route::LawPlace;

/// What is cited, and from where.
#[derive(Clone, Copy, Debug)]
pub struct Cited<'a> {
    /// The clauses' codes; the first is the main basis.
    pub codes: &'a [String],
    /// The rule that cites them, when it is one of the procedure's.
    pub rule: Option<&'a str>,
    /// Id for the link, by which the way back finds it; unique on the page.
    pub anchor: &'a str,
}

/// `依据 《…》第…条`, leading to the clause, and opening to the verbatim text of every clause.
pub fn clauses(procedure: &Procedure, cited: Cited<'_>) -> Html {
    let Some(first) = cited.codes.first() else { return html! {} };
    let known = cited.rule.filter(|code| procedure.rules.iter().any(|rule| rule.code == *code));
    let summary = match cited.codes.len() {
        1 => "原文".to_owned(),
        number => format!("共 {number} 条，原文"),
    };
    html! {
        <div class="clauses">
            <span class="clauses-word">{ "依据" }</span>
            { to_clause(procedure, first, cited.anchor.to_owned()) }
            if let Some(code) = known {
                { link(format!("{}-rule", cited.anchor), LawPlace::rule(&procedure.id, code), "规则说明") }
            }
            <details class="clauses-texts">
                <summary class="clauses-summary">{ summary }</summary>
                <dl class="clauses-list">
                    { for cited.codes.iter().map(|code| html! {
                        <div class="clauses-item" key={code.clone()}>
                            <dt>{ to_clause(procedure, code, format!("{}-{code}", cited.anchor)) }</dt>
                            <dd>
                                { procedure.clauses.get(code).map_or("", |clause| clause.text.as_str()) }
                                { procedure.source_of(code).map(source).unwrap_or_default() }
                            </dd>
                        </div>
                    }) }
                </dl>
            </details>
        </div>
    }
}

/// `依据`, leading to the main clause, where there is no room for its name.
pub fn basis_link(procedure: &Procedure, codes: &[String], anchor: String) -> Html {
    let Some(first) = codes.first() else { return html! {} };
    let (to, name) = (LawPlace::clause(first), procedure.cite(first));
    html! {
        <a class="basis-link" href={to.here().to_string()} id={anchor.clone()} title={name.to_owned()}
            onclick={leaving(anchor)}>{ "依据" }<span class="visually-hidden">{ format!("：{name}") }</span></a>
    }
}

/// A clause's name, leading to it where it is in 依据; one of another source has that source beside it.
fn to_clause(procedure: &Procedure, code: &str, anchor: String) -> Html {
    match procedure.source_of(code) {
        None => link(anchor, LawPlace::clause(code), procedure.cite(code)),
        Some(_) => html! { <span id={anchor}>{ procedure.cite(code).to_owned() }</span> },
    }
}

/// Where a clause outside the two official texts comes from.
fn source(source: &Source) -> Html {
    html! {
        <p class="clauses-source">
            { format!("{}，{}发布：", source.publisher, chinese_date(source.date)) }
            <a href={source.url.clone()} target="_blank" rel="noopener noreferrer">{ source.title.clone() }</a>
        </p>
    }
}

fn link(anchor: String, to: LawPlace, name: &str) -> Html {
    html! {
        <a class="clauses-cite" href={to.here().to_string()} id={anchor.clone()} onclick={leaving(anchor)}>{ name }</a>
    }
}

/// Remembers the link, so that coming back leads to it.
fn leaving(anchor: String) -> Callback<MouseEvent> {
    Callback::from(move |_| browser::leave_from(&anchor))
}
