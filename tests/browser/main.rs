//! Tests of what needs a browser: the local store, the page's parts, the clock. Everything else is
//! tested natively, in `tests/native`. Run with
//! `cargo test --target wasm32-unknown-unknown --test browser`.
#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used, reason = "a test may panic, in its helpers too")]

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);

mod definition;
mod fields;
mod files;
mod routes;
mod stand;
mod store;
mod worker_messages;
