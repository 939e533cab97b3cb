//! A finding as shown at its field.

use yew::prelude::*;

use super::{Weight, weight_mark};
use crate::check::Finding;

/// A finding as shown at its field: its weight in a word, what is wrong, how to mend it.
pub fn finding_note(finding: &Finding) -> Html {
    let weight = Weight::of(finding);
    html! {
        <div class={classes!("field-note", format!("field-note-{}", weight.name()))}>
            { weight_mark(weight) }
            <p>
                <span class="field-note-message">{ &finding.message }</span>
                if !finding.hint.is_empty() { <span class="field-note-hint">{ &finding.hint }</span> }
            </p>
        </div>
    }
}
