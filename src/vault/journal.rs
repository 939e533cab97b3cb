//! A dossier in a store: appended records, so that saving an edit costs what the edit costs.
//!
//! | key | holds |
//! |---|---|
//! | `<dossier id>/<number>` | record: `D` and what has changed since the record before ([`Delta`]), or `S` and the whole state |
//! | `<dossier id>/<number>=` | checkpoint: `S` and the whole state after that record |
//!
//! Numbers have ten digits and begin at 0; states and deltas are JSON.
//!
//! Invariants: records are only added, never written over, so that of two windows the later one is told of a
//! conflict. Numbers go on and are never used again. A checkpoint repeats what the records before it say, and
//! those since the checkpoint before it stay: whichever one record cannot be read, the last good state is found.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::{Store, StoreError, Table};
use crate::dossier::{Delta, Dossier};

/// After so many records a checkpoint is due, or after so many bytes.
const RECORDS: usize = 128;
const BYTES: usize = 256 * 1024;

/// The latest format of states and deltas that this program reads.
const FORMAT: u32 = 1;

/// Names a record of a dossier: its number, and whether it is a checkpoint.
pub type RecordName = (u64, bool);

/// Where the next record of a dossier goes, and which there are.
#[derive(Debug)]
pub struct Journal {
    id: String,
    names: RefCell<BTreeSet<RecordName>>,
    /// Records and bytes since the last checkpoint.
    since: Cell<(usize, usize)>,
}

/// A dossier as its records give it.
#[derive(Debug)]
pub struct Replayed {
    /// Its last good state.
    pub dossier: Dossier,
    /// How many later records could not be read and were left aside.
    pub lost: usize,
    /// Where to go on writing.
    pub journal: Journal,
}

/// The ids of all dossiers of a store, in ascending order, with their records.
pub async fn index(store: &dyn Store) -> Result<BTreeMap<String, BTreeSet<RecordName>>, StoreError> {
    let mut found: BTreeMap<String, BTreeSet<RecordName>> = BTreeMap::new();
    for key in store.keys(Table::Dossiers).await? {
        let Some((id, name)) = key.rsplit_once('/') else { continue };
        let (number, checkpoint) = name.strip_suffix('=').map_or((name, false), |number| (number, true));
        if let Ok(number) = number.parse() {
            found.entry(id.to_owned()).or_default().insert((number, checkpoint));
        }
    }
    Ok(found)
}

/// The dossier with this id; `None` when there is none.
pub async fn read(store: &dyn Store, id: &str) -> Result<Option<Replayed>, StoreError> {
    match index(store).await?.remove(id) {
        Some(names) => read_records(store, id, names).await.map(Some),
        None => Ok(None),
    }
}

/// The dossier with these records.
pub async fn read_records(
    store: &dyn Store,
    id: &str,
    names: BTreeSet<RecordName>,
) -> Result<Replayed, StoreError> {
    let mut deltas = BTreeMap::new();
    let mut unreadable = BTreeSet::new();
    let mut start = None;
    // From the end, back to the latest whole state that can be read.
    for name in names.iter().rev() {
        match record(store, id, *name).await {
            Ok(Record::Whole(dossier)) => {
                start = Some((name.0, dossier));
                break;
            }
            Ok(Record::Delta(delta, size)) => {
                deltas.insert(name.0, (delta, size));
            }
            Err(StoreError::Damaged) if name.1 => {}
            Err(StoreError::Damaged) => {
                unreadable.insert(name.0);
            }
            Err(error) => return Err(error),
        }
    }
    let (mut number, mut dossier) = start.ok_or(StoreError::Damaged)?;
    let mut lost = unreadable.len();
    let mut since = (0, 0);
    for (next, (delta, size)) in deltas {
        // What follows a gap is not applied to a state for which it was not made.
        if next == number + 1 {
            delta.apply(&mut dossier);
            number = next;
            since = (since.0 + 1, since.1 + size);
        } else {
            lost += 1;
        }
    }
    if lost > 0 {
        // Soon there is a whole state again; an edit that comes before it is written whole by the shelf.
        since = (RECORDS, BYTES);
    }
    let journal = Journal { id: id.to_owned(), names: RefCell::new(names), since: Cell::new(since) };
    Ok(Replayed { dossier: *dossier, lost, journal })
}

/// Deletes all records of a dossier.
pub async fn delete(store: &dyn Store, id: &str) -> Result<(), StoreError> {
    let names = index(store).await?.remove(id).unwrap_or_default();
    let keys: Vec<String> = names.into_iter().map(|name| key(id, name)).collect();
    store.delete(Table::Dossiers, &keys).await
}

