//! Dossiers as journals of records in a store.
//!
//! A deleted dossier lies whole in the settings table, under [`DELETED`] and its id, so that deleting can be undone
//! even after a reload.

use std::cell::Cell;
use std::rc::Rc;

use super::shelf::{Found, Listing, Log, Shelf};
use super::{Journal, Pending, Store, StoreError, Table, journal};
use crate::dossier::{Delta, Dossier};

/// Keys of deleted dossiers in the settings table.
const DELETED: &str = "deleted/";

/// The dossiers of a store.
#[derive(Clone)]
pub struct JournalShelf(Rc<dyn Store>);

impl JournalShelf {
    /// The dossiers of this store.
    pub fn new(store: Rc<dyn Store>) -> Self {
        Self(store)
    }

    fn log(&self, journal: Journal, has_gap: bool) -> Rc<dyn Log> {
        Rc::new(JournalLog { store: Rc::clone(&self.0), journal, has_gap: Cell::new(has_gap) })
    }

    async fn deleted_keys(&self) -> Result<Vec<String>, StoreError> {
        let mut keys = self.0.keys(Table::Settings).await?;
        keys.retain(|key| key.starts_with(DELETED));
        Ok(keys)
    }
}

impl Shelf for JournalShelf {
    fn list(&self) -> Pending<'_, Listing> {
        Box::pin(async move {
            let mut listing = Listing::default();
            for (id, names) in journal::index(&*self.0).await? {
                let found = journal::read_records(&*self.0, &id, names).await;
                enter(&mut listing, &id, found.map(|found| found.dossier))?;
            }
            Ok(listing)
        })
    }

    fn deleted(&self) -> Pending<'_, Listing> {
        Box::pin(async move {
            let mut listing = Listing::default();
            for key in self.deleted_keys().await? {
                let found = match self.0.get(Table::Settings, &key).await {
                    Ok(Some(bytes)) => journal::parse(&bytes),
                    // Taken back in another window in the meantime.
                    Ok(None) => continue,
                    Err(error) => Err(error),
                };
                enter(&mut listing, &key[DELETED.len()..], found)?;
            }
            Ok(listing)
        })
    }

    fn open<'a>(&'a self, id: &'a str) -> Pending<'a, Option<Found>> {
        Box::pin(async move {
            let found = journal::read(&*self.0, id).await?;
            Ok(found.map(|found| {
                let journal::Replayed { dossier, lost, journal } = found;
                Found { dossier, lost, log: self.log(journal, lost > 0) }
            }))
        })
    }

    fn begin(&self, id: &str) -> Rc<dyn Log> {
        self.log(Journal::new(id), false)
    }

    fn save<'a>(&'a self, dossier: &'a Dossier) -> Pending<'a, ()> {
        Box::pin(async move {
            let names = journal::index(&*self.0).await?.remove(&dossier.id).unwrap_or_default();
            Journal::after(&dossier.id, names).add_whole(&*self.0, &json(dossier)?).await
        })
    }

    fn delete<'a>(&'a self, dossier: &'a Dossier) -> Pending<'a, ()> {
        Box::pin(async move {
            self.0.put(Table::Settings, &deleted_key(dossier), json(dossier)?.as_bytes()).await?;
            journal::delete(&*self.0, &dossier.id).await
        })
    }

    fn take_back<'a>(&'a self, dossier: &'a Dossier) -> Pending<'a, ()> {
        Box::pin(async move {
            self.save(dossier).await?;
            self.0.delete(Table::Settings, &[deleted_key(dossier)]).await
        })
    }

    fn discard<'a>(&'a self, id: &'a str) -> Pending<'a, ()> {
        Box::pin(async move {
            journal::delete(&*self.0, id).await?;
            self.0.delete(Table::Settings, &[format!("{DELETED}{id}")]).await
        })
    }

    fn empty_deleted(&self) -> Pending<'_, ()> {
        Box::pin(async move {
            let readable: Vec<String> = self.deleted().await?.dossiers.iter().map(deleted_key).collect();
            self.0.delete(Table::Settings, &readable).await
        })
    }
}

/// The journal of one dossier and the store it is in.
struct JournalLog {
    store: Rc<dyn Store>,
    journal: Journal,
    /// A record before the end could not be read: nothing after it counts until a whole state does.
    has_gap: Cell<bool>,
}

impl Log for JournalLog {
    fn write<'a>(&'a self, before: Option<&'a Dossier>, now: &'a Dossier) -> Pending<'a, ()> {
        Box::pin(async move {
            let before = before.filter(|_| !self.has_gap.replace(false));
            match before.and_then(|before| Delta::between(before, now)) {
                Some(delta) => self.journal.add(&*self.store, &delta).await,
                None => self.journal.add_whole(&*self.store, &json(now)?).await,
            }
        })
    }

    fn is_checkpoint_due(&self) -> bool {
        self.journal.is_checkpoint_due()
    }

    fn checkpoint<'a>(&'a self, now: &'a Dossier) -> Pending<'a, ()> {
        Box::pin(async move {
            self.journal.add_checkpoint(&*self.store, &json(now)?).await?;
            self.has_gap.set(false);
            Ok(())
        })
    }

    fn merge(&self, base: &Dossier, mine: &Dossier, mut theirs: Dossier) -> Dossier {
        if let Some(changed) = Delta::between(base, mine) {
            changed.apply(&mut theirs);
        }
        theirs
    }
}

/// Puts what was read of a dossier on a list.
fn enter(listing: &mut Listing, id: &str, found: Result<Dossier, StoreError>) -> Result<(), StoreError> {
    match found {
        Ok(dossier) => listing.insert(dossier),
        Err(StoreError::Damaged) => listing.damaged.push(id.to_owned()),
        Err(StoreError::Newer(_)) => listing.newer += 1,
        Err(error) => return Err(error),
    }
    Ok(())
}

fn deleted_key(dossier: &Dossier) -> String {
    format!("{DELETED}{}", dossier.id)
}

/// A dossier as it is stored.
fn json(dossier: &Dossier) -> Result<String, StoreError> {
    serde_json::to_string(dossier).map_err(|error| StoreError::Failed(error.to_string()))
}
