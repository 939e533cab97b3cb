//! A finding as shown at its field.

use yew::prelude::*;

use super::{Weight, basis_link, weight_mark};
use crate::check::Finding;
use crate::procedure::Procedure;

/// A finding as shown at its field: its weight in a word, what is wrong, how to mend it, on what basis.
/// `field` names the place on the page, `beside` the clause to which a link stands there already.
pub fn finding_note(procedure: &Procedure, field: &str, beside: Option<&String>, finding: &Finding) -> Html {
    let elsewhere = finding.clause.first() != beside;
    let weight = Weight::of(finding);
    html! {
        <div class={classes!("field-note", format!("field-note-{}", weight.name()))}>
            { weight_mark(weight) }
            <p>
                <span class="field-note-message">{ &finding.message }</span>
                if !finding.hint.is_empty() { <span class="field-note-hint">{ &finding.hint }</span> }
                if elsewhere {
                    { basis_link(procedure, &finding.clause, format!("note-{field}-{}", finding.code)) }
                }
            </p>
        </div>
    }
}
