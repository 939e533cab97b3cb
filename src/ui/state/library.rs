//! The dossiers on this machine and their files: listing, opening, saving, copying, deleting and taking back.
//!
//! Files are kept as long as a dossier, deleted ones included, names them; see [`Library::sweep`].

use std::collections::BTreeMap;
use std::fmt;
use std::rc::Rc;

use crate::dossier::{Dossier, Edit, ProcedureRef};
use crate::ui::{browser, windows};
use crate::vault::{Found, Listing, Log, Shelf, Store, StoreError, Table};

/// What windows tell each other when a dossier has changed in the store: this, then its id.
pub const SAVED: &str = "saved ";

/// Names of files that nothing names, one a line, each with the time when that was seen first.
const ORPHANS: &str = "orphans";

/// How long a file is kept that nothing names, in milliseconds: a day. Whatever is being brought in or taken back may
/// still come to name it.
const KEPT: u64 = 86_400_000;

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
            // Two of the same name could not be told apart.
            dossier.name = format!("{}（再次打开）", dossier.name);
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

    /// Applies an edit to a dossier as it is in the store now; windows that have it open take it over. False: there is
    /// no such dossier.
    pub async fn edit(&self, id: &str, edit: impl FnOnce(&Dossier) -> Edit) -> Result<bool, StoreError> {
        let Some(Found { dossier: before, log, .. }) = self.open(id).await? else { return Ok(false) };
        let mut now = before.clone();
        let _ = now.apply(edit(&before));
        now.changed = browser::now();
        log.write(Some(&before), &now).await?;
        windows::tell_all(&format!("{SAVED}{id}"));
        Ok(true)
    }

    /// Deletes a dossier as it is in the store now; [`Library::take_back`] undoes it.
    pub async fn delete(&self, id: &str) -> Result<(), StoreError> {
        if let Some(found) = self.open(id).await? {
            self.shelf.delete(&found.dossier).await?;
            windows::tell(&format!("{SAVED}{id}"));
        }
        Ok(())
    }

    /// Takes a deleted dossier back.
    pub async fn take_back(&self, id: &str) -> Result<(), StoreError> {
        match self.deleted().await?.dossiers.iter().find(|deleted| deleted.id == id) {
            Some(deleted) => self.shelf.take_back(deleted).await,
            None => Ok(()),
        }
    }

    /// Deletes a dossier for good, and its files that no other one names: that makes room even where there is none for
    /// keeping a deleted dossier. The files of one that cannot be read go with the next sweeps.
    pub async fn discard(&self, id: &str) -> Result<(), StoreError> {
        let gone = match self.open(id).await {
            Ok(found) => found.map(|found| found.dossier),
            Err(StoreError::Damaged) => None,
            Err(error) => return Err(error),
        };
        self.shelf.discard(id).await?;
        windows::tell(&format!("{SAVED}{id}"));
        self.free(gone.as_slice()).await
    }

    /// Deletes for good what was deleted, and its files that no other dossier names.
    pub async fn empty_deleted(&self) -> Result<(), StoreError> {
        let gone = self.deleted().await?.dossiers;
        self.shelf.empty_deleted().await?;
        self.free(&gone).await
    }

    /// Deletes the files of dossiers that are gone, but for those that another one names.
    async fn free(&self, gone: &[Dossier]) -> Result<(), StoreError> {
        let mut files = self.unnamed_files().await?;
        files.retain(|file| gone.iter().any(|dossier| names(dossier, file)));
        self.store.delete(Table::Files, &files).await
    }

    /// Deletes the files that no dossier has named for a day. `now` in milliseconds since 1970.
    pub async fn sweep(&self, now: u64) -> Result<(), StoreError> {
        let unnamed = self.unnamed_files().await?;
        let before = self.store.get(Table::Settings, ORPHANS).await?.unwrap_or_default();
        let before = String::from_utf8_lossy(&before);
        let noted: BTreeMap<&str, u64> = before
            .lines()
            .filter_map(|line| line.split_once(' '))
            .filter_map(|(file, since)| Some((file, since.parse().ok()?)))
            .collect();
        let since = |file: &String| noted.get(file.as_str()).copied().unwrap_or(now);
        let (gone, waiting): (Vec<_>, Vec<_>) =
            unnamed.into_iter().partition(|file| now.saturating_sub(since(file)) > KEPT);
        let lines: Vec<String> = waiting.iter().map(|file| format!("{file} {}", since(file))).collect();
        self.store.delete(Table::Files, &gone).await?;
        self.store.put(Table::Settings, ORPHANS, lines.join("\n").as_bytes()).await
    }

    async fn unnamed_files(&self) -> Result<Vec<String>, StoreError> {
        let (there, deleted) = (self.list().await?, self.deleted().await?);
        if there.unreadable() + deleted.unreadable() > 0 {
            // A dossier that cannot be read may name any file.
            return Ok(Vec::new());
        }
        let mut files = self.store.keys(Table::Files).await?;
        files.retain(|file| {
            !there.dossiers.iter().chain(&deleted.dossiers).any(|dossier| names(dossier, file))
        });
        Ok(files)
    }
}

/// Whether a file is attached to a dossier.
fn names(dossier: &Dossier, file: &str) -> bool {
    dossier.attachments.iter().any(|attachment| attachment.file.sha256 == file)
}

impl fmt::Debug for Library {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Library")
    }
}
