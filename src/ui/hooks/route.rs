//! The address now shown.

use yew::prelude::*;

use super::use_window_event;
use crate::ui::route::Route;

/// The address now shown; renders again when it changes.
#[hook]
pub fn use_route() -> Route {
    let route = use_state_eq(Route::current);
    let on_change = {
        let setter = route.setter();
        use_callback((), move |_: web_sys::Event, ()| setter.set(Route::current()))
    };
    use_window_event("hashchange", on_change);
    (*route).clone()
}
