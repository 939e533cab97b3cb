//! Puts the page together: starts the services, follows the address.

use std::rc::Rc;

use yew::prelude::*;

use super::components::{Later, Shell, Toasts};
use super::fonts::Fonts;
use super::hooks::use_route;
use super::jobs::Jobs;
use super::pages::HomePage;
use super::parts::Parts;
use super::route::Route;
use super::scope::OpenDossier;
use super::state::{Catalog, Holidays, Services};
use crate::vault::{IndexedDbStore, MemoryStore, Store};

/// Name of the database in the browser.
const DATABASE: &str = "beian";

/// What the page is made of.
#[derive(Properties)]
pub struct AppProps {
    /// The parts of the program that arrive later.
    pub parts: Rc<Parts>,
}

/// There is one set of parts.
impl PartialEq for AppProps {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

/// The whole page.
#[component]
pub fn App(props: &AppProps) -> Html {
    let started = use_state(|| None::<Result<Services, String>>);
    {
        let (started, parts) = (started.setter(), Rc::clone(&props.parts));
        use_effect_with((), move |()| {
            wasm_bindgen_futures::spawn_local(async move {
                started.set(Some(start(Rc::clone(&parts)).await));
                // Fetched ahead of its first use; whoever needs it says when that fails.
                let _ = parts.desk.arrived().await;
            });
        });
    }
    match &*started {
        None => html! { <p class="starting" role="status">{ "正在载入…" }</p> },
        Some(Err(reason)) => html! {
            <main class="broken">
                <h1>{ "页面无法启动" }</h1>
                <p role="alert">{ reason }</p>
            </main>
        },
        Some(Ok(services)) => html! {
            <Toasts services={services.clone()}><Routed /></Toasts>
        },
    }
}

/// Opens the store and loads the procedures.
async fn start(parts: Rc<Parts>) -> Result<Services, String> {
    let store: Rc<dyn Store> = match IndexedDbStore::open(DATABASE).await {
        Ok(store) => Rc::new(store),
        Err(_) => Rc::new(MemoryStore::new()),
    };
    Ok(Services {
        store,
        catalog: Rc::new(Catalog::load().await?),
        holidays: Holidays::load().await,
        fonts: Fonts::default(),
        jobs: Jobs::default(),
        parts,
    })
}

/// The page that the address names.
#[component]
fn Routed() -> Html {
    match use_route() {
        Route::Home => html! { <Shell title="我的卷宗" route={Route::Home}><HomePage /></Shell> },
        Route::Verify => later("核验", Route::Verify),
        Route::Law(place) => later("依据", Route::Law(place)),
        Route::Calendar(year) => later("日历", Route::Calendar(year)),
        Route::Dossier(id, page) => html! { <OpenDossier key={id.clone()} id={id.clone()} {page} /> },
    }
}

/// A page that belongs to no dossier and is in the part that arrives later.
fn later(title: &'static str, route: Route) -> Html {
    let focuses = !matches!(route, Route::Verify);
    html! { <Shell {title} {focuses} route={route.clone()}><Later {route} /></Shell> }
}
