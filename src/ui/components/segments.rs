//! A few choices beside each other, of which one holds.

use yew::prelude::*;

/// One of the choices.
pub struct Segment<T> {
    /// What is chosen by it.
    pub value: T,
    /// Its wording.
    pub label: String,
    /// What it means, where the wording is short.
    pub title: Option<&'static str>,
    /// It holds.
    pub chosen: bool,
}

/// Radio buttons under a legend. `name` is unique on the page.
pub fn segments<T: Clone + 'static>(
    legend: Html,
    name: &'static str,
    choices: impl IntoIterator<Item = Segment<T>>,
    on_choose: &Callback<T>,
) -> Html {
    let choice = |Segment { value, label, title, chosen }: Segment<T>| {
        let onchange = on_choose.reform(move |_: Event| value.clone());
        html! {
            <label class="segment">
                <input autocomplete="off" type="radio" {name} checked={chosen} {onchange} />
                <span {title}>{ label }</span>
            </label>
        }
    };
    html! {
        <fieldset class="segments">
            { legend }
            { for choices.into_iter().map(choice) }
        </fieldset>
    }
}
