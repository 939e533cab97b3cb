//! A choice from a short list in one line.

use web_sys::HtmlSelectElement;
use yew::prelude::*;

/// A list to choose from.
#[derive(Properties, PartialEq)]
pub(super) struct SelectionProps {
    /// Id of the element.
    pub(super) id: AttrValue,
    /// Its name.
    pub(super) label: AttrValue,
    /// The chosen value.
    pub(super) value: AttrValue,
    /// Values with their wording.
    pub(super) options: Vec<(AttrValue, AttrValue)>,
    /// Receives the value chosen.
    pub(super) on_choose: Callback<String>,
    /// Ids of help and findings.
    #[prop_or_default]
    pub(super) described_by: Option<AttrValue>,
    /// Something blocking was found about it.
    #[prop_or_default]
    pub(super) invalid: bool,
    /// The name is shown above the list.
    #[prop_or_default]
    pub(super) named: bool,
    /// Class beside the usual ones.
    #[prop_or_default]
    pub(super) class: &'static str,
}

/// A drop-down list.
#[component]
pub(super) fn Selection(props: &SelectionProps) -> Html {
    let onchange = props.on_choose.reform(|event: Event| {
        event.target_dyn_into::<HtmlSelectElement>().map(|list| list.value()).unwrap_or_default()
    });
    let list = html! {
        <select id={props.id.clone()} class={classes!("control", "control-list", props.class)} {onchange}
            aria-label={(!props.named).then(|| props.label.clone())}
            aria-describedby={props.described_by.clone()} aria-invalid={props.invalid.then_some("true")}>
            { for props.options.iter().map(|(value, wording)| html! {
                <option value={value.clone()} selected={*value == props.value}>{ wording }</option>
            }) }
        </select>
    };
    if props.named {
        html! {
            <span class="part">
                <label for={props.id.clone()}>{ props.label.clone() }</label>
                { list }
            </span>
        }
    } else {
        list
    }
}
