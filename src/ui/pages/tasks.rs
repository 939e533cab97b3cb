//! The task list of a dossier.

use yew::prelude::*;

/// The task list of a dossier.
#[component]
pub fn TasksPage() -> Html {
    html! { <h1>{ "办理步骤" }</h1> }
}
