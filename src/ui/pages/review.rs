//! Review and export.

use yew::prelude::*;

/// Review and export.
#[component]
pub fn ReviewPage() -> Html {
    html! { <h1>{ "导出备案包" }</h1> }
}
