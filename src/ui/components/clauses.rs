//! Clauses cited, with their wording on demand.

use yew::prelude::*;

use crate::procedure::Procedure;
use crate::ui::state::Shared;

/// Properties of [`Clauses`].
#[derive(Properties, PartialEq)]
pub struct ClausesProps {
    /// The definition that holds the wording.
    pub procedure: Shared<Procedure>,
    /// Clause codes; the first is the main basis.
    pub codes: Vec<String>,
}

/// `依据 《…》第…条`, opening to the verbatim text of every clause.
#[component]
pub fn Clauses(props: &ClausesProps) -> Html {
    let Some(first) = props.codes.first() else { return html! {} };
    let more = props.codes.len() - 1;
    html! {
        <details class="clauses">
            <summary class="clauses-summary">
                <span class="clauses-word">{ "依据" }</span>
                <span class="clauses-cite">{ props.procedure.cite(first) }</span>
                if more > 0 {
                    <span class="clauses-more">{ format!("等 {} 条", more + 1) }</span>
                }
            </summary>
            <dl class="clauses-list">
                { for props.codes.iter().map(|code| html! {
                    <div class="clauses-item" key={code.clone()}>
                        <dt>{ props.procedure.cite(code) }</dt>
                        <dd>{ props.procedure.clauses.get(code).map_or("", |clause| clause.text.as_str()) }</dd>
                    </div>
                }) }
            </dl>
        </details>
    }
}
