//! Clauses cited: each one click away in 依据, with its wording on demand.

use yew::prelude::*;

use crate::procedure::Procedure;
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
            { link(cited.anchor.to_owned(), LawPlace::clause(first), procedure.cite(first)) }
            if let Some(code) = known {
                { link(format!("{}-rule", cited.anchor), LawPlace::rule(&procedure.id, code), "规则说明") }
            }
            <details class="clauses-texts">
                <summary class="clauses-summary">{ summary }</summary>
                <dl class="clauses-list">
                    { for cited.codes.iter().map(|code| html! {
                        <div class="clauses-item" key={code.clone()}>
                            <dt>{ link(format!("{}-{code}", cited.anchor), LawPlace::clause(code), procedure.cite(code)) }</dt>
                            <dd>{ procedure.clauses.get(code).map_or("", |clause| clause.text.as_str()) }</dd>
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

fn link(anchor: String, to: LawPlace, name: &str) -> Html {
    html! {
        <a class="clauses-cite" href={to.here().to_string()} id={anchor.clone()} onclick={leaving(anchor)}>{ name }</a>
    }
}

/// Remembers the link, so that coming back leads to it.
fn leaving(anchor: String) -> Callback<MouseEvent> {
    Callback::from(move |_| browser::leave_from(&anchor))
}
