//! What keeps dossiers safe on this machine: unlocking, protecting, locking, backups. A part of the program that
//! arrives later (see [`parts`]), but first where there is something to unlock.
//!
//! Invariants: a passphrase is in the memory of its field and of the worker while it is needed, nowhere else; locking
//! loads the page anew, so that neither keys nor anything that was read stay in memory.
//!
//! [`parts`]: super::parts

mod backup;
mod backups;
mod keep;
mod lock;
mod opening;
mod passphrase;
mod protect;
mod recovery;
mod storage;
mod unlock;
mod vault;

use yew::prelude::*;

use super::route::{Page, Route};

/// The entry of the part: what stands from here on arrives later. Draws unlocking, keeping and backups.
pub fn draw(route: &Route) -> Html {
    match route {
        Route::Keep => html! { <keep::KeepPage /> },
        Route::Dossier(_, Page::Backup) => html! { <backup::BackupPage /> },
        _ => Html::default(),
    }
}
