//! A store that lets nothing readable through to the store behind it: neither contents nor names.

use std::fmt;
use std::rc::Rc;

use super::seal::{open, open_name, seal, seal_name};
use super::{Pending, Store, StoreError, Table};
use crate::keyring::Keys;

/// Seals what goes into another store and opens what comes out of it.
pub struct SealedStore {
    inner: Rc<dyn Store>,
    keys: Keys,
}

impl SealedStore {
    /// Stands in front of a store whose entries are sealed with these keys.
    pub fn new(inner: Rc<dyn Store>, keys: Keys) -> Self {
        Self { inner, keys }
    }

    fn seal(&self, table: Table, key: &str, bytes: &[u8]) -> Result<Vec<u8>, StoreError> {
        let mut nonce = [0; 24];
        getrandom::getrandom(&mut nonce).map_err(|error| StoreError::Failed(error.to_string()))?;
        Ok(seal(&self.keys, table, key, nonce, bytes))
    }
}

impl Store for SealedStore {
    fn get<'a>(&'a self, table: Table, key: &'a str) -> Pending<'a, Option<Vec<u8>>> {
        Box::pin(async move {
            let sealed = self.inner.get(table, &seal_name(&self.keys, table, key)).await?;
            sealed.map(|sealed| open(&self.keys, table, key, sealed)).transpose()
        })
    }

    fn put<'a>(&'a self, table: Table, key: &'a str, bytes: &'a [u8]) -> Pending<'a, ()> {
        Box::pin(async move {
            let sealed = self.seal(table, key, bytes)?;
            self.inner.put(table, &seal_name(&self.keys, table, key), &sealed).await
        })
    }

    fn add<'a>(&'a self, table: Table, key: &'a str, bytes: &'a [u8]) -> Pending<'a, ()> {
        Box::pin(async move {
            let sealed = self.seal(table, key, bytes)?;
            self.inner.add(table, &seal_name(&self.keys, table, key), &sealed).await
        })
    }

    fn delete<'a>(&'a self, table: Table, keys: &'a [String]) -> Pending<'a, ()> {
        Box::pin(async move {
            let keys: Vec<String> = keys.iter().map(|key| seal_name(&self.keys, table, key)).collect();
            self.inner.delete(table, &keys).await
        })
    }

    /// Keys that are not of this vault are left out: they may belong to one that is being replaced.
    fn keys(&self, table: Table) -> Pending<'_, Vec<String>> {
        Box::pin(async move {
            let keys = self.inner.keys(table).await?;
            let mut names: Vec<String> =
                keys.iter().filter_map(|key| open_name(&self.keys, table, key)).collect();
            names.sort_unstable();
            Ok(names)
        })
    }

    fn clear(&self) -> Pending<'_, ()> {
        self.inner.clear()
    }

    fn durable(&self) -> bool {
        self.inner.durable()
    }
}

impl fmt::Debug for SealedStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SealedStore")
    }
}
