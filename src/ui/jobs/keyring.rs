//! Asking for a keyring.

use js_sys::Uint8Array;
use serde_bytes::ByteBuf;
use wasm_bindgen::{JsCast, JsValue};
use yew::Callback;
use zeroize::Zeroizing;

use super::Jobs;
use super::calls::{Asked, body, put};
use super::wire::member;
use crate::jobs::{Job, KeyringOrder};
use crate::keyring::Keys;

/// A keyring that was opened.
pub struct Opened {
    /// As it is to be stored; blank where it stays as it is.
    pub stored: Vec<u8>,
    /// The keys.
    pub keys: Keys,
    /// What stands on the recovery sheet.
    pub secret: Zeroizing<String>,
}

impl Jobs {
    /// A new keyring under a passphrase.
    pub fn draw_keyring(&self, passphrase: &str) -> Asked<Opened> {
        self.keyring(KeyringOrder::Draw { passphrase: passphrase.to_owned() }, &[])
    }

    /// Opens a stored keyring; with `next`, protects it with another passphrase.
    pub fn open_keyring(&self, stored: &[u8], passphrase: &str, next: Option<&str>) -> Asked<Opened> {
        let (passphrase, next) = (passphrase.to_owned(), next.map(str::to_owned));
        self.keyring(KeyringOrder::Open { stored: ByteBuf::new(), passphrase, next }, stored)
    }

    /// Makes a keyring again from its recovery sheet, under a new passphrase.
    pub fn recover_keyring(&self, secret: &str, passphrase: &str) -> Asked<Opened> {
        let (secret, passphrase) = (secret.to_owned(), passphrase.to_owned());
        self.keyring(KeyringOrder::Recover { secret, passphrase }, &[])
    }

    fn keyring(&self, order: KeyringOrder, stored: &[u8]) -> Asked<Opened> {
        let fill = |job: &JsValue| {
            if !stored.is_empty() {
                put(&body(job), "stored", &Uint8Array::from(stored));
            }
        };
        self.ask(&Job::Keyring(order), Callback::noop(), fill, |outcome| {
            let bytes = |name| Some(member(&outcome, name).dyn_into::<Uint8Array>().ok()?.to_vec());
            let keys = Keys::from_bytes(&mut bytes("keys")?)?;
            let secret = Zeroizing::new(member(&outcome, "secret").as_string()?);
            Some(Opened { stored: bytes("stored")?, keys, secret })
        })
    }
}
