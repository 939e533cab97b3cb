//! A dossier as a journal of records: what was saved is read again, whatever one record comes to.

use std::collections::BTreeSet;
use std::rc::Rc;

use beian::dossier::{Delta, Dossier};
use beian::vault::{self, Found, Journal, JournalShelf, MemoryStore, Shelf, Store, StoreError, Table};

use crate::deltas::dossier;
use crate::vault::now;

/// Writes a dossier and then so many answers, one record each, with checkpoints when they are due.
fn filled(store: &MemoryStore, answers: usize) -> Dossier {
    let mut state = dossier();
    let journal = Journal::new(&state.id);
    now(journal.add_whole(store, &json(&state))).unwrap();
    for number in 0..answers {
        append(store, &journal, &mut state, &number.to_string(), "值");
        if journal.is_checkpoint_due() {
            now(journal.add_checkpoint(store, &json(&state))).unwrap();
        }
    }
    state
}

fn append(store: &MemoryStore, journal: &Journal, state: &mut Dossier, field: &str, value: &str) {
    let before = state.clone();
    state.answers.insert(field.to_owned(), value.into());
    now(journal.add(store, &Delta::between(&before, state).unwrap())).unwrap();
}

fn json(dossier: &Dossier) -> String {
    serde_json::to_string(dossier).unwrap()
}

fn keys(store: &MemoryStore) -> Vec<String> {
    now(store.keys(Table::Dossiers)).unwrap()
}

#[test]
fn what_was_saved_record_by_record_is_read_as_one() {
    for answers in [0, 1, 5, 127, 128, 129, 400] {
        let store = MemoryStore::new();
        let state = filled(&store, answers);
        let found = now(vault::read(&store, "d1")).unwrap().unwrap();
        assert_eq!((found.dossier, found.lost), (state, 0), "{answers} answers");
    }
    assert!(now(vault::read(&MemoryStore::new(), "d1")).unwrap().is_none());
}

#[test]
fn old_records_go_once_two_checkpoints_have_come_after_them() {
    let store = MemoryStore::new();
    filled(&store, 2000);
    let kept = keys(&store);
    assert!(kept.len() < 2 * 128 + 8, "{} records are kept", kept.len());
    assert_eq!(kept.iter().filter(|key| key.ends_with('=')).count(), 2);
}

#[test]
fn writing_goes_on_after_what_was_read() {
    let store = MemoryStore::new();
    let mut state = filled(&store, 3);
    for round in 0..300 {
        let found = now(vault::read(&store, "d1")).unwrap().unwrap();
        append(&store, &found.journal, &mut state, &format!("r{round}"), "又");
        if found.journal.is_checkpoint_due() {
            now(found.journal.add_checkpoint(&store, &json(&state))).unwrap();
        }
    }
    assert_eq!(now(vault::read(&store, "d1")).unwrap().unwrap().dossier, state);
    assert!(keys(&store).iter().any(|key| key.ends_with('=')), "checkpoints were written");
}

/// A record cut off where the disk stopped is like no record: what came before it is there.
#[test]
fn a_torn_last_record_leaves_the_state_before_it() {
    let store = MemoryStore::new();
    let mut state = filled(&store, 9);
    let before = state.clone();
    let journal = now(vault::read(&store, "d1")).unwrap().unwrap().journal;
    append(&store, &journal, &mut state, "last", "断");
    let last = keys(&store).pop().unwrap();
    let whole = now(store.get(Table::Dossiers, &last)).unwrap().unwrap();
    for length in 0..whole.len() {
        now(store.put(Table::Dossiers, &last, &whole[..length])).unwrap();
        let found = now(vault::read(&store, "d1")).unwrap().unwrap();
        assert_eq!((&found.dossier, found.lost), (&before, 1), "cut after {length} bytes");
    }
    // What is written next is on top of the restored state and stays.
    let found = now(vault::read(&store, "d1")).unwrap().unwrap();
    assert!(found.journal.is_checkpoint_due());
    let mut state = found.dossier;
    now(found.journal.add_checkpoint(&store, &json(&state))).unwrap();
    append(&store, &found.journal, &mut state, "next", "续");
    let found = now(vault::read(&store, "d1")).unwrap().unwrap();
    assert_eq!((found.dossier, found.lost), (state, 0));
}

