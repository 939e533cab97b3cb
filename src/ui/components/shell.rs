//! The frame of every page: skip link, masthead, main region, foot.

use yew::prelude::*;

/// What a frame holds.
#[derive(Properties, PartialEq)]
pub struct ShellProps {
    /// The page's content.
    pub children: Html,
}

/// The frame of every page.
#[component]
pub fn Shell(props: &ShellProps) -> Html {
    html! {
        <main id="main" tabindex="-1">{ props.children.clone() }</main>
    }
}
