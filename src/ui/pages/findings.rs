//! What was found, grouped by clause and by place.

use yew::prelude::*;

/// What was found, grouped by clause and by place.
#[component]
pub fn FindingsPage() -> Html {
    html! { <h1>{ "检查结果" }</h1> }
}
