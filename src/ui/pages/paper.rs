//! The form as the official table, filled in place.

use yew::prelude::*;

/// Where to go.
#[derive(Properties, PartialEq)]
pub struct PaperPageProps {
    /// The field to move focus to.
    pub focus: Option<String>,
}

/// The form as the official table, filled in place.
#[component]
pub fn PaperPage(_props: &PaperPageProps) -> Html {
    html! { <h1>{ "申请表" }</h1> }
}
