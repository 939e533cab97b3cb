//! A store in the browser's IndexedDB.
//!
//! The connection is opened when first needed and again after the browser has closed it (cleared data,
//! crashed storage process), so one failure does not end saving for good. Where everything was taken away in between,
//! nothing is written any more: what would have to come before it is missing.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use idb::{DatabaseEvent, Factory, ObjectStore, ObjectStoreParams, Query, Transaction, TransactionMode};
use js_sys::{Object, Reflect, Uint8Array};
use wasm_bindgen::prelude::*;

use super::{KEYRING, Pending, Store, StoreError, Table};
use crate::js_bytes;

/// Version of the database's layout.
const VERSION: u32 = 1;

#[wasm_bindgen]
extern "C" {
    /// An open database. The crate beneath begins no transaction with options.
    #[derive(Clone, Debug)]
    type Connection;
    #[wasm_bindgen(catch, method)]
    fn transaction(this: &Connection, table: &str, mode: &str, options: &Object) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method)]
    fn close(this: &Connection);
    #[wasm_bindgen(method, setter)]
    fn set_onversionchange(this: &Connection, hear: &JsValue);
}

/// Keeps everything in one IndexedDB database.
#[derive(Debug)]
pub struct IndexedDbStore {
    name: String,
    connection: RefCell<Option<Connection>>,
    /// The keyring was seen: missing later, everything has been taken away in between.
    holds: Cell<bool>,
    evicted: Rc<Cell<bool>>,
}

impl IndexedDbStore {
    /// Opens the database, creating it when absent.
    pub async fn open(name: &str) -> Result<Self, StoreError> {
        let store = Self {
            name: name.to_owned(),
            connection: RefCell::default(),
            holds: Cell::default(),
            evicted: Rc::default(),
        };
        store.connection().await?;
        Ok(store)
    }

    /// Closes the connection, as a browser may do at any time.
    pub fn close(&self) {
        if let Some(open) = self.connection.borrow().as_ref() {
            open.close();
        }
    }

    async fn connection(&self) -> Result<Connection, StoreError> {
        if self.evicted.get() {
            return Err(StoreError::Evicted);
        }
        if let Some(open) = self.connection.borrow().as_ref() {
            return Ok(open.clone());
        }
        let factory = Factory::new().map_err(|_| StoreError::Unavailable)?;
        let mut request = factory.open(&self.name, Some(VERSION)).map_err(|_| StoreError::Unavailable)?;
        request.on_upgrade_needed(|event| {
            let Ok(database) = event.database() else { return };
            let present = database.store_names();
            for table in Table::ALL {
                if !present.iter().any(|name| name == table.name()) {
                    // A failure here aborts the upgrade, and opening then reports it.
                    let _ = database.create_object_store(table.name(), ObjectStoreParams::new());
                }
            }
        });
        let database: Connection = JsValue::from(request.await.map_err(failure)?).unchecked_into();
        // Another window takes everything away; it is not to wait for this one.
        let (closing, evicted) = (database.clone(), Rc::clone(&self.evicted));
        let taken_away = Closure::<dyn FnMut()>::new(move || {
            evicted.set(true);
            closing.close();
        });
        database.set_onversionchange(&taken_away.into_js_value());
        *self.connection.borrow_mut() = Some(database.clone());
        if self.holds.get() && self.get(Table::Settings, KEYRING).await?.is_none() {
            self.evicted.set(true);
        }
        if self.evicted.get() { Err(StoreError::Evicted) } else { Ok(database) }
    }

    /// Notes that what is kept here has its keyring.
    fn note(&self, table: Table, key: &str) {
        if (table, key) == (Table::Settings, KEYRING) {
            self.holds.set(true);
        }
    }

    /// Starts a transaction, on a fresh connection when the one at hand has been closed.
    async fn begin(
        &self,
        table: Table,
        mode: TransactionMode,
    ) -> Result<(Transaction, ObjectStore), StoreError> {
        let options = Object::new();
        // What is said to be saved is on the disk, not only on its way there.
        let _ = Reflect::set(&options, &"durability".into(), &"strict".into());
        let mode = if mode == TransactionMode::ReadOnly { "readonly" } else { "readwrite" };
        let mut begun = self.connection().await?.transaction(table.name(), mode, &options);
        if begun.is_err() {
            self.connection.borrow_mut().take();
            begun = self.connection().await?.transaction(table.name(), mode, &options);
        }
        let named = |error: JsValue| error.dyn_ref::<js_sys::Error>().map(|error| String::from(error.name()));
        let transaction = begun.map_err(|error| StoreError::Failed(named(error).unwrap_or_default()))?;
        let transaction = Transaction::try_from(transaction).map_err(failure)?;
        let store = transaction.object_store(table.name()).map_err(failure)?;
        Ok((transaction, store))
    }
}

