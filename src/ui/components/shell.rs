//! The frame of the pages that belong to no dossier.

use yew::prelude::*;

use super::frame::{frame, use_page_change};
use crate::ui::route::Route;

/// What a frame holds.
#[derive(Properties, PartialEq)]
pub struct ShellProps {
    /// The page's content.
    pub children: Html,
    /// The page's name, for the window's title.
    #[prop_or_default]
    pub title: &'static str,
    /// The page itself moves focus to a place in it.
    #[prop_or_default]
    pub focuses: bool,
    /// The address of the page.
    #[prop_or_default]
    pub route: Route,
}

/// The frame of the pages that belong to no dossier.
#[component]
pub fn Shell(props: &ShellProps) -> Html {
    use_page_change(props.title.to_owned(), !props.focuses);
    frame(&props.route, Html::default(), "layout-plain", Html::default(), props.children.clone())
}
