//! Listening to the window.

use gloo::events::EventListener;
use web_sys::Event;
use yew::prelude::*;

/// Runs the handler at every event of this name on the window, as long as the component lives.
#[hook]
pub fn use_window_event(name: &'static str, handler: Callback<Event>) {
    use_effect_with((name, handler), |(name, handler)| {
        let handler = handler.clone();
        let listener =
            EventListener::new(&gloo::utils::window(), *name, move |event| handler.emit(event.clone()));
        move || drop(listener)
    });
}