#[test]
fn whichever_one_record_is_damaged_the_last_good_state_is_found() {
    let store = MemoryStore::new();
    let state = filled(&store, 300);
    let (mut whole, mut shorter) = (0, 0);
    for key in keys(&store) {
        let good = now(store.get(Table::Dossiers, &key)).unwrap().unwrap();
        now(store.put(Table::Dossiers, &key, b"D{")).unwrap();
        let found = now(vault::read(&store, "d1")).unwrap().unwrap();
        if found.lost == 0 {
            assert_eq!(found.dossier, state, "{key} is not needed");
            whole += 1;
        } else {
            assert!(found.dossier.answers.len() < state.answers.len());
            assert!(found.dossier.answers.len() >= 256, "{key}: back to the checkpoint at most");
            shorter += 1;
        }
        now(store.put(Table::Dossiers, &key, &good)).unwrap();
    }
    assert!(whole > 128, "records before the last checkpoint and checkpoints themselves are spare: {whole}");
    assert_eq!(shorter, 300 - 256);
}

#[test]
fn what_is_typed_right_after_a_damaged_record_is_read_again() {
    let store = Rc::new(MemoryStore::new());
    filled(&store, 20);
    now(store.put(Table::Dossiers, "d1/0000000010", b"D{")).unwrap();
    let shelf = JournalShelf::new(store);
    let Found { dossier, lost, log } = now(shelf.open("d1")).unwrap().unwrap();
    assert_eq!(lost, 11);
    let mut state = dossier;
    for field in ["x", "y", "z"] {
        let before = state.clone();
        state.answers.insert(field.to_owned(), "新".into());
        now(log.write(Some(&before), &state)).unwrap();
    }
    let found = now(shelf.open("d1")).unwrap().unwrap();
    assert_eq!((found.dossier, found.lost), (state, 0));
}

#[test]
fn of_two_writers_the_later_one_is_told() {
    let store = MemoryStore::new();
    let state = filled(&store, 2);
    let one = now(vault::read(&store, "d1")).unwrap().unwrap().journal;
    let other = now(vault::read(&store, "d1")).unwrap().unwrap().journal;
    append(&store, &one, &mut state.clone(), "a", "一");
    let mut changed = state.clone();
    changed.answers.insert("b".into(), "二".into());
    let delta = Delta::between(&state, &changed).unwrap();
    assert_eq!(now(other.add(&store, &delta)), Err(StoreError::Conflict));
    let found = now(vault::read(&store, "d1")).unwrap().unwrap();
    assert!(found.dossier.answers.contains_key("a") && !found.dossier.answers.contains_key("b"));
}

#[test]
fn a_later_format_is_refused_with_its_number_and_not_taken_for_damage() {
    for record in ["S{\"format\":2,\"whatever\":1}", "D{\"format\":2}"] {
        let store = MemoryStore::new();
        filled(&store, 1);
        now(store.put(Table::Dossiers, "d1/0000000009", record.as_bytes())).unwrap();
        assert_eq!(now(vault::read(&store, "d1")).unwrap_err(), StoreError::Newer(2));
    }
}

#[test]
fn a_deleted_dossier_leaves_no_record() {
    let store = MemoryStore::new();
    filled(&store, 200);
    now(vault::delete(&store, "d1")).unwrap();
    assert_eq!(keys(&store), Vec::<String>::new());
    assert_eq!(now(vault::index(&store)).unwrap().keys().collect::<BTreeSet<_>>().len(), 0);
}
