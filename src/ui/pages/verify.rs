//! 核验 of received packages.

use yew::prelude::*;

/// 核验 of received packages.
#[component]
pub fn VerifyPage() -> Html {
    html! { <h1>{ "核验备案包" }</h1> }
}
