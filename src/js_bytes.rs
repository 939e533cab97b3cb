//! Large bytes that JavaScript holds: taken over, and given back at once.
//!
//! What nothing refers to any more stays in memory until the browser next tidies up, which may be hundreds of megabytes
//! later when many files go through. A buffer that is handed over in a message to nobody is gone with the message.

use js_sys::{Array, Uint8Array};
use wasm_bindgen::JsValue;
use web_sys::MessageChannel;

/// The bytes; whoever else refers to the buffer finds it empty.
pub(crate) fn take(bytes: &Uint8Array) -> Vec<u8> {
    let taken = bytes.to_vec();
    free(bytes);
    taken
}

/// Gives the buffer behind these bytes back.
pub(crate) fn free(bytes: &Uint8Array) {
    thread_local! {
        /// The other end is closed.
        static NOBODY: Option<MessageChannel> = MessageChannel::new().ok().inspect(|channel| channel.port2().close());
    }
    NOBODY.with(|channel| {
        let Some(channel) = channel else { return };
        // Where the browser will not, it tidies up later.
        let _ = channel.port1().post_message_with_transferable(&JsValue::NULL, &Array::of1(&bytes.buffer()));
    });
}
