//! The buttons above a text, and how they reach into its control.

use js_sys::{Function, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{ClipboardEvent, File, HtmlTextAreaElement, KeyboardEvent};
use yew::prelude::*;

use super::edits::{Change, Mark, TABLE, byte_of, embolden, insert_block, mark_lines, table_of, units_of};
use crate::ui::components::DropZone;

/// What the pictures' chooser offers.
const PICTURES: &str = "image/jpeg,image/png,.jpg,.jpeg,.png";

/// The text control of this id with its text and what is selected in it, in bytes.
fn area(id: &str) -> Option<(HtmlTextAreaElement, String, std::ops::Range<usize>)> {
    let element = gloo::utils::document().get_element_by_id(id)?;
    let area: HtmlTextAreaElement = element.dyn_into().ok()?;
    let text = area.value();
    let unit = |found: Result<Option<u32>, JsValue>| found.ok().flatten().unwrap_or(0) as usize;
    let (start, end) = (unit(area.selection_start()), unit(area.selection_end()));
    let (start, end) = (byte_of(&text, start), byte_of(&text, end));
    Some((area, text, start..end))
}

/// Changes a text as if it had been typed, so that the browser can undo it.
pub(super) fn apply(id: &str, change: impl FnOnce(&str, &std::ops::Range<usize>) -> Change) {
    let Some((area, text, selected)) = area(id) else { return };
    let change = change(&text, &selected);
    let _ = area.focus();
    let start = units_of(&text, change.at.start);
    let _ = area.set_selection_range(start, units_of(&text, change.at.end));
    let typed = type_in(&change.with);
    if typed != Some(true) {
        // Browsers without the command: the text changes all the same, and the page's own undo has it.
        let _ = area.set_range_text(&change.with);
        if let Ok(event) = web_sys::Event::new("input") {
            let _ = area.dispatch_event(&event);
        }
    }
    let select = |byte| start + units_of(&change.with, byte);
    let _ = area.set_selection_range(select(change.select.start), select(change.select.end));
}

/// `document.execCommand('insertText')`: out of date, and still the one way in which a script can type.
fn type_in(text: &str) -> Option<bool> {
    let document = gloo::utils::document();
    let command: Function =
        Reflect::get(&document, &JsValue::from_str("execCommand")).ok()?.dyn_into().ok()?;
    let kind = if text.is_empty() { "delete" } else { "insertText" };
    let done = command.call3(&document, &kind.into(), &JsValue::FALSE, &text.into()).ok()?;
    done.as_bool()
}

/// Keys that do what buttons do.
pub(super) fn on_key(id: AttrValue) -> Callback<KeyboardEvent> {
    Callback::from(move |event: KeyboardEvent| {
        if (event.ctrl_key() || event.meta_key()) && !event.alt_key() && event.key() == "b" {
            event.prevent_default();
            apply(&id, embolden);
        }
    })
}

/// Cells copied from a sheet come in as a table.
pub(super) fn on_paste(id: AttrValue) -> Callback<Event> {
    Callback::from(move |event: Event| {
        let data = event.dyn_ref::<ClipboardEvent>().and_then(ClipboardEvent::clipboard_data);
        let pasted = data.and_then(|data| data.get_data("text").ok()).unwrap_or_default();
        if let Some(table) = table_of(&pasted) {
            event.prevent_default();
            apply(&id, |text, selected| insert_block(text, selected, &table, table.len()..table.len()));
        }
    })
}

/// The toolbar over the text control of this id, which is called so. `on_picture` receives a picture to be inserted.
pub(super) fn toolbar(id: &AttrValue, name: &str, on_picture: &Callback<File>) -> Html {
    let button = |label: &'static str, title: &'static str, act: fn(&AttrValue)| {
        let id = id.clone();
        let onclick = Callback::from(move |_: MouseEvent| act(&id));
        // Pressing a button must not take the selection away.
        let onmousedown = Callback::from(|event: MouseEvent| event.prevent_default());
        html! {
            <button type="button" class="write-tool" {onclick} {onmousedown} {title}
                aria-label={format!("{title}：{name}")}>{ label }</button>
        }
    };
    html! {
        <div class="write-tools" role="toolbar" aria-label={format!("{name}的格式")} aria-controls={id.clone()}>
            { button("标题", "下一级标题", |id| apply(id, |text, at| mark_lines(text, at, Mark::Heading))) }
            { button("加粗", "加粗（Ctrl+B）", |id| apply(id, embolden)) }
            { button("项目", "项目列表", |id| apply(id, |text, at| mark_lines(text, at, Mark::Bullet))) }
            { button("编号", "编号列表", |id| apply(id, |text, at| mark_lines(text, at, Mark::Number))) }
            { button("表格", "插入表格", |id| apply(id, |text, at| insert_block(text, at, TABLE, 2..8))) }
            <DropZone id={format!("{id}-picture")} purpose={name.to_owned()} plain={true} invitation=""
                button="插图" accept={PICTURES} on_files={on_picture.reform(|files: Vec<File>| files[0].clone())} />
        </div>
    }
}