/// Commits at once, without waiting for the request's own event: a page that is being left hears no more
/// events, and what is not committed by then is lost.
async fn commit(
    transaction: Transaction,
    request: impl IntoFuture<Output = Result<JsValue, idb::Error>>,
) -> Result<(), StoreError> {
    let transaction = transaction.commit().map_err(failure)?;
    request.await.map_err(failure)?;
    finish(transaction).await
}

impl Store for IndexedDbStore {
    fn get<'a>(&'a self, table: Table, key: &'a str) -> Pending<'a, Option<Vec<u8>>> {
        Box::pin(async move {
            let (_transaction, store) = self.begin(table, TransactionMode::ReadOnly).await?;
            let found = store.get(Query::Key(key.into())).map_err(failure)?.await.map_err(failure)?;
            let found = found.and_then(|value| value.dyn_into::<Uint8Array>().ok());
            if found.is_some() {
                self.note(table, key);
            }
            Ok(found.map(|bytes| js_bytes::take(&bytes)))
        })
    }

    fn put<'a>(&'a self, table: Table, key: &'a str, bytes: &'a [u8]) -> Pending<'a, ()> {
        Box::pin(async move {
            let (transaction, store) = self.begin(table, TransactionMode::ReadWrite).await?;
            let value = Uint8Array::from(bytes);
            let request = store.put(&value, Some(&JsValue::from(key))).map_err(failure)?;
            js_bytes::free(&value);
            commit(transaction, request).await
        })
    }

    fn add<'a>(&'a self, table: Table, key: &'a str, bytes: &'a [u8]) -> Pending<'a, ()> {
        Box::pin(async move {
            let (transaction, store) = self.begin(table, TransactionMode::ReadWrite).await?;
            let value = Uint8Array::from(bytes);
            let request = store.add(&value, Some(&JsValue::from(key))).map_err(failure)?;
            js_bytes::free(&value);
            commit(transaction, request).await?;
            self.note(table, key);
            Ok(())
        })
    }

    fn delete<'a>(&'a self, table: Table, keys: &'a [String]) -> Pending<'a, ()> {
        Box::pin(async move {
            let (transaction, store) = self.begin(table, TransactionMode::ReadWrite).await?;
            for key in keys {
                store.delete(Query::Key(key.as_str().into())).map_err(failure)?;
            }
            finish(transaction).await
        })
    }

    fn keys(&self, table: Table) -> Pending<'_, Vec<String>> {
        Box::pin(async move {
            let (_transaction, store) = self.begin(table, TransactionMode::ReadOnly).await?;
            let keys = store.get_all_keys(None, None).map_err(failure)?.await.map_err(failure)?;
            Ok(keys.iter().filter_map(JsValue::as_string).collect())
        })
    }

    fn clear(&self) -> Pending<'_, ()> {
        Box::pin(async move {
            self.close();
            self.connection.take();
            self.holds.set(false);
            let factory = Factory::new().map_err(|_| StoreError::Unavailable)?;
            factory.delete(&self.name).map_err(failure)?.await.map_err(failure)
        })
    }

    fn durable(&self) -> bool {
        true
    }
}

/// Waits until a transaction is committed: only then is a write durable.
async fn finish(transaction: Transaction) -> Result<(), StoreError> {
    let outcome = transaction.await.map_err(failure)?;
    if outcome.is_committed() { Ok(()) } else { Err(StoreError::Full) }
}

fn failure(error: idb::Error) -> StoreError {
    let name = match &error {
        idb::Error::DomException(exception) => exception.name(),
        other => other.to_string(),
    };
    if name.contains("QuotaExceeded") {
        StoreError::Full
    } else if name.contains("ConstraintError") {
        StoreError::Conflict
    } else if name.contains("SecurityError") || name.contains("InvalidState") && name.contains("open") {
        StoreError::Unavailable
    } else {
        StoreError::Failed(name)
    }
}
