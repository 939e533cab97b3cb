//! The dossiers on this machine: listing, opening, saving, copying, deleting and taking back.
//!
//! A deleted dossier lies in the settings table for a while, so that deleting can be undone even after a
//! reload. Files are kept as long as a dossier, deleted ones included, names them; see [`Library::sweep`].

use std::fmt;
use std::rc::Rc;

use crate::dossier::{Dossier, ProcedureRef};
use crate::ui::browser;
use crate::vault::{Store, StoreError, Table};

/// Keys of deleted dossiers in the settings table.
const DELETED: &str = "deleted/";

/// Names of files that nothing named at the last sweep, one a line.
const ORPHANS: &str = "orphans";

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

    /// All dossiers, the last changed first. One that cannot be read is left out of the list, never deleted.
    pub async fn list(&self) -> Result<Vec<Dossier>, StoreError> {
        let mut dossiers: Vec<Dossier> = Vec::new();
        for id in self.store.keys(Table::Dossiers).await? {
            if let Some(dossier) = self.open(&id).await? {
                let at = dossiers.partition_point(|later| later.changed > dossier.changed);
                dossiers.insert(at, dossier);
            }
        }
        Ok(dossiers)
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

    /// The dossier with this id; `None` when there is none or it cannot be read.
    pub async fn open(&self, id: &str) -> Result<Option<Dossier>, StoreError> {
        Ok(parse(self.store.get(Table::Dossiers, id).await?))
    }

    /// Saves a dossier.
    pub async fn save(&self, dossier: &Dossier) -> Result<(), StoreError> {
        self.store.put(Table::Dossiers, &dossier.id, &json(dossier)?).await
    }

    /// Saves a dossier that was written already.
    pub async fn save_written(&self, id: &str, json: &str) -> Result<(), StoreError> {
        self.store.put(Table::Dossiers, id, json.as_bytes()).await
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
        self.store.put(Table::Settings, &deleted_key(&dossier.id), &json(dossier)?).await?;
        self.store.delete(Table::Dossiers, &dossier.id).await
    }

    /// Takes a deleted dossier back.
    pub async fn take_back(&self, dossier: &Dossier) -> Result<(), StoreError> {
        self.save(dossier).await?;
        self.store.delete(Table::Settings, &deleted_key(&dossier.id)).await
    }

    /// Deletes for good what was deleted, and every file that no dossier names any more.
    pub async fn empty_deleted(&self) -> Result<(), StoreError> {
        for dossier in self.deleted().await? {
            self.store.delete(Table::Settings, &deleted_key(&dossier.id)).await?;
        }
        for file in self.unnamed_files().await? {
            self.store.delete(Table::Files, &file).await?;
        }
        Ok(())
    }

    /// Deletes the files that no dossier named, neither now nor at the sweep before: a file attached in
    /// another window a moment ago may not be named yet.
    pub async fn sweep(&self) -> Result<(), StoreError> {
        let unnamed = self.unnamed_files().await?;
        let before = self.store.get(Table::Settings, ORPHANS).await?.unwrap_or_default();
        let before = String::from_utf8_lossy(&before);
        let mut waiting = String::new();
        for file in unnamed {
            if before.lines().any(|name| name == file) {
                self.store.delete(Table::Files, &file).await?;
            } else {
                waiting.push_str(&file);
                waiting.push('\n');
            }
        }
        self.store.put(Table::Settings, ORPHANS, waiting.as_bytes()).await
    }

    async fn unnamed_files(&self) -> Result<Vec<String>, StoreError> {
        let mut dossiers = self.list().await?;
        if self.store.keys(Table::Dossiers).await?.len() != dossiers.len() {
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

fn json(dossier: &Dossier) -> Result<Vec<u8>, StoreError> {
    serde_json::to_vec(dossier).map_err(|error| StoreError::Failed(error.to_string()))
}

impl fmt::Debug for Library {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Library")
    }
}
