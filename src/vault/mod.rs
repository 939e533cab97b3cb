//! The local store behind a trait: dossiers, files and settings as opaque bytes by key.
//!
//! Bytes are opaque so that encryption can stand between the callers and a store without either
//! noticing. Two stores: [`MemoryStore`] (tests, and browsers that refuse storage) and
//! `IndexedDbStore` (browser only).
//!
//! Invariant: a `put` that has answered is durable in the sense of the store, and nothing but `delete`
//! takes it away.

#[cfg(target_arch = "wasm32")]
mod indexed_db;
mod memory;
mod store;

#[cfg(target_arch = "wasm32")]
pub use indexed_db::IndexedDbStore;
pub use memory::MemoryStore;
pub use store::{Pending, Store, StoreError, Table};
