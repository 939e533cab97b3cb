//! The same file at a second place: chosen from what the dossier already holds, stored once.

use std::collections::BTreeSet;

use wasm_bindgen::JsCast;
use web_sys::HtmlSelectElement;
use yew::prelude::*;

use super::place::Spot;
use crate::dossier::Attachment;
use crate::ui::state::Shared;

/// Properties of [`Existing`].
#[derive(Properties, PartialEq)]
pub(super) struct ExistingProps {
    /// Id of the list.
    pub(super) id: AttrValue,
    /// The slot, which is empty.
    pub(super) spot: Spot,
    /// All files of the dossier.
    pub(super) attachments: Shared<Vec<Attachment>>,
    /// Receives the chosen file.
    pub(super) on_choose: Callback<Attachment>,
}

/// `用同一文件` for the file beside it, and a list of the dossier's other files.
#[component]
pub(super) fn Existing(props: &ExistingProps) -> Html {
    let (siblings, others): (Vec<_>, Vec<_>) =
        props.attachments.iter().partition(|there| there.material == props.spot.material);
    let siblings = distinct(siblings, &[]);
    let mut others = distinct(others, &siblings);
    // The other side of a card is often in the same file; a list of people's tables never is.
    let beside = if props.spot.many { Vec::new() } else { siblings.clone() };
    if props.spot.many {
        others.splice(0..0, siblings);
    }
    let on_select = {
        let (choices, on_choose) = (others.clone(), props.on_choose.clone());
        Callback::from(move |event: Event| {
            let Some(list) = event.target().and_then(|t| t.dyn_into::<HtmlSelectElement>().ok()) else {
                return;
            };
            let chosen = choices.iter().find(|there| there.id == list.value());
            if let Some(there) = chosen {
                on_choose.emit(there.clone());
            }
            list.set_value("");
        })
    };
    html! {
        <>
            { for beside.iter().map(|there| {
                let (on_choose, there) = (props.on_choose.clone(), there.clone());
                let name = there.file.name.clone();
                html! {
                    <button
                        type="button"
                        class="button-link slot-same"
                        onclick={move |_| on_choose.emit(there.clone())}
                    >
                        { format!("用同一文件（{name}）") }
                        <span class="visually-hidden">{ format!("：{}", props.spot.name) }</span>
                    </button>
                }
            }) }
            if !others.is_empty() {
                <span class="slot-existing">
                    <label for={&props.id}>
                        { "用已有文件" }<span class="visually-hidden">{ format!("：{}", props.spot.name) }</span>
                    </label>
                    <select autocomplete="off" id={&props.id} class="control" onchange={on_select}>
                        // A list is put together from its end, and the browser chooses the option that comes first.
                        <option value="" selected={true}>{ "请选择" }</option>
                        { for others.iter().map(|there| html! {
                            <option value={there.id.clone()}>
                                { format!("{}　{}", there.material, there.file.name) }
                            </option>
                        }) }
                    </select>
                </span>
            }
        </>
    }
}

/// The files whose content is not among those known, each content once.
fn distinct(files: Vec<&Attachment>, known: &[Attachment]) -> Vec<Attachment> {
    let mut seen = BTreeSet::new();
    seen.extend(known.iter().map(|there| there.file.sha256.as_str()));
    files.into_iter().filter(|there| seen.insert(&there.file.sha256)).cloned().collect()
}
