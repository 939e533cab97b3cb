//! The stores: in memory, and sealed in front of another. The one in the browser is tested there, against the same
//! promises.

use std::future::Future;
use std::pin::pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

use beian::keyring::Keys;
use beian::vault::{MemoryStore, SealedStore, Store, StoreError, Table};
use proptest::prelude::*;

/// What a future comes to that never waits.
pub(crate) fn now<T>(future: impl Future<Output = T>) -> T {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => value,
        Poll::Pending => panic!("the memory store waits for nothing"),
    }
}

fn sealed(secret: &str) -> (Rc<dyn Store>, SealedStore) {
    let disk: Rc<dyn Store> = Rc::new(MemoryStore::new());
    (Rc::clone(&disk), SealedStore::new(disk, Keys::of(secret)))
}

fn stores() -> Vec<Box<dyn Store>> {
    vec![Box::new(MemoryStore::new()), Box::new(sealed("AGE-SECRET-KEY-1").1)]
}

fn only_key(disk: &dyn Store, table: Table) -> String {
    let keys = now(disk.keys(table)).unwrap();
    assert_eq!(keys.len(), 1);
    keys[0].clone()
}

#[test]
fn what_was_put_is_there_until_it_is_deleted() {
    for store in stores() {
        now(store.put(Table::Files, "ab", &[0, 255])).unwrap();
        now(store.put(Table::Files, "ab", &[1])).unwrap();
        assert_eq!(now(store.get(Table::Files, "ab")), Ok(Some(vec![1])));
        now(store.delete(Table::Files, &["ab".to_owned(), "absent".to_owned()])).unwrap();
        now(store.delete(Table::Files, &["ab".to_owned()])).unwrap();
        assert_eq!(now(store.get(Table::Files, "ab")), Ok(None));
    }
}

#[test]
fn what_was_cleared_is_gone_from_every_table() {
    for store in stores() {
        for table in Table::ALL {
            now(store.put(table, "ab", b"x")).unwrap();
        }
        now(store.clear()).unwrap();
        for table in Table::ALL {
            assert_eq!(now(store.keys(table)), Ok(Vec::new()));
        }
    }
}

#[test]
fn what_is_there_is_not_added_again() {
    for store in stores() {
        now(store.add(Table::Dossiers, "d/1", b"one")).unwrap();
        assert_eq!(now(store.add(Table::Dossiers, "d/1", b"two")), Err(StoreError::Conflict));
        assert_eq!(now(store.get(Table::Dossiers, "d/1")), Ok(Some(b"one".to_vec())));
    }
}

#[test]
fn tables_are_apart_and_their_keys_in_order() {
    for store in stores() {
        for (table, key) in [(Table::Dossiers, "b"), (Table::Settings, "x"), (Table::Dossiers, "a")] {
            now(store.put(table, key, key.as_bytes())).unwrap();
        }
        assert_eq!(now(store.keys(Table::Dossiers)), Ok(vec!["a".to_owned(), "b".to_owned()]));
        assert_eq!(now(store.get(Table::Files, "a")), Ok(None));
        assert!(!store.durable(), "memory does not outlive the page");
    }
}

#[test]
fn nothing_that_was_put_is_readable_behind_the_seal() {
    let (disk, store) = sealed("secret");
    now(store.put(Table::Files, "11010519491231002X.jpg", "华安认证有限公司".as_bytes())).unwrap();
    let key = only_key(&*disk, Table::Files);
    let bytes = now(disk.get(Table::Files, &key)).unwrap().unwrap();
    assert!(!key.contains("1101051949"));
    for known in ["华安".as_bytes(), "认证".as_bytes(), b"1101051949"] {
        assert!(!bytes.windows(known.len()).any(|part| part == known));
    }
    now(store.put(Table::Files, "11010519491231002X.jpg", "华安认证有限公司".as_bytes())).unwrap();
    assert_eq!(only_key(&*disk, Table::Files), key, "the same name is the same place");
    let again = now(disk.get(Table::Files, &key)).unwrap().unwrap();
    assert_ne!(again, bytes, "the same content is never the same bytes");
}

