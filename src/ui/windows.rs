//! What the windows of this page have to do with each other: messages, and who may write.
//!
//! Nothing of it is stored. Where a browser lacks one of the two, windows hear nothing of each other and every
//! window writes; the store then tells the later one of a conflict.

use std::cell::Cell;
use std::rc::Rc;

use gloo::events::EventListener;
use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{BroadcastChannel, MessageEvent};
use yew::Callback;

/// Name of the channel, and the beginning of the locks' names.
const NAME: &str = "beian";

thread_local! {
    static CHANNEL: Option<BroadcastChannel> = BroadcastChannel::new(NAME).ok();
}

/// Tells the other windows something.
pub fn tell(what: &str) {
    CHANNEL.with(|channel| {
        if let Some(channel) = channel {
            // Only fails for a closed channel; this one never is.
            let _ = channel.post_message(&what.into());
        }
    });
}

/// Tells the other windows something, and this one too.
pub fn tell_all(what: &str) {
    // A channel does not hear itself.
    if let Ok(channel) = BroadcastChannel::new(NAME) {
        let _ = channel.post_message(&what.into());
        channel.close();
    }
}

/// Hears what other windows tell, until it is dropped.
pub fn listen(hear: impl Fn(String) + 'static) -> Option<EventListener> {
    CHANNEL.with(|channel| {
        Some(EventListener::new(channel.as_ref()?, "message", move |event| {
            let data = event.dyn_ref::<MessageEvent>().and_then(|event| event.data().as_string());
            if let Some(data) = data {
                hear(data);
            }
        }))
    })
}

/// How a window stands to a dossier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    /// It writes.
    Writes,
    /// Another window writes; this one follows.
    Follows,
}

/// One window's part in who may write a dossier.
#[derive(Clone)]
pub struct Turns {
    name: String,
    on_turn: Callback<Turn>,
    /// Ends the turn that is held.
    release: Rc<Cell<Option<Function>>>,
    /// No longer wanted: a turn that still comes is given on at once.
    given_up: Rc<Cell<bool>>,
}

impl Turns {
    /// Takes the turn if nobody has it, else follows and takes it as soon as it is given up. `on_turn` is told
    /// of every change.
    pub fn take(dossier: &str, on_turn: Callback<Turn>) -> Self {
        let name = format!("{NAME}/{dossier}");
        let turns = Self { name, on_turn, release: Rc::default(), given_up: Rc::default() };
        turns.request("ifAvailable");
        turns
    }

    /// Takes the turn from whoever has it.
    pub fn take_over(&self) {
        self.request("steal");
    }

    /// Asks for the lock. `how` is an option of the request, or blank: wait for it.
    fn request(&self, how: &'static str) {
        let Some(locks) = locks() else { return self.on_turn.emit(Turn::Writes) };
        let options = js_sys::Object::new();
        if !how.is_empty() {
            let _ = Reflect::set(&options, &how.into(), &true.into());
        }
        let granted = {
            let turns = self.clone();
            Closure::once_into_js(move |lock: JsValue| -> JsValue {
                if turns.given_up.get() {
                    return JsValue::UNDEFINED;
                }
                if lock.is_null() {
                    turns.on_turn.emit(Turn::Follows);
                    turns.request("");
                    return JsValue::UNDEFINED;
                }
                turns.on_turn.emit(Turn::Writes);
                // The lock is held until this promise is settled.
                Promise::new(&mut |done, _| turns.release.set(Some(done))).into()
            })
        };
        let asked = locks.request(&self.name, &options, &granted);
        let turns = self.clone();
        let lost = Closure::once(move |_: JsValue| {
            // Taken over by another window.
            turns.release.take();
            if !turns.given_up.get() {
                turns.on_turn.emit(Turn::Follows);
                turns.request("");
            }
        });
        let _ = asked.catch(&lost);
        lost.forget();
    }

    /// Gives up the turn, or waiting for it.
    pub fn give_up(&self) {
        self.given_up.set(true);
        if let Some(release) = self.release.take() {
            let _ = release.call0(&JsValue::UNDEFINED);
        }
    }
}

#[wasm_bindgen]
extern "C" {
    /// The Web Locks of the browser (W3C Web Locks API).
    type LockManager;
    #[wasm_bindgen(method)]
    fn request(this: &LockManager, name: &str, options: &js_sys::Object, granted: &JsValue) -> Promise;
}

/// `navigator.locks`; absent on insecure origins.
fn locks() -> Option<LockManager> {
    let navigator = gloo::utils::window().navigator();
    let locks = Reflect::get(&navigator, &"locks".into()).ok()?;
    (!locks.is_undefined()).then(|| locks.unchecked_into())
}
