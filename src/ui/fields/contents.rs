//! The page of each mandated heading of a document, as a compact list.

use yew::prelude::*;

use super::control::Control;
use super::input::Input;
use crate::field::Heading;

/// One line for each heading: its wording and a box for the page.
pub(super) fn contents_input(props: &Input, headings: &[Heading]) -> Html {
    html! {
        <div class="contents-list">
            { for headings.iter().enumerate().map(|(at, heading)| {
                // The first box has the id of the whole, so that focus moves there.
                let id = if at == 0 { props.id.clone() } else { props.part_id(&heading.code) };
                let on_edit = {
                    let (answer, on_edit, code) = (props.answer.clone(), props.on_edit.clone(), heading.code.clone());
                    Callback::from(move |text: String| on_edit.emit(answer.with_part(&code, text)))
                };
                html! {
                    <span class="contents-line" key={heading.code.clone()}>
                        <label for={id.clone()}>{ heading.name() }</label>
                        <span class="with-unit">
                            <span class="unit" aria-hidden="true">{ "第" }</span>
                            <Control {id} value={props.answer.part(&heading.code).to_owned()} {on_edit}
                                described_by={props.described_by.clone()} invalid={props.part_invalid(&heading.code)}
                                required={props.required} keys="numeric" width="width-page" />
                            <span class="unit" aria-hidden="true">{ "页" }</span>
                        </span>
                    </span>
                }
            }) }
        </div>
    }
}
