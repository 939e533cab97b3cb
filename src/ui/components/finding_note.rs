//! A finding as shown at its field.

use yew::prelude::*;

use super::{Weight, WeightMark};
use crate::check::Finding;

/// The finding.
#[derive(Properties, PartialEq)]
pub struct FindingNoteProps {
    /// What was found.
    pub finding: Finding,
}

/// A finding as shown at its field: its weight in a word, what is wrong, how to mend it.
#[component]
pub fn FindingNote(props: &FindingNoteProps) -> Html {
    let finding = &props.finding;
    let weight = Weight::of(finding);
    html! {
        <div class={classes!("field-note", format!("field-note-{}", weight.name()))}>
            <WeightMark {weight} />
            <p>
                <span class="field-note-message">{ &finding.message }</span>
                if !finding.hint.is_empty() { <span class="field-note-hint">{ &finding.hint }</span> }
            </p>
        </div>
    }
}
