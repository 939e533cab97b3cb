//! Files put in all at once, and those whose place the list no longer has: each is given a place here.

use wasm_bindgen::JsCast;
use web_sys::HtmlSelectElement;
use yew::prelude::*;

use super::intake::{Intake, UNSORTED, use_intake};
use super::marked::use_now;
use super::place::Spot;
use super::slot::{show_inbox, use_remove};
use super::stack::Stack;
use crate::dossier::{Attachment, Edit};
use crate::procedure::Procedure;
use crate::ui::components::{DropZone, FileCard};
use crate::ui::hooks::{use_dispatch, use_notify};
use crate::ui::state::{Shared, Since};

/// Properties of [`Unsorted`].
#[derive(Properties, PartialEq)]
pub(super) struct UnsortedProps {
    /// The definition.
    pub(super) procedure: Shared<Procedure>,
    /// All files of the dossier.
    pub(super) attachments: Shared<Vec<Attachment>>,
}

/// A place for all files at once, and the list of those that still need a place.
#[component]
pub(super) fn Unsorted(props: &UnsortedProps) -> Html {
    let spot = Spot::unsorted();
    let now = use_now();
    let Intake { inbox, take, dismiss } = use_intake(&spot, &props.attachments, &now);
    let (dispatch, notify) = (use_dispatch(), use_notify());
    let on_remove = use_remove(Some(spot.element()), &now);
    let spots: Vec<Spot> = props
        .procedure
        .materials
        .iter()
        .flat_map(|material| material.slots.iter().map(|slot| Spot::new(material, slot)))
        .collect();
    // Pictures of texts that are written here have their places in those.
    let is_picture = |there: &Attachment| {
        props.procedure.material(&there.material).is_some_and(|it| it.narrative(&there.slot).is_some())
    };
    let lost: Vec<(usize, &Attachment)> = props
        .attachments
        .iter()
        .enumerate()
        .filter(|(_, there)| !spots.iter().any(|spot| spot.holds(there)) && !is_picture(there))
        .collect();
    {
        // A request to sort a file, or to take it apart, goes once one was.
        let before = use_mut_ref(|| 0);
        use_effect_with(lost.len(), move |now| {
            if *now < before.replace(*now) {
                notify.since(Since::SeenTo(UNSORTED));
            }
        });
    }
    let free = |spot: &&Spot| spot.many || !props.attachments.iter().any(|there| spot.holds(there));
    let rows = lost.iter().map(|(at, there)| {
        let on_choose = {
            let (dispatch, spots, at, there) = (dispatch.clone(), spots.clone(), *at, (*there).clone());
            Callback::from(move |event: Event| {
                let list = event.target().and_then(|target| target.dyn_into::<HtmlSelectElement>().ok());
                let chosen = list.and_then(|list| spots.iter().find(|spot| spot.element() == list.value()));
                if let Some(Spot { material, slot, .. }) = chosen.cloned() {
                    let placed = Attachment { material, slot, ..there.clone() };
                    let edits = vec![Edit::Detach(there.id.clone()), Edit::Attach(at, placed)];
                    dispatch.edit(Edit::Together(edits));
                }
            })
        };
        let choice = format!("place-{}", there.id);
        html! {
            <li key={there.id.clone()} class="unsorted-file">
                <FileCard attachment={(*there).clone()} on_remove={on_remove.clone()} />
                if !there.file.marks.is_empty() {
                    <Stack procedure={props.procedure.clone()} attachment={(*there).clone()} />
                }
                <label for={choice.clone()}>{ "放到" }</label>
                <select autocomplete="off" id={choice} class="control" onchange={on_choose}>
                    <option value="" selected={true}>{ "请选择材料" }</option>
                    { for spots.iter().filter(free).map(|spot| html! {
                        <option value={spot.element()}>{ &spot.name }</option>
                    }) }
                </select>
            </li>
        }
    });
    html! {
        <section class="unsorted sheet" id={spot.element()} tabindex="-1" aria-label="一次放入多份文件">
            <DropZone
                id={format!("{}-choose", spot.element())}
                purpose="所有材料"
                invitation="可以把所有文件一起拖到此处：带打印标记的自动归类，其余的逐份指定；或者"
                many={true}
                on_files={take.reform(|files| (files, None))}
            />
            { show_inbox(&inbox, &dismiss) }
            if !lost.is_empty() {
                <h2>{ format!("尚未归类的文件（{} 份）", lost.len()) }</h2>
                <ul class="plain">{ for rows }</ul>
            }
        </section>
    }
}
