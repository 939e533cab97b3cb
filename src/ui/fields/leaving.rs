//! Noticing that a person has left a field.
//!
//! What is shown after leaving moves the things below. While a mouse button or finger is down, it waits:
//! otherwise the button that is just being pressed would slide away from under the pointer.

use std::cell::{Cell, RefCell};

use gloo::events::{EventListener, EventListenerOptions};
use gloo::timers::callback::Timeout;
use wasm_bindgen::JsCast;
use web_sys::{Element, FocusEvent, Node};
use yew::TargetCast;

thread_local! {
    static PRESSED: Cell<bool> = const { Cell::new(false) };
    static WAITING: RefCell<Vec<Box<dyn FnOnce()>>> = const { RefCell::new(Vec::new()) };
    static WATCHING: Cell<bool> = const { Cell::new(false) };
}

/// Runs something as soon as no pointer is pressed: at once, or right after the click.
pub(super) fn after_press(run: impl FnOnce() + 'static) {
    if PRESSED.get() {
        WAITING.with_borrow_mut(|waiting| waiting.push(Box::new(run)));
    } else {
        run();
    }
}

/// Starts watching the pointer; once is enough.
pub(super) fn watch_pointer() {
    if WATCHING.replace(true) {
        return;
    }
    let window = gloo::utils::window();
    let capture = EventListenerOptions::run_in_capture_phase();
    EventListener::new_with_options(&window, "pointerdown", capture, |_| PRESSED.set(true)).forget();
    for end in ["pointerup", "pointercancel"] {
        EventListener::new_with_options(&window, end, capture, |_| {
            PRESSED.set(false);
            // After the click that follows this event.
            Timeout::new(0, || {
                for run in WAITING.take() {
                    run();
                }
            })
            .forget();
        })
        .forget();
    }
}

/// Whether focus goes from inside an element to somewhere outside it.
pub(super) fn leaves(event: &FocusEvent, group: &yew::NodeRef) -> bool {
    let Some(group) = group.cast::<Element>() else { return false };
    let to = event.related_target().and_then(|target| target.dyn_into::<Node>().ok());
    // Focus that goes nowhere because the window was left comes back to the same control.
    let from = event.target_dyn_into::<Node>();
    match to {
        Some(to) => !group.contains(Some(&to)),
        None => {
            let active = gloo::utils::document().active_element();
            !active.is_some_and(|active| from.is_some_and(|from| active.is_same_node(Some(&from))))
        }
    }
}
