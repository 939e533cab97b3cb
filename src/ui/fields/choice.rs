//! One of a list, perhaps with 其他 and free text.

use yew::prelude::*;

use super::control::Control;
use super::input::Input;
use crate::field::ChoiceOption;

/// Radio buttons; the free text of 其他 appears with it.
pub(super) fn choice_input(props: &Input, options: &[ChoiceOption]) -> Html {
    let chosen = props.answer.part("choice");
    let focus_at = options.iter().position(|option| option.code == chosen).unwrap_or(0);
    html! {
        <div class="options">
            { for options.iter().enumerate().map(|(at, option)| {
                // The group takes focus at the chosen option, as the Tab key does.
                let id: AttrValue = if at == focus_at { props.id.clone() } else { props.part_id(&option.code) };
                let is_chosen = option.code == chosen;
                let onchange = {
                    let (answer, on_choose, code) = (props.answer.clone(), props.on_choose.clone(), option.code.clone());
                    Callback::from(move |_: Event| on_choose.emit(answer.with_part("choice", code.clone())))
                };
                html! {
                    <div class="option-row" key={option.code.clone()}>
                        <label class="option" for={id.clone()}>
                            <input autocomplete="off" type="radio" {id} name={props.id.clone()} value={option.code.clone()}
                                checked={is_chosen} {onchange} aria-describedby={props.described_by.clone()} />
                            <span>{ &option.label }</span>
                        </label>
                        if option.other && is_chosen {
                            { other(props, &option.label) }
                        }
                    </div>
                }
            }) }
        </div>
    }
}

fn other(props: &Input, label: &str) -> Html {
    html! {
        <Control id={props.part_id("other")} label={format!("{}：{label}", props.label)}
            value={props.answer.part("other").to_owned()} on_edit={props.edit_part("other")}
            described_by={props.described_by.clone()} invalid={props.part_invalid("other")} required={true}
            placeholder={format!("请写明{label}")} width="width-name" />
    }
}
