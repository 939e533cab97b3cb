//! A statement to be ticked.

use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::input::Input;
use crate::field::Answer;

/// A check box with the statement beside it.
pub(super) fn confirm_input(props: &Input) -> Html {
    let onchange = props.on_choose.reform(|event: Event| {
        let ticked = event.target_dyn_into::<HtmlInputElement>().is_some_and(|input| input.checked());
        Answer::from(if ticked { "yes" } else { "" })
    });
    html! {
        <label class="option" for={props.id.clone()}>
            <input autocomplete="off" type="checkbox" id={props.id.clone()} checked={!props.answer.is_blank()} {onchange}
                aria-describedby={props.described_by.clone()} aria-required={props.required.then_some("true")}
                aria-invalid={(!props.invalid.is_empty()).then_some("true")} />
            <span>{ props.label.clone() }</span>
        </label>
    }
}