#[test]
fn another_key_opens_nothing_and_lists_nothing() {
    let (disk, store) = sealed("one");
    now(store.put(Table::Settings, "name", b"content")).unwrap();
    let other = SealedStore::new(Rc::clone(&disk), Keys::of("other"));
    assert_eq!(now(other.keys(Table::Settings)), Ok(vec![]));
    assert_eq!(now(other.get(Table::Settings, "name")), Ok(None));
    let key = only_key(&*disk, Table::Settings);
    let bytes = now(disk.get(Table::Settings, &key)).unwrap().unwrap();
    now(other.put(Table::Settings, "name", b"")).unwrap();
    let theirs = now(disk.keys(Table::Settings)).unwrap().into_iter().find(|it| *it != key).unwrap();
    now(disk.put(Table::Settings, &theirs, &bytes)).unwrap();
    assert_eq!(now(other.get(Table::Settings, "name")), Err(StoreError::Damaged));
}

#[test]
fn a_sealed_content_opens_only_whole_and_only_at_its_place() {
    let (disk, store) = sealed("secret");
    now(store.put(Table::Dossiers, "d/1", b"one")).unwrap();
    let first = only_key(&*disk, Table::Dossiers);
    let good = now(disk.get(Table::Dossiers, &first)).unwrap().unwrap();
    for at in 0..good.len() {
        let mut bad = good.clone();
        bad[at] ^= 1;
        now(disk.put(Table::Dossiers, &first, &bad)).unwrap();
        assert_eq!(now(store.get(Table::Dossiers, "d/1")), Err(StoreError::Damaged), "byte {at}");
        now(disk.put(Table::Dossiers, &first, &good[..at])).unwrap();
        assert_eq!(now(store.get(Table::Dossiers, "d/1")), Err(StoreError::Damaged), "cut at {at}");
    }
    now(store.put(Table::Dossiers, "d/2", b"two")).unwrap();
    let second = now(disk.keys(Table::Dossiers)).unwrap().into_iter().find(|key| *key != first).unwrap();
    now(disk.put(Table::Dossiers, &second, &good)).unwrap();
    assert_eq!(now(store.get(Table::Dossiers, "d/2")), Err(StoreError::Damaged), "moved to another record");
}

#[test]
fn a_later_format_of_sealing_is_refused_with_its_number() {
    let (disk, store) = sealed("secret");
    now(store.put(Table::Dossiers, "d/1", b"one")).unwrap();
    let key = only_key(&*disk, Table::Dossiers);
    let mut bytes = now(disk.get(Table::Dossiers, &key)).unwrap().unwrap();
    bytes[0] = 2;
    now(disk.put(Table::Dossiers, &key, &bytes)).unwrap();
    assert_eq!(now(store.get(Table::Dossiers, "d/1")), Err(StoreError::Newer(2)));
}

/// What rests in a browser since version 1, made by another program (libsodium) with the keys of the committed
/// keyring: a journal of two records and a setting.
#[test]
fn the_committed_vault_opens_for_ever() {
    #[derive(serde::Deserialize)]
    struct Entry {
        table: String,
        key: String,
        bytes: String,
    }
    let entries: Vec<Entry> = serde_json::from_str(include_str!("../vectors/vault-v1.json")).unwrap();
    let (disk, store) = sealed(include_str!("../vectors/keyring-v1.txt").trim());
    for Entry { table, key, bytes } in entries {
        let table = Table::ALL.into_iter().find(|known| known.name() == table).unwrap();
        let digits: Vec<char> = bytes.chars().collect();
        let bytes: Vec<u8> = digits
            .chunks(2)
            .map(|two| u8::from_str_radix(&two.iter().collect::<String>(), 16).unwrap())
            .collect();
        now(disk.put(table, &key, &bytes)).unwrap();
    }
    assert_eq!(now(store.keys(Table::Settings)), Ok(vec!["probe".to_owned()]));
    let found = now(beian::vault::read(&store, "d1")).unwrap().unwrap();
    assert_eq!((found.lost, found.dossier.name.as_str()), (0, "改名"));
    assert_eq!(found.dossier.answers.keys().collect::<Vec<_>>(), ["address"]);
    assert_eq!(found.dossier.rows("people").len(), 1);
    // And names are sealed the same way today.
    now(store.put(Table::Settings, "probe", b"2")).unwrap();
    assert_eq!(now(disk.keys(Table::Settings)).unwrap().len(), 1);
}

proptest! {
    #![proptest_config(crate::vectors::cases(128))]

    #[test]
    fn every_name_and_content_comes_back_from_behind_the_seal(name in "\\PC{0,40}", content: Vec<u8>) {
        let (_, store) = sealed("secret");
        now(store.put(Table::Settings, &name, &content)).unwrap();
        prop_assert_eq!(now(store.keys(Table::Settings)), Ok(vec![name.clone()]));
        prop_assert_eq!(now(store.get(Table::Settings, &name)), Ok(Some(content)));
    }
}
