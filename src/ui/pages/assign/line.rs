//! The lines of the two tables of files: each can be looked at, and removed, where it stands.

use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, HtmlInputElement, KeyboardEvent};
use yew::prelude::*;

use crate::dossier::Attachment;
use crate::ui::components::{FilePreview, remove_button, use_file_preview};

/// Id of the list of rows to pick from.
pub(super) const PEOPLE: &str = "assign-rows";

/// Properties of [`DraftLine`].
#[derive(Properties, PartialEq)]
pub(super) struct DraftLineProps {
    /// A file that belongs to no row yet.
    pub(super) file: Attachment,
    /// What is picked.
    pub(super) text: String,
    /// It names no row.
    pub(super) wrong: bool,
    /// Where it comes from, or what is wrong with it.
    pub(super) note: String,
    /// The next rows in the roster's order, one for each page, where that may be meant.
    pub(super) in_order: Option<String>,
    /// Receives the file's id and what is picked.
    pub(super) on_pick: Callback<(String, String)>,
    /// Receives the file when it is to be removed.
    pub(super) on_remove: Callback<Attachment>,
}

/// A file with the field in which its rows are picked.
#[component]
pub(super) fn DraftLine(props: &DraftLineProps) -> Html {
    let file = &props.file.file;
    let FilePreview { button, shown } = use_file_preview(file);
    let id = props.file.id.clone();
    let element = format!("assign-{id}");
    let described = format!("{element}-note");
    let oninput = props.on_pick.reform({
        let id = id.clone();
        move |event: InputEvent| {
            let input: HtmlInputElement = event.target_unchecked_into();
            (id.clone(), input.value())
        }
    });
    let fill = props
        .in_order
        .clone()
        .map(|all| props.on_pick.reform(move |_: MouseEvent| (id.clone(), all.clone())));
    html! {
        <>
            <tr>
                <th scope="row" class="assign-file">
                    <label for={element.clone()}>{ &file.name }</label>
                    if file.pages > 1 { <span class="soft small">{ format!("　{} 页", file.pages) }</span> }
                    <span class="file-card-actions small">{ button }{ remove_button(&props.file, &props.on_remove) }</span>
                </th>
                <td>
                    <input id={element} class="control" type="text" list={PEOPLE} autocomplete="off" value={props.text.clone()}
                        aria-describedby={described.clone()} aria-invalid={props.wrong.then_some("true")}
                        placeholder="姓名" {oninput} onkeydown={on_enter} />
                    if let Some(fill) = fill {
                        <button type="button" class="button-link" onclick={fill}>{ format!("按名册顺序对应 {} 人", file.pages) }</button>
                    }
                </td>
                <td id={described} class={classes!("small", if props.wrong { "assign-wrong" } else { "soft" })}>{ &props.note }</td>
            </tr>
            { below(shown) }
        </>
    }
}

/// Properties of [`SettledLine`].
#[derive(Properties, PartialEq)]
pub(super) struct SettledLineProps {
    /// A file that belongs to a row.
    pub(super) file: Attachment,
    /// What the row is called.
    pub(super) label: String,
    /// Receives the id of a file that is to belong to nobody.
    pub(super) on_release: Callback<String>,
    /// Receives the file when it is to be removed.
    pub(super) on_remove: Callback<Attachment>,
}

/// A file with the row that it belongs to.
#[component]
pub(super) fn SettledLine(props: &SettledLineProps) -> Html {
    let file = &props.file.file;
    let FilePreview { button, shown } = use_file_preview(file);
    let id = props.file.id.clone();
    let on_release = props.on_release.reform(move |_: MouseEvent| id.clone());
    html! {
        <>
            <tr>
                <th scope="row">{ &props.label }</th>
                <td class="assign-file">{ &file.name }</td>
                <td>
                    <span class="file-card-actions">
                        { button }
                        <button type="button" class="button-link" onclick={on_release}>
                            { "取消对应" }<span class="visually-hidden">{ format!("：{}，{}", props.label, file.name) }</span>
                        </button>
                        { remove_button(&props.file, &props.on_remove) }
                    </span>
                </td>
            </tr>
            { below(shown) }
        </>
    }
}

/// A preview as a line of its own.
fn below(shown: Option<Html>) -> Option<Html> {
    shown.map(|shown| html! { <tr class="assign-preview"><td colspan="3">{ shown }</td></tr> })
}

/// Enter goes on to the next line.
fn on_enter(event: KeyboardEvent) {
    if event.key() != "Enter" || event.is_composing() {
        return;
    }
    event.prevent_default();
    let line = event.target_dyn_into::<HtmlElement>().and_then(|input| input.closest("tr").ok().flatten());
    let lines = std::iter::successors(line, |line| line.next_element_sibling());
    let input = lines.skip(1).find_map(|line| line.query_selector("input").ok().flatten());
    if let Some(input) = input.and_then(|input| input.dyn_into::<HtmlInputElement>().ok()) {
        let _ = input.focus();
        input.select();
    }
}
