//! The page as a whole.

use yew::prelude::*;

use super::kept::{Unreadable, kept};
use super::list::{DeletedList, dossier_list};
use super::starts::{Starts, welcome};
use crate::ui::browser;
use crate::ui::hooks::use_services;
use crate::vault::{Listing, StoreError};

/// What is on this machine.
#[derive(Clone, Default, PartialEq)]
struct Holdings {
    listing: Listing,
    deleted: Listing,
}

/// The dossiers on this machine.
#[component]
pub fn HomePage() -> Html {
    let services = use_services();
    let holdings = use_state(|| None::<Result<Holdings, StoreError>>);
    // Counts up whenever the store was changed from this page.
    let changes = use_state(|| 0_usize);
    let refresh = {
        let changes = changes.clone();
        Callback::from(move |()| changes.set(*changes + 1))
    };
    {
        let (library, holdings) = (services.library(), holdings.setter());
        use_effect_with(*changes, move |changes| {
            let first = *changes == 0;
            wasm_bindgen_futures::spawn_local(async move {
                holdings.set(Some(hold(&library).await));
                if first {
                    // Tidying up may fail without anybody's missing it.
                    let _ = library.sweep(browser::clock()).await;
                }
            });
        });
    }
    match &*holdings {
        None => html! { <p role="status">{ "正在读取本机卷宗…" }</p> },
        Some(Err(error)) => html! {
            <div class="stack">
                <h1>{ "我的卷宗" }</h1>
                <p class="notice notice-blocking" role="alert">{ error.to_string() }</p>
                { new_ones(&refresh) }
            </div>
        },
        Some(Ok(Holdings { listing: Listing { dossiers, damaged, newer }, deleted })) => html! {
            <div class="stack-large">
                <Unreadable damaged={[damaged.as_slice(), &deleted.damaged].concat()} newer={newer + deleted.newer}
                    on_change={refresh.clone()} />
                if dossiers.is_empty() {
                    { welcome(&services, &refresh) }
                } else {
                    <h1>{ "我的卷宗" }</h1>
                    { dossier_list(dossiers, &refresh) }
                    { new_ones(&refresh) }
                }
                if !deleted.dossiers.is_empty() {
                    <DeletedList dossiers={deleted.dossiers.clone()} on_change={refresh} />
                }
                { kept(services.kept) }
            </div>
        },
    }
}

/// The ways to begin another dossier.
fn new_ones(on_change: &Callback<()>) -> Html {
    html! {
        <section class="stack" aria-labelledby="home-starts">
            <h2 id="home-starts">{ "新建或者打开卷宗" }</h2>
            <div class="button-row home-starts"><Starts on_change={on_change.clone()} /></div>
        </section>
    }
}

async fn hold(library: &crate::ui::state::Library) -> Result<Holdings, StoreError> {
    Ok(Holdings { listing: library.list().await?, deleted: library.deleted().await? })
}
