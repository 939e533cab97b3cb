//! The headings beside the text: which are written, and the way to each. Nine cells stand as a matrix.

use yew::prelude::*;

use super::section::control_id;
use super::sections::{Kind, Shown, State};
use crate::field::Heading;
use crate::ui::browser;

/// A heading as the outline shows it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Entry {
    title: String,
    under: Option<String>,
    control: String,
    state: State,
    words: usize,
}

/// The entries of all sections.
pub(super) fn entries(field: &str, headings: &[Heading], sections: &[Shown]) -> Vec<Entry> {
    let entry = |shown: &Shown| {
        let (title, under) = match &shown.kind {
            Kind::Mandated(at) => (headings[*at].label.clone(), headings[*at].under.clone()),
            Kind::Own(own) => (own.title.clone(), None),
        };
        let control = control_id(field, &shown.part);
        Entry { title, under, control, state: shown.state, words: shown.words }
    };
    sections.iter().map(entry).collect()
}

/// Properties of [`Outline`].
#[derive(Properties, PartialEq)]
pub(super) struct OutlineProps {
    /// The entries.
    pub(super) entries: Vec<Entry>,
}

/// The outline.
#[component]
pub(super) fn Outline(props: &OutlineProps) -> Html {
    let grid = matrix(&props.entries);
    let has_grid = grid.is_some();
    let rest = props.entries.iter().filter(|entry| !has_grid || entry.under.is_none());
    html! {
        <nav class="write-outline" aria-label="各部分">
            { grid.unwrap_or_default() }
            <ol class="plain">
                { for rest.map(|entry| html! {
                    <li>
                        { link(entry, if entry.title.is_empty() { "（没有标题）" } else { &entry.title }) }
                        { tag(entry.state) }
                        <span class="write-outline-words">{ words(entry) }</span>
                    </li>
                }) }
            </ol>
        </nav>
    }
}

fn words(entry: &Entry) -> String {
    if entry.words == 0 { String::new() } else { format!("{} 字", entry.words) }
}

fn tag(state: State) -> Html {
    let (word, look) = state.word();
    html! { <span class={classes!("tag", look)}>{ word }</span> }
}

/// Moves the focus into the text: an address would lose the place in a text that is being written.
fn link(entry: &Entry, text: &str) -> Html {
    let control = entry.control.clone();
    let onclick = Callback::from(move |_: MouseEvent| {
        browser::focus(&control);
    });
    html! { <button type="button" class="button-link" {onclick}>{ text.to_owned() }</button> }
}

/// Kinds of matter down, what is asked of each across; `None` where there are none.
fn matrix(entries: &[Entry]) -> Option<Html> {
    let mut matters: Vec<&str> = Vec::new();
    let mut topics: Vec<&str> = Vec::new();
    for entry in entries {
        let Some(under) = &entry.under else { continue };
        if !matters.contains(&under.as_str()) {
            matters.push(under);
        }
        if !topics.contains(&entry.title.as_str()) {
            topics.push(&entry.title);
        }
    }
    if matters.is_empty() {
        return None;
    }
    let cell = |matter: &str, topic: &str| {
        let entry = entries.iter().find(|it| it.under.as_deref() == Some(matter) && it.title == topic);
        html! { <td>{ for entry.map(|entry| html! { <>{ link(entry, entry.state.word().0) }
        <span class="write-outline-words">{ words(entry) }</span></> }) }</td> }
    };
    Some(html! {
        <table class="write-matrix">
            <caption class="visually-hidden">{ "各类事项各项内容的状态" }</caption>
            <thead><tr>
                <td></td>
                { for topics.iter().map(|topic| html! { <th scope="col">{ *topic }</th> }) }
            </tr></thead>
            <tbody>
                { for matters.iter().map(|matter| html! {
                    <tr>
                        <th scope="row">{ *matter }</th>
                        { for topics.iter().map(|topic| cell(matter, topic)) }
                    </tr>
                }) }
            </tbody>
        </table>
    })
}
