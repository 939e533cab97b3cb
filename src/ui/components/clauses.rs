//! Clauses cited, with their wording on demand.

use yew::prelude::*;

use crate::procedure::Procedure;

/// `依据 《…》第…条`, opening to the verbatim text of every clause. The first code is the main basis.
pub fn clauses(procedure: &Procedure, codes: &[String]) -> Html {
    let Some(first) = codes.first() else { return html! {} };
    let more = codes.len() - 1;
    html! {
        <details class="clauses">
            <summary class="clauses-summary">
                <span class="clauses-word">{ "依据" }</span>
                <span class="clauses-cite">{ procedure.cite(first) }</span>
                if more > 0 {
                    <span class="clauses-more">{ format!("等 {} 条", more + 1) }</span>
                }
            </summary>
            <dl class="clauses-list">
                { for codes.iter().map(|code| html! {
                    <div class="clauses-item" key={code.clone()}>
                        <dt>{ procedure.cite(code) }</dt>
                        <dd>{ procedure.clauses.get(code).map_or("", |clause| clause.text.as_str()) }</dd>
                    </div>
                }) }
            </dl>
        </details>
    }
}
