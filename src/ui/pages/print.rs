//! Print the form, stamp it, take the scan back.

use yew::prelude::*;

/// Print the form, stamp it, take the scan back.
#[component]
pub fn PrintPage() -> Html {
    html! { <h1>{ "打印盖章" }</h1> }
}
