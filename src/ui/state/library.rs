//! The dossiers on this machine: listing, opening, saving, copying, deleting and taking back.
//!
//! A deleted dossier lies in the settings table for a while, so that deleting can be undone even after a
//! reload. Files are kept as long as a dossier, deleted ones included, names them; see [`Library::sweep`].

use std::fmt;
use std::rc::Rc;

use crate::dossier::{Dossier, ProcedureRef};
use crate::ui::{browser, windows};
use crate::vault::{self, Found, Journal, Store, StoreError, Table};

/// Keys of deleted dossiers in the settings table.
const DELETED: &str = "deleted/";

/// What windows tell each other when a dossier has changed in the store: this, then its id.
pub const SAVED: &str = "saved ";

/// Names of files that nothing named at the last sweep, one a line.
const ORPHANS: &str = "orphans";

/// The dossiers that are there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listing {
    /// Those that can be read, the last changed first.
    pub dossiers: Vec<Dossier>,
    /// How many cannot: damaged, or written by a later version.
    pub unreadable: usize,
}

/// The dossiers in a store.
#[derive(Clone)]
pub struct Library {
    store: Rc<dyn Store>,
}

impl Library {
    /// The dossiers of this store.
    pub fn new(store: Rc<dyn Store>) -> Self {
        Self { store }
    }

    /// The store itself.
    pub(super) fn store(&self) -> &dyn Store {
        &*self.store
    }

    /// All dossiers, the last changed first. Those that cannot be read are only counted, never deleted.
    pub async fn list(&self) -> Result<Listing, StoreError> {
        let mut listing = Listing::default();
        let dossiers = &mut listing.dossiers;
        for (id, names) in vault::index(&*self.store).await? {
            match vault::read_records(&*self.store, &id, names).await {
                Ok(found) => {
                    let at = dossiers.partition_point(|later| later.changed > found.dossier.changed);
                    dossiers.insert(at, found.dossier);
                }
                Err(StoreError::Damaged | StoreError::Newer(_)) => listing.unreadable += 1,
                Err(error) => return Err(error),
            }
        }
        Ok(listing)
    }

    /// The deleted dossiers that can still be taken back.
    pub async fn deleted(&self) -> Result<Vec<Dossier>, StoreError> {
        let mut dossiers = Vec::new();
        for key in self.store.keys(Table::Settings).await? {
            if key.starts_with(DELETED) {
                dossiers.extend(parse(self.store.get(Table::Settings, &key).await?));
            }
        }
        Ok(dossiers)
    }

    /// The dossier with this id and where to go on writing it; `None` when there is none.
    pub async fn open(&self, id: &str) -> Result<Option<Found>, StoreError> {
        vault::read(&*self.store, id).await
    }

    /// Saves a dossier whole.
    pub async fn save(&self, dossier: &Dossier) -> Result<(), StoreError> {
        let found = self.open(&dossier.id).await?;
        let journal = found.map_or_else(|| Journal::new(&dossier.id), |found| found.journal);
        journal.add_whole(&*self.store, &json(dossier)?).await
    }

    /// Starts a dossier of a procedure and saves it.
    pub async fn create(&self, name: String, procedure: ProcedureRef) -> Result<Dossier, StoreError> {
        let dossier = Dossier::new(browser::new_id(), name, procedure, &browser::now());
        self.save(&dossier).await?;
        Ok(dossier)
    }

    /// Saves a copy under a new id and name. Files are shared, not copied.
    pub async fn copy(&self, of: &Dossier, name: String) -> Result<Dossier, StoreError> {
        let now = browser::now();
        let dossier = Dossier {
            id: browser::new_id(),
            origin: None,
            name,
            created: now.clone(),
            changed: now,
            ..of.clone()
        };
        self.save(&dossier).await?;
        Ok(dossier)
    }

    /// Deletes a dossier; [`Library::take_back`] undoes it.
    pub async fn delete(&self, dossier: &Dossier) -> Result<(), StoreError> {
        self.store.put(Table::Settings, &deleted_key(&dossier.id), json(dossier)?.as_bytes()).await?;
        vault::delete(&*self.store, &dossier.id).await?;
        windows::tell(&format!("{SAVED}{}", dossier.id));
        Ok(())
    }

    /// Takes a deleted dossier back.
    pub async fn take_back(&self, dossier: &Dossier) -> Result<(), StoreError> {
        self.save(dossier).await?;
        self.store.delete(Table::Settings, &[deleted_key(&dossier.id)]).await
    }

    /// Deletes for good what was deleted, and every file that no dossier names any more.
    pub async fn empty_deleted(&self) -> Result<(), StoreError> {
        let deleted: Vec<String> = self.deleted().await?.iter().map(|it| deleted_key(&it.id)).collect();
        self.store.delete(Table::Settings, &deleted).await?;
        self.store.delete(Table::Files, &self.unnamed_files().await?).await
    }

    /// Deletes the files that no dossier named, neither now nor at the sweep before: a file attached in
    /// another window a moment ago may not be named yet.
    pub async fn sweep(&self) -> Result<(), StoreError> {
        let unnamed = self.unnamed_files().await?;
        let before = self.store.get(Table::Settings, ORPHANS).await?.unwrap_or_default();
        let before = String::from_utf8_lossy(&before);
        let was_unnamed = |file: &String| before.lines().any(|name| name == file);
        let (gone, waiting): (Vec<_>, Vec<_>) = unnamed.into_iter().partition(was_unnamed);
        self.store.delete(Table::Files, &gone).await?;
        self.store.put(Table::Settings, ORPHANS, waiting.join("\n").as_bytes()).await
    }

    async fn unnamed_files(&self) -> Result<Vec<String>, StoreError> {
        let Listing { mut dossiers, unreadable } = self.list().await?;
        if unreadable > 0 {
            // A dossier that cannot be read may name any file.
            return Ok(Vec::new());
        }
        dossiers.extend(self.deleted().await?);
        let named = |file: &str| {
            let mut attachments = dossiers.iter().flat_map(|dossier| &dossier.attachments);
            attachments.any(|attachment| attachment.file.sha256 == file)
        };
        let mut files = self.store.keys(Table::Files).await?;
        files.retain(|file| !named(file));
        Ok(files)
    }
}

fn deleted_key(id: &str) -> String {
    format!("{DELETED}{id}")
}

fn parse(bytes: Option<Vec<u8>>) -> Option<Dossier> {
    // From text, as everywhere: a reader from bytes would be a second copy of the same code.
    crate::json::from_str(std::str::from_utf8(&bytes?).ok()?).ok()
}

/// A dossier as it is stored.
pub(super) fn json(dossier: &Dossier) -> Result<String, StoreError> {
    serde_json::to_string(dossier).map_err(|error| StoreError::Failed(error.to_string()))
}

impl fmt::Debug for Library {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Library")
    }
}
