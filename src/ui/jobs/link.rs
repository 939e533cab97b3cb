//! One live worker: starting it, listening to it, ending it.

use std::cell::RefCell;

use js_sys::{Promise, WebAssembly};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{ErrorEvent, HtmlMetaElement, MessageEvent, Worker};

use super::wire::{self, RequestId, Say};
use crate::ui::browser;

/// The worker's address unless the page names another in `<meta name="beian-worker">`.
const DEFAULT_ADDRESS: &str = "./worker.js";

thread_local! {
    /// The worker's program, compiled. It outlives workers, so that the next one starts without fetching and compiling.
    static PROGRAM: RefCell<Option<Promise>> = const { RefCell::new(None) };
}

/// The worker's program, fetched and compiled once; null where that did not work this time.
pub(super) async fn program() -> JsValue {
    let compiled = PROGRAM.with_borrow_mut(|program| {
        let fetched =
            || gloo::utils::window().fetch_with_str(&address().replace("worker.js", "worker_bg.wasm"));
        program.get_or_insert_with(|| WebAssembly::compile_streaming(&fetched())).clone()
    });
    JsFuture::from(compiled).await.unwrap_or_else(|_| {
        PROGRAM.take();
        JsValue::NULL
    })
}

/// Fetches a file that a worker wants. To one that has ended meanwhile nothing is said.
fn supply(worker: Worker, address: String) {
    spawn_local(async move {
        let message = wire::file(&address, browser::fetch_bytes(&address).await);
        let _ = worker.post_message_with_transfer(&message, &wire::buffers(&message));
    });
}

/// What a link hears.
pub(super) enum Heard {
    /// The worker said something about a request.
    Said(RequestId, Say),
    /// The worker stopped by a fault, or its file could not be loaded.
    Broken,
}

/// A running worker. Dropping it ends the worker at once, whatever it is doing.
pub(super) struct Link {
    worker: Worker,
    _on_message: Closure<dyn FnMut(MessageEvent)>,
    _on_error: Closure<dyn FnMut(ErrorEvent)>,
}

impl Link {
    /// Starts a worker from its file; `None` where the browser refuses.
    pub(super) fn start(hear: impl Fn(Heard) + Clone + 'static) -> Option<Self> {
        let worker = Worker::new(&address()).ok()?;
        let (hear_error, asking) = (hear.clone(), worker.clone());
        let on_message = Closure::new(move |event: MessageEvent| match wire::read_reply(&event.data()) {
            Some((_, Say::Want(address))) => supply(asking.clone(), address),
            Some((id, say)) => hear(Heard::Said(id, say)),
            None => {}
        });
        let on_error = Closure::new(move |event: ErrorEvent| {
            event.prevent_default();
            hear_error(Heard::Broken);
        });
        worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
        let started = worker.clone();
        spawn_local(async move {
            // Without the program, it fetches that itself, or says why it cannot.
            let _ = started.post_message(&program().await);
        });
        Some(Self { worker, _on_message: on_message, _on_error: on_error })
    }

    /// Sends a request and hands over its buffers; false when the browser cannot send it.
    pub(super) fn send(&self, id: RequestId, job: &JsValue) -> bool {
        let message = wire::request(id, job);
        self.worker.post_message_with_transfer(&message, &wire::buffers(&message)).is_ok()
    }
}

impl Drop for Link {
    fn drop(&mut self) {
        self.worker.set_onmessage(None);
        self.worker.set_onerror(None);
        self.worker.terminate();
    }
}

/// Where the worker's file lies. The build writes the address with its version into the page.
fn address() -> String {
    gloo::utils::document()
        .query_selector("meta[name='beian-worker']")
        .ok()
        .flatten()
        .and_then(|meta| meta.dyn_into::<HtmlMetaElement>().ok())
        .map(|meta| meta.content())
        .filter(|content| !content.is_empty())
        .unwrap_or_else(|| DEFAULT_ADDRESS.to_owned())
}
