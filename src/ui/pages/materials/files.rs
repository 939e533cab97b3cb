//! The files at a place; where there are many, some at first, more when asked for, and found by name.

use web_sys::{File, HtmlInputElement};
use yew::prelude::*;

use super::place::Spot;
use crate::dossier::Attachment;
use crate::text::comparable;
use crate::ui::components::FileCard;
use crate::ui::state::Shared;

/// So many files are shown at first, and more each time they are asked for.
const SOME: usize = 20;

/// Properties of [`Files`].
#[derive(Properties, PartialEq)]
pub(super) struct FilesProps {
    /// Which place.
    pub(super) spot: Spot,
    /// All files of the dossier.
    pub(super) attachments: Shared<Vec<Attachment>>,
    /// Takes files in place of the attachment with an id.
    pub(super) take: Callback<(Vec<File>, Option<String>)>,
    /// Removes a file.
    pub(super) on_remove: Callback<Attachment>,
    /// So many may lie here that not all are shown at once: one or more for each row of a roster.
    pub(super) paged: bool,
}

/// The files at a place.
#[component]
pub(super) fn Files(props: &FilesProps) -> Html {
    let first = if props.paged { SOME } else { usize::MAX };
    let shown = use_state_eq(|| first);
    let wanted = use_state_eq(String::new);
    let here: Vec<&Attachment> = props.attachments.iter().filter(|there| props.spot.holds(there)).collect();
    let key = comparable(&wanted);
    // With few files left the field goes, and what was typed into it no longer counts.
    let many = here.len() > first;
    let found: Vec<&Attachment> =
        here.iter().copied().filter(|there| !many || comparable(&there.file.name).contains(&key)).collect();
    let cards = found.iter().take(*shown).map(|attachment| {
        let id = attachment.id.clone();
        let on_replace = props.take.reform(move |files| (files, Some(id.clone())));
        html! {
            <li key={attachment.id.clone()}>
                <FileCard attachment={(*attachment).clone()} {on_replace} on_remove={props.on_remove.clone()} />
            </li>
        }
    });
    let oninput = {
        let (wanted, shown) = (wanted.setter(), shown.setter());
        Callback::from(move |event: InputEvent| {
            let input: HtmlInputElement = event.target_unchecked_into();
            wanted.set(input.value());
            shown.set(first);
        })
    };
    let on_more = {
        let (shown, more) = (shown.setter(), shown.saturating_add(SOME));
        Callback::from(move |_: MouseEvent| shown.set(more))
    };
    let find = format!("{}-find", props.spot.element());
    html! {
        <>
            if many {
                <p class="button-row">
                    <label for={find.clone()}>
                        { "按文件名查找" }<span class="visually-hidden">{ format!("：{}", props.spot.name) }</span>
                    </label>
                    <input id={find} class="control" type="search" autocomplete="off" value={(*wanted).clone()} {oninput} />
                    <span class="small soft" role="status">{ format!("{} 件，共 {} 件", found.len(), here.len()) }</span>
                </p>
            }
            if !here.is_empty() {
                <ul class="slot-files plain">{ for cards }</ul>
            }
            if found.len() > *shown {
                <p>
                    <button type="button" class="button button-small" onclick={on_more}>
                        { format!("再显示一些（还有 {} 件）", found.len() - *shown) }
                    </button>
                </p>
            }
        </>
    }
}