impl Journal {
    /// The journal of a dossier that is not in the store yet.
    pub fn new(id: &str) -> Self {
        Self::after(id, BTreeSet::new())
    }

    /// The journal of a dossier that has these records, to be followed by a whole state.
    pub(super) fn after(id: &str, names: BTreeSet<RecordName>) -> Self {
        Self { id: id.to_owned(), names: RefCell::new(names), since: Cell::default() }
    }

    /// Adds what has changed. After a failure the next record must be a whole state.
    pub async fn add(&self, store: &dyn Store, delta: &Delta) -> Result<(), StoreError> {
        let json = serde_json::to_string(delta).map_err(|error| StoreError::Failed(error.to_string()))?;
        self.write(store, (self.next(), false), 'D', &json).await?;
        let (records, bytes) = self.since.get();
        self.since.set((records + 1, bytes + json.len()));
        Ok(())
    }

    /// Adds a whole state, given as JSON: the first one, or one that differs in more than what is edited.
    pub async fn add_whole(&self, store: &dyn Store, json: &str) -> Result<(), StoreError> {
        self.write(store, (self.next(), false), 'S', json).await
    }

    /// Whether much has been added since the last checkpoint, or what was read had a defect.
    pub fn is_checkpoint_due(&self) -> bool {
        let (records, bytes) = self.since.get();
        records >= RECORDS || bytes >= BYTES
    }

    /// Adds a checkpoint with the state after the last record, given as JSON, and deletes what came before
    /// the previous one.
    pub async fn add_checkpoint(&self, store: &dyn Store, json: &str) -> Result<(), StoreError> {
        let Some((last, _)) = self.names.borrow().last().copied() else { return Ok(()) };
        let previous = self.names.borrow().iter().rev().find(|name| name.1).copied();
        match self.write(store, (last, true), 'S', json).await {
            // Another window has said the same.
            Ok(()) | Err(StoreError::Conflict) => {}
            Err(error) => return Err(error),
        }
        self.since.set((0, 0));
        let Some(previous) = previous.filter(|previous| previous.0 < last) else { return Ok(()) };
        let stay = self.names.borrow_mut().split_off(&previous);
        let old = self.names.replace(stay);
        let keys: Vec<String> = old.into_iter().map(|name| key(&self.id, name)).collect();
        store.delete(Table::Dossiers, &keys).await
    }

    fn next(&self) -> u64 {
        self.names.borrow().last().map_or(0, |name| name.0 + 1)
    }

    async fn write(
        &self,
        store: &dyn Store,
        name: RecordName,
        kind: char,
        json: &str,
    ) -> Result<(), StoreError> {
        let mut record = String::with_capacity(json.len() + 1);
        record.push(kind);
        record.push_str(json);
        // The number is taken before the store is asked: the next record may be on its way before this one
        // has arrived.
        self.names.borrow_mut().insert(name);
        let written = store.add(Table::Dossiers, &key(&self.id, name), record.as_bytes()).await;
        if written.as_ref().is_err_and(|error| *error != StoreError::Conflict) {
            self.names.borrow_mut().remove(&name);
        }
        written
    }
}

enum Record {
    Whole(Box<Dossier>),
    Delta(Box<Delta>, usize),
}

/// What every format has.
#[derive(Deserialize)]
struct Head {
    format: u32,
}

async fn record(store: &dyn Store, id: &str, name: RecordName) -> Result<Record, StoreError> {
    let bytes = store.get(Table::Dossiers, &key(id, name)).await?.ok_or(StoreError::Damaged)?;
    let (kind, json) = bytes.split_at_checked(1).ok_or(StoreError::Damaged)?;
    match kind {
        b"S" => parse(json).map(Record::Whole),
        b"D" => parse(json).map(|delta| Record::Delta(delta, json.len())),
        _ => Err(StoreError::Damaged),
    }
}

/// A state or delta as it is stored.
pub(super) fn parse<T: DeserializeOwned>(json: &[u8]) -> Result<T, StoreError> {
    // From text, as everywhere: a reader from bytes would be a second copy of the same code.
    let text = std::str::from_utf8(json).map_err(|_| StoreError::Damaged)?;
    let Head { format } = crate::json::from_str(text).map_err(|_| StoreError::Damaged)?;
    if format > FORMAT {
        return Err(StoreError::Newer(format));
    }
    crate::json::from_str(text).map_err(|_| StoreError::Damaged)
}

fn key(id: &str, (number, checkpoint): RecordName) -> String {
    format!("{id}/{number:010}{}", if checkpoint { "=" } else { "" })
}
