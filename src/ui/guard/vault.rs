//! What is done with the vault of this browser: made, opened, opened again, taken away.

use std::rc::Rc;

use super::lock;
use crate::ui::jobs::OpenedKeyring;
use crate::ui::packages::{Stopped, Watch};
use crate::ui::state::{Keeping, Kept, Reach, Services};
use crate::vault::{JournalShelf, KEYRING, SealedStore, Store, StoreError, Table};

/// Written when a vault is made: keys that open it are the right ones.
const PROBE: &str = "probe";

/// What is said while what was kept in the page moves into the vault.
const MOVING: &str = "正在加密保存";

/// A store that is open now, and what stands on its recovery sheet.
pub(super) struct Opened {
    store: Rc<dyn Store>,
    pub(super) secret: String,
}

impl Opened {
    fn keeping(&self) -> Keeping {
        let store = Rc::clone(&self.store);
        Keeping { shelf: Rc::new(JournalShelf::new(Rc::clone(&store))), store, kept: Kept::Sealed }
    }

    /// Goes on with it, until it is locked.
    pub(super) fn enter(&self, reach: &Reach) {
        lock::watch(reach, &self.store);
        reach.keep.emit(self.keeping());
    }
}

/// Makes the vault and moves into it what was kept in the page so far.
pub(super) async fn protect(services: &Services, passphrase: &str, watch: &Watch) -> Result<Opened, Stopped> {
    let disk = disk(services)?;
    let keyring = watch.job(services.jobs.draw_keyring(passphrase)).await?;
    // The keyring first: without it nothing that follows could ever be read.
    disk.add(Table::Settings, KEYRING, &keyring.stored).await.map_err(|error| match error {
        StoreError::Conflict => Stopped::Failed("另一窗口已经设置了口令，请刷新本页后解锁。".to_owned()),
        other => not_kept(other),
    })?;
    let opened = open(services, &keyring)?;
    let kept = move_in(services, &opened.keeping(), watch).await;
    if kept.is_err() {
        // Half a vault is none: everything is still in the page.
        let _ = disk.clear().await;
    }
    kept.map(|()| opened)
}

/// Opens the vault with its passphrase; with `next`, protects it with that one from now on.
pub(super) async fn unlock(
    services: &Services,
    passphrase: &str,
    next: Option<&str>,
    watch: &Watch,
) -> Result<Opened, Stopped> {
    let disk = disk(services)?;
    let stored = disk.get(Table::Settings, KEYRING).await.map_err(not_kept)?.unwrap_or_default();
    let keyring = watch.job(services.jobs.open_keyring(&stored, passphrase, next)).await?;
    if next.is_some() {
        disk.put(Table::Settings, KEYRING, &keyring.stored).await.map_err(not_kept)?;
    }
    open(services, &keyring)
}

/// Opens the vault with its recovery sheet, under a new passphrase.
pub(super) async fn recover(
    services: &Services,
    secret: &str,
    passphrase: &str,
    watch: &Watch,
) -> Result<Opened, Stopped> {
    let disk = disk(services)?;
    let keyring = watch.job(services.jobs.recover_keyring(&written(secret), passphrase)).await?;
    let opened = open(services, &keyring)?;
    let probe = opened.store.get(Table::Settings, PROBE).await.map_err(not_kept)?;
    if probe.is_none() {
        return Err(Stopped::Failed("这份恢复凭据不是本机这份数据的，请核对凭据上的日期和电脑。".to_owned()));
    }
    disk.put(Table::Settings, KEYRING, &keyring.stored).await.map_err(not_kept)?;
    Ok(opened)
}

/// The key as it was meant, from what was copied off the paper or out of the file.
fn written(text: &str) -> String {
    let plain: String = text.chars().filter(|c| !c.is_whitespace() && *c != '-').collect();
    let plain = plain.to_ascii_uppercase();
    let key = plain.rsplit("AGESECRETKEY1").next().unwrap_or_default();
    format!("AGE-SECRET-KEY-1{key}")
}

fn open(services: &Services, keyring: &OpenedKeyring) -> Result<Opened, Stopped> {
    let store: Rc<dyn Store> = Rc::new(SealedStore::new(Rc::clone(disk(services)?), keyring.keys.clone()));
    Ok(Opened { store, secret: keyring.secret.to_string() })
}

async fn move_in(services: &Services, into: &Keeping, watch: &Watch) -> Result<(), Stopped> {
    into.store.put(Table::Settings, PROBE, b"1").await.map_err(not_kept)?;
    // Contents first: no dossier names a content that is not stored.
    for table in [Table::Files, Table::Settings] {
        let keys = services.store.keys(table).await.map_err(not_kept)?;
        for (done, key) in keys.iter().enumerate() {
            watch.step(MOVING, done, keys.len())?;
            if let Some(bytes) = services.store.get(table, key).await.map_err(not_kept)? {
                into.store.put(table, key, &bytes).await.map_err(not_kept)?;
            }
        }
    }
    let library = services.library();
    for dossier in library.list().await.map_err(not_kept)?.dossiers {
        into.shelf.save(&dossier).await.map_err(not_kept)?;
    }
    for dossier in library.deleted().await.map_err(not_kept)?.dossiers {
        into.shelf.delete(&dossier).await.map_err(not_kept)?;
    }
    // Stopped in the meantime, nothing of it stays.
    watch.step(MOVING, 1, 1)
}

fn disk(services: &Services) -> Result<&Rc<dyn Store>, Stopped> {
    services.disk.as_ref().ok_or_else(|| not_kept(StoreError::Unavailable))
}

pub(super) fn not_kept(error: StoreError) -> Stopped {
    Stopped::Failed(format!("{error}。"))
}
