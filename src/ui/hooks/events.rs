//! Listening to the window.

use gloo::events::{EventListener, EventListenerOptions};
use web_sys::Event;
use yew::prelude::*;

/// Runs the handler at every event of this name on the window, as long as the component lives.
#[hook]
pub fn use_window_event(name: &'static str, handler: Callback<Event>) {
    use_effect_with((name, handler), |(name, handler)| {
        let handler = handler.clone();
        // Not passive: undo by key must be able to keep the browser from undoing too.
        let options = EventListenerOptions::enable_prevent_default();
        let listener =
            EventListener::new_with_options(&gloo::utils::window(), *name, options, move |event| {
                handler.emit(event.clone());
            });
        move || drop(listener)
    });
}
