//! Parts that several field types share: a range of dates that may be without an end.

use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::date::{DateControl, date_control};
use super::input::Input;
use super::question::Look;

/// The word for a period without an end.
const LONG_TERM: &str = "长期";

/// The parts `from` and `to` of an answer, with a check box for 长期. `first` is the id of the first
/// control; `names` are the wordings of the two.
pub(super) fn date_range(props: &Input, first: AttrValue, names: [&'static str; 2]) -> Html {
    let long_term = props.answer.part("to").trim() == LONG_TERM;
    let named = props.look != Look::Paper;
    let name = |name: &'static str| (!named).then(|| AttrValue::from(format!("{}：{name}", props.label)));
    let to_id = props.part_id("to");
    let tick = {
        let choose = props.choose_part("to");
        Callback::from(move |event: Event| {
            let ticked = event.target_dyn_into::<HtmlInputElement>().is_some_and(|input| input.checked());
            choose.emit(if ticked { LONG_TERM.to_owned() } else { String::new() });
        })
    };
    let tick_id = props.part_id("long-term");
    let date = |part: &'static str, id: AttrValue, label: &'static str| {
        date_control(&DateControl {
            id,
            label: name(label),
            value: props.answer.part(part),
            on_edit: props.edit_part(part),
            on_choose: props.choose_part(part),
            described_by: props.described_by.clone(),
            invalid: props.part_invalid(part),
            required: false,
        })
    };
    let to = if long_term {
        html! { <output id={to_id.clone()} class="control control-fixed width-date">{ LONG_TERM }</output> }
    } else {
        date("to", to_id.clone(), names[1])
    };
    html! {
        <span class="parts parts-range">
            <span class="part">
                if named { <label for={first.clone()}>{ names[0] }</label> }
                { date("from", first, names[0]) }
            </span>
            <span class="part-joint" aria-hidden="true">{ "至" }</span>
            <span class="part">
                if named { <label for={to_id}>{ names[1] }</label> }
                { to }
            </span>
            <label class="option option-inline" for={tick_id.clone()}>
                <input autocomplete="off" type="checkbox" id={tick_id} checked={long_term} onchange={tick}
                    aria-label={format!("{}：{LONG_TERM}", props.label)} />
                <span>{ LONG_TERM }</span>
            </label>
        </span>
    }
}
