//! The page of each mandated heading of a document, as a compact list or matrix.

use yew::prelude::*;

use super::control::Control;
use super::input::Input;
use crate::field::Heading;

/// A box for the page of each heading: a line each, or where the same is asked of several kinds of matter, a cell of the
/// matrix that they make.
pub(super) fn contents_input(props: &Input, headings: &[Heading]) -> Html {
    if headings.iter().any(|heading| heading.under.is_none()) {
        return html! {
            <div class="contents-list">
                { for headings.iter().enumerate().map(|(at, heading)| html! {
                    <span class="contents-line" key={heading.code.clone()}>
                        <label for={id(props, at, heading)}>{ heading.name() }</label>
                        { page(props, at, heading) }
                    </span>
                }) }
            </div>
        };
    }
    let matters = unique(headings.iter().filter_map(|heading| heading.under.as_deref()));
    let topics = unique(headings.iter().map(|heading| heading.label.as_str()));
    let cell = |matter: &str, topic: &str| {
        let mut all = headings.iter().enumerate();
        let found = all.find(|(_, it)| it.under.as_deref() == Some(matter) && it.label == topic);
        html! {
            <td role="cell">
                if let Some((at, heading)) = found {
                    <label for={id(props, at, heading)}>
                        <span class="visually-hidden">{ heading.name() }</span>
                        // Seen where a narrow screen has no room for the heads of columns.
                        <span class="contents-topic" aria-hidden="true">{ topic }</span>
                    </label>
                    { page(props, at, heading) }
                }
            </td>
        }
    };
    html! {
        <table class="contents-matrix" role="table">
            <thead role="rowgroup"><tr role="row">
                <td role="cell"></td>
                { for topics.iter().map(|topic| html! { <th role="columnheader" scope="col">{ *topic }</th> }) }
            </tr></thead>
            <tbody role="rowgroup">
                { for matters.iter().map(|matter| html! {
                    <tr role="row" key={*matter}>
                        <th role="rowheader" scope="row">{ *matter }</th>
                        { for topics.iter().map(|topic| cell(matter, topic)) }
                    </tr>
                }) }
            </tbody>
        </table>
    }
}

/// The first box has the id of the whole, so that focus moves there.
fn id(props: &Input, at: usize, heading: &Heading) -> AttrValue {
    if at == 0 { props.id.clone() } else { props.part_id(&heading.code) }
}

/// The box for the page.
fn page(props: &Input, at: usize, heading: &Heading) -> Html {
    let on_edit = {
        let (answer, on_edit, code) = (props.answer.clone(), props.on_edit.clone(), heading.code.clone());
        Callback::from(move |text: String| on_edit.emit(answer.with_part(&code, text)))
    };
    html! {
        <span class="with-unit">
            <span class="unit" aria-hidden="true">{ "第" }</span>
            <Control id={id(props, at, heading)} value={props.answer.part(&heading.code).to_owned()} {on_edit}
                described_by={props.described_by.clone()} invalid={props.part_invalid(&heading.code)}
                required={props.required} keys="numeric" width="width-page" />
            <span class="unit" aria-hidden="true">{ "页" }</span>
        </span>
    }
}

/// Each once, in the order in which they first stand.
fn unique<'a>(all: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let mut once = Vec::new();
    all.for_each(|one| {
        if !once.contains(&one) {
            once.push(one);
        }
    });
    once
}
