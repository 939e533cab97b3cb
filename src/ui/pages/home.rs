//! The dossiers on this machine.

use yew::prelude::*;

/// The dossiers on this machine.
#[component]
pub fn HomePage() -> Html {
    html! { <h1>{ "备案卷宗" }</h1> }
}
