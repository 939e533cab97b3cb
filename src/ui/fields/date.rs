//! A date: typed in any usual form, or picked from the browser's calendar.

use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, HtmlInputElement};
use yew::prelude::*;

use super::control::Control;
use crate::calendar::parse_date;
use crate::ui::components::icon;

/// What a date control shows.
pub(super) struct DateControl<'a> {
    /// Id of the text control.
    pub(super) id: AttrValue,
    /// Name where no visible label points to the control.
    pub(super) label: Option<AttrValue>,
    /// The text.
    pub(super) value: &'a str,
    /// Receives the text while it is typed.
    pub(super) on_edit: Callback<String>,
    /// Receives a picked date in its normal form, `YYYY-MM-DD`.
    pub(super) on_choose: Callback<String>,
    /// Ids of help and findings.
    pub(super) described_by: AttrValue,
    /// Something blocking was found about it.
    pub(super) invalid: bool,
    /// Must be answered.
    pub(super) required: bool,
}

/// A text control with a button that opens the browser's own calendar.
pub(super) fn date_control(of: &DateControl<'_>) -> Html {
    let open = |event: MouseEvent| {
        // The browser's date input lies under the button, just before it.
        let button = event.target_dyn_into::<Element>().and_then(|target| target.closest("button").ok()?);
        let picker = button.and_then(|button| button.previous_element_sibling());
        if let Some(Ok(picker)) = picker.map(|element| element.dyn_into::<HtmlInputElement>()) {
            show_picker(&picker);
        }
    };
    let on_choose = of.on_choose.clone();
    let onchange = move |event: Event| {
        let picked = event.target_dyn_into::<HtmlInputElement>().and_then(|input| parse_date(&input.value()));
        if let Some(date) = picked {
            on_choose.emit(date.to_string());
        }
    };
    let iso = parse_date(of.value).map(|date| date.to_string()).unwrap_or_default();
    html! {
        <span class="date-control">
            <Control id={of.id.clone()} label={of.label.clone()} value={of.value.to_owned()}
                on_edit={of.on_edit.clone()} described_by={of.described_by.clone()}
                invalid={of.invalid} required={of.required} width="width-date" />
            <span class="date-picker">
                <input type="date" autocomplete="off" value={iso} min="1900-01-01" max="2199-12-31"
                    tabindex="-1" aria-hidden="true" {onchange} />
                <button type="button" class="button date-button" onclick={open}
                    aria-label="打开日历选择日期" title="打开日历选择日期">
                    { icon("calendar") }
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
