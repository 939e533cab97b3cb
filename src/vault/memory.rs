//! A store that lasts as long as the page.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use super::{Pending, Store, StoreError, Table};

/// Keeps everything in memory.
#[derive(Debug, Default)]
pub struct MemoryStore {
    entries: RefCell<BTreeMap<(Table, String), Vec<u8>>>,
}

impl MemoryStore {
    /// An empty store.
    pub fn new() -> Self {
        Self::default()
    }
}

impl Store for MemoryStore {
    fn get<'a>(&'a self, table: Table, key: &'a str) -> Pending<'a, Option<Vec<u8>>> {
        Box::pin(async move { Ok(self.entries.borrow().get(&(table, key.to_owned())).cloned()) })
    }

    fn put<'a>(&'a self, table: Table, key: &'a str, bytes: &'a [u8]) -> Pending<'a, ()> {
        Box::pin(async move {
            self.entries.borrow_mut().insert((table, key.to_owned()), bytes.to_vec());
            Ok(())
        })
    }

    fn add<'a>(&'a self, table: Table, key: &'a str, bytes: &'a [u8]) -> Pending<'a, ()> {
        Box::pin(async move {
            match self.entries.borrow_mut().entry((table, key.to_owned())) {
                Entry::Occupied(_) => Err(StoreError::Conflict),
                Entry::Vacant(place) => {
                    place.insert(bytes.to_vec());
                    Ok(())
                }
            }
        })
    }

    fn delete<'a>(&'a self, table: Table, keys: &'a [String]) -> Pending<'a, ()> {
        Box::pin(async move {
            for key in keys {
                self.entries.borrow_mut().remove(&(table, key.clone()));
            }
            Ok(())
        })
    }

    fn keys(&self, table: Table) -> Pending<'_, Vec<String>> {
        Box::pin(async move {
            let entries = self.entries.borrow();
            Ok(entries.keys().filter(|(of, _)| *of == table).map(|(_, key)| key.clone()).collect())
        })
    }

    fn clear(&self) -> Pending<'_, ()> {
        self.entries.take();
        Box::pin(std::future::ready(Ok(())))
    }

    fn durable(&self) -> bool {
        false
    }
}
