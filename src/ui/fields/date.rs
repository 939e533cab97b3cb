//! A date: typed in any usual form, or picked from the browser's calendar.

use wasm_bindgen::{JsCast, JsValue};
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::control::Control;
use crate::calendar::parse_date;
use crate::ui::components::Icon;

/// What a date control shows.
#[derive(Properties, PartialEq)]
pub(super) struct DateControlProps {
    /// Id of the text control.
    pub(super) id: AttrValue,
    /// Name where no visible label points to the control.
    #[prop_or_default]
    pub(super) label: Option<AttrValue>,
    /// The text.
    pub(super) value: AttrValue,
    /// Receives the text while it is typed.
    pub(super) on_edit: Callback<String>,
    /// Receives a picked date in its normal form, `YYYY-MM-DD`.
    pub(super) on_choose: Callback<String>,
    /// Ids of help and findings.
    pub(super) described_by: AttrValue,
    /// Something blocking was found about it.
    #[prop_or_default]
    pub(super) invalid: bool,
    /// Must be answered.
    #[prop_or_default]
    pub(super) required: bool,
    /// Not to be answered at present.
    #[prop_or_default]
    pub(super) disabled: bool,
}

/// A text control with a button that opens the browser's own calendar.
#[component]
pub(super) fn DateControl(props: &DateControlProps) -> Html {
    let picker = use_node_ref();
    let open = {
        let picker = picker.clone();
        Callback::from(move |_: MouseEvent| {
            if let Some(input) = picker.cast::<HtmlInputElement>() {
                show_picker(&input);
            }
        })
    };
    let onchange = {
        let on_choose = props.on_choose.clone();
        Callback::from(move |event: Event| {
            let picked =
                event.target_dyn_into::<HtmlInputElement>().and_then(|input| parse_date(&input.value()));
            if let Some(date) = picked {
                on_choose.emit(date.to_string());
            }
        })
    };
    let iso = parse_date(&props.value).map(|date| date.to_string()).unwrap_or_default();
    html! {
        <span class="date-control">
            <Control id={props.id.clone()} label={props.label.clone()} value={props.value.clone()}
                on_edit={props.on_edit.clone()} described_by={props.described_by.clone()}
                invalid={props.invalid} required={props.required} disabled={props.disabled} width="width-date" />
            <span class="date-picker">
                <input ref={picker} type="date" value={iso} min="1900-01-01" max="2199-12-31"
                    tabindex="-1" aria-hidden="true" disabled={props.disabled} {onchange} />
                <button type="button" class="button date-button" onclick={open} disabled={props.disabled}
                    aria-label="打开日历选择日期" title="打开日历选择日期">
                    <Icon name="calendar" />
                </button>
            </span>
        </span>
    }
}

/// Opens the calendar; browsers without `showPicker` open it when the input is clicked.
fn show_picker(input: &HtmlInputElement) {
    let method = js_sys::Reflect::get(input, &JsValue::from_str("showPicker"));
    let shown = method
        .ok()
        .and_then(|method| method.dyn_into::<js_sys::Function>().ok())
        .is_some_and(|method| method.call0(input).is_ok());
    if !shown {
        let _ = input.focus();
        input.click();
    }
}
