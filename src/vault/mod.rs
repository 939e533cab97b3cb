//! The local store behind a trait: dossiers, files and settings as opaque bytes by key, encrypted at rest.
//!
//! [`MemoryStore`] lasts as long as the page (session-only work, tests); `IndexedDbStore` is the browser's. What
//! rests on a disk goes through a [`SealedStore`], which lets neither contents nor names through readable; its
//! [`Keys`](crate::keyring::Keys) come from the keyring that lies beside. Whole dossiers lie on a [`Shelf`]: as
//! they are while the page lives ([`PageShelf`]), or each as a [`Journal`] of appended records ([`JournalShelf`]).
//!
//! Invariants: a write that has answered is durable in the sense of the store, and nothing but `delete`
//! takes it away. No passphrase, identity or key is ever written in the clear.

#[cfg(target_arch = "wasm32")]
mod indexed_db;
mod journal;
mod journal_shelf;
mod memory;
mod page_shelf;
mod seal;
mod sealed;
mod shelf;
mod store;

#[cfg(target_arch = "wasm32")]
pub use indexed_db::IndexedDbStore;
pub use journal::{Journal, RecordName, Replayed, delete, index, read, read_records};
pub use journal_shelf::JournalShelf;
pub use memory::MemoryStore;
pub use page_shelf::PageShelf;
pub use sealed::SealedStore;
pub use shelf::{Found, Listing, Log, Shelf};
pub use store::{KEYRING, Pending, Store, StoreError, Table};
