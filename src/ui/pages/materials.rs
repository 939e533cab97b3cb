//! The materials with their files.

use yew::prelude::*;

/// Where to go.
#[derive(Properties, PartialEq)]
pub struct MaterialsPageProps {
    /// The material to move focus to.
    pub material: Option<String>,
    /// The slot in it to move focus to.
    pub slot: Option<String>,
}

/// The materials with their files.
#[component]
pub fn MaterialsPage(_props: &MaterialsPageProps) -> Html {
    html! { <h1>{ "准备材料" }</h1> }
}
