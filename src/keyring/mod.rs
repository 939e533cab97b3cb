//! What protects a vault: a passphrase, an identity, and the keys that follow from it.
//!
//! Whoever protects what is kept on a machine gets an `age` identity ([`Identity`](crate::envelope::Identity)),
//! drawn once. It is stored in one place, encrypted under the passphrase ([`Keyring`]); with another passphrase only
//! that is written anew. The [`Keys`] that seal contents are made from the identity. The same identity, written down
//! on the recovery sheet (恢复凭据), opens everything without the passphrase.
//!
//! Invariants: nothing here keeps or shows a passphrase or an identity; what holds one is wiped when dropped.

mod error;
mod keys;
mod ring;
mod strength;

pub use error::KeyringError;
pub use keys::{KEYS_BYTES, Keys, mac};
pub use ring::{Keyring, LEAST_LENGTH};
pub use strength::{Refusal, Strength, refusal, strength};
