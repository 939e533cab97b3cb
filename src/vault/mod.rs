//! The local store behind a trait: dossiers, files and settings as opaque bytes by key, encrypted at rest.
//!
//! [`MemoryStore`] lasts as long as the page (session-only work, tests); `IndexedDbStore` is the browser's. What
//! rests on a disk goes through a [`SealedStore`], which lets neither contents nor names through readable; its
//! [`Keys`](crate::keyring::Keys) come from the keyring that lies beside. A dossier is a [`Journal`] of appended
//! records.
//!
//! Invariants: a write that has answered is durable in the sense of the store, and nothing but `delete`
//! takes it away. No passphrase, identity or key is ever written in the clear.

#[cfg(target_arch = "wasm32")]
mod indexed_db;
mod journal;
mod memory;
mod seal;
mod sealed;
mod store;

#[cfg(target_arch = "wasm32")]
pub use indexed_db::IndexedDbStore;
pub use journal::{Found, Journal, RecordName, delete, index, read, read_records};
pub use memory::MemoryStore;
pub use sealed::SealedStore;
pub use store::{KEYRING, Pending, Store, StoreError, Table};
