//! Changing the dossiers of the list: each change is made, then the list read anew or the reason told.

use std::future::Future;

use yew::prelude::*;

use crate::dossier::{Dossier, Edit};
use crate::ui::hooks::use_reach;
use crate::ui::state::{Library, Notice, Notify, Reach, Services};
use crate::vault::StoreError;

/// Where dossiers are changed, and who is told.
#[derive(Clone)]
pub(super) struct Changes {
    services: Services,
    notify: Notify,
    on_change: Callback<()>,
}

/// The changes of a list; `on_change` is told of each.
#[hook]
pub(super) fn use_changes(on_change: &Callback<()>) -> Changes {
    let Reach { services, notify, .. } = use_reach();
    Changes { services, notify, on_change: on_change.clone() }
}

impl Changes {
    /// Makes a change.
    fn make<F>(&self, change: impl FnOnce(Self, Library) -> F)
    where
        F: Future<Output = Result<(), StoreError>> + 'static,
    {
        let (changes, change) = (self.clone(), change(self.clone(), self.services.library()));
        wasm_bindgen_futures::spawn_local(async move {
            match change.await {
                Ok(()) => changes.on_change.emit(()),
                Err(error) => changes.notify.failed(format!("{error}。")),
            }
        });
    }

    pub(super) fn copy(&self, dossier: &Dossier) {
        let dossier = dossier.clone();
        self.make(|changes, library| async move {
            let copy = library.copy(&dossier, format!("{}（副本）", dossier.name)).await?;
            changes.notify.done(format!("已复制为“{}”。", copy.name));
            Ok(())
        });
    }

    pub(super) fn rename(&self, id: &str, name: String) {
        let id = id.to_owned();
        self.make(|_, library| async move { library.edit(&id, |_| Edit::Rename(name)).await.map(drop) });
    }

    /// Deletes a dossier so that it can be taken back; where there is no room for that, offers to do without.
    pub(super) fn delete(&self, Dossier { id, name, .. }: &Dossier) {
        let (id, name) = (id.clone(), name.clone());
        self.make(|changes, library| async move {
            match library.delete(&id).await {
                Err(StoreError::Full) => {
                    changes.offer_discarding(id, &name);
                    return Ok(());
                }
                other => other?,
            }
            changes.services.notes.edited.borrow_mut().remove(&id);
            let again = changes.clone();
            let notice = Notice::done(format!("已删除“{name}”。"));
            changes.notify.show(notice.with("撤销", move || again.take_back(&id)));
            Ok(())
        });
    }

    fn offer_discarding(&self, id: String, name: &str) {
        let said = format!("“{name}”没有删除：存储空间已满，放不下可以恢复的副本。");
        let changes = self.clone();
        self.notify.show(Notice::failed(said).with("彻底删除，不能恢复", move || changes.discard(&id)));
    }

    fn discard(&self, id: &str) {
        let id = id.to_owned();
        self.make(|_, library| async move { library.discard(&id).await });
    }

    pub(super) fn take_back(&self, id: &str) {
        let id = id.to_owned();
        self.make(|_, library| async move { library.take_back(&id).await });
    }

    /// Takes what was deleted away for good.
    pub(super) fn empty_deleted(&self) {
        self.make(|_, library| async move { library.empty_deleted().await });
    }
}
