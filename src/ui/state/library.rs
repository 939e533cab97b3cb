//! The dossiers on this machine: listing, opening, saving, deleting.

use std::fmt;
use std::rc::Rc;

use crate::dossier::Dossier;
use crate::vault::{Store, StoreError, Table};

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
        let mut dossiers = Vec::new();
        for id in self.store.keys(Table::Dossiers).await? {
            dossiers.extend(self.open(&id).await?);
        }
        dossiers.sort_by(|a, b| b.changed.cmp(&a.changed));
        Ok(dossiers)
    }

    /// The dossier with this id; `None` when there is none or it cannot be read.
    pub async fn open(&self, id: &str) -> Result<Option<Dossier>, StoreError> {
        let bytes = self.store.get(Table::Dossiers, id).await?;
        Ok(bytes.and_then(|bytes| serde_json::from_slice(&bytes).ok()))
    }

    /// Saves a dossier.
    pub async fn save(&self, dossier: &Dossier) -> Result<(), StoreError> {
        let json = serde_json::to_vec(dossier).map_err(|error| StoreError::Failed(error.to_string()))?;
        self.store.put(Table::Dossiers, &dossier.id, &json).await
    }

    /// Deletes a dossier. Its files stay until they are swept.
    pub async fn delete(&self, id: &str) -> Result<(), StoreError> {
        self.store.delete(Table::Dossiers, id).await
    }
}

impl fmt::Debug for Library {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Library")
    }
}
