//! Parts that several field types share: a range of dates that may be without an end.

use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::date::DateControl;
use super::input::InputProps;
use super::question::Look;

/// The word for a period without an end.
const LONG_TERM: &str = "长期";

/// The parts `from` and `to` of an answer, with a check box for 长期. `first` is the id of the first
/// control; `names` are the wordings of the two.
pub(super) fn date_range(props: &InputProps, first: AttrValue, names: [&'static str; 2]) -> Html {
    let long_term = props.answer.part("to").trim() == LONG_TERM;
    let named = props.look == Look::Full;
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
    html! {
        <span class="parts parts-range">
            <span class="part">
                if named { <label for={first.clone()}>{ names[0] }</label> }
                <DateControl id={first} label={name(names[0])} value={props.answer.part("from").to_owned()}
                    on_edit={props.edit_part("from")} on_choose={props.choose_part("from")}
                    described_by={props.described_by.clone()} invalid={props.part_invalid("from")} />
            </span>
            <span class="part-joint" aria-hidden="true">{ "至" }</span>
            <span class="part">
                if named { <label for={to_id.clone()}>{ names[1] }</label> }
                if long_term {
                    <output id={to_id} class="control control-fixed width-date">{ LONG_TERM }</output>
                } else {
                    <DateControl id={to_id} label={name(names[1])} value={props.answer.part("to").to_owned()}
                        on_edit={props.edit_part("to")} on_choose={props.choose_part("to")}
                        described_by={props.described_by.clone()} invalid={props.part_invalid("to")} />
                }
            </span>
            <label class="option option-inline" for={tick_id.clone()}>
                <input type="checkbox" id={tick_id} checked={long_term} onchange={tick}
                    aria-label={format!("{}：{LONG_TERM}", props.label)} />
                <span>{ LONG_TERM }</span>
            </label>
        </span>
    }
}
