//! A choice from a short list in one line.

use web_sys::HtmlSelectElement;
use yew::prelude::*;

/// A list to choose from.
pub(super) struct Selection<'a> {
    /// Id of the element.
    pub(super) id: AttrValue,
    /// Its name.
    pub(super) label: &'static str,
    /// The name is shown above the list.
    pub(super) named: bool,
    /// Class beside the usual ones.
    pub(super) class: &'static str,
    /// The chosen value.
    pub(super) value: &'a str,
    /// Values with their wording.
    pub(super) options: &'a [(&'a str, &'a str)],
    /// Receives the value chosen.
    pub(super) on_choose: Callback<String>,
    /// Ids of help and findings.
    pub(super) described_by: AttrValue,
    /// Something blocking was found about it.
    pub(super) invalid: bool,
}

/// A drop-down list.
pub(super) fn selection(of: &Selection<'_>) -> Html {
    let onchange = of.on_choose.reform(|event: Event| {
        event.target_dyn_into::<HtmlSelectElement>().map(|list| list.value()).unwrap_or_default()
    });
    let list = html! {
        <select autocomplete="off" id={of.id.clone()} class={classes!("control", "control-list", of.class)} {onchange}
            aria-label={(!of.named).then_some(of.label)}
            aria-describedby={of.described_by.clone()} aria-invalid={of.invalid.then_some("true")}>
            { for of.options.iter().map(|(value, wording)| html! {
                <option value={(*value).to_owned()} selected={*value == of.value}>{ *wording }</option>
            }) }
        </select>
    };
    if !of.named {
        return list;
    }
    html! {
        <span class="part">
            <label for={of.id.clone()}>{ of.label }</label>
            { list }
        </span>
    }
}
