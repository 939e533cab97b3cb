//! The files that a job wants of the page. The page has nothing to do while its worker computes, and the worker cannot
//! listen to the network meanwhile; so the page fetches them, and they are handed over whole.

use std::cell::RefCell;
use std::collections::BTreeMap;

use js_sys::Uint8Array;
use wasm_bindgen::{JsCast, JsValue};

use super::answer::{Give, later};
use super::wire;
use crate::js_bytes;

/// The files that were asked for and are not here yet, by address; in the worker.
#[derive(Default)]
pub struct Wanted(RefCell<BTreeMap<String, Give<Content>>>);

/// The content of a file, or a sentence why it is not there.
type Content = Result<Vec<u8>, String>;

impl Wanted {
    /// Waits for the file at an address, for which the page has been asked.
    pub fn wait(&self, address: &str) -> impl Future<Output = Result<Vec<u8>, String>> + use<> {
        let (give, wait) = later();
        self.0.borrow_mut().insert(address.to_owned(), give);
        wait
    }

    /// Takes a message of the page; false when it is no file.
    pub fn take(&self, message: &JsValue) -> bool {
        let Some((address, file)) = wire::read_file(message) else { return false };
        if let Some(give) = self.0.borrow_mut().remove(&address) {
            give.give(match file.dyn_ref::<Uint8Array>() {
                Some(bytes) => Ok(js_bytes::take(bytes)),
                None => Err(file.as_string().unwrap_or_default()),
            });
        }
        true
    }
}

impl std::fmt::Debug for Wanted {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Wanted").field(&self.0.borrow().keys()).finish()
    }
}
