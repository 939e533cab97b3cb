//! Backups: which dossiers have one, how old it is, and opening one.

use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::backup::{self, Backup};
use crate::dossier::Dossier;
use crate::ui::hooks::use_services;
use crate::ui::route::{Page, Route};

/// The dossiers with the age of their backups.
#[component]
pub(super) fn Backups() -> Html {
    let services = use_services();
    let found = use_state(Vec::<(Dossier, Option<Backup>)>::new);
    {
        let found = found.setter();
        use_effect_with(services, move |services| {
            let services = services.clone();
            spawn_local(async move {
                let mut list = Vec::new();
                // What cannot be read is told on the list of dossiers.
                for dossier in services.library().list().await.unwrap_or_default().dossiers {
                    let last = backup::last(&services, &dossier.id).await;
                    list.push((dossier, last));
                }
                found.set(list);
            });
        });
    }
    html! {
        <section class="sheet stack" aria-labelledby="backups-title">
            <h2 id="backups-title">{ "备份成文件" }</h2>
            <p>{ "一份卷宗连同全部附件存成一个加密的 .beian 文件，可以放在 U 盘或者另一台电脑上，用备份时的口令打开。" }</p>
            if found.is_empty() {
                <p class="soft">{ "还没有卷宗。" }</p>
            } else {
                <ul class="plain guard-backups">
                    { for found.iter().map(|(dossier, last)| {
                        let to = Route::Dossier(dossier.id.clone(), Page::Backup);
                        html! {
                            <li key={dossier.id.clone()}>
                                <span>{ &dossier.name }</span>
                                <span class="soft">{ backup::standing(dossier, last.as_ref()) }</span>
                                <a class="button button-small" href={to.to_string()}>
                                    { "备份" }<span class="visually-hidden">{ format!("：{}", dossier.name) }</span>
                                </a>
                            </li>
                        }
                    }) }
                </ul>
            }
        </section>
    }
}
