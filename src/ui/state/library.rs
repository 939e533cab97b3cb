//! The dossiers on this machine and their files: listing, opening, saving, copying, deleting and taking back.
//!
//! Files are kept as long as a dossier, deleted ones included, names them; see [`Library::sweep`].

use std::fmt;
use std::rc::Rc;

use crate::dossier::{Dossier, ProcedureRef};
use crate::ui::{browser, windows};
use crate::vault::{Found, Listing, Log, Shelf, Store, StoreError, Table};

/// What windows tell each other when a dossier has changed in the store: this, then its id.
pub const SAVED: &str = "saved ";

/// Names of files that nothing named at the last sweep, one a line.
const ORPHANS: &str = "orphans";

/// Dossiers on a shelf and files in a store.
#[derive(Clone)]
pub struct Library {
    shelf: Rc<dyn Shelf>,
    store: Rc<dyn Store>,
}

impl Library {
    /// The dossiers of this shelf with the files of this store.
    pub fn new(shelf: Rc<dyn Shelf>, store: Rc<dyn Store>) -> Self {
        Self { shelf, store }
    }

    /// All dossiers, the last changed first.
    pub async fn list(&self) -> Result<Listing, StoreError> {
        self.shelf.list().await
    }

    /// The deleted dossiers that can still be taken back.
    pub async fn deleted(&self) -> Result<Listing, StoreError> {
        self.shelf.deleted().await
    }

    /// The dossier with this id and where to go on writing it; `None` when there is none.
    pub async fn open(&self, id: &str) -> Result<Option<Found>, StoreError> {
        self.shelf.open(id).await
    }

    /// Where a dossier is written that is not there yet, or no more.
    pub fn begin(&self, id: &str) -> Rc<dyn Log> {
        self.shelf.begin(id)
    }

    /// Saves a dossier whole.
    pub async fn save(&self, dossier: &Dossier) -> Result<(), StoreError> {
        self.shelf.save(dossier).await
    }

    /// Saves a dossier that came from elsewhere, under another id where its own is taken here.
    pub async fn add(&self, dossier: &mut Dossier) -> Result<(), StoreError> {
        if self.open(&dossier.id).await?.is_some() {
            dossier.origin = Some(dossier.origin().to_owned());
            dossier.id = browser::new_id();
        }
        self.save(dossier).await
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
        self.shelf.delete(dossier).await?;
        windows::tell(&format!("{SAVED}{}", dossier.id));
        Ok(())
    }

    /// Takes a deleted dossier back.
    pub async fn take_back(&self, dossier: &Dossier) -> Result<(), StoreError> {
        self.shelf.take_back(dossier).await
    }

    /// Deletes for good what was deleted, and every file that no dossier names any more.
    pub async fn empty_deleted(&self) -> Result<(), StoreError> {
        self.shelf.empty_deleted().await?;
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
        let (there, deleted) = (self.list().await?, self.deleted().await?);
        if there.unreadable + deleted.unreadable > 0 {
            // A dossier that cannot be read may name any file.
            return Ok(Vec::new());
        }
        let named = |file: &str| {
            let mut dossiers = there.dossiers.iter().chain(&deleted.dossiers);
            dossiers
                .any(|dossier| dossier.attachments.iter().any(|attachment| attachment.file.sha256 == file))
        };
        let mut files = self.store.keys(Table::Files).await?;
        files.retain(|file| !named(file));
        Ok(files)
    }
}

impl fmt::Debug for Library {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Library")
    }
}
