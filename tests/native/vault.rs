//! The store in memory; the one in the browser is tested there, against the same promises.

use std::future::Future;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use beian::vault::{MemoryStore, Store, Table};

/// What a future comes to that never waits.
fn now<T>(future: impl Future<Output = T>) -> T {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => value,
        Poll::Pending => panic!("the memory store waits for nothing"),
    }
}

#[test]
fn what_was_put_is_there_until_it_is_deleted() {
    let store = MemoryStore::new();
    now(store.put(Table::Files, "ab", &[0, 255])).unwrap();
    now(store.put(Table::Files, "ab", &[1])).unwrap();
    assert_eq!(now(store.get(Table::Files, "ab")), Ok(Some(vec![1])));
    now(store.delete(Table::Files, "ab")).unwrap();
    now(store.delete(Table::Files, "ab")).unwrap();
    assert_eq!(now(store.get(Table::Files, "ab")), Ok(None));
}

#[test]
fn tables_are_apart_and_their_keys_in_order() {
    let store = MemoryStore::new();
    for (table, key) in [(Table::Dossiers, "b"), (Table::Settings, "x"), (Table::Dossiers, "a")] {
        now(store.put(table, key, key.as_bytes())).unwrap();
    }
    assert_eq!(now(store.keys(Table::Dossiers)), Ok(vec!["a".to_owned(), "b".to_owned()]));
    assert_eq!(now(store.get(Table::Files, "a")), Ok(None));
    assert!(!store.durable(), "memory does not outlive the page");
}
