//! The frame of every page: skip link, masthead, main region, foot.

use yew::prelude::*;

use super::frame::{Foot, Masthead, use_page_change};
use crate::ui::route::Route;

/// What a frame holds.
#[derive(Properties, PartialEq)]
pub struct ShellProps {
    /// The page's content.
    pub children: Html,
    /// The page's name, for the window's title.
    #[prop_or_default]
    pub title: AttrValue,
    /// The address of the page.
    #[prop_or_default]
    pub route: Route,
}

/// The frame of the pages that belong to no dossier.
#[component]
pub fn Shell(props: &ShellProps) -> Html {
    use_page_change(props.title.clone(), true);
    html! {
        <div class="frame">
            <Masthead route={props.route.clone()} />
            <div class="layout layout-plain">
                <main id="main" tabindex="-1">{ props.children.clone() }</main>
            </div>
            <Foot />
        </div>
    }
}
