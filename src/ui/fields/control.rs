//! The text control under every typed field, safe for input methods.
//!
//! While an input method composes (拼音, 五笔), the text in the control is unfinished: it is neither
//! sent out nor overwritten. When composition ends, the finished text is sent once.

use std::cell::RefCell;
use std::rc::Rc;

use gloo::events::EventListener;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlInputElement, HtmlTextAreaElement};
use yew::prelude::*;

/// What a text control shows.
#[derive(Properties, PartialEq)]
pub struct ControlProps {
    /// Id of the element, for its label.
    pub id: AttrValue,
    /// The text.
    pub value: AttrValue,
    /// Receives the text after every finished change.
    pub on_edit: Callback<String>,
    /// Name for assistive technology where no visible label points to the control.
    #[prop_or_default]
    pub label: Option<AttrValue>,
    /// Ids of the help and findings that describe it.
    #[prop_or_default]
    pub described_by: Option<AttrValue>,
    /// Something blocking was found about it.
    #[prop_or_default]
    pub invalid: bool,
    /// Must be answered.
    #[prop_or_default]
    pub required: bool,
    /// Which keys a touch screen offers.
    #[prop_or("text")]
    pub keys: &'static str,
    /// Several lines, growing with the text.
    #[prop_or_default]
    pub lines: bool,
    /// Of several lines: as high as so many, however long the text.
    #[prop_or_default]
    pub rows: Option<u32>,
    /// Shown but not to be changed, because it is masked.
    #[prop_or_default]
    pub read_only: bool,
    /// Not to be answered at present.
    #[prop_or_default]
    pub disabled: bool,
    /// Shown while blank.
    #[prop_or_default]
    pub placeholder: Option<AttrValue>,
    /// Class that sets the width to what the answer takes.
    #[prop_or_default]
    pub width: &'static str,
}

/// A text control.
#[component]
pub fn Control(props: &ControlProps) -> Html {
    let composing = use_mut_ref(|| false);
    let node = use_node_ref();
    {
        let (node, lines) = (node.clone(), props.lines && props.rows.is_none());
        use_effect_with(props.value.clone(), move |_| {
            if lines {
                fit_height(&node);
            }
        });
    }
    let on_edit = use_mut_ref(Callback::noop);
    on_edit.borrow_mut().clone_from(&props.on_edit);
    {
        // Yew has no composition events of its own.
        let (node, composing, on_edit) = (node.clone(), composing.clone(), on_edit.clone());
        use_effect_with((), move |()| {
            let listeners = node.cast::<Element>().map(|element| watch(&element, &composing, &on_edit));
            move || drop(listeners)
        });
    }
    let oninput = {
        let (composing, on_edit) = (composing.clone(), props.on_edit.clone());
        Callback::from(move |event: InputEvent| {
            if !*composing.borrow()
                && !event.is_composing()
                && let Some(text) = text_of(event.target_dyn_into())
            {
                on_edit.emit(text);
            }
        })
    };
    // Whatever causes a rendering now, the unfinished text stays.
    let unfinished = if *composing.borrow() { text_of(node.cast()) } else { None };
    let value = unfinished.map_or_else(|| props.value.clone(), AttrValue::from);
    let invalid = props.invalid.then_some("true");
    let required = props.required.then_some("true");
    if props.lines {
        html! {
            <textarea ref={node} class={classes!("control", "control-lines", props.width)}
                id={props.id.clone()} {value} rows={props.rows.unwrap_or(4).to_string()}
                aria-label={props.label.clone()} aria-describedby={props.described_by.clone()}
                aria-invalid={invalid} aria-required={required}
                readonly={props.read_only} disabled={props.disabled} placeholder={props.placeholder.clone()}
                autocomplete="off" spellcheck="false" {oninput} />
        }
    } else {
        html! {
            <input ref={node} type="text" class={classes!("control", props.width)}
                id={props.id.clone()} {value} inputmode={props.keys}
                aria-label={props.label.clone()} aria-describedby={props.described_by.clone()}
                aria-invalid={invalid} aria-required={required}
                readonly={props.read_only} disabled={props.disabled} placeholder={props.placeholder.clone()}
                autocomplete="off" autocapitalize="off" spellcheck="false" {oninput} />
        }
    }
}

/// Notes when a composition begins, and sends the finished text when it ends.
fn watch(
    element: &Element,
    composing: &Rc<RefCell<bool>>,
    on_edit: &Rc<RefCell<Callback<String>>>,
) -> [EventListener; 2] {
    let begun = Rc::clone(composing);
    let start = EventListener::new(element, "compositionstart", move |_| *begun.borrow_mut() = true);
    let (composing, on_edit) = (Rc::clone(composing), Rc::clone(on_edit));
    let control = element.clone();
    let end = EventListener::new(element, "compositionend", move |_| {
        *composing.borrow_mut() = false;
        if let Some(text) = text_of(Some(control.clone())) {
            let on_edit = on_edit.borrow().clone();
            on_edit.emit(text);
        }
    });
    [start, end]
}

fn text_of(element: Option<Element>) -> Option<String> {
    let element = element?;
    match element.dyn_into::<HtmlInputElement>() {
        Ok(input) => Some(input.value()),
        Err(element) => element.dyn_into::<HtmlTextAreaElement>().ok().map(|area| area.value()),
    }
}

/// Makes a text area as high as its text. Set through the CSSOM, which the policy allows.
fn fit_height(node: &NodeRef) {
    if let Some(area) = node.cast::<HtmlTextAreaElement>() {
        let style = area.style();
        let _ = style.set_property("height", "auto");
        let _ = style.set_property("height", &format!("{}px", area.scroll_height() + 2));
    }
}
