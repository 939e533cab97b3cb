//! The form as sections of questions.

use yew::prelude::*;

/// Where to go.
#[derive(Properties, PartialEq)]
pub struct FormPageProps {
    /// The field to move focus to.
    pub focus: Option<String>,
}

/// The form as sections of questions.
#[component]
pub fn FormPage(_props: &FormPageProps) -> Html {
    html! { <h1>{ "填写申请表" }</h1> }
}
